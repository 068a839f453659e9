import { Kysely } from "kysely";
import { describe, expect, it } from "vitest";
import { migrate } from "../../src/store/migrations.ts";
import type { Schema } from "../../src/store/schema.ts";
import { connect, dialectOf } from "../../src/store/sqlite.ts";
import { storeOver } from "../../src/store/store.ts";
import { together } from "../../src/store/together.ts";
import { accept, event } from "./events.ts";
import { newClock, newFile } from "./folder.ts";

describe("work in batches", () => {
  it("gathers what comes at once, and what comes meanwhile", async () => {
    const batches: number[][] = [];
    const double = together(async (batch: readonly number[]) => {
      batches.push([...batch]);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return batch.map((one) => 2 * one);
    });
    const first = [1, 2].map(double);
    await new Promise((resolve) => setTimeout(resolve, 2));
    const then = [3, 4, 5].map(double);
    expect(await Promise.all([...first, ...then])).toEqual([2, 4, 6, 8, 10]);
    expect(batches).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
    expect(await double(6)).toBe(12);
  });

  it("fails at those that cannot succeed, and at no other", async () => {
    const check = together(async (batch: readonly number[]) => {
      if (batch.includes(2)) throw new Error("two");
      return batch;
    });
    const results = await Promise.allSettled([1, 2, 3].map(check));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });
});

describe("the inbox", () => {
  it("says that it has an event when that one is synced, many with one sync (A15)", async () => {
    const db = new Kysely<Schema>({ dialect: dialectOf(connect(newFile())) });
    await migrate(db);
    const synced: (() => void)[] = [];
    const sync = () => new Promise<void>((resolve) => synced.push(resolve));
    const { inbox, close } = await storeOver(db, newClock(), {}, sync);
    const said: string[] = [];
    const accepted = ["a", "b", "a"].map(async (key) => said.push(await accept(inbox, event(key))));
    while (synced.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    expect([said, (await inbox.counts()).waiting]).toEqual([[], 2]);
    synced[0]?.();
    await Promise.all(accepted);
    expect([said, synced.length]).toEqual([["new", "new", "seen"], 1]);
    await close();
  });
});
