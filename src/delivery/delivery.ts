import { errorFields, type Log } from "../log.ts";
import type { Incoming, Waiting } from "../store/inbox.ts";
import type { Store } from "../store/store.ts";
import { count, createWork, isFree, isIdle, type Work } from "./work.ts";

/** Events from the moment they are known to be genuine until they are answered, each once. */
export interface Delivery {
  /** Once this is resolved, the event may be acknowledged. "full": it was not taken, and the asker should be told. */
  readonly accept: (event: Incoming) => Promise<"new" | "seen" | "full">;
  /** Hands out again what was being worked on when the last process died, and works off what is waiting. */
  readonly start: () => Promise<void>;
  /**
   * Takes nothing more; resolves when all that was taken is done. After `patience` milliseconds it begins nothing more, either, and
   * `handBack` wakes those who wait for the platform: what is left, the next start goes on with.
   */
  readonly stop: (patience: number, handBack?: () => void) => Promise<"done" | "left">;
  readonly counts: () => { readonly waiting: number; readonly working: number };
}

export interface DeliveryOptions {
  readonly store: Pick<Store, "inbox">;
  /** By platform. What it throws is tried again where `isRetryable` says so. */
  readonly handlers: Readonly<Record<string, (event: Waiting) => Promise<void>>>;
  /** By platform: tells the asker that there will be no answer. */
  readonly apologies?: Readonly<Record<string, (event: Waiting) => Promise<void>>>;
  readonly isRetryable: (error: unknown) => boolean;
  readonly limits: { readonly parallel: number; readonly waiting: number };
  readonly log: Log;
  /** Rejects once the signal is given. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Share of the waiting room that one place may take: a busy channel leaves room for the others. */
const SHARE = 0.25;
/** Milliseconds before an event that failed is tried again, by attempt. */
const PAUSES = [1_000, 5_000] as const;

/** Milliseconds for those who were woken to put down what they have in hand. */
const LAST_MOMENT = 500;

export function createDelivery(options: DeliveryOptions): Delivery {
  const { store, limits } = options;
  const work = createWork();
  const least = Math.max(1, Math.ceil(limits.waiting * SHARE));
  return {
    accept: async (event) => {
      const full = work.waiting >= limits.waiting || (work.waitingAt.get(event.place) ?? 0) >= least;
      if (full || work.state !== "open") return "full";
      const goesFirst = isFree(work, event.place, limits.parallel);
      count(work, event.place, 1);
      return goesFirst ? begin(event, work, options) : queue(event, work, options);
    },
    start: async () => {
      await store.inbox.recover();
      for (const { place } of await store.inbox.next(limits.waiting)) count(work, place, 1);
      void look(work, options);
    },
    stop: async (patience, handBack = () => undefined) => {
      work.state = "closing";
      const outcome = await idleWithin(patience, work, options);
      work.state = "closed";
      if (outcome === "done") return outcome;
      handBack();
      await idleWithin(LAST_MOMENT, work, options);
      return "left";
    },
    counts: () => ({ waiting: work.waiting, working: work.busy.size }),
  };
}

async function idleWithin(milliseconds: number, work: Work, { sleep }: DeliveryOptions): Promise<"done" | "left"> {
  if (isIdle(work)) return "done";
  const idle = new Promise<"done">((resolve) => work.whenIdle.push(() => resolve("done")));
  const enough = new AbortController();
  const late = sleep(milliseconds, enough.signal).then(() => "left" as const);
  return Promise.race([idle, late]).finally(() => enough.abort());
}

/** Keeps the event until it is its turn. */
async function queue(event: Incoming, work: Work, options: DeliveryOptions): Promise<"new" | "seen"> {
  let accepted: "new" | "seen" = "seen";
  try {
    accepted = await options.store.inbox.accept(event);
  } finally {
    if (accepted === "seen") count(work, event.place, -1);
  }
  if (accepted === "new") void look(work, options);
  return accepted;
}

/** Keeps the event, and begins it. */
async function begin(event: Incoming, work: Work, options: DeliveryOptions): Promise<"new" | "seen"> {
  const { place } = event;
  let taken: Waiting | undefined;
  work.busy.add(place);
  try {
    taken = await options.store.inbox.take(event);
  } finally {
    if (!taken) count(work, place, -1);
    // After the last moment of a stop, the next start goes on with it.
    if (!taken || work.state === "closed") leave(place, work, options);
  }
  if (!taken) return "seen";
  if (work.state !== "closed") void run(taken, work, options);
  return "new";
}

/** Finds events of places that nothing is under way at, as long as there are hands. One look at a time. */
async function look(work: Work, options: DeliveryOptions): Promise<void> {
  if (work.looking !== "no") {
    work.looking = "again";
    return;
  }
  work.looking = "yes";
  try {
    const { store, limits } = options;
    // Where something is under way, that is one of those that wait.
    while (work.state !== "closed" && work.busy.size < limits.parallel && work.waiting > work.busy.size) {
      const free = limits.parallel - work.busy.size;
      // A place that is busy is not even read, however much waits there.
      const found = await store.inbox.next(2 * free, [...work.busy]);
      const places = new Set<string>();
      const taken = found.filter(({ place }) => !work.busy.has(place) && !places.has(place) && places.add(place));
      for (const { id, place } of taken.slice(0, free)) {
        work.busy.add(place);
        const started = await store.inbox.start(id);
        if (started) void run(started, work, options);
        else work.busy.delete(place);
      }
      if (taken.length === 0) break;
    }
  } catch (error) {
    options.log.error("the inbox cannot be read", errorFields(error));
  }
  const again = (work.looking as Work["looking"]) === "again";
  work.looking = "no";
  if (again) void look(work, options);
}

/** One event begins in each turn of the event loop: in between, what comes in is taken and acknowledged. */
function turn(work: Work): Promise<void> {
  work.begun = work.begun.then(() => new Promise((resolve) => setImmediate(resolve)));
  return work.begun;
}

async function run(event: Waiting, work: Work, options: DeliveryOptions): Promise<void> {
  const { store, log } = options;
  const { id, place, platform, attempts } = event;
  await turn(work);
  try {
    await options.handlers[platform]?.(event);
    await store.inbox.finish(id);
    count(work, place, -1);
  } catch (error) {
    const outcome = await store.inbox.fail(id, options.isRetryable(error)).catch(() => "failed" as const);
    log.warn("an event was not answered", { ...errorFields(error), platform, attempts, outcome });
    if (outcome === "failed") {
      count(work, place, -1);
      await options.apologies?.[platform]?.(event).catch(() => undefined);
    } else await options.sleep(PAUSES[Math.min(attempts, PAUSES.length) - 1] ?? 0).catch(() => undefined);
  }
  leave(place, work, options);
}

/** Nothing is under way at the place any more: what waits, there or elsewhere, may begin. */
function leave(place: string, work: Work, options: DeliveryOptions): void {
  work.busy.delete(place);
  if (isIdle(work)) for (const tell of work.whenIdle.splice(0)) tell();
  void look(work, options);
}
