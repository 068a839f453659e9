import type { IncomingMessage, ServerResponse } from "node:http";
import { VOICE } from "../answering/voice.ts";
import type { TeamsConfig } from "../config.ts";
import type { Breaker } from "../delivery/breaker.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { createRateCap, type Rules } from "../delivery/policy.ts";
import { patient, SendFailed, waitsOf } from "../delivery/send.ts";
import type { ReadBody } from "../http/body.ts";
import { errorFields, type Log } from "../log.ts";
import type { Waiting } from "../store/inbox.ts";
import { createAdapter, type Turn } from "./adapter.ts";
import { type Desk, deliver, placeKey } from "./desk.ts";
import { failedInvoke } from "./envelopes.ts";
import { handleTeamsRequest, type TurnedAway } from "./http.ts";
import { takeIn } from "./intake.ts";
import { answerKept, apologise, say, welcome } from "./messages.ts";

export interface TeamsOptions {
  readonly config: TeamsConfig;
  readonly rules: Rules;
  readonly desk: Omit<Desk, "adapter">;
  readonly log: Log;
  readonly readBody: ReadBody;
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
  /** What an operator should look at, though answers are sent. */
  readonly warning: () => string | undefined;
  readonly counts: () => Readonly<Record<string, number>>;
  /** Whether Teams answers. */
  readonly breaker: Breaker;
}

const AWAY = "Teams does not answer; questions wait until it does";

/** Wires Teams: what comes in, and what it is answered with. */
export function createTeams(options: TeamsOptions): Teams {
  const { config, rules, log, readBody } = options;
  const { count, countAway, counts } = createCounts(log);
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
  const turn: Turn = async (activity, reference) => {
    if (!delivery) throw new Error("not started");
    return takeIn(activity, reference, {
      ...{ delivery, rules, desk, tenants: config.tenants, onIgnored: count },
      tell: (place, to, text) => {
        if (told.take(placeKey(place))) aside(deliver(to, say(text), patientDesk).then(() => undefined));
      },
      welcome: (installed, to) => aside(welcome(installed, to, patientDesk)),
    });
  };
  return {
    handle: (request, response) =>
      handleTeamsRequest(request, response, { adapter, readBody, turn, onTurnedAway: countAway }),
    work: (event) => noting(answerKept(event, desk)),
    apologise: (event) => apologise(event, patientDesk),
    start: (started) => {
      delivery = started;
    },
    stop: async () => {
      await Promise.allSettled(underWay);
    },
    trouble: () => trouble ?? (breaker.isSilent() ? AWAY : undefined),
    warning: () => undefined,
    counts: () => ({ ...counts(), ...desk.caps.refused(), ...waitsOf(desk.patience) }),
    breaker,
  };
}

const adapterOf = ({ config, log, desk, timeout, cloud }: TeamsOptions) =>
  createAdapter({
    config,
    failedInvoke,
    failedMessage: VOICE.failed,
    now: desk.now,
    timeout,
    ...(cloud === undefined ? {} : { cloud }),
    onError: (error, { type, name }) =>
      log.error("an activity was not taken", { ...errorFields(error), type: String(type), name: String(name) }),
  });

function createCounts(log: Log) {
  const counted = new Map<string, number>();
  const count = (name: string): void => {
    if (name === "other tenant")
      log.repeated("another tenant is not answered; if it is one of yours, set TEAMS_ALLOWED_TENANTS");
    counted.set(name, (counted.get(name) ?? 0) + 1);
  };
  const countAway = (why: TurnedAway): void => {
    count(why);
    log.repeated(`Teams: a request was turned away: ${why}`);
  };
  return { count, countAway, counts: () => Object.fromEntries(counted) };
}
