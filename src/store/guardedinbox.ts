import type { Watch } from "./faults.ts";
import type { Clock } from "./ids.ts";
import type { Inbox, InboxCounts, Incoming, Waiting } from "./inbox.ts";
import { type MemoryInbox, memoryInbox } from "./memory.ts";

const NOTHING: InboxCounts = { waiting: 0, working: 0, failed: 0, oldest: undefined };

/**
 * An inbox on disk with one in memory beside it. Throws at `start` alone, if an event can neither be marked nor read.
 *
 *     accept    known in memory? seen : store ?? memory
 *     take      the same; held from then on
 *     waiting   what the store has and this process does not hold, then what memory has
 *     start     store ?? what can be read of it; held from then on, so that no fault hands it out twice
 *     finish    store ?? held until the store can be told
 *     postpone, fail   store ?? it waits all the same, in this process
 */
export function guardInbox(inbox: Inbox, clock: Clock, watch: Watch): Inbox {
  const memory = memoryInbox(clock);
  const disk = holdEvents(inbox, watch);
  const enter = enterInTurn(memory, watch);
  const inboxOf = (id: string): Disk => (memory.has(id) ? memory : disk);
  return {
    accept: (event) => enter(event, inbox.accept, memory.accept),
    take: (event) => enter(event, disk.take, memory.take),
    waiting: async () => [...(await disk.waiting()), ...(await memory.waiting())],
    start: (id) => inboxOf(id).start(id),
    read: (id) => (memory.has(id) ? memory : inbox).read(id),
    finish: (id) => inboxOf(id).finish(id),
    postpone: (id, dueAt) => inboxOf(id).postpone(id, dueAt),
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

type Enter<Entered> = (event: Incoming) => Promise<Entered | undefined>;

/**
 * Of two that share a key and come at once, the second waits, and finds what the first left, on disk or in memory. All others go
 * to the store together.
 */
function enterInTurn(memory: MemoryInbox, watch: Watch) {
  const turns = new Map<string, Promise<unknown>>();
  const enter = async <Entered>(event: Incoming, onDisk: Enter<Entered>, inMemory: Enter<Entered>) => {
    if (memory.knows(event)) return undefined;
    return watch.attempt(
      "inbox.accept",
      async () => {
        const entered = await onDisk(event);
        memory.note(event);
        return entered;
      },
      () => watch.write("inbox.accept", undefined, () => inMemory(event)),
    );
  };
  return <Entered>(event: Incoming, ...how: [Enter<Entered>, Enter<Entered>]): Promise<Entered | undefined> => {
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

/** What of the store's events is in this process's hands. */
interface Hands {
  /** Those it works on, or has done without being able to say so. */
  readonly held: Set<string>;
  /** Of these, those that are done. */
  readonly untold: Set<string>;
  /** Those of which the store could not be told whether they wait or are worked on. */
  readonly unmarked: Set<string>;
}

type Disk = Pick<Inbox, "take" | "waiting" | "start" | "finish" | "postpone" | "fail" | "counts">;

function holdEvents(inbox: Inbox, watch: Watch): Disk {
  const hands: Hands = { held: new Set(), untold: new Set(), unmarked: new Set() };
  const { held, untold, unmarked } = hands;
  const finish = () => watch.attempt("inbox.finish", () => tell(inbox, hands), nothing);
  return {
    take: async (event) => {
      const taken = await inbox.take(event);
      if (taken) held.add(taken.id);
      return taken;
    },
    waiting: async () => {
      if (untold.size > 0) await finish();
      const stored = await watch.read("inbox.waiting", [], () => inbox.waiting());
      return stored.filter(({ id }) => !held.has(id));
    },
    start: async (id) => {
      if (untold.size > 0) await finish();
      return held.has(id) ? undefined : begin(id, inbox, hands, watch);
    },
    finish: async (id) => {
      untold.add(id);
      await finish();
    },
    postpone: (id, dueAt) =>
      watch.attempt(
        "inbox.postpone",
        () => putDown(id, inbox, hands, () => inbox.postpone(id, dueAt)),
        () => keepUnmarked(id, hands),
      ),
    fail: (id, retryable) =>
      watch.attempt(
        "inbox.fail",
        () => putDown(id, inbox, hands, () => inbox.fail(id, retryable)),
        () => {
          if (retryable) keepUnmarked(id, hands);
          // It stays held: if the store never learns of it, the next start of the process hands it out again.
          return retryable ? "again" : "failed";
        },
      ),
    counts: async () => {
      const begun = [...unmarked].filter((id) => held.has(id)).length;
      return moved(await watch.read("inbox.counts", NOTHING, () => inbox.counts()), begun);
    },
  };
}

/** An event that cannot be marked as begun is begun as it can be read. */
async function begin(id: string, inbox: Inbox, { held, unmarked }: Hands, watch: Watch): Promise<Waiting | undefined> {
  const reread = async () => {
    unmarked.add(id);
    const event = await inbox.read(id);
    return event && { ...event, attempts: event.attempts + 1 };
  };
  let event: Waiting | undefined;
  held.add(id);
  try {
    event = await (unmarked.has(id) ? reread() : watch.attempt("inbox.start", () => inbox.start(id), reread));
  } finally {
    if (!event) held.delete(id);
  }
  if (!event) unmarked.delete(id);
  return event;
}

/** Puts down an event that is held; the store may not know that it was begun. */
async function putDown<Outcome>(
  id: string,
  inbox: Inbox,
  { held, unmarked }: Hands,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  if (unmarked.has(id)) await inbox.start(id);
  const outcome = await work();
  for (const ids of [held, unmarked]) ids.delete(id);
  return outcome;
}

/** It waits in this process, whatever the store believes. */
function keepUnmarked(id: string, { held, unmarked }: Hands): void {
  unmarked.add(id);
  held.delete(id);
}

async function tell(inbox: Inbox, { held, untold, unmarked }: Hands): Promise<void> {
  for (const id of untold) {
    await inbox.finish(id);
    for (const ids of [held, untold, unmarked]) ids.delete(id);
  }
}

const nothing = (): void => undefined;

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
