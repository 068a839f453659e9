import { describe, expect, it } from "vitest";
import { prepared } from "../../src/store/prepared.ts";
import type { InboxKeyRow } from "../../src/store/schema.ts";
import { bareStore, newClock, newFile } from "./folder.ts";

const row = (key: string, at = 1): InboxKeyRow => ({ platform: "slack", key, event: "E", at });

describe("a prepared query", () => {
  it("is built once for each length of its lists, and run with the values of each time", async () => {
    const { db } = await bareStore(newFile(), newClock());
    const built: string[] = [];
    const add = prepared(db, (row: InboxKeyRow) => {
      built.push("add");
      return db.insertInto("inbox_keys").values(row);
    });
    const find = prepared(db, ({ keys, since }: { readonly keys: readonly string[]; readonly since: number }) => {
      built.push(`find ${keys.length}`);
      const found = db.selectFrom("inbox_keys").select("key").where("at", ">=", since).where("platform", "=", "slack");
      return found.where("key", "in", keys).orderBy("key");
    });
    for (const [at, key] of ["a", "b", 'it\'s "c"'].entries()) await add(row(key, at));
    expect(await find({ keys: ["a", "b"], since: 0 })).toEqual([{ key: "a" }, { key: "b" }]);
    expect(await find({ keys: ["b", 'it\'s "c"'], since: 2 })).toEqual([{ key: 'it\'s "c"' }]);
    expect(await find({ keys: ["b"], since: 0 })).toEqual([{ key: "b" }]);
    expect(built).toEqual(["add", "find 2", "find 1"]);
  });

  it("runs within the transaction that it is given", async () => {
    const { db } = await bareStore(newFile(), newClock());
    const add = prepared(db, (row: InboxKeyRow) => db.insertInto("inbox_keys").values(row));
    const failing = db.transaction().execute(async (within) => {
      await add(row("a"), within);
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    expect(await db.selectFrom("inbox_keys").selectAll().execute()).toEqual([]);
  });
});
