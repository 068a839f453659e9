import fc from "fast-check";
import { sql } from "kysely";
import Database from "libsql";
import { describe, expect, it } from "vitest";
import { prepareErasing } from "../../src/store/erasing.ts";
import { openStore } from "../../src/store/open.ts";
import { until } from "../slack/world.ts";
import { event } from "./events.ts";
import { bareStore, bytesIn, bytesOf, newClock, newFile } from "./folder.ts";

const TALK = { at: 1, intent: undefined, format: undefined, asked: undefined, again: 0, offered: [], verdict: false };
/** Names that stand in a text, in the order of their first one. */
const namesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/<(\d+)>/g)].map(([, name]) => name as string)),
];

async function erasable() {
  const file = newFile();
  const { store, db } = await bareStore(file, newClock());
  return { file, store, db, ...(await prepareErasing(db)) };
}
const logOf = (file: string): number => bytesIn(`${file}-wal`).length;

describe("erasing", () => {
  it("A67 A70 leaves the bytes of what is there, and of nothing else, whatever was written before", async () => {
    const step = fc.record({
      kind: fc.constantFrom("take", "take", "take", "finish", "finish", "again", "put", "end"),
      which: fc.nat(400),
      length: fc.nat(500),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1000, maxLength: 1000 }), async (steps) => {
        const { file, store, erase } = await erasable();
        const there: { name: string; id: string }[] = [];
        const talks = new Map<string, string>();
        for (const [at, { kind, which, length }] of steps.entries()) {
          const said = { text: `<${at}>`.repeat(1 + length) };
          const place = `C${which % 40}`;
          if (kind === "take") {
            const taken = await store.inbox.take(event(String(at), { body: said, place: `<${at}>` }));
            there.push({ name: String(at), id: taken?.id ?? "" });
          } else if (kind === "put") {
            await store.conversations.put("slack", place, { ...TALK, asker: "T1:U1", values: said });
            talks.set(place, String(at));
          } else if (kind === "end") {
            await store.conversations.forget("slack", place, "T1:U1");
            talks.delete(place);
          } else
            for (const { id, name } of there.splice(which % (there.length + 1), 1)) {
              await (kind === "finish" ? store.inbox.finish(id) : store.inbox.fail(id, true));
              if (kind === "again") there.unshift({ id, name });
            }
        }
        await erase();
        const names = [...there.map(({ name }) => name), ...talks.values()];
        expect(namesIn(bytesOf(file).toString("latin1")).sort()).toEqual(names.sort());
        await store.close();
      }),
      { numRuns: 10, endOnFailure: true },
    );
  }, 60_000);

  it("A17 loses no event and no conversation, nor the order of events", async () => {
    const { store, db, erase } = await erasable();
    for (const name of ["a", "b", "c"]) await store.inbox.accept(event(name, { body: name }));
    await store.conversations.put("slack", "C1", { ...TALK, asker: "T1:U1", values: { a: "b" } });
    const rows = async () => [
      await db.selectFrom("inbox").selectAll().execute(),
      await db.selectFrom("conversations").selectAll().execute(),
    ];
    const before = await rows();
    await erase();
    expect(await rows()).toEqual(before);
    expect((await sql`PRAGMA integrity_check`.execute(db)).rows).toEqual([{ integrity_check: "ok" }]);
  });

  it("A70 waits until nothing is written, for ten looks at most", async () => {
    const { file, store, eraseWhenQuiet } = await erasable();
    await store.inbox.accept(event("a"));
    await eraseWhenQuiet();
    expect(logOf(file)).toBeGreaterThan(0);
    await eraseWhenQuiet();
    expect(logOf(file)).toBe(0);
    const left = [];
    for (let look = 1; look <= 10; look += 1) {
      await store.inbox.accept(event(`a${look}`));
      await eraseWhenQuiet();
      left.push(logOf(file) > 0);
    }
    expect(left).toEqual([...Array(9).fill(true), false]);
  });

  it("A70 comes back to a log that somebody else was reading", async () => {
    const { file, store, db, eraseWhenQuiet } = await erasable();
    await store.inbox.accept(event("a"));
    const reader = new Database(file);
    reader.exec("BEGIN; CREATE TEMP TABLE read AS SELECT * FROM inbox");
    await store.inbox.accept(event("b"));
    await sql`PRAGMA busy_timeout = 0`.execute(db);
    for (let look = 0; look < 4; look += 1) await eraseWhenQuiet();
    const log = logOf(file);
    expect(log).toBeGreaterThan(0);
    for (let look = 0; look < 12; look += 1) await eraseWhenQuiet();
    expect(logOf(file)).toBe(log);
    reader.exec("ROLLBACK");
    for (let look = 0; look < 2; look += 1) await eraseWhenQuiet();
    expect(logOf(file)).toBe(0);
    reader.close();
  });

  it("A26 A70 leaves a table alone that is long, until it is shorter, and holds nobody up", async () => {
    const { file, store, db, eraseWhenQuiet } = await erasable();
    const changes = async () => (await sql`SELECT total_changes()`.execute(db)).rows;
    const ids: string[] = [];
    for (let n = 0; n < 2_001; n += 1) {
      const taken = await store.inbox.take(event(`E${n}`, { body: { text: `<${n}>`.repeat(40) } }));
      ids.push(taken?.id ?? "");
    }
    const left = async (): Promise<string[]> => {
      for (const _ of [1, 2]) await eraseWhenQuiet();
      expect(logOf(file)).toBe(0);
      return namesIn(bytesOf(file).toString("latin1"));
    };
    const before = await changes();
    expect(await left()).toHaveLength(2_001);
    expect(await changes()).toEqual(before);
    for (const id of ids.filter((_, at) => at % 2 === 0)) await store.inbox.finish(id);
    const names = await left();
    expect(names.sort()).toEqual(
      ids
        .map((_, at) => String(at))
        .filter((_, at) => at % 2 === 1)
        .sort(),
    );
  });

  it("A70 happens by itself while a store is open, and before it is closed", async () => {
    const file = newFile();
    const { store } = await openStore(file, newClock());
    for (let n = 0; n < 50; n += 1) {
      const body = { text: "TRACE ".repeat(n * 40) };
      const taken = await store.inbox.take(event(`E${n}`, { place: `D0TRACE${n}`, body }));
      await store.inbox.finish(taken?.id ?? "");
    }
    expect(bytesOf(file).includes("TRACE")).toBe(true);
    await until(() => !bytesOf(file).includes("TRACE"));
    expect(await store.inbox.accept(event("E1"))).toBeUndefined();
    const last = await store.inbox.take(event("last", { body: "TRACE" }));
    await store.inbox.finish(last?.id ?? "");
    await store.close();
    expect(bytesOf(file).includes("TRACE")).toBe(false);
  });
});
