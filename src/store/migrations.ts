import { type Kysely, type Migration, Migrator } from "kysely";
import { StoreError } from "./error.ts";
import { hashNames } from "./hashnames.ts";
import type { Schema } from "./schema.ts";

/** Numbered, in the order of their names. Those that were released are never changed; add another one. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-events": { up: createEvents },
  "0002-answers": { up: createAnswers },
  "0003-due": { up: addDue },
  "0004-names": { up: hashNames },
};

/** Where Kysely keeps the names of the migrations that ran. */
const RAN = "kysely_migration";

/** Brings the tables up to date; all or nothing. Throws a StoreError where the tables are newer than this version knows. */
export async function migrate(db: Kysely<Schema>, migrations = MIGRATIONS): Promise<void> {
  const unknown = (await migrationsOf(db)).filter((name) => !(name in migrations));
  if (unknown.length > 0)
    throw new StoreError(
      "newer",
      `The store was written by a newer version (it has ${unknown.join(", ")}): install that version again, or name another file`,
    );
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  }).migrateToLatest();
  if (error !== undefined) throw error;
}

/** Whether the tables are those of this version. */
export async function isUpToDate(db: Kysely<Schema>): Promise<boolean> {
  return (await migrationsOf(db)).join() === Object.keys(MIGRATIONS).join();
}

async function migrationsOf(db: Kysely<Schema>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === RAN)) return [];
  const names = db.withTables<{ [RAN]: { name: string } }>().selectFrom(RAN).select("name").orderBy("name");
  return (await names.execute()).map(({ name }) => name);
}

async function createEvents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("inbox")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("place", "text", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("received_at", "bigint", (column) => column.notNull())
    .addColumn("started_at", "bigint")
    .execute();
  await db.schema.createIndex("inbox_state").on("inbox").columns(["state", "attempts", "id"]).execute();
  await db.schema
    .createTable("inbox_keys")
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("event", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("inbox_keys_key", ["platform", "key"])
    .execute();
  await db.schema.createIndex("inbox_keys_at").on("inbox_keys").column("at").execute();
  await db.schema
    .createTable("conversations")
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("place", "text", (column) => column.notNull())
    .addColumn("asker", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("conversations_key", ["platform", "place", "asker"])
    .execute();
}

async function createAnswers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("answers")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("place", "text", (column) => column.notNull())
    .addColumn("asker", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("confidence", "double precision", (column) => column.notNull())
    .addColumn("sections", "text", (column) => column.notNull())
    .addColumn("intent", "text")
    .addColumn("latency", "integer", (column) => column.notNull())
    .addColumn("question", "text")
    .execute();
  await db.schema.createIndex("answers_at").on("answers").column("at").execute();
  await db.schema.createIndex("answers_asker").on("answers").column("asker").execute();
  await createAboutAnswers(db);
  await db.schema
    .createTable("secrets")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .execute();
}

/** What goes when its answer goes. */
async function createAboutAnswers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("answer_keys")
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("answer", "text", (column) => column.notNull().references("answers.id").onDelete("cascade"))
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("answer_keys_key", ["platform", "key"])
    .execute();
  await db.schema.createIndex("answer_keys_answer").on("answer_keys").column("answer").execute();
  await db.schema
    .createTable("feedback")
    .addColumn("answer", "text", (column) => column.notNull().references("answers.id").onDelete("cascade"))
    .addColumn("asker", "text", (column) => column.notNull())
    .addColumn("rating", "text")
    .addColumn("reason", "text")
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("feedback_key", ["answer", "asker"])
    .execute();
  await db.schema.createIndex("feedback_asker").on("feedback").column("asker").execute();
}

/** Events are handed out from memory, where their order is kept: the index that was read for it would be written for nothing. */
async function addDue(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex("inbox_state").execute();
  await db.schema.alterTable("inbox").addColumn("due_at", "bigint").execute();
  await db.schema
    .alterTable("inbox")
    .addColumn("waits", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
}
