import { setMaxListeners } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createDelivery } from "./delivery/delivery.ts";
import { isRetryable } from "./delivery/send.ts";
import { createReadBody } from "./http/body.ts";
import { isLoopbackRequest } from "./http/loopback.ts";
import { type Listening, listen, sendJson } from "./http/server.ts";
import { errorFields, type Log } from "./log.ts";
import { type Bot, type Machine, startSlack, startTeams } from "./platforms.ts";
import type { Slack } from "./slack/app.ts";
import { guardStore } from "./store/guarded.ts";
import { openStore, STORE_FILE } from "./store/open.ts";
import type { Store } from "./store/store.ts";
import type { Teams } from "./teams/app.ts";

const MACHINE: Machine = {
  now: Date.now,
  ticks: () => performance.now(),
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, signal ? { signal } : {}),
  chance: Math.random,
  timeout: 10_000,
  readBody: createReadBody(),
};

export interface Running {
  readonly port: number;
  /** Finishes what was acknowledged. */
  readonly stop: () => Promise<void>;
}

/** Milliseconds that a stop waits for what is under way. */
const PATIENCE = 10_000;
/** Milliseconds between looks for what is too old to be kept. */
const TIDY = 60 * 60 * 1000;
const KEEP_DAYS = 90;
/** Milliseconds between warnings that go on. */
const TELL = 60_000;

/** Wires everything: starts each platform that has credentials, on one port. @throws StoreError, and what the port refuses */
export async function startBot(bot: Bot, machine: Machine = MACHINE): Promise<Running> {
  const { config, settings, loaded, log } = bot;
  const { now, ticks } = machine;
  const store = await openGuarded(bot, now);
  const ending = new AbortController();
  // Everything that waits for a platform listens.
  setMaxListeners(0, ending.signal);
  const patient = (milliseconds: number, signal = ending.signal): Promise<void> => machine.sleep(milliseconds, signal);
  const waiting = { ...machine, sleep: patient };
  const slack = config.slack && (await startSlack(bot, config.slack, store, waiting));
  const teams = config.teams && (await startTeams(bot, config.teams, store, waiting));
  const platforms = { ...(slack ? { slack } : {}), ...(teams ? { teams } : {}) };
  const delivery = createDelivery({
    store,
    handlers: mapValues(platforms, ({ work }) => work),
    apologies: mapValues(platforms, ({ apologise }) => apologise),
    breakers: mapValues(platforms, ({ breaker }) => breaker),
    isRetryable,
    limits: settings.limits,
    log,
    now,
    ticks,
    sleep: patient,
  });
  let server: Listening | undefined;
  const endRounds = startRounds(store, Object.values(platforms), log);
  const stop = async (): Promise<void> => {
    const until = ticks() + PATIENCE;
    endRounds();
    await orLate(Promise.all([server?.close(PATIENCE), slack?.stop(), teams?.stop()]), machine);
    const left = await delivery.stop(Math.max(0, until - ticks()), () => ending.abort());
    await store.close();
    log.sumUp();
    log.info("stopped", { left: left === "left" });
  };
  try {
    // Before anything is taken in: what the last process left is told apart from what comes now.
    await delivery.start();
    teams?.start(delivery);
    server = await serve(bot, platforms, () => ({ store: store.health(), delivery: delivery.counts() }));
    if (config.slack?.appToken) log.info("connecting to Slack");
    await slack?.start(delivery);
  } catch (error) {
    ending.abort();
    await stop();
    throw error;
  }
  const how = slack ? (config.slack?.appToken ? "socket" : "http") : "off";
  const sections = loaded.knowledge.index.sections.page.length;
  log.info("started", { port: server.port, slack: how, teams: howTeams(bot), sections });
  if (config.teams && !config.teams.app)
    log.warn("Teams: requests are not checked, TEAMS_AUTH is off; for the Agents Playground on this machine only");
  return { port: server.port, stop };
}

async function openGuarded({ config, log }: Bot, now: () => number) {
  const options = { keepQuestions: config.keepQuestions, onLost: (why: string) => log.error(why) };
  const { store, warnings } = await openStore(join(config.dataDir, STORE_FILE), now, options);
  for (const warning of warnings) log.warn(warning);
  return guardStore(store, now, ({ operation, code }) =>
    log.repeated("the store failed", { operation, code }, "error"),
  );
}

/** What is done every hour and every minute; returns what ends it. */
function startRounds(store: Pick<Store, "expire">, platforms: readonly (Slack | Teams)[], log: Log): () => void {
  const tidy = setInterval(() => void store.expire(KEEP_DAYS), TIDY);
  const tell = setInterval(() => {
    for (const { warning } of platforms) {
      const text = warning();
      if (text !== undefined) log.warn(text);
    }
    log.sumUp();
  }, TELL);
  for (const timer of [tidy, tell]) timer.unref();
  return () => {
    for (const timer of [tidy, tell]) clearInterval(timer);
  };
}

/** Resolves when the work is done, and at the latest when patience ends. */
async function orLate(work: Promise<unknown>, { sleep }: Machine): Promise<void> {
  const enough = new AbortController();
  const late = sleep(PATIENCE, enough.signal).catch(() => undefined);
  await Promise.race([work, late]).finally(() => enough.abort());
}

const howTeams = ({ config }: Bot): string =>
  config.teams ? (config.teams.app ? "on" : "without authentication") : "off";

const mapValues = <From, To>(of: Readonly<Record<string, From>>, by: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, by(value)]));

type Health = () => { readonly store: { readonly lost: string | undefined } & object; readonly delivery: object };

/** Those that have credentials. */
interface Platforms {
  readonly slack?: Slack;
  readonly teams?: Teams;
}

/** Others than the operator see whether it is up and ready, and nothing else. */
function serve({ config, log }: Bot, platforms: Platforms, health: Health): Promise<Listening> {
  const { slack, teams } = platforms;
  const all = Object.entries<Slack | Teams>({ ...platforms });
  /** What each part says of itself, by its name; nothing of those that have nothing to say. */
  const said = (of: "trouble" | "warning"): Readonly<Record<string, string>> => {
    const { lost } = health().store;
    const store = of === "trouble" && lost !== undefined ? [["store", lost] as const] : [];
    return Object.fromEntries([
      ...store,
      ...all.flatMap(([name, one]) => {
        const text = one[of]();
        return text === undefined ? [] : [[name, text] as const];
      }),
    ]);
  };
  const isReady = (): boolean => Object.keys(said("trouble")).length === 0;
  const counts = (): object =>
    Object.fromEntries(all.map(([name, one]) => [name, { trouble: one.trouble() ?? null, ...one.counts() }]));
  const port = { unfinished: 0, crowded: 0 };
  return listen(
    config,
    {
      "GET /healthz": (request, response) => {
        const details = isLoopbackRequest(request) ? { ...health(), port, ...counts() } : {};
        sendJson(response, 200, { status: "up", ...details });
      },
      "GET /readyz": (request, response) => {
        const details = isLoopbackRequest(request) ? { trouble: said("trouble"), warnings: said("warning") } : {};
        sendJson(response, isReady() ? 200 : 503, { ready: isReady(), ...details });
      },
      ...(slack && !config.slack?.appToken ? { "POST /slack/events": slack.handle } : {}),
      ...(teams ? { "POST /api/messages": teams.handle } : {}),
    },
    {
      onError: (error) => log.repeated("a request was not answered", errorFields(error), "error"),
      onUnfinished: () => {
        port.unfinished++;
        log.repeated("a request was cut off: its sender hung up, or was too slow, or others needed the room");
      },
      onCrowded: () => {
        port.crowded++;
        log.repeated("too many connections: the one that had waited longest was closed");
      },
    },
  );
}
