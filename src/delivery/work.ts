import type { Log } from "../log.ts";
import type { Waiting } from "../store/inbox.ts";
import type { Store } from "../store/store.ts";
import type { Breaker } from "./breaker.ts";

export interface DeliveryOptions {
  readonly store: Pick<Store, "inbox">;
  /** By platform. What throws SendLater is put off; what else it throws is tried again where `isRetryable` says so. */
  readonly handlers: Readonly<Record<string, (event: Waiting) => Promise<void>>>;
  /** By platform: tells the asker that there will be no answer. */
  readonly apologies?: Readonly<Record<string, (event: Waiting) => Promise<void>>>;
  /** By platform. */
  readonly breakers?: Readonly<Record<string, Pick<Breaker, "isOpen" | "wait">>>;
  readonly isRetryable: (error: unknown) => boolean;
  /** `parallel`: for each platform. */
  readonly limits: { readonly parallel: number; readonly waiting: number };
  readonly log: Log;
  readonly now: () => number;
  /** Milliseconds of a clock that is never set. */
  readonly ticks: () => number;
  /** Rejects once the signal is given. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** An event that is not done; what it says is in the store. */
export interface Entry {
  readonly id: string;
  readonly place: Place;
  /** In the order in which they came. */
  readonly number: number;
  /** When this process first knew of it, on a clock that is never set. */
  readonly since: number;
}

/** A conversation, or a channel: one event of it at a time, so that answers come in the order of the questions. */
export interface Place {
  readonly key: string;
  readonly hands: Hands;
  /** Those that may be begun, the oldest first. */
  readonly waiting: Entry[];
  /** All that is not done: on its way in, waiting, put off or under way. */
  count: number;
  state: "free" | "busy" | "paused";
}

/** Those who work on one platform's events: no platform waits for another. */
export interface Hands {
  readonly platform: string;
  busy: number;
  /** Places with something to begin, in the order of their turns. */
  readonly ready: Set<Place>;
  /** Whether somebody looks again after the platform's pause. */
  isWaking: boolean;
}

/** All that is not done, in memory, in its order. */
export interface Work {
  readonly options: DeliveryOptions;
  readonly places: Map<string, Place>;
  readonly hands: Map<string, Hands>;
  readonly underWay: Set<Entry>;
  count: number;
  /** Put off until their time comes. */
  postponed: number;
  /** On their way into the store, and apologies on their way out. */
  entering: number;
  apologising: number;
  numbers: number;
  /** "closing": takes nothing more, and works on. */
  state: "open" | "closing" | "closed";
  whenIdle: (() => void)[];
  /** When the last of those that begin has begun. */
  begun: Promise<void>;
}

export const createWork = (options: DeliveryOptions): Work => ({
  options,
  places: new Map(),
  hands: new Map(),
  underWay: new Set(),
  count: 0,
  postponed: 0,
  entering: 0,
  apologising: 0,
  numbers: 0,
  state: "open",
  whenIdle: [],
  begun: Promise.resolve(),
});

interface At {
  readonly platform: string;
  readonly place: string;
}

const keyOf = ({ platform, place }: At): string => `${platform} ${place}`;

export const countAt = (work: Work, at: At): number => work.places.get(keyOf(at))?.count ?? 0;

/** One event more at a place. */
export function enter(work: Work, at: At): Place {
  const key = keyOf(at);
  const hands = work.hands.get(at.platform) ?? { platform: at.platform, busy: 0, ready: new Set(), isWaking: false };
  work.hands.set(at.platform, hands);
  const place = work.places.get(key) ?? { key, hands, waiting: [], count: 0, state: "free" };
  work.places.set(key, place);
  place.count++;
  work.count++;
  return place;
}

/** One event less. */
export function leave(work: Work, place: Place): void {
  place.count--;
  work.count--;
  if (place.count === 0) work.places.delete(place.key);
}

export const createEntry = (work: Work, place: Place, id: string): Entry => ({
  id,
  place,
  number: ++work.numbers,
  since: work.options.ticks(),
});

/** It waits for its turn, before those that came after it. */
export function line(entry: Entry): void {
  const { waiting } = entry.place;
  const last = waiting.at(-1);
  if (!last || last.number < entry.number) waiting.push(entry);
  else
    waiting.splice(
      waiting.findIndex(({ number }) => number > entry.number),
      0,
      entry,
    );
  offer(entry.place);
}

/** A place that has something to begin gets in line. */
function offer(place: Place): void {
  if (place.state === "free" && place.waiting.length > 0) place.hands.ready.add(place);
}

export function occupy(place: Place): void {
  place.hands.ready.delete(place);
  place.hands.busy++;
  place.state = "busy";
}

/** Nothing is under way at the place any more; something may hold it all the same. */
export function release(place: Place, state: "free" | "paused"): void {
  place.hands.busy--;
  place.state = state;
  offer(place);
}

/** What is put off is left to the next start, and so is everything once it is closed. */
export const isIdle = ({ hands, entering, apologising, underWay, state }: Work): boolean =>
  entering + apologising + underWay.size === 0 &&
  [...hands.values()].every(({ busy, ready }) => busy === 0 && (ready.size === 0 || state === "closed"));

export function tellIdle(work: Work): void {
  if (isIdle(work)) for (const tell of work.whenIdle.splice(0)) tell();
}

/** Of a platform that is away one event at a time finds out whether it is back. */
export const mostHands = ({ platform }: Hands, { breakers, limits }: DeliveryOptions): number =>
  breakers?.[platform]?.isOpen() ? 1 : limits.parallel;

export const pauseOf = ({ platform }: Hands, { breakers }: DeliveryOptions): number =>
  breakers?.[platform]?.wait() ?? 0;

/** Whether an event that just came may be begun at once: a hand is free, and nobody waits who came before. */
export const goesFirst = ({ count, hands }: Place, { options }: Work): boolean =>
  count === 1 && hands.ready.size === 0 && hands.busy < mostHands(hands, options) && pauseOf(hands, options) === 0;
