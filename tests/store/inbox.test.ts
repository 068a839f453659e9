import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { watch } from "../../src/store/faults.ts";
import { guardInbox } from "../../src/store/guardedinbox.ts";
import { readHash } from "../../src/store/hash.ts";
import { makeIds } from "../../src/store/ids.ts";
import { type Inbox, inboxOf, KEYS_LIVE, MOST_ATTEMPTS } from "../../src/store/inbox.ts";
import { memoryInbox } from "../../src/store/memory.ts";
import { accept, event, listed } from "./events.ts";
import { bareStore, newClock, newFile } from "./folder.ts";

type Make = (clock: () => number) => Promise<Inbox>;
const onDisk: Make = async (clock) => (await bareStore(newFile(), clock)).store.inbox;
const INBOXES: Readonly<Record<string, Make>> = {
  "on disk": onDisk,
  "in memory": async (clock) => memoryInbox(clock),
  guarded: async (clock) =>
    guardInbox(
      await onDisk(clock),
      clock,
      watch(clock, () => expect.unreachable()),
    ),
};

describe.each(Object.entries(INBOXES))("an inbox %s", (_, make) => {
  it("takes an event, hands it out, and forgets its body when it is done", async () => {
    const clock = newClock();
    const inbox = await make(clock);
    expect(await accept(inbox, event("E1"))).toBe("new");
    const [waiting, ...rest] = await listed(inbox, 10);
    expect(rest).toEqual([]);
    const { id, ...known } = waiting ?? expect.unreachable();
    const body = { text: "question E1" };
    expect(known).toEqual({ platform: "slack", place: "T1/C1", body, attempts: 0, receivedAt: clock() });
    expect(await inbox.start(id)).toEqual({ ...known, id, attempts: 1 });
    expect(await listed(inbox, 10)).toEqual([]);
    expect(await inbox.counts()).toEqual({ waiting: 0, working: 1, failed: 0, oldest: undefined });
    await inbox.finish(id);
    expect(await inbox.counts()).toEqual({ waiting: 0, working: 0, failed: 0, oldest: undefined });
    expect(await accept(inbox, event("E1"))).toBe("seen");
  });

  it("takes and begins an event in one go; it is handed out to nobody else, and again where it fails", async () => {
    const clock = newClock();
    const inbox = await make(clock);
    const { id, ...taken } = (await inbox.take(event("E1"))) ?? expect.unreachable();
    const known = { platform: "slack", place: "T1/C1", body: { text: "question E1" }, receivedAt: clock() };
    expect(taken).toEqual({ ...known, attempts: 1 });
    expect(await inbox.take(event("E1"))).toBeUndefined();
    expect(await accept(inbox, event("E1"))).toBe("seen");
    expect([await listed(inbox, 10), await inbox.start(id)]).toEqual([[], undefined]);
    expect(await inbox.fail(id, true)).toBe("again");
    expect(await listed(inbox, 10)).toEqual([{ ...known, id, attempts: 1 }]);
    expect(await inbox.start(id)).toEqual({ ...known, id, attempts: 2 });
    await inbox.finish(id);
    expect(await inbox.counts()).toEqual({ waiting: 0, working: 0, failed: 0, oldest: undefined });
  });

  it("A15 takes an event once, in parallel and again 6 minutes later", async () => {
    const clock = newClock();
    const inbox = await make(clock);
    const answers = await Promise.all(Array.from({ length: 20 }, () => accept(inbox, event("E1"))));
    expect(answers.filter((one) => one === "new")).toHaveLength(1);
    clock.at += 6 * 60 * 1000;
    expect(await accept(inbox, event("E1"))).toBe("seen");
    expect(await listed(inbox, 10)).toHaveLength(1);
  });

  it("A18 A19 knows an event by any of its keys, and by those it was seen with later", async () => {
    const inbox = await make(newClock());
    const message = "T1/C1/1732579200.000100";
    expect(await accept(inbox, event("", { keys: ["Ev1", message] }))).toBe("new");
    expect(await accept(inbox, event("", { keys: ["Ev2", message] }))).toBe("seen");
    expect(await accept(inbox, event("", { keys: [message] }))).toBe("seen");
    expect(await accept(inbox, event("", { keys: ["Ev2"] }))).toBe("seen");
    expect(await accept(inbox, event("", { keys: ["Ev2"], platform: "teams" }))).toBe("new");
    expect(await listed(inbox, 10)).toHaveLength(2);
  });

  it("takes an event with the same key twice, and one with none always", async () => {
    const inbox = await make(newClock());
    expect(await accept(inbox, event("", { keys: ["a", "a"] }))).toBe("new");
    expect(await accept(inbox, event("", { keys: [] }))).toBe("new");
    expect(await accept(inbox, event("", { keys: [] }))).toBe("new");
  });

  it("lists the oldest first, those that failed, too: answers come in the order of the questions", async () => {
    const inbox = await make(newClock());
    for (const name of ["a", "b", "c"]) await accept(inbox, event(name, { body: name }));
    const names = async (limit: number) => (await listed(inbox, limit)).map(({ body }) => body);
    expect(await names(2)).toEqual(["a", "b"]);
    const [a] = await listed(inbox, 1);
    await inbox.start(a?.id ?? "");
    expect(await inbox.fail(a?.id ?? "", true)).toBe("again");
    expect(await names(10)).toEqual(["a", "b", "c"]);
    expect((await inbox.waiting()).map(({ attempts }) => attempts)).toEqual([1, 0, 0]);
  });

  it("tells how many wait, and since when", async () => {
    const clock = newClock(5000);
    const inbox = await make(clock);
    await accept(inbox, event("a"));
    clock.at = 6000;
    await accept(inbox, event("b"));
    expect(await inbox.counts()).toEqual({ waiting: 2, working: 0, failed: 0, oldest: 5000 });
  });

  it(`gives an event up after ${MOST_ATTEMPTS} attempts, or at once where another makes no sense`, async () => {
    const inbox = await make(newClock());
    const attempt = async (retryable: boolean) => {
      const [first] = await listed(inbox, 1);
      await inbox.start(first?.id ?? "");
      return inbox.fail(first?.id ?? "", retryable);
    };
    await accept(inbox, event("a"));
    expect([await attempt(true), await attempt(true), await attempt(true)]).toEqual(["again", "again", "failed"]);
    expect(await listed(inbox, 1)).toEqual([]);
    await accept(inbox, event("b"));
    expect(await attempt(false)).toBe("failed");
    expect(await inbox.counts()).toEqual({ waiting: 0, working: 0, failed: 2, oldest: undefined });
    expect([await accept(inbox, event("a")), await accept(inbox, event("b"))]).toEqual(["seen", "seen"]);
  });

  it("A74 puts an event off until its time, as often as it must: that is no failure, and the body stays", async () => {
    const clock = newClock(1000);
    const inbox = await make(clock);
    const { id, ...first } = (await inbox.take(event("a"))) ?? expect.unreachable();
    for (let n = 1; n <= 2 * MOST_ATTEMPTS; n += 1) {
      await inbox.postpone(id, 1000 * n);
      expect(await inbox.waiting()).toEqual([
        { id, platform: first.platform, place: first.place, attempts: n, dueAt: 1000 * n },
      ]);
      expect(await inbox.start(id)).toEqual({ ...first, id, attempts: n + 1 });
    }
    const ends: unknown[] = [];
    for (let n = 0; n < MOST_ATTEMPTS; n += 1) {
      ends.push(await inbox.fail(id, true));
      await inbox.start(id);
    }
    expect(ends).toEqual([...Array(MOST_ATTEMPTS - 1).fill("again"), "failed"]);
    // Nothing is there to be put off any more.
    await inbox.postpone(id, 0);
    expect(await inbox.waiting()).toEqual([]);
  });

  it("A23 hands an event to one of many who start it, and to nobody once it is done", async () => {
    const inbox = await make(newClock());
    await accept(inbox, event("a"));
    const [{ id } = expect.unreachable()] = await listed(inbox, 1);
    const started = await Promise.all([inbox.start(id), inbox.start(id), inbox.start(id)]);
    expect(started.filter((one) => one !== undefined)).toHaveLength(1);
    await inbox.finish(id);
    await inbox.finish(id);
    expect(await inbox.start(id)).toBeUndefined();
    expect(await inbox.fail(id, true)).toBe("failed");
    expect([await inbox.start("nothing"), await inbox.fail("nothing", true)]).toEqual([undefined, "failed"]);
  });

  it("A84 knows keys for 24 hours, also where the clock is set by one", async () => {
    const clock = newClock();
    const inbox = await make(clock);
    await accept(inbox, event("a"));
    const [{ id } = expect.unreachable()] = await listed(inbox, 1);
    await inbox.start(id);
    await inbox.finish(id);
    for (const step of [60 * 60 * 1000, -2 * 60 * 60 * 1000, KEYS_LIVE]) {
      clock.at += step;
      await inbox.expire(clock());
      expect(await accept(inbox, event("a"))).toBe("seen");
    }
    clock.at += 2 * 60 * 60 * 1000;
    await inbox.expire(clock());
    expect(await accept(inbox, event("a"))).toBe("new");
  });
});

describe("an inbox on disk", () => {
  it("A16 A17 knows its events after a restart, and hands out what was being worked on", async () => {
    const file = newFile();
    const clock = newClock();
    const first = await bareStore(file, clock);
    for (const name of ["done", "worked", "waiting"]) await accept(first.store.inbox, event(name, { body: name }));
    const [done, worked] = await listed(first.store.inbox, 2);
    await first.store.inbox.start(done?.id ?? "");
    await first.store.inbox.finish(done?.id ?? "");
    await first.store.inbox.start(worked?.id ?? "");
    await first.store.close();

    const { inbox } = (await bareStore(file, clock)).store;
    expect(await inbox.recover()).toEqual({ again: 1, failed: 0 });
    expect((await listed(inbox, 10)).map(({ body, attempts }) => [body, attempts])).toEqual([
      ["worked", 1],
      ["waiting", 0],
    ]);
    for (const name of ["done", "worked", "waiting"]) expect(await accept(inbox, event(name))).toBe("seen");
  });

  it("A15 A82 knows its own events where a batch was kept and the disk failed to sync it: each is new, once", async () => {
    const { db } = await bareStore(newFile(), newClock());
    const faults = [new Error("EIO")];
    const sync = async (): Promise<void> => {
      const fault = faults.pop();
      if (fault) throw fault;
    };
    const inbox = inboxOf(db, newClock(), makeIds(newClock()), await readHash(db), sync);
    const [taken, accepted, repeated] = await Promise.all([
      inbox.take(event("E1")),
      accept(inbox, event("E2")),
      accept(inbox, event("E1")),
    ]);
    expect([taken?.attempts, accepted, repeated]).toEqual([1, "new", "seen"]);
    expect(await inbox.counts()).toMatchObject({ waiting: 1, working: 1 });
  });

  it("gives up an event that the process died of three times, and empties it", async () => {
    const { store, db } = await bareStore(newFile(), newClock());
    await accept(store.inbox, event("deadly"));
    const [{ id } = expect.unreachable()] = await listed(store.inbox, 1);
    const recovered = [];
    for (let n = 0; n < MOST_ATTEMPTS; n += 1) {
      await store.inbox.start(id);
      recovered.push(await store.inbox.recover());
    }
    expect(recovered).toEqual([
      { again: 1, failed: 0 },
      { again: 1, failed: 0 },
      { again: 0, failed: 1 },
    ]);
    expect(await db.selectFrom("inbox").select(["body", "place", "state"]).execute()).toEqual([
      { body: "null", place: "", state: "failed" },
    ]);
    await store.inbox.expire(newClock().at + KEYS_LIVE + 1);
    expect((await store.inbox.counts()).failed).toBe(0);
  });

  it("A74 A81 knows after a restart until when an event is put off, and that being put off was no failure", async () => {
    const [file, clock] = [newFile(), newClock()];
    for (let n = 0; n < 2 * MOST_ATTEMPTS; n += 1) {
      const { store } = await bareStore(file, clock);
      await store.inbox.recover();
      if (n === 0) await store.inbox.accept(event("a"));
      const [{ id } = expect.unreachable()] = await store.inbox.waiting();
      await store.inbox.start(id);
      await store.inbox.postpone(id, clock() + 20_000);
      await store.close();
    }
    const { store } = await bareStore(file, clock);
    expect(await store.inbox.recover()).toEqual({ again: 0, failed: 0 });
    expect((await store.inbox.waiting()).map(({ dueAt }) => dueAt)).toEqual([clock() + 20_000]);
    await store.close();
  });

  it("recovers only what was started before a time, where one is named", async () => {
    const clock = newClock(1000);
    const { inbox } = (await bareStore(newFile(), clock)).store;
    for (const name of ["a", "b"]) await accept(inbox, event(name, { body: name }));
    for (const { id } of await listed(inbox, 2)) {
      await inbox.start(id);
      clock.at += 1000;
    }
    expect(await inbox.recover(1500)).toEqual({ again: 1, failed: 0 });
    expect((await listed(inbox, 2)).map(({ body }) => body)).toEqual(["a"]);
  });

  it("keeps the keys of an event that is not done, however long it waits", async () => {
    const clock = newClock();
    const { inbox } = (await bareStore(newFile(), clock)).store;
    await accept(inbox, event("", { keys: ["a", "b"] }));
    await accept(inbox, event("", { keys: ["b", "c"] }));
    clock.at += 3 * KEYS_LIVE;
    await inbox.expire(clock());
    for (const name of ["a", "b", "c"]) expect(await accept(inbox, event(name))).toBe("seen");
  });

  it("A31 keeps any text: NUL, lone surrogates, 100,000 characters", async () => {
    const { inbox } = (await bareStore(newFile(), newClock())).store;
    const body = { text: `a\0b \ud800 \u202e ${"é".repeat(100_000)}`, list: [1, null, true] };
    expect(await accept(inbox, event("a\0b", { body, place: "x\0y" }))).toBe("new");
    expect(await accept(inbox, event("a\0b", { body }))).toBe("seen");
    expect((await listed(inbox, 1))[0]).toMatchObject({ body, place: "x\uFFFDy" });
  });
});

describe("any order of accepting, starting, finishing, failing and dying", () => {
  const name = fc.constantFrom("a", "b", "c", "d", "e");
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("accept" as const), name, other: name }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("start" as const) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("finish" as const), which: fc.nat(5) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("fail" as const), which: fc.nat(5) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("die" as const) }) },
  );

  it("A15 A17 loses nothing, and hands nothing out twice while it is being worked on", async () => {
    const clock = newClock();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const file = newFile();
        let { store } = await bareStore(file, clock);
        const seen = new Set<string>();
        const starts = new Map<string, number>();
        let working: string[] = [];
        const ended: string[] = [];
        let accepted = 0;
        for (const step of steps) {
          clock.at += 1;
          if (step.kind === "accept") {
            const keys = [step.name, step.other];
            const isNew = !keys.some((key) => seen.has(key));
            expect(await accept(store.inbox, event("", { keys }))).toBe(isNew ? "new" : "seen");
            for (const key of keys) seen.add(key);
            if (isNew) accepted += 1;
          } else if (step.kind === "start") {
            const [first] = await listed(store.inbox, 1);
            if (!first) continue;
            expect(working).not.toContain(first.id);
            expect(ended).not.toContain(first.id);
            const started = await store.inbox.start(first.id);
            expect(started?.attempts).toBe((starts.get(first.id) ?? 0) + 1);
            starts.set(first.id, started?.attempts ?? 0);
            working.push(first.id);
          } else if (step.kind === "die") {
            await store.close();
            ({ store } = await bareStore(file, clock));
            await store.inbox.recover();
            ended.push(...working.filter((id) => starts.get(id) === MOST_ATTEMPTS));
            working = [];
          } else {
            const [id] = working.splice(step.which, 1);
            if (id === undefined) continue;
            if (step.kind === "finish") await store.inbox.finish(id);
            if (step.kind === "finish" || (await store.inbox.fail(id, true)) === "failed") ended.push(id);
          }
        }
        const waiting = (await listed(store.inbox, 1000)).map(({ id }) => id);
        expect(new Set([...waiting, ...working, ...ended]).size).toBe(accepted);
        expect(waiting.length + working.length + ended.length).toBe(accepted);
        await store.close();
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
