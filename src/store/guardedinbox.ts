import type { Watch } from "./faults.ts";
import type { Clock } from "./ids.ts";
import type { Inbox, InboxCounts, Incoming, Waiting } from "./inbox.ts";
import { type MemoryInbox, memoryInbox } from "./memory.ts";

/** Ids of events that are remembered as done. */
const MOST_DONE = 1000;
const NOTHING: InboxCounts = { waiting: 0, working: 0, failed: 0, oldest: undefined };

/**
 * An inbox on disk with one in memory beside it.
 *
 *     accept   known in memory? seen : store ?? memory
 *     next     what the store has and this process does not hold, then what memory has
 *     start    store ?? what `next` read; held from then on, so that no fault between hands it out twice
 *     finish   store ?? held until the store can be told
 */
export function guardInbox(inbox: Inbox, clock: Clock, watch: Watch): Inbox {
  const memory = memoryInbox(clock);
  /** Events of the store that this process works on, or has done without being able to say so. */
  const held = new Set<string>();
  const untold = new Set<string>();
  /** Done lately: a list that was read before may still name them. */
  const done = new Set<string>();
  /** What `next` read last: the store may be readable and not writable. */
  let offered: ReadonlyMap<string, Waiting> = new Map();

  const tell = async (): Promise<void> => {
    for (const id of untold) {
      await inbox.finish(id);
      untold.delete(id);
      held.delete(id);
      done.add(id);
    }
    for (const id of done) {
      if (done.size <= MOST_DONE) break;
      done.delete(id);
    }
  };
  const start = async (id: string): Promise<Waiting | undefined> => {
    if (memory.has(id)) return memory.start(id);
    if (held.has(id) || done.has(id)) return undefined;
    held.add(id);
    const event = await watch.attempt(
      "inbox.start",
      () => inbox.start(id),
      () => again(offered.get(id)),
    );
    if (!event) held.delete(id);
    return event;
  };
  return {
    accept: acceptInTurn(inbox, memory, watch),
    next: async (limit) => {
      if (untold.size > 0) await watch.attempt("inbox.finish", tell, () => undefined);
      const stored = await watch.read("inbox.next", [], () => inbox.next(limit + held.size));
      const free = stored.filter(({ id }) => !held.has(id) && !done.has(id)).slice(0, limit);
      offered = new Map(free.map((event) => [event.id, event]));
      return [...free, ...(await memory.next(limit - free.length))];
    },
    start,
    finish: async (id) => {
      if (memory.has(id)) return memory.finish(id);
      untold.add(id);
      await watch.attempt("inbox.finish", tell, () => undefined);
    },
    fail: async (id, retryable) => {
      if (memory.has(id)) return memory.fail(id, retryable);
      const result = await watch.write("inbox.fail", undefined, () => inbox.fail(id, retryable));
      // Not told: the store still says that it is being worked on; the next start of the process hands it out again.
      if (result !== undefined) held.delete(id);
      return result ?? "failed";
    },
    recover: (startedBefore) =>
      watch.write("inbox.recover", { again: 0, failed: 0 }, () => inbox.recover(startedBefore)),
    expire: async (now) => {
      await memory.expire(now);
      await watch.write("inbox.expire", undefined, () => inbox.expire(now));
    },
    counts: async () => sum(await watch.read("inbox.counts", NOTHING, () => inbox.counts()), await memory.counts()),
  };
}

/** One at a time: of two that come at once, the second finds what the first left, on disk or in memory. */
function acceptInTurn(inbox: Inbox, memory: MemoryInbox, watch: Watch): Inbox["accept"] {
  let turn: Promise<unknown> = Promise.resolve();
  const inMemory = (event: Incoming) => watch.write("inbox.accept", "seen", () => memory.accept(event));
  const accept = async (event: Incoming): Promise<"new" | "seen"> => {
    if (memory.knows(event)) return "seen";
    return watch.attempt(
      "inbox.accept",
      async () => {
        const result = await inbox.accept(event);
        memory.note(event);
        return result;
      },
      () => inMemory(event),
    );
  };
  return (event) => {
    const accepted = turn.then(() => accept(event));
    turn = accepted.catch(() => undefined);
    return accepted;
  };
}

const again = (event: Waiting | undefined): Waiting | undefined => event && { ...event, attempts: event.attempts + 1 };

const sum = (stored: InboxCounts, remembered: InboxCounts): InboxCounts => ({
  waiting: stored.waiting + remembered.waiting,
  working: stored.working + remembered.working,
  failed: stored.failed + remembered.failed,
  oldest: [stored.oldest, remembered.oldest]
    .filter((at) => at !== undefined)
    .sort((a, b) => a - b)
    .at(0),
});
