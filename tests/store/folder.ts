import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely, sql } from "kysely";
import { migrate } from "../../src/store/migrations.ts";
import type { Schema } from "../../src/store/schema.ts";
import { connect, dialectOf } from "../../src/store/sqlite.ts";
import { type Store, type StoreOptions, storeOver } from "../../src/store/store.ts";

/** A file name in a new folder, which is removed when all tests are done. */
export function newFile(name = "store.db"): string {
  const folder = mkdtempSync(join(tmpdir(), "store-"));
  chmodSync(folder, 0o755);
  return join(folder, name);
}

/** What stands in a file. Another process reads it: to close it here would free the locks that SQLite has on it. */
export const bytesIn = (path: string): Buffer => spawnSync("cat", [path], { maxBuffer: 1e9 }).stdout;

/** What stands in a store's files, joined. */
export const bytesOf = (file: string): Buffer =>
  Buffer.concat(["", "-wal", "-shm", ".lock"].map((part) => bytesIn(file + part)));

/** A clock that stands until it is set. */
export function newClock(at = Date.UTC(2026, 10, 26)): (() => number) & { at: number } {
  const clock = Object.assign(() => clock.at, { at });
  return clock;
}

export interface Bare {
  readonly store: Store;
  readonly db: Kysely<Schema>;
}

/** A store whose tables a test may look into; without the lock. */
export async function bareStore(file: string, clock: () => number, options: StoreOptions = {}): Promise<Bare> {
  const db = new Kysely<Schema>({ dialect: dialectOf(connect(file)) });
  // Nothing here has to survive a power cut, and syncs would take most of the time.
  await sql`PRAGMA synchronous = OFF`.execute(db);
  await migrate(db);
  return { db, store: await storeOver(db, clock, options) };
}

/** Runs as a user who may not write what belongs to others, where the tests run as one who may write everything. */
export async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
