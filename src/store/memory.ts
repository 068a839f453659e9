import type { Clock } from "./ids.ts";
import {
  type Inbox,
  type InboxCounts,
  type Incoming,
  KEYS_LIVE,
  type Listed,
  MOST_ATTEMPTS,
  type Waiting,
} from "./inbox.ts";

/** Keys that are known at once; beyond, the oldest are forgotten. */
const MOST_KEYS = 50_000;
/** Events that wait at once; beyond, none is taken. */
const MOST_EVENTS = 1000;

/** An inbox that does not outlive the process. */
export interface MemoryInbox extends Inbox {
  /** Whether it has an event of that id. */
  has(id: string): boolean;
  /** Whether the event is a known one; its keys are, from then on. Says so without waiting, so that nothing comes between. */
  knows(event: Incoming): boolean;
  /** Makes an event's keys known without taking the event. */
  note(event: Incoming): void;
}

interface Held extends Waiting {
  readonly state: "waiting" | "working";
  readonly dueAt: number | undefined;
  /** How many of its attempts ended in being put off. */
  readonly waits: number;
}

type Keys = Pick<MemoryInbox, "knows" | "note"> & { expire(now: number): void };

function memoryKeys(clock: Clock): Keys {
  /** When each was noted; in that order. */
  const keys = new Map<string, number>();
  const namesOf = ({ platform, keys }: Incoming): string[] => keys.map((key) => JSON.stringify([platform, key]));
  const note = (event: Incoming): void => {
    for (const name of namesOf(event)) if (!keys.has(name)) keys.set(name, clock());
    for (const [name] of keys) {
      if (keys.size <= MOST_KEYS) break;
      keys.delete(name);
    }
  };
  return {
    note,
    knows: (event) => {
      const known = namesOf(event).some((name) => keys.has(name));
      if (known) note(event);
      return known;
    },
    expire: (now) => {
      for (const [name, at] of keys) if (at < now - KEYS_LIVE) keys.delete(name);
    },
  };
}

export function memoryInbox(clock: Clock): MemoryInbox {
  const keys = memoryKeys(clock);
  const events = new Map<string, Held>();
  let number = 0;
  let failed = 0;

  const give = (event: Held): "again" | "failed" => {
    if (event.attempts - event.waits < MOST_ATTEMPTS) {
      events.set(event.id, { ...event, state: "waiting" });
      return "again";
    }
    events.delete(event.id);
    failed += 1;
    return "failed";
  };
  /** `undefined` where it is a known one. */
  const enter = (event: Incoming): Held | undefined => {
    if (keys.knows(event)) return undefined;
    if (events.size >= MOST_EVENTS) throw new RangeError(`${MOST_EVENTS} events wait already`);
    keys.note(event);
    number += 1;
    const id = `memory-${String(number).padStart(9, "0")}`;
    const { platform, place, body } = event;
    const times = { attempts: 0, receivedAt: clock(), dueAt: undefined, waits: 0 };
    const held = { id, platform, place, body, ...times, state: "waiting" } as const;
    events.set(id, held);
    return held;
  };
  const start = (event: Held | undefined): Waiting | undefined => {
    if (event?.state !== "waiting") return undefined;
    const started = { ...event, attempts: event.attempts + 1, state: "working" } as const;
    events.set(event.id, started);
    return toWaiting(started);
  };

  return {
    has: (id) => events.has(id),
    knows: keys.knows,
    note: keys.note,
    accept: async (event) => enter(event)?.id,
    take: async (event) => start(enter(event)),
    waiting: async () => listOf([...events.values()]),
    start: async (id) => start(events.get(id)),
    read: async (id) => {
      const event = events.get(id);
      return event && toWaiting(event);
    },
    finish: async (id) => {
      events.delete(id);
    },
    postpone: async (id, dueAt) => {
      const event = events.get(id);
      if (event?.state === "working") events.set(id, { ...event, dueAt, waits: event.waits + 1, state: "waiting" });
    },
    fail: async (id, retryable) => {
      const event = events.get(id);
      if (event?.state !== "working") return "failed";
      return give(retryable ? event : { ...event, attempts: Number.POSITIVE_INFINITY });
    },
    // Nothing of an earlier process is here.
    recover: async () => ({ again: 0, failed: 0 }),
    expire: async (now) => keys.expire(now),
    counts: async () => countsOf([...events.values()], failed),
  };
}

const listOf = (events: readonly Held[]): readonly Listed[] =>
  events
    .filter(({ state }) => state === "waiting")
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, platform, place, attempts, dueAt }) => ({ id, platform, place, attempts, dueAt }));

function countsOf(events: readonly Held[], failed: number): InboxCounts {
  const waiting = events.filter(({ state }) => state === "waiting");
  const oldest = waiting.reduce((least, { receivedAt }) => Math.min(least, receivedAt), Number.POSITIVE_INFINITY);
  return {
    waiting: waiting.length,
    working: events.length - waiting.length,
    failed,
    oldest: Number.isFinite(oldest) ? oldest : undefined,
  };
}

const toWaiting = ({ id, platform, place, body, attempts, receivedAt }: Held): Waiting => ({
  id,
  platform,
  place,
  body,
  attempts,
  receivedAt,
});
