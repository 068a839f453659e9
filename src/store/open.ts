import { closeSync, existsSync, fdatasync, mkdirSync, openSync, renameSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Kysely, sql } from "kysely";
import { prepareErasing, rewriteFile } from "./erasing.ts";
import { StoreError, type StoreFault } from "./error.ts";
import type { Clock } from "./ids.ts";
import type { Sync } from "./inbox.ts";
import { isUpToDate, migrate } from "./migrations.ts";
import type { Schema } from "./schema.ts";
import { codeOf, connect, dialectOf, isCorrupt, lock } from "./sqlite.ts";
import { type Store, type StoreOptions, storeOver } from "./store.ts";
import { keepUp } from "./upkeep.ts";

/** The store's file, in the folder for data. */
export const STORE_FILE = "docsbot.sqlite";

export interface Opened {
  readonly store: Store;
  /** For whoever runs the bot, one line each. */
  readonly warnings: readonly string[];
}

/**
 * Opens a store, or makes one, for this process alone. Throws a StoreError that says what to do. A damaged file is moved aside,
 * to `FILE.corrupt-TIME`, and a new one is begun: the bot answers without what it remembers, and what there was can be looked at.
 */
export async function openStore(name: string, clock: Clock, options: StoreOptions = {}): Promise<Opened> {
  const file = resolve(name);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const unlock = lock(`${file}.lock`);
    try {
      const warnings = existsSync(file) && isCorrupt(file) ? [moveAside(file, clock())] : [];
      return { store: closing(await openLocked(file, clock, options), unlock), warnings };
    } catch (error) {
      unlock();
      throw error;
    }
  } catch (error) {
    throw error instanceof StoreError ? error : explain(file, error);
  }
}

async function openLocked(file: string, clock: Clock, options: StoreOptions): Promise<Store> {
  const db = new Kysely<Schema>({ dialect: dialectOf(connect(file)) });
  try {
    const wasUpToDate = await isUpToDate(db);
    await migrate(db);
    if (!wasUpToDate) await rewriteFile(db);
    const log = syncedLog(file);
    const store = await storeOver(db, clock, options, log.sync);
    const { erase, eraseWhenQuiet } = await prepareErasing(db);
    await erase();
    // From now on nothing waits on the event loop for somebody else's lock: whoever writes tries again later.
    await sql`PRAGMA busy_timeout = 0`.execute(db);
    const { lost, stop } = keepUp(file, eraseWhenQuiet, options.onLost ?? nothing);
    const close = async (): Promise<void> => {
      await stop();
      // What cannot be erased now, because of a full disk or a lock, is at the next start.
      await erase().catch(nothing);
      await store.close().finally(log.close);
    };
    return { ...forgetting(store, db), lost, close };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

const nothing = (): void => undefined;

/**
 * Opens a store that another process may hold, for one short piece of work: SQLite lets several processes write in turn, and those
 * who hold the store try again. Its tables must be those of this version. Throws a StoreError.
 */
export async function openBeside(name: string, clock: Clock): Promise<Store> {
  const file = resolve(name);
  try {
    const db = new Kysely<Schema>({ dialect: dialectOf(connect(file)) });
    try {
      if (await isUpToDate(db)) return forgetting(await storeOver(db, clock), db);
      throw new StoreError("newer", `${file} is in use by a bot of another version: stop it, and try again`);
    } catch (error) {
      await db.destroy();
      throw error;
    }
  } catch (error) {
    throw error instanceof StoreError ? error : explain(file, error);
  }
}

/** Whoever is forgotten is gone from the bytes of the file, too. */
const forgetting = (store: Store, db: Kysely<Schema>): Store => ({
  ...store,
  forget: async (person) => {
    const forgotten = await store.forget(person);
    await rewriteFile(db);
    return forgotten;
  },
});

/**
 * Syncs SQLite's write-ahead log from outside, in a thread of its own, so that nobody waits who does not have to. What was
 * committed is either in that log, or in the file already, which SQLite syncs before it reuses the log.
 * https://www.sqlite.org/wal.html#performance_considerations
 */
function syncedLog(file: string): { readonly sync: Sync; readonly close: () => Promise<void> } {
  const log = `${file}-wal`;
  // Where there is no log (a file system that cannot have one), SQLite itself syncs at each commit.
  if (!existsSync(log)) return { sync: async () => undefined, close: async () => undefined };
  // The log is no file that SQLite locks, so opening and closing it here frees no lock.
  const number = openSync(log, "r+");
  let last = Promise.resolve();
  let isOpen = true;
  return {
    sync: async () => {
      if (!isOpen) throw new Error("the store is closed");
      last = fdatasyncOf(number);
      await last;
    },
    close: async () => {
      isOpen = false;
      await last.catch(() => undefined);
      closeSync(number);
    },
  };
}

const fdatasyncOf = (number: number): Promise<void> =>
  new Promise((resolve, reject) => fdatasync(number, (error) => (error ? reject(error) : resolve())));

function closing(store: Store, unlock: () => void): Store {
  let closed: Promise<void> | undefined;
  return {
    ...store,
    close: () => {
      closed ??= store.close().finally(unlock);
      return closed;
    },
  };
}

function moveAside(file: string, now: number): string {
  const aside = `${file}.corrupt-${new Date(now).toISOString().replaceAll(":", "-")}`;
  // Under names that SQLite finds together again.
  for (const part of ["", "-wal", "-shm"]) if (existsSync(file + part)) renameSync(file + part, aside + part);
  return `${file} was damaged: moved to ${aside}, and begun anew; what the bot remembered is there, and can be deleted if nobody needs it`;
}

/** Says in one line what SQLite or the file system means, and what to do. */
function explain(file: string, error: unknown): StoreError {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message.split("\n")[0] : "";
  const [fault, text]: [StoreFault, string] =
    code === "SQLITE_BUSY"
      ? [
          "busy",
          "is in use by another process: stop it, or name another file; several processes can share PostgreSQL only",
        ]
      : code.startsWith("SQLITE_READONLY")
        ? ["readonly", "cannot be written: make it writable for this user, or name another file"]
        : code === "SQLITE_FULL" || code === "ENOSPC"
          ? ["full", "cannot be written, the disk is full: make room, or name another file"]
          : isNoFile(error, code)
            ? ["folder", "cannot be opened: let this user write to its folder, or name another file"]
            : ["unknown", `cannot be opened (${code}: ${message}): look at the disk, or name another file`];
  return new StoreError(fault, `${file} ${text}`);
}

/** libsql's own error has no code; SQLITE_CANTOPEN is 14. */
const isNoFile = (error: unknown, code: string): boolean =>
  /^(?:SQLITE_CANTOPEN|EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT)/.test(code) ||
  (error instanceof Error && /ConnectionFailed\(.*: 14\b/.test(error.message));
