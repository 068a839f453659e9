import { type Kysely, sql } from "kysely";
import type { Schema } from "./schema.ts";

/** What people said passes through these tables; in the others they are hashes, unless the operator keeps questions. */
const PASSING = ["inbox", "conversations"] as const;
/** Looks that may find something written since the last one, before it is erased all the same. */
const MOST_BUSY = 10;
/** Rows of a table that is written anew while others wait, for some 20 ms. A longer table is, once it is shorter, or at the next start. */
const MOST_ROWS = 2_000;

/** Makes what was deleted from a SQLite file gone from its bytes. */
export interface Erasing {
  readonly erase: () => Promise<void>;
  /** To be called every second or so: erases once nothing was written since the last call, and at each tenth call in any case. */
  readonly eraseWhenQuiet: () => Promise<void>;
}

/**
 * `secure_delete` overwrites a row where it stands. It misses copies: those in the write-ahead log, and those that stay in a page
 * when rows are spread over others. So the few rows of the passing tables are taken out, all of their pages are freed, which
 * overwrites them whole, and the rows are put in again; then the log is emptied.
 */
export async function prepareErasing(db: Kysely<Schema>): Promise<Erasing> {
  for (const table of PASSING)
    await sql`CREATE TEMP TABLE ${aside(table)} AS SELECT * FROM ${sql.table(table)} WHERE 0`.execute(db);
  let [seen, erased, busy] = [-1, -1, 0];
  let isLogEmpty = false;
  const erase = async (most = Number.POSITIVE_INFINITY): Promise<void> => {
    if ((await changesOf(db)) !== erased) erased = await db.transaction().execute((db) => rewrite(db, most));
    isLogEmpty = await emptyLog(db);
  };
  return {
    erase: () => erase(),
    eraseWhenQuiet: async () => {
      const changes = await changesOf(db);
      if (changes === erased && isLogEmpty) return;
      busy = changes === seen ? MOST_BUSY : busy + 1;
      seen = changes;
      if (busy < MOST_BUSY) return;
      busy = 0;
      await erase(MOST_ROWS);
    },
  };
}

/** Writes the whole file anew, as after a migration; takes a second for some ten thousand answers. */
export async function rewriteFile(db: Kysely<Schema>): Promise<void> {
  await sql`VACUUM`.execute(db);
  await emptyLog(db);
}

/** Returns how many changes that makes. */
async function rewrite(db: Kysely<Schema>, most: number): Promise<number> {
  for (const table of PASSING) {
    const { count } = await db.selectFrom(table).select(db.fn.countAll().as("count")).executeTakeFirstOrThrow();
    if (Number(count) > most) continue;
    await sql`INSERT INTO ${aside(table)} SELECT * FROM ${sql.table(table)} ORDER BY rowid`.execute(db);
    // Without a condition, which frees pages in place of deleting rows.
    await sql`DELETE FROM ${sql.table(table)}`.execute(db);
    await sql`INSERT INTO ${sql.table(table)} SELECT * FROM ${aside(table)} ORDER BY rowid`.execute(db);
    await sql`DELETE FROM ${aside(table)}`.execute(db);
  }
  return changesOf(db);
}

const aside = (table: string) => sql.id("temp", `${table}_aside`);

/** Rows written by this connection so far. */
async function changesOf(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ changes: number }>`SELECT total_changes() AS changes`.execute(db);
  return rows[0]?.changes ?? 0;
}

/** Not while another program reads: false then. */
async function emptyLog(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql<{ busy: number }>`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db);
  return rows[0]?.busy === 0;
}
