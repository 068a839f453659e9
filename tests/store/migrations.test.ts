import { Kysely, sql } from "kysely";
import { describe, expect, it } from "vitest";
import { readHash } from "../../src/store/hash.ts";
import { inboxOf } from "../../src/store/inbox.ts";
import { MIGRATIONS, migrate } from "../../src/store/migrations.ts";
import type { Schema } from "../../src/store/schema.ts";
import { connect, dialectOf } from "../../src/store/sqlite.ts";
import { newFile } from "./folder.ts";

const open = () => new Kysely<Schema>({ dialect: dialectOf(connect(newFile())) });
const tablesOf = async (db: Kysely<Schema>) =>
  Object.fromEntries(
    (await db.introspection.getTables()).map(({ name, columns }) => [name, columns.map(({ name }) => name)]),
  );

describe("migrations", () => {
  it("are numbered without gaps", () => {
    const numbers = Object.keys(MIGRATIONS).map((name) => Number(/^(\d{4})-[a-z-]+$/.exec(name)?.[1]));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it("make the tables, once", async () => {
    const db = open();
    await migrate(db);
    const tables = await tablesOf(db);
    await migrate(db);
    expect(await tablesOf(db)).toEqual(tables);
    expect(tables).toEqual({
      inbox: ["id", "platform", "place", "body", "state", "attempts", "received_at", "started_at", "due_at", "waits"],
      inbox_keys: ["platform", "key", "event", "at"],
      conversations: ["platform", "place", "asker", "state", "at"],
      answers: "id platform place asker at kind confidence sections intent latency question".split(" "),
      answer_keys: ["platform", "key", "answer", "role", "at", "message"],
      feedback: ["answer", "asker", "rating", "reason", "at"],
      secrets: ["name", "value"],
      teams: ["platform", "team"],
    });
  });

  it("take a store of an earlier version along, with what it holds", async () => {
    const db = open();
    await migrate(db, { "0001-events": MIGRATIONS["0001-events"] ?? expect.unreachable() });
    expect(Object.keys(await tablesOf(db))).not.toContain("answers");
    await db.insertInto("inbox_keys").values({ platform: "slack", key: "a", event: "1", at: 1 }).execute();
    const columns = sql.raw("id, platform, place, body, state, attempts, received_at");
    await sql`INSERT INTO inbox (${columns}) VALUES ('1', 'slack', 'C1', '1', 'waiting', 0, 1)`.execute(db);
    await migrate(db);
    expect(
      await inboxOf(
        db,
        Date.now,
        () => "2",
        await readHash(db),
        async () => {},
      ).waiting(),
    ).toEqual([{ id: "1", platform: "slack", place: "C1", attempts: 0, dueAt: undefined }]);
    expect(Object.keys(await tablesOf(db))).toContain("answers");
    const { message } = await readHash(db);
    expect(await db.selectFrom("inbox_keys").select("key").execute()).toEqual([{ key: message("a") }]);
  });

  it("A83 refuse tables of a newer version, and change nothing where one fails", async () => {
    const db = open();
    const boom = { up: () => Promise.reject(new Error("boom")) };
    await expect(migrate(db, { ...MIGRATIONS, "9999-boom": boom })).rejects.toThrow("boom");
    expect(await tablesOf(db)).toEqual({});
    await migrate(db, { ...MIGRATIONS, "9999-more": { up: async () => {} } });
    await expect(migrate(db)).rejects.toMatchObject({ name: "StoreError", fault: "newer" });
  });
});
