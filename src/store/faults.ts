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
  /** Whether the last write succeeded. */
  readonly ok: boolean;
  /** Since the start: what failed, and how many of these were writes that are lost. */
  readonly faults: number;
  readonly dropped: number;
  readonly last: Fault | undefined;
}

/** Runs an operation of the store; what it gives instead where the store fails. */
export interface Watch {
  read<T>(operation: string, otherwise: T, work: () => Promise<T>): Promise<T>;
  write<T>(operation: string, otherwise: T, work: () => Promise<T>): Promise<T>;
  /** A write that is made up for in another way, so that it is not lost. */
  attempt<T>(operation: string, work: () => Promise<T>, otherwise: () => T | Promise<T>): Promise<T>;
  health(): Health;
}

/** `onFault` is called for every fault; what it throws is its own affair, and goes nowhere. */
export function watch(clock: Clock, onFault: (fault: Fault) => void): Watch {
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
        return await work();
      } catch (error) {
        fail(operation, error);
        return otherwise;
      }
    },
    write: async (operation, otherwise, work) => {
      try {
        const result = await work();
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
        const result = await work();
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
