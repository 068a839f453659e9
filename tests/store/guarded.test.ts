import fc from "fast-check";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/store/faults.ts";
import { guardStore } from "../../src/store/guarded.ts";
import type { Inbox, Waiting } from "../../src/store/inbox.ts";
import type { Store } from "../../src/store/store.ts";
import { accept, event, listed } from "./events.ts";
import { type Bare, bareStore, newClock, newFile } from "./folder.ts";
import { given } from "./given.ts";

const TALK = {
  at: 1,
  asker: "U1",
  intent: undefined,
  values: {},
  format: undefined,
  asked: undefined,
  again: 0,
  offered: [],
  verdict: false,
};

async function guarded() {
  const clock = newClock();
  const bare = await bareStore(newFile(), clock);
  const faults: Fault[] = [];
  const store = guardStore(bare.store, clock, (fault) => {
    faults.push(fault);
    throw new Error("the log is full, too");
  });
  return { bare, store, clock, faults };
}

/** How a store can fail once it is open. */
const FAILURES: Readonly<Record<string, { code: string; fail: (bare: Bare) => Promise<unknown> }>> = {
  "the disk is full": {
    code: "SQLITE_FULL",
    // No page can be had beyond those in use.
    fail: ({ db }) => sql`PRAGMA max_page_count = 1`.execute(db),
  },
  "it is read-only": { code: "SQLITE_READONLY", fail: ({ db }) => sql`PRAGMA query_only = ON`.execute(db) },
  "a table is gone": { code: "SQLITE_ERROR", fail: ({ db }) => db.schema.dropTable("inbox_keys").execute() },
  "it is closed": { code: "Error", fail: ({ store }) => store.close() },
};

/** Takes every event that is there, as a worker does. */
async function work(inbox: Inbox): Promise<unknown[]> {
  const bodies: unknown[] = [];
  for (let rounds = 0; rounds < 1000; rounds += 1) {
    const [first] = await listed(inbox, 1);
    if (!first) break;
    const started = await inbox.start(first.id);
    if (!started) continue;
    bodies.push(started.body);
    await inbox.finish(started.id);
  }
  return bodies;
}

describe("a guarded store", () => {
  it("is the store itself while all is well", async () => {
    const { store, faults, clock } = await guarded();
    expect(await accept(store.inbox, event("E1", { body: "E1" }))).toBe("new");
    expect(await work(store.inbox)).toEqual(["E1"]);
    await store.conversations.put("slack", "C1", TALK);
    expect(await store.conversations.get("slack", "C1", "U1")).toEqual(TALK);
    await store.conversations.forget("slack", "C1", "U1");
    const answer = await store.answers.record(given());
    await store.answers.posted(answer, "reply");
    expect((await store.answers.answerFor("slack", "reply"))?.id).toBe(answer);
    expect(await store.feedback.give({ platform: "slack", answer, asker: "U2", rating: "up" })).toBe("kept");
    expect(await store.feedback.counts()).toEqual({ up: 1, down: 0, reasons: {} });
    expect([await store.answers.counts(0), (await store.answers.recent(0, 9)).length]).toEqual([{ answer: 1 }, 1]);
    await store.inbox.expire(clock());
    await store.conversations.expire(0);
    expect(await store.inbox.recover()).toEqual({ again: 0, failed: 0 });
    expect([await store.expire(1), await (await store.forget({ platform: "slack", user: "U1" })).answers]).toEqual([
      0, 1,
    ]);
    await store.close();
    expect(faults).toEqual([]);
    expect(store.health()).toEqual({ ok: true, faults: 0, dropped: 0, last: undefined });
  });

  it.each(Object.entries(FAILURES))("A82 never throws where %s, and answers each event once", async (_, how) => {
    const { bare, store, clock, faults } = await guarded();
    for (const name of ["before", "worked on"]) await accept(store.inbox, event(name, { body: name }));
    const [, second] = await listed(store.inbox, 2);
    await store.inbox.start(second?.id ?? "");
    await how.fail(bare);

    const big = { text: "x".repeat(20_000) };
    for (const name of ["before", "after", "after", "later", "before", "worked on"])
      await accept(store.inbox, event(name, { body: name }));
    expect(await accept(store.inbox, event("big", { body: big }))).toBe("new");
    expect(await accept(store.inbox, event("big", { body: big }))).toBe("seen");
    await store.inbox.finish(second?.id ?? "");
    const done = await work(store.inbox);
    expect(done.filter((one) => one !== "before")).toEqual(["after", "later", big]);
    expect(done.filter((one) => one === "before").length).toBe(how.code === "Error" ? 0 : 1);
    expect(await work(store.inbox)).toEqual([]);

    await store.conversations.put("slack", "C1", { ...TALK, values: { a: big.text } });
    await store.conversations.get("slack", "C1", "U1");
    await store.conversations.forget("slack", "C1", "U1");
    const answer = await store.answers.record(given({ sections: [big.text] }));
    expect(answer).toMatch(/^\w{27}$/);
    await store.answers.posted(answer, "reply");
    await store.answers.alsoFor(answer, "question");
    await store.answers.answerFor("slack", "reply");
    await store.answers.recent(0, 10);
    await store.answers.counts(0);
    await store.feedback.give({ platform: "slack", answer, asker: "U1", rating: "up" });
    await store.feedback.counts();
    await store.inbox.recover();
    await store.inbox.fail("nothing", true);
    await store.inbox.expire(clock());
    expect(await store.inbox.counts()).toMatchObject({ waiting: 0 });
    await store.conversations.expire(0);
    await store.expire(0);
    await store.forget({ platform: "slack", user: "U1" });
    expect(new Set(faults.map(({ code }) => code))).toContain(how.code);
    const { dropped, faults: count } = store.health();
    expect(count).toBe(faults.length);
    expect(how.code === "SQLITE_ERROR" || dropped > 0).toBe(true);
    await store.close();
  });

  it("A82 gives nothing known for reads, and says that it is not well until a write succeeds", async () => {
    const { bare, store, clock, faults } = await guarded();
    await store.conversations.put("slack", "C1", TALK);
    await sql`PRAGMA query_only = ON`.execute(bare.db);
    await store.answers.record(given());
    const last = {
      operation: "answers.record",
      code: "SQLITE_READONLY",
      message: "attempt to write a readonly database",
      at: clock(),
    };
    expect(faults).toEqual([last]);
    expect(await store.conversations.get("slack", "C1", "U1")).toEqual(TALK);
    expect(store.health()).toEqual({ ok: false, lost: undefined, faults: 1, dropped: 1, last });
    await sql`PRAGMA query_only = OFF`.execute(bare.db);
    await store.answers.record(given());
    expect(store.health()).toEqual({ ok: true, lost: undefined, faults: 1, dropped: 1, last });
    await bare.store.close();
    expect(await store.conversations.get("slack", "C1", "U1")).toBeUndefined();
    expect(await store.answers.answerFor("slack", "reply")).toBeUndefined();
    expect([await store.answers.recent(0, 1), await store.answers.counts(0)]).toEqual([[], {}]);
    expect(await store.feedback.counts()).toEqual({ up: 0, down: 0, reasons: {} });
    expect(store.health().ok).toBe(false);
  });

  it("A82 tells the store what was done as soon as it can be written again", async () => {
    const { bare, store } = await guarded();
    await accept(store.inbox, event("E1", { body: "E1" }));
    await sql`PRAGMA query_only = ON`.execute(bare.db);
    expect(await work(store.inbox)).toEqual(["E1"]);
    expect((await bare.store.inbox.counts()).waiting).toBe(1);
    await sql`PRAGMA query_only = OFF`.execute(bare.db);
    expect(await work(store.inbox)).toEqual([]);
    expect(await bare.store.inbox.counts()).toMatchObject({ waiting: 0, working: 0 });
  });

  it("A82 fails an event that the store did not see started, and hands it out again where that makes sense", async () => {
    const { bare, store } = await guarded();
    for (const name of ["a", "b"]) await accept(store.inbox, event(name, { body: name }));
    await sql`PRAGMA query_only = ON`.execute(bare.db);
    const [a, b] = await listed(store.inbox, 2);
    await store.inbox.start(a?.id ?? "");
    await store.inbox.start(b?.id ?? "");
    expect(await store.inbox.counts()).toEqual({ waiting: 0, working: 2, failed: 0, oldest: undefined });
    await sql`PRAGMA query_only = OFF`.execute(bare.db);
    expect(await store.inbox.fail(a?.id ?? "", true)).toBe("again");
    expect(await store.inbox.fail(b?.id ?? "", false)).toBe("failed");
    expect(await store.inbox.counts()).toMatchObject({ waiting: 1, working: 0, failed: 1 });
    expect(await work(store.inbox)).toEqual(["a"]);
  });

  it("A74 A82 puts off and hands out again what the store cannot write down", async () => {
    const { bare, store } = await guarded();
    for (const name of ["a", "b"]) await store.inbox.accept(event(name, { body: name }));
    const [a, b] = await listed(store.inbox, 2);
    await store.inbox.start(a?.id ?? "");
    await sql`PRAGMA query_only = ON`.execute(bare.db);
    await store.inbox.start(b?.id ?? "");
    await store.inbox.postpone(a?.id ?? "", 0);
    expect(await store.inbox.fail(b?.id ?? "", true)).toBe("again");
    expect((await store.inbox.start(a?.id ?? ""))?.body).toBe("a");
    await store.inbox.postpone(a?.id ?? "", 0);
    await sql`PRAGMA query_only = OFF`.execute(bare.db);
    for (const one of [a, b]) {
      expect((await store.inbox.start(one?.id ?? ""))?.body).toBe(one?.body);
      await store.inbox.finish(one?.id ?? "");
    }
    expect(await bare.store.inbox.counts()).toMatchObject({ waiting: 0, working: 0 });
  });

  it("A15 A82 takes one of two that come at once, where the store takes the first and fails at the second", async () => {
    const { bare } = await guarded();
    let calls = 0;
    const failing: Inbox["accept"] = async (event) => {
      calls += 1;
      if (calls > 1) throw new Error("EIO");
      await new Promise((resolve) => setTimeout(resolve, 20));
      return bare.store.inbox.accept(event);
    };
    const store = guardStore({ ...bare.store, inbox: { ...bare.store.inbox, accept: failing } }, newClock(), () => {});
    const results = await Promise.all([accept(store.inbox, event("a")), accept(store.inbox, event("a"))]);
    expect(results).toEqual(["new", "seen"]);
  });

  it("A23 A82 hands out nothing that is done, where the store fails afterwards", async () => {
    const { bare, store } = await guarded();
    await accept(store.inbox, event("a"));
    const [{ id } = expect.unreachable()] = await listed(store.inbox, 1);
    await store.inbox.start(id);
    await store.inbox.finish(id);
    await bare.store.close();
    expect(await store.inbox.start(id).catch(() => undefined)).toBeUndefined();
  });

  it("A26 takes no more into memory than it can hold, and says so", async () => {
    const { bare, store } = await guarded();
    await bare.store.close();
    for (let n = 0; n < 1000; n += 1) expect(await accept(store.inbox, event(`E${n}`))).toBe("new");
    const before = store.health().dropped;
    expect(await accept(store.inbox, event("one too many"))).toBe("seen");
    expect(store.health().dropped).toBe(before + 1);
    expect(await work(store.inbox)).toHaveLength(1000);
    expect(await accept(store.inbox, event("one too many"))).toBe("new");
  });
});

describe("a store that fails at any moment", () => {
  const step = fc.record({
    kind: fc.constantFrom("accept", "take", "start", "finish", "postpone", "fail"),
    which: fc.nat(9),
    fails: fc.boolean(),
  });

  it("A15 A82 each event is handed out to one at a time, and ends once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const clock = newClock();
        const { store: real } = await bareStore(newFile(), clock);
        const state = { fails: false };
        const { inbox } = guardStore({ ...real, inbox: failing(real.inbox, state) } satisfies Store, clock, () => {});
        const accepted = new Set<unknown>();
        const ended: unknown[] = [];
        // As a queue knows them, whose list is old by now.
        const known: string[] = [];
        const working: Waiting[] = [];
        const begin = (event: Waiting | undefined): void => {
          if (!event) return;
          expect(working.map(({ id }) => id)).not.toContain(event.id);
          working.push(event);
          known.push(event.id);
        };
        for (const { kind, which, fails } of steps) {
          state.fails = fails;
          if (kind === "accept") {
            const id = await inbox.accept(event(`E${which}`, { body: which }));
            expect(id === undefined).toBe(accepted.has(which));
            accepted.add(which);
            if (id !== undefined) known.push(id);
          } else if (kind === "take") {
            const taken = await inbox.take(event(`E${which}`, { body: which }));
            expect(taken?.body).toBe(accepted.has(which) ? undefined : which);
            accepted.add(which);
            begin(taken);
          } else if (kind === "start")
            begin(await inbox.start(known[which % known.length] ?? "nothing").catch(() => undefined));
          else
            for (const { id, body } of working.splice(which % 3, 1)) {
              if (kind === "finish") await inbox.finish(id);
              if (kind === "postpone") await inbox.postpone(id, 0);
              if (kind === "finish" || (kind === "fail" && (await inbox.fail(id, true)) === "failed")) ended.push(body);
            }
        }
        state.fails = false;
        for (const id of known) begin(await inbox.start(id));
        for (const { id, body } of working) {
          await inbox.finish(id);
          ended.push(body);
        }
        expect(ended.sort()).toEqual([...accepted].sort());
        expect(await inbox.waiting()).toEqual([]);
        expect(await real.inbox.counts()).toMatchObject({ waiting: 0, working: 0 });
        await real.close();
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

function failing(inbox: Inbox, state: { fails: boolean }): Inbox {
  const or = async <T>(work: () => Promise<T>): Promise<T> => {
    if (state.fails) throw new Error("EIO");
    return work();
  };
  return {
    accept: (event) => or(() => inbox.accept(event)),
    take: (event) => or(() => inbox.take(event)),
    waiting: () => or(() => inbox.waiting()),
    start: (id) => or(() => inbox.start(id)),
    read: (id) => or(() => inbox.read(id)),
    finish: (id) => or(() => inbox.finish(id)),
    postpone: (id, dueAt) => or(() => inbox.postpone(id, dueAt)),
    fail: (id, retryable) => or(() => inbox.fail(id, retryable)),
    recover: (before) => or(() => inbox.recover(before)),
    expire: (now) => or(() => inbox.expire(now)),
    counts: () => or(() => inbox.counts()),
  };
}
