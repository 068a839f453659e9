import type { Incoming, Listed, Waiting } from "../store/inbox.ts";
import { LONGEST_WAIT } from "./send.ts";
import {
  countAt,
  createEntry,
  createWork,
  type DeliveryOptions,
  enter,
  goesFirst,
  isIdle,
  leave,
  line,
  occupy,
  type Place,
  release,
  tellIdle,
  type Work,
} from "./work.ts";
import { look, putOff, run } from "./worker.ts";

export type { DeliveryOptions } from "./work.ts";

/** Events from the moment they are known to be genuine until they are answered, each once. */
export interface Delivery {
  /** Once this is resolved, the event may be acknowledged. "full": it was not taken, and the asker should be told. */
  readonly accept: (event: Incoming) => Promise<"new" | "seen" | "full">;
  /** Takes up all that the last process left, however much it is. */
  readonly start: () => Promise<void>;
  /**
   * Takes nothing more; resolves when all that can be done now is done. After `patience` milliseconds it begins nothing more,
   * either, and `handBack` wakes those who wait for the platform: what is left, the next start goes on with.
   */
  readonly stop: (patience: number, handBack?: () => void) => Promise<"done" | "left">;
  /** `waiting`: all that is not done. Of these, how many are worked on, and how many wait until their platform takes them. */
  readonly counts: () => { readonly waiting: number; readonly working: number; readonly postponed: number };
}

/** Share of the waiting room that one place may take: a busy channel leaves room for the others. */
const SHARE = 0.25;
/** Milliseconds for those who were woken to put down what they have in hand. */
const LAST_MOMENT = 500;

export function createDelivery(options: DeliveryOptions): Delivery {
  const { store, limits } = options;
  const work = createWork(options);
  const share = Math.max(1, Math.ceil(limits.waiting * SHARE));
  return {
    accept: async (event) => {
      const isFull = work.count >= limits.waiting || countAt(work, event) >= share;
      if (isFull || work.state !== "open") return "full";
      const place = enter(work, event);
      work.entering++;
      try {
        return await (goesFirst(place, work) ? begin(event, place, work) : queue(event, place, work));
      } finally {
        work.entering--;
        tellIdle(work);
      }
    },
    start: async () => {
      await store.inbox.recover();
      const left = await store.inbox.waiting();
      // Places where something was begun have their turn last: it may be what the last process died of.
      const begun = new Set(left.flatMap(({ attempts, place }) => (attempts > 0 ? [place] : [])));
      for (const one of left) if (!begun.has(one.place)) takeUp(one, work);
      for (const one of left) if (begun.has(one.place)) takeUp(one, work);
      for (const hands of work.hands.values()) look(hands, work);
    },
    stop: async (patience, handBack = () => undefined) => {
      work.state = "closing";
      await idleWithin(patience, work);
      work.state = "closed";
      handBack();
      await idleWithin(LAST_MOMENT, work);
      // Of those whose calls hang still nobody is told anything: the next start answers them.
      const left = [...work.underWay];
      work.underWay.clear();
      await Promise.all(left.map(({ id }) => store.inbox.postpone(id, options.now())));
      return work.count === 0 ? "done" : "left";
    },
    counts: () => ({ waiting: work.count, working: work.underWay.size, postponed: work.postponed }),
  };
}

function takeUp({ id, dueAt = 0, ...at }: Listed, work: Work): void {
  const place = enter(work, at);
  const entry = createEntry(work, place, id);
  // Whatever became of the clock meanwhile, nobody waits longer than a platform may ask for.
  const pause = Math.min(dueAt - work.options.now(), LONGEST_WAIT);
  if (pause > 0 && place.waiting.length === 0 && place.state === "free")
    putOff(entry, { milliseconds: pause, holds: "place" }, work);
  else line(entry);
}

async function idleWithin(milliseconds: number, work: Work): Promise<void> {
  if (isIdle(work)) return;
  const idle = new Promise<void>((resolve) => work.whenIdle.push(resolve));
  const enough = new AbortController();
  const late = work.options.sleep(milliseconds, enough.signal).catch(() => undefined);
  await Promise.race([idle, late]).finally(() => enough.abort());
}

/** Keeps the event until it is its turn. */
async function queue(event: Incoming, place: Place, work: Work): Promise<"new" | "seen"> {
  let id: string | undefined;
  try {
    id = await work.options.store.inbox.accept(event);
  } finally {
    if (id === undefined) leave(work, place);
  }
  if (id === undefined) return "seen";
  line(createEntry(work, place, id));
  look(place.hands, work);
  return "new";
}

/** Keeps the event, and begins it. */
async function begin(event: Incoming, place: Place, work: Work): Promise<"new" | "seen"> {
  let taken: Waiting | undefined;
  occupy(place);
  try {
    taken = await work.options.store.inbox.take(event);
  } finally {
    if (!taken) {
      leave(work, place);
      release(place, "free");
      look(place.hands, work);
    }
  }
  if (!taken) return "seen";
  const entry = createEntry(work, place, taken.id);
  work.underWay.add(entry);
  void run(taken, entry, work);
  return "new";
}
