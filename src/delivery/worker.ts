import { errorFields } from "../log.ts";
import type { Waiting } from "../store/inbox.ts";
import { pauseBefore, SendLater } from "./send.ts";
import {
  type Entry,
  type Hands,
  leave,
  line,
  mostHands,
  occupy,
  pauseOf,
  release,
  tellIdle,
  type Work,
} from "./work.ts";

/** Milliseconds before an event that failed is tried again, by attempt. */
const PAUSES = [1_000, 5_000] as const;
/** Milliseconds before an event is looked for again that the store could not read. */
const UNREADABLE = 5_000;
/** Milliseconds; an event that is put off for longer is given up: nobody waits for its answer any more. */
const LONGEST_DELAY = 10 * 60_000;
/** Who is put off without a time waits twice as long each time, up to sixteen seconds. */
const LAST_GROWTH = 6;

/** Begins events as long as there are hands, one of each place in turn. */
export function look(hands: Hands, work: Work): void {
  const { options } = work;
  for (const place of hands.ready) {
    if (work.state === "closed" || hands.busy >= mostHands(hands, options)) return;
    const pause = pauseOf(hands, options);
    if (pause > 0) {
      wakeLater(pause, hands, work);
      return;
    }
    const entry = place.waiting.shift();
    occupy(place);
    if (entry) void start(entry, work);
  }
}

function wakeLater(milliseconds: number, hands: Hands, work: Work): void {
  if (hands.isWaking) return;
  hands.isWaking = true;
  after(milliseconds, work, () => {
    hands.isWaking = false;
    look(hands, work);
  });
}

/** Never, if it stops before. */
function after(milliseconds: number, { options }: Work, then: () => void): void {
  options.sleep(milliseconds).then(then, () => undefined);
}

async function start(entry: Entry, work: Work): Promise<void> {
  let event: Waiting | undefined;
  let pause: Pause | undefined;
  work.underWay.add(entry);
  try {
    event = await work.options.store.inbox.start(entry.id);
    if (!event) leave(work, entry.place);
  } catch (error) {
    work.options.log.error("the inbox cannot be read", errorFields(error));
    pause = { milliseconds: UNREADABLE, holds: "place" };
  }
  if (event) return run(event, entry, work);
  work.underWay.delete(entry);
  letGo(entry, work, pause);
}

/** One event begins in each turn of the event loop: in between, what comes in is taken and acknowledged. */
function turn(work: Work): Promise<void> {
  work.begun = work.begun.then(() => new Promise((resolve) => setImmediate(resolve)));
  return work.begun;
}

/** Works on an event that is under way. */
export async function run(event: Waiting, entry: Entry, work: Work): Promise<void> {
  await turn(work);
  let failed: { readonly error: unknown } | undefined;
  try {
    if (work.state === "closed") throw new Error("stopped");
    await work.options.handlers[event.platform]?.(event);
    if (work.underWay.has(entry)) await work.options.store.inbox.finish(entry.id);
  } catch (error) {
    failed = { error };
  }
  // It was handed back while its call hung.
  if (!work.underWay.has(entry)) return;
  const pause = failed && (await putDown(failed.error, event, entry, work));
  if (!failed) leave(work, entry.place);
  work.underWay.delete(entry);
  letGo(entry, work, pause);
}

interface Pause {
  readonly milliseconds: number;
  /** With the event its place waits, too, if its answer must come before those that follow. */
  readonly holds: SendLater["holds"];
}

/** Decides what becomes of an event that was not answered: when it is its turn again, if ever. */
async function putDown(error: unknown, event: Waiting, entry: Entry, work: Work): Promise<Pause | undefined> {
  const { store, log, now, ticks, isRetryable } = work.options;
  const { platform, attempts } = event;
  if (work.state === "closed") {
    await store.inbox.postpone(entry.id, now());
    return undefined;
  }
  const isLate = ticks() - entry.since > LONGEST_DELAY;
  if (error instanceof SendLater && !isLate) {
    const milliseconds = Math.max(error.milliseconds, pauseBefore(Math.min(attempts, LAST_GROWTH)));
    await store.inbox.postpone(entry.id, now() + milliseconds);
    log.debug("an event waits for its platform", { platform, attempts, pause: Math.round(milliseconds) });
    return { milliseconds, holds: error.holds };
  }
  const outcome = await store.inbox.fail(entry.id, isRetryable(error) && !isLate).catch(() => "failed" as const);
  log.warn("an event was not answered", { ...errorFields(error), platform, attempts, outcome });
  if (outcome === "again") return { milliseconds: PAUSES[Math.min(attempts, PAUSES.length) - 1] ?? 0, holds: "place" };
  giveUp(event, entry, work);
  return undefined;
}

/** The apology takes no hand, and nobody waits for it but a stop. */
function giveUp(event: Waiting, entry: Entry, work: Work): void {
  const apology = work.options.apologies?.[event.platform]?.(event) ?? Promise.resolve();
  leave(work, entry.place);
  work.apologising++;
  void apology
    .catch(() => undefined)
    .then(() => {
      work.apologising--;
      tellIdle(work);
    });
}

/** It waits without a hand. */
export function putOff(entry: Entry, { milliseconds, holds }: Pause, work: Work): void {
  const { place } = entry;
  if (holds === "place") place.state = "paused";
  work.postponed++;
  after(milliseconds, work, () => {
    work.postponed--;
    if (holds === "place") place.state = "free";
    line(entry);
    look(place.hands, work);
  });
}

/** A hand is free again, and the place, if nothing holds it: what waits, there or elsewhere, may begin. */
function letGo(entry: Entry, work: Work, pause: Pause | undefined): void {
  const { place } = entry;
  release(place, pause?.holds === "place" ? "paused" : "free");
  if (pause) putOff(entry, pause, work);
  tellIdle(work);
  look(place.hands, work);
}
