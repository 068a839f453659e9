import { existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Kysely, SqliteDialect } from "kysely";
import { StoreError } from "./error.ts";
import type { Clock } from "./ids.ts";
import { migrate } from "./migrations.ts";
import type { Schema } from "./schema.ts";
import { codeOf, connect, isCorrupt, lock } from "./sqlite.ts";
import { type Store, type StoreOptions, storeOver } from "./store.ts";

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
  makeFolder(file);
  const unlock = explain(file, () => lock(`${file}.lock`));
  try {
    const warnings = explain(file, () => (existsSync(file) && isCorrupt(file) ? [moveAside(file, clock())] : []));
    const sqlite = explain(file, () => connect(file));
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: sqlite }) });
    try {
      await migrate(db);
      return { store: closing(await storeOver(db, clock, options), unlock), warnings };
    } catch (error) {
      await db.destroy();
      throw error;
    }
  } catch (error) {
    unlock();
    throw error;
  }
}

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

function makeFolder(file: string): void {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new StoreError(
      "folder",
      `${folder} cannot be made (${codeOf(error)}): make it, or name another file for the store`,
    );
  }
}

function moveAside(file: string, now: number): string {
  const aside = `${file}.corrupt-${new Date(now).toISOString().replaceAll(":", "-")}`;
  // Under names that SQLite finds together again.
  for (const part of ["", "-wal", "-shm"]) if (existsSync(file + part)) renameSync(file + part, aside + part);
  return `${file} was damaged: moved to ${aside}, and begun anew; what the bot remembered is there, and can be deleted if nobody needs it`;
}

/** Says in one line what SQLite means. */
function explain<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = codeOf(error);
    if (code === "SQLITE_BUSY")
      throw new StoreError(
        "busy",
        `${file} is in use by another process: stop it, or name another file; several processes can share PostgreSQL only`,
      );
    if (code.startsWith("SQLITE_READONLY"))
      throw new StoreError(
        "readonly",
        `${file} cannot be written: make it writable for this user, or name another file`,
      );
    // libsql's own error, without a code: SQLITE_CANTOPEN is 14.
    if (error instanceof Error && /ConnectionFailed\(.*: 14\b/.test(error.message))
      throw new StoreError(
        "folder",
        `${file} cannot be opened: let this user write to its folder, or name another file`,
      );
    throw error;
  }
}
