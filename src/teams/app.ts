import type { IncomingMessage, ServerResponse } from "node:http";
import { VOICE } from "../answering/voice.ts";
import type { TeamsConfig } from "../config.ts";
import type { Breaker } from "../delivery/breaker.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { createRateCap, type Rules } from "../delivery/policy.ts";
import { patient, SendFailed, waitsOf } from "../delivery/send.ts";
import { errorFields, type Log } from "../log.ts";
import { readBody } from "../server.ts";
import type { Waiting } from "../store/inbox.ts";
import { createAdapter } from "./adapter.ts";
import { type Desk, deliver, placeKey } from "./desk.ts";
import { failedInvoke } from "./envelopes.ts";
import { takeIn } from "./intake.ts";
import { answerKept, apologise, say, welcome } from "./messages.ts";
import { fields } from "./place.ts";

export interface TeamsOptions {
  readonly config: TeamsConfig;
  readonly rules: Rules;
  readonly desk: Omit<Desk, "adapter">;
  readonly log: Log;
  /** Milliseconds that one call to Teams may take. */
  readonly timeout: number;
  /** Addresses of another cloud, or of a test. */
  readonly cloud?: Readonly<Record<string, string>> | undefined;
}

export interface Teams {
  /** Answers a request to `/api/messages`. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Works on an activity of the inbox. */
  readonly work: (event: Waiting) => Promise<void>;
  /** Tells the asker of an activity that it was given up. */
  readonly apologise: (event: Waiting) => Promise<void>;
  readonly start: (delivery: Delivery) => void;
  /** Resolves when what was begun beside the inbox is done, too. */
  readonly stop: () => Promise<void>;
  /** Why nothing can be sent; `undefined` where all is well. */
  readonly trouble: () => string | undefined;
  readonly counts: () => Readonly<Record<string, number>>;
  /** Whether Teams answers. */
  readonly breaker: Breaker;
}

const AWAY = "Teams does not answer; questions wait until it does";

/** Wires Teams: what comes in, and what it is answered with. */
export function createTeams(options: TeamsOptions): Teams {
  const { config, rules, log } = options;
  const counted = new Map<string, number>();
  const count = (name: string): void => {
    if (name === "other tenant" && !counted.has(name))
      log.warn("another tenant is not answered; if it is one of yours, set TEAMS_ALLOWED_TENANTS");
    counted.set(name, (counted.get(name) ?? 0) + 1);
  };
  let trouble: string | undefined;
  let delivery: Delivery | undefined;
  const underWay = new Set<Promise<void>>();
  const adapter = adapterOf(options);
  const desk: Desk = { ...options.desk, adapter };
  const patientDesk: Desk = { ...desk, patience: patient(desk.patience) };
  const { breaker, ticks } = desk.patience;
  const told = createRateCap(1, ticks);
  // A courtesy: where it cannot be said, nothing is lost.
  const aside = (work: Promise<void>): void => {
    const done = work.catch((error: unknown) => log.warn("a note was not sent", errorFields(error)));
    underWay.add(done);
    void done.finally(() => underWay.delete(done));
  };
  const noting = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      if (error instanceof SendFailed && error.failure.kind === "unauthorized") {
        trouble = `Teams refuses the credentials (${error.failure.reason}); check MicrosoftAppId, its password and its tenant`;
        log.error(trouble);
      }
      throw error;
    }
  };
  return {
    handle: async (request, response) => {
      const read = await readBody(request);
      const body = read === "too long" ? read : parse(read.toString("utf8"));
      if (body === "too long" || body === undefined)
        return void response.writeHead(body === "too long" ? 413 : 400).end();
      await adapter.handle(request, response, body, (activity, reference) => {
        if (!delivery) throw new Error("not started");
        return takeIn(activity, reference, {
          ...{ delivery, rules, desk, tenants: config.tenants, onIgnored: count },
          tell: (place, to, text) => {
            if (told.take(placeKey(place))) aside(deliver(to, say(text), patientDesk).then(() => undefined));
          },
          welcome: (installed, to) => aside(welcome(installed, to, patientDesk)),
        });
      });
    },
    work: (event) => noting(answerKept(event, desk)),
    apologise: (event) => apologise(event, patientDesk),
    start: (started) => {
      delivery = started;
    },
    stop: async () => {
      await Promise.allSettled(underWay);
    },
    trouble: () => trouble ?? (breaker.isSilent() ? AWAY : undefined),
    counts: () => ({ ...Object.fromEntries(counted), ...desk.caps.refused(), ...waitsOf(desk.patience) }),
    breaker,
  };
}

const adapterOf = ({ config, log, timeout, cloud }: TeamsOptions) =>
  createAdapter({
    config,
    failedInvoke,
    failedMessage: VOICE.failed,
    timeout,
    ...(cloud === undefined ? {} : { cloud }),
    onError: (error, { type, name }) =>
      log.error("an activity was not taken", { ...errorFields(error), type: String(type), name: String(name) }),
  });

/** An activity says what it is. */
function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof fields(value).type === "string" ? fields(value) : undefined;
  } catch {
    return undefined;
  }
}
