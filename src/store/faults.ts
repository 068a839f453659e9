import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "./ids.ts";
import { codeOf } from "./sqlite.ts";

/** Something the store could not do. Names no text of a user. */
export interface Fault {
  /** As `answers.record`. */
  readonly operation: string;
  /** SQLite's, as `SQLITE_FULL`; otherwise the error's class. */
  readonly code: string;
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Health {
  /** Whether the last write succeeded, and the files are there. */
  readonly ok: boolean;
  /** What became of the store's files, and what to do; `undefined` while they are there. */
  readonly lost: string | undefined;
  /** Since the start: what failed, and how many of these were writes that are lost. */
  readonly faults: number;
  readonly dropped: number;
  readonly last: Fault | undefined;
}

/** Milliseconds that a lock of another program is waited for, off the event loop. */
export interface Patience {
  /** By what is made up for in another way: an event is acknowledged after that, kept or not. */
  readonly short: number;
  /** By what would be lost. Counted from when the lock was first met, so that one that stays does not slow down every answer. */
  readonly long: number;
}
const PATIENCE: Patience = { short: 800, long: 10_000 };
/** Milliseconds between attempts. */
const PAUSE = 25;
/** Milliseconds without a lock, after which the next one is another one. */
const ANOTHER_LOCK = 2_000;

/** Runs an operation of the store; what it gives instead where the store fails. */
export interface Watch {
  read<T>(operation: string, otherwise: T, work: () => Promise<T>): Promise<T>;
  write<T>(operation: string, otherwise: T, work: () => Promise<T>): Promise<T>;
  /** A write that is made up for in another way, so that it is not lost. */
  attempt<T>(operation: string, work: () => Promise<T>, otherwise: () => T | Promise<T>): Promise<T>;
  health(): Omit<Health, "lost">;
}

/** Tries again what found the store locked, which has then done nothing. */
function createUnlessLocked() {
  let [since, last] = [0, Number.NEGATIVE_INFINITY];
  return async <T>(most: number, work: () => Promise<T>): Promise<T> => {
    for (let waited = false; ; waited = true) {
      try {
        const result = await work();
        // What did not have to wait may not have needed the store.
        if (waited) last = Number.NEGATIVE_INFINITY;
        return result;
      } catch (error) {
        if (!codeOf(error).startsWith("SQLITE_BUSY")) throw error;
        const now = performance.now();
        if (now - last > ANOTHER_LOCK) since = now;
        last = now;
        if (now - since >= most) throw error;
        await sleep(PAUSE);
      }
    }
  };
}

/** `onFault` is called for every fault; what it throws is its own affair, and goes nowhere. */
export function watch(clock: Clock, onFault: (fault: Fault) => void, { short, long }: Patience = PATIENCE): Watch {
  const unlessLocked = createUnlessLocked();
  let ok = true;
  let faults = 0;
  let dropped = 0;
  let last: Fault | undefined;
  const fail = (operation: string, error: unknown): void => {
    ok = false;
    faults += 1;
    last = { operation, code: codeOf(error), message: error instanceof Error ? error.message : "", at: clock() };
    try {
      onFault(last);
    } catch {
      // A log that cannot be written must not cost an answer.
    }
  };
  return {
    read: async (operation, otherwise, work) => {
      try {
        return await unlessLocked(long, work);
      } catch (error) {
        fail(operation, error);
        return otherwise;
      }
    },
    write: async (operation, otherwise, work) => {
      try {
        const result = await unlessLocked(long, work);
        ok = true;
        return result;
      } catch (error) {
        dropped += 1;
        fail(operation, error);
        return otherwise;
      }
    },
    attempt: async (operation, work, otherwise) => {
      try {
        const result = await unlessLocked(short, work);
        ok = true;
        return result;
      } catch (error) {
        fail(operation, error);
        return otherwise();
      }
    },
    health: () => ({ ok, faults, dropped, last }),
  };
}
