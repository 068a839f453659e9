import { describe, expect, it } from "vitest";
import type { Conversation } from "../../src/answering/answer.ts";
import { CONVERSATIONS_LIVE } from "../../src/store/conversations.ts";
import { bareStore, newClock, newFile } from "./folder.ts";

const conversation = (asker: string, at: number): Conversation => ({
  at,
  asker,
  intent: "gateway",
  values: { endpoint: "https://lakes.example.com" },
  format: undefined,
  asked: "endpoint",
  again: 0,
  offered: ["gateway", "client"],
  verdict: false,
});

describe("conversations", () => {
  it("A66 are kept for each asker in each place: nobody else's answer goes on with them", async () => {
    const clock = newClock();
    const { conversations } = (await bareStore(newFile(), clock)).store;
    const put = conversation("T1/U1", clock());
    await conversations.put("slack", "C1", put);
    expect(await conversations.get("slack", "C1", "T1/U1")).toStrictEqual(put);
    expect(await conversations.get("slack", "C1", "T1/U2")).toBeUndefined();
    expect(await conversations.get("slack", "C2", "T1/U1")).toBeUndefined();
    expect(await conversations.get("teams", "C1", "T1/U1")).toBeUndefined();
  });

  it("A66 outlive a restart, are replaced, and are forgotten", async () => {
    const file = newFile();
    const clock = newClock();
    const first = await bareStore(file, clock);
    await first.store.conversations.put("slack", "C1", conversation("U1", 1));
    await first.store.conversations.put("slack", "C1", { ...conversation("U1", 2), asked: undefined });
    await first.store.close();
    const { conversations } = (await bareStore(file, clock)).store;
    const put = { ...conversation("U1", 2), asked: undefined };
    expect(await conversations.get("slack", "C1", "U1")).toStrictEqual(put);
    await conversations.forget("slack", "C1", "U1");
    expect(await conversations.get("slack", "C1", "U1")).toBeUndefined();
  });

  it("A66 A84 end with time, whichever way the clock is set", async () => {
    const clock = newClock();
    const { store, db } = await bareStore(newFile(), clock);
    await store.conversations.put("slack", "C1", conversation("U1", clock()));
    for (const step of [CONVERSATIONS_LIVE, -2 * CONVERSATIONS_LIVE]) {
      clock.at += step;
      expect(await store.conversations.get("slack", "C1", "U1")).toBeDefined();
      clock.at += Math.sign(step);
      expect(await store.conversations.get("slack", "C1", "U1")).toBeUndefined();
      clock.at -= Math.sign(step);
    }
    await store.conversations.expire(newClock().at + 1);
    expect(await db.selectFrom("conversations").selectAll().execute()).toEqual([]);
  });

  it("A70 name their asker by a keyed hash only", async () => {
    const { store, db } = await bareStore(newFile(), newClock());
    await store.conversations.put("slack", "C1", conversation("U0SECRET", 1));
    expect(JSON.stringify(await db.selectFrom("conversations").selectAll().execute())).not.toContain("U0SECRET");
  });

  it("are none where another version wrote them", async () => {
    const { store, db } = await bareStore(newFile(), newClock());
    await store.conversations.put("slack", "C1", conversation("U1", 1));
    const { asker, ...known } = conversation("U1", 1);
    const { values, ...without } = known;
    const others = [null, [], {}, without, { ...known, again: "1" }, { ...known, values: { a: 1 } }];
    for (const state of others) {
      await db
        .updateTable("conversations")
        .set({ state: JSON.stringify(state) })
        .execute();
      expect(await store.conversations.get("slack", "C1", "U1")).toBeUndefined();
    }
  });
});
