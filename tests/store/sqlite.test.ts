import { existsSync, writeFileSync } from "node:fs";
import { Kysely, sql } from "kysely";
import Database from "libsql";
import { describe, expect, it } from "vitest";
import { codeOf, connect, dialectOf, isCorrupt, lock } from "../../src/store/sqlite.ts";
import { accept } from "./events.ts";
import { bareStore, newClock, newFile } from "./folder.ts";

const open = (file: string) => new Kysely<unknown>({ dialect: dialectOf(connect(file)) });

describe("a connection", () => {
  it("writes ahead, leaves syncs to those who need them, keeps references whole and overwrites what is erased", async () => {
    const db = open(newFile());
    const settings = [];
    for (const name of ["journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store", "application_id"])
      settings.push(...(await sql.raw(`PRAGMA ${name}`).execute(db)).rows);
    expect(settings).toEqual([
      { journal_mode: "wal" },
      { synchronous: 1 },
      { foreign_keys: 1 },
      { secure_delete: 1 },
      { temp_store: 2 },
      { application_id: 0x646f6373 },
    ]);
    await db.destroy();
  });

  it("refuses a parameter that would end the process, or be stored as something else", async () => {
    const statement = connect(newFile()).prepare("SELECT ? AS a");
    for (const value of [true, {}, [], () => 1, Symbol("s"), Number.NaN, Number.POSITIVE_INFINITY, undefined, 1n])
      for (const run of [statement.all, statement.run, statement.iterate])
        expect(() => run([value])).toThrow(/^A parameter is text, a finite number or null/);
    const db = open(newFile());
    expect((await sql`SELECT ${"a\0b"} AS a, ${null} AS b, ${1.5} AS c`.execute(db)).rows).toEqual([
      { a: "a\uFFFDb", b: null, c: 1.5 },
    ]);
    await db.destroy();
  });

  it("tells why a transaction failed that SQLite rolled back by itself, and can be used after it", async () => {
    const { db, store } = await bareStore(newFile(), newClock());
    await sql`PRAGMA max_page_count = 1`.execute(db);
    const put = store.inbox.accept({ platform: "slack", keys: ["a"], place: "C1", body: "x".repeat(100_000) });
    expect(await put.catch(codeOf)).toBe("SQLITE_FULL");
    await sql`PRAGMA max_page_count = 1000000`.execute(db);
    expect(await accept(store.inbox, { platform: "slack", keys: ["a"], place: "C1", body: "" })).toBe("new");
    await sql`PRAGMA query_only = ON`.execute(db);
    await store.close();
  });

  it("A82 that is refused the lock can commit what it writes afterwards, and all of it", async () => {
    const file = newFile();
    const { db, store } = await bareStore(file, newClock());
    await sql`PRAGMA busy_timeout = 0`.execute(db);
    await store.inbox.accept({ platform: "slack", keys: ["a"], place: "C1", body: "" });
    const other = new Database(file);
    other.exec("BEGIN IMMEDIATE");
    const [event] = await store.inbox.waiting();
    const { id } = event ?? expect.unreachable();
    for (const refused of [() => store.inbox.start(id), () => store.inbox.finish(id), () => store.expire(1)])
      expect(await refused().catch(codeOf)).toBe("SQLITE_BUSY");
    other.exec("ROLLBACK");
    expect(await store.inbox.accept({ platform: "slack", keys: ["b"], place: "C1", body: "" })).toEqual(
      expect.any(String),
    );
    await sql`VACUUM`.execute(db);
    expect(await store.inbox.counts()).toMatchObject({ waiting: 2, working: 0 });
    await store.close();
  });

  it("keeps as many statements ready as it may, however many there are", async () => {
    const db = open(newFile());
    for (let n = 0; n < 450; n += 1) await sql.raw(`SELECT ${n}`).execute(db);
    expect((await sql.raw("SELECT 449 AS n").execute(db)).rows).toEqual([{ n: 449 }]);
    await db.destroy();
  });
});

describe("a lock", () => {
  it("A83 is held by one, and can be had again once it is freed", () => {
    const file = newFile("store.db.lock");
    const unlock = lock(file);
    expect(() => lock(file)).toThrow(/locked/);
    unlock();
    lock(file)();
    expect(existsSync(file)).toBe(true);
  });
});

describe("a damaged file", () => {
  it("A83 is told from a whole one, an empty one and one that cannot be read", () => {
    const file = newFile();
    writeFileSync(file, "");
    expect(isCorrupt(file)).toBe(false);
    writeFileSync(file, "not a database, and longer than the header that one has: ".repeat(9));
    expect(isCorrupt(file)).toBe(true);
    expect(() => isCorrupt(`${file}/below`)).toThrow(/unable to open/i);
  });
});

describe("the code of an error", () => {
  it("is SQLite's, the class where it is another's, and the type of what is no error", () => {
    expect(codeOf(Object.assign(new Error("full"), { code: "SQLITE_FULL" }))).toBe("SQLITE_FULL");
    expect(codeOf(new TypeError("no"))).toBe("TypeError");
    expect(codeOf("no")).toBe("string");
  });
});
