import type { Watch } from "./faults.ts";
import type { Clock } from "./ids.ts";
import type { Inbox, InboxCounts, Incoming, Waiting } from "./inbox.ts";
import { type MemoryInbox, memoryInbox } from "./memory.ts";

/** Ids of events that are remembered as done. */
const MOST_DONE = 1000;
const NOTHING: InboxCounts = { waiting: 0, working: 0, failed: 0, oldest: undefined };

/**
 * An inbox on disk with one in memory beside it. Never throws.
 *
 *     accept   known in memory? seen : store ?? memory
 *     take     the same; held from then on
 *     next     what the store has and this process does not hold, then what memory has
 *     start    store ?? what `next` read; held from then on, so that no fault between hands it out twice
 *     finish   store ?? held until the store can be told
 */
export function guardInbox(inbox: Inbox, clock: Clock, watch: Watch): Inbox {
  const memory = memoryInbox(clock);
  const disk = holdEvents(inbox, watch);
  const enter = enterInTurn(memory, watch);
  const inboxOf = (id: string): Pick<Inbox, "start" | "finish" | "fail"> => (memory.has(id) ? memory : disk);
  return {
    accept: (event) => enter(event, "seen", inbox.accept, memory.accept),
    take: (event) => enter(event, undefined, disk.take, memory.take),
    next: async (limit, except) => {
      const stored = await disk.next(limit, except);
      return [...stored, ...(await memory.next(limit - stored.length, except))];
    },
    start: (id) => inboxOf(id).start(id),
    finish: (id) => inboxOf(id).finish(id),
    fail: (id, retryable) => inboxOf(id).fail(id, retryable),
    recover: (startedBefore) =>
      watch.write("inbox.recover", { again: 0, failed: 0 }, () => inbox.recover(startedBefore)),
    expire: async (now) => {
      await memory.expire(now);
      await watch.write("inbox.expire", undefined, () => inbox.expire(now));
    },
    counts: async () => sum(await disk.counts(), await memory.counts()),
  };
}

/**
 * Of two that share a key and come at once, the second waits, and finds what the first left, on disk or in memory. All others go
 * to the store together.
 */
function enterInTurn(memory: MemoryInbox, watch: Watch) {
  const turns = new Map<string, Promise<unknown>>();
  const enter = async <Entered>(event: Incoming, seen: Entered, onDisk: Enter<Entered>, inMemory: Enter<Entered>) => {
    if (memory.knows(event)) return seen;
    return watch.attempt(
      "inbox.accept",
      async () => {
        const entered = await onDisk(event);
        memory.note(event);
        return entered;
      },
      () => watch.write("inbox.accept", seen, () => inMemory(event)),
    );
  };
  return <Entered>(event: Incoming, ...how: [Entered, Enter<Entered>, Enter<Entered>]): Promise<Entered> => {
    const names = event.keys.map((key) => `${event.platform} ${key}`);
    const before = names.flatMap((name) => turns.get(name) ?? []);
    const entered = before.length > 0 ? Promise.all(before).then(() => enter(event, ...how)) : enter(event, ...how);
    const over = entered
      .catch(() => undefined)
      .finally(() => {
        for (const name of names) if (turns.get(name) === over) turns.delete(name);
      });
    for (const name of names) turns.set(name, over);
    return entered;
  };
}

type Enter<Entered> = (event: Incoming) => Promise<Entered>;

/** What of the store's events is in this process's hands. */
interface Hands {
  /** Those it works on, or has done without being able to say so. */
  readonly held: Set<string>;
  /** Of these, those that are done. */
  readonly untold: Set<string>;
  /** Of these, those that the store believes to be waiting. */
  readonly unmarked: Set<string>;
  /** Done lately: a list that was read before may still name them. */
  readonly done: Set<string>;
}

type Disk = Pick<Inbox, "take" | "next" | "start" | "finish" | "fail" | "counts">;

function holdEvents(inbox: Inbox, watch: Watch): Disk {
  const hands: Hands = { held: new Set(), untold: new Set(), unmarked: new Set(), done: new Set() };
  const { held, untold, unmarked, done } = hands;
  /** What `next` read last: the store may be readable and not writable. */
  let offered: ReadonlyMap<string, Waiting> = new Map();
  const finish = () => watch.attempt("inbox.finish", () => tell(inbox, hands), nothing);
  return {
    take: async (event) => {
      const taken = await inbox.take(event);
      if (taken) held.add(taken.id);
      return taken;
    },
    next: async (limit, except) => {
      if (untold.size > 0) await finish();
      // Of those that are held, the store lists only these.
      const stored = await watch.read("inbox.next", [], () => inbox.next(limit + unmarked.size, except));
      const free = stored.filter(({ id }) => !held.has(id) && !done.has(id)).slice(0, limit);
      offered = new Map(free.map((event) => [event.id, event]));
      return free;
    },
    start: async (id) => {
      if (held.has(id) || done.has(id)) return undefined;
      held.add(id);
      const event = await watch.attempt(
        "inbox.start",
        () => inbox.start(id),
        () => {
          unmarked.add(id);
          return again(offered.get(id));
        },
      );
      if (!event) for (const ids of [held, unmarked]) ids.delete(id);
      return event;
    },
    finish: async (id) => {
      untold.add(id);
      await finish();
    },
    fail: async (id, retryable) => {
      const result = await watch.write("inbox.fail", undefined, async () => {
        if (unmarked.has(id)) await inbox.start(id);
        unmarked.delete(id);
        return inbox.fail(id, retryable);
      });
      // Where the store could not be told, the event stays held; the next start of the process hands it out again.
      if (result !== undefined) held.delete(id);
      return result ?? "failed";
    },
    counts: async () => moved(await watch.read("inbox.counts", NOTHING, () => inbox.counts()), unmarked.size),
  };
}

async function tell(inbox: Inbox, { held, untold, unmarked, done }: Hands): Promise<void> {
  for (const id of untold) {
    await inbox.finish(id);
    for (const ids of [held, untold, unmarked]) ids.delete(id);
    done.add(id);
  }
  for (const id of done) {
    if (done.size <= MOST_DONE) break;
    done.delete(id);
  }
}

const nothing = (): void => undefined;
const again = (event: Waiting | undefined): Waiting | undefined => event && { ...event, attempts: event.attempts + 1 };

/** So many of those that wait are being worked on. */
function moved(stored: InboxCounts, started: number): InboxCounts {
  const most = Math.min(started, stored.waiting);
  const waiting = stored.waiting - most;
  return { ...stored, waiting, working: stored.working + most, oldest: waiting > 0 ? stored.oldest : undefined };
}

const sum = (stored: InboxCounts, remembered: InboxCounts): InboxCounts => ({
  waiting: stored.waiting + remembered.waiting,
  working: stored.working + remembered.working,
  failed: stored.failed + remembered.failed,
  oldest: [stored.oldest, remembered.oldest]
    .filter((at) => at !== undefined)
    .sort((a, b) => a - b)
    .at(0),
});
