import Database from "libsql";
import { afterEach, describe, expect, it } from "vitest";
import type { Fault, Patience } from "../../src/store/faults.ts";
import { guardStore } from "../../src/store/guarded.ts";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { until } from "../slack/world.ts";
import { event } from "./events.ts";
import { newClock, newFile } from "./folder.ts";
import { given } from "./given.ts";

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A store that is open, and another program that can lock it. */
async function lockable(patience?: Patience) {
  const file = newFile();
  const { store: bare } = await openStore(file, newClock());
  const faults: Fault[] = [];
  const store = guardStore(bare, newClock(), (fault) => faults.push(fault), patience);
  const other = new Database(file);
  ends.push(store.close);
  return {
    ...{ bare, store, faults },
    lock: (how: string) => other.exec(how),
    unlock: () => other.exec("ROLLBACK"),
  };
}

/** How often the event loop came round while a promise was pending. */
async function turnsOf(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);
  await work.finally(() => clearInterval(timer));
  return turns;
}

describe("a store that another program locks", () => {
  it.each(["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])(
    "A82 is waited for off the event loop, and nothing is lost: %s",
    async (how) => {
      const { bare, store, faults, lock, unlock } = await lockable();
      const answer = await store.answers.record(given());
      const old = await store.inbox.take(event("old"));
      lock(how);
      const work = Promise.all([
        store.inbox.take(event("E1", { body: "E1" })),
        store.inbox.accept(event("E2")),
        store.inbox.finish(old?.id ?? ""),
        store.answers.record(given({ key: "T1/C1/2" })),
        store.answers.posted(answer, "T1/C1/3"),
        store.feedback.give({ platform: "slack", answer, asker: "T1:U1", rating: "up" }),
      ]);
      // What is only read need not wait.
      expect((await store.answers.answerFor("slack", "T1/C1/1"))?.id).toBe(answer);
      let turns = 0;
      await until(() => ++turns > 20);
      expect(await bare.inbox.counts()).toMatchObject({ waiting: 0, working: 1 });
      unlock();
      expect((await work)[0]).toMatchObject({ body: "E1", attempts: 1 });
      expect(await bare.inbox.counts()).toMatchObject({ waiting: 1, working: 1 });
      expect(await bare.answers.counts(0)).toEqual({ answer: 2 });
      expect((await bare.answers.answerFor("slack", "T1/C1/3"))?.id).toBe(answer);
      expect((await bare.feedback.counts()).up).toBe(1);
      expect([faults, store.health().ok, store.health().dropped]).toEqual([[], true, 0]);
    },
  );

  it("A82 for long does not keep an event from being taken, once, and holds up no turn of the event loop", async () => {
    const { bare, store, faults, lock, unlock } = await lockable({ short: 100, long: 60_000 });
    lock("BEGIN IMMEDIATE");
    const taken = store.inbox.take(event("E1", { body: "E1" }));
    const kept = store.answers.record(given());
    expect(await turnsOf(taken)).toBeGreaterThan(10);
    const { id, body } = (await taken) ?? expect.unreachable();
    expect([body, await store.inbox.take(event("E1"))]).toEqual(["E1", undefined]);
    expect(faults.map(({ operation, code }) => [operation, code])).toEqual([["inbox.accept", "SQLITE_BUSY"]]);
    await store.inbox.finish(id);
    unlock();
    await kept;
    expect([await bare.answers.counts(0), store.health().dropped]).toEqual([{ answer: 1 }, 0]);
    expect(await store.inbox.counts()).toMatchObject({ waiting: 0, working: 0 });
    // Those that come now are kept on disk again.
    await store.inbox.take(event("E2"));
    expect(await bare.inbox.counts()).toMatchObject({ working: 1 });
  });
});

describe("waiting for a lock", () => {
  /** A store whose conversations are locked until that is over; counts attempts. */
  function locked(patience: Patience) {
    const state = { isLocked: true, attempts: 0 };
    const put = async (): Promise<void> => {
      state.attempts += 1;
      if (state.isLocked) throw Object.assign(new Error("database is locked"), { code: "SQLITE_BUSY" });
    };
    const store = { conversations: { put }, inbox: {}, answers: {}, feedback: {} } as unknown as Store;
    const { conversations } = guardStore(store, newClock(), () => undefined, patience);
    const attempt = async (): Promise<number> => {
      const before = state.attempts;
      await conversations.put("slack", "C1", { asker: "U1" } as never);
      return state.attempts - before;
    };
    return { state, attempt };
  }

  it("A82 is done once for a lock that stays, not for each that meets it, and anew for another lock", async () => {
    const { state, attempt } = locked({ short: 0, long: 60 });
    expect(await attempt()).toBeGreaterThan(1);
    expect([await attempt(), await attempt()]).toEqual([1, 1]);
    state.isLocked = false;
    expect(await attempt()).toBe(1);
  });

  it("A82 begins anew after a lock that was waited for", async () => {
    const { state, attempt } = locked({ short: 0, long: 60_000 });
    for (const _ of [1, 2]) {
      state.isLocked = true;
      const { attempts } = state;
      const done = attempt();
      await until(() => state.attempts > attempts + 1);
      state.isLocked = false;
      expect(await done).toBeGreaterThan(1);
    }
  });
});
