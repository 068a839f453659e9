import { type App, type Logger, LogLevel, type Receiver, type ReceiverEvent, SocketModeReceiver } from "@slack/bolt";
import { clip } from "../answering/plain.ts";
import type { SlackConfig } from "../config.ts";
import type { Log } from "../log.ts";

/** Over HTTP the server calls `handle`, and there is nothing to start; in Socket Mode Bolt's receiver holds the connection. */
export function createReceiver(
  { appToken, apiUrl }: SlackConfig,
  logger: Logger,
  take: (event: ReceiverEvent) => Promise<void>,
): Receiver {
  const nothing = async (): Promise<void> => undefined;
  if (appToken === undefined) return { init: () => undefined, start: nothing, stop: nothing };
  const clientOptions = apiUrl === undefined ? {} : { slackApiUrl: apiUrl };
  const socket = new SocketModeReceiver({ appToken, logger, installerOptions: { clientOptions } });
  return {
    // Events go the same way as over HTTP: kept first, acknowledged then.
    init: (app) => socket.init(Object.assign(Object.create(app) as App, { processEvent: take })),
    start: () => socket.start(),
    stop: () => socket.stop(),
  };
}

/** Bolt logs whole errors, which may quote texts: its own sentences are logged, and what it adds to them is not. */
export function boltLogger(log: Log): Logger {
  const sentence = ([first]: readonly unknown[]): string => (typeof first === "string" ? clip(first, 300) : "an error");
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...said) => log.repeated(`Bolt: ${sentence(said)}`),
    error: (...said) => log.repeated(`Bolt: ${sentence(said)}`),
    setLevel: () => undefined,
    getLevel: () => LogLevel.ERROR,
    setName: () => undefined,
  };
}
