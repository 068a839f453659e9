import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { KEYS_LIVE } from "../../src/store/inbox.ts";
import { accept, event, listed } from "./events.ts";
import { bareStore, newClock, newFile } from "./folder.ts";
import { given } from "./given.ts";

const DAY = 24 * 60 * 60 * 1000;
const TALK = {
  at: 1,
  intent: undefined,
  values: {},
  format: undefined,
  asked: undefined,
  again: 0,
  offered: [],
  verdict: false,
};

describe("forgetting a person", () => {
  it("A70 removes everything of theirs, and nothing of others", async () => {
    const { store, db } = await bareStore(newFile(), newClock(), { keepQuestions: true });
    const ids = [];
    for (const user of ["U1", "U2"]) {
      const asker = `T1:${user}`;
      const id = await store.answers.record(given({ asker, key: `question ${user}` }));
      await store.answers.posted(id, `reply ${user}`, user);
      await store.conversations.put("slack", "C1", { ...TALK, asker });
      await store.inbox.accept(event(user, { body: { message: { team: "T1", user, text: 'and "U1"? "U2"?' } } }));
      ids.push(id);
    }
    for (const answer of ids)
      for (const asker of ["T1:U1", "T1:U2"])
        await store.feedback.give({ platform: "slack", answer, asker, rating: "down", reason: asker });

    const person = { platform: "slack", user: "U1" };
    for (const nobody of [
      { platform: "teams", user: "U1" },
      { ...person, team: "T2" },
      { ...person, user: "U" },
    ])
      expect(await store.forget(nobody)).toEqual({ answers: 0, conversations: 0, feedback: 0, events: 0 });
    expect(await store.forget(person)).toEqual({ answers: 1, conversations: 1, feedback: 2, events: 1 });
    expect(await store.answers.answerFor("slack", "question U1")).toBeUndefined();
    expect(await store.answers.answerFor("slack", "reply U1")).toBeUndefined();
    expect(await store.conversations.get("slack", "C1", "T1:U1")).toBeUndefined();
    expect(await store.feedback.counts()).toEqual({ up: 0, down: 1, reasons: { "T1:U2": 1 } });
    expect((await store.answers.recent(0, 10)).map(({ id }) => id)).toEqual([ids[1]]);
    expect(await store.conversations.get("slack", "C1", "T1:U2")).toBeDefined();
    expect(await db.selectFrom("answer_keys").select("message").orderBy("message").execute()).toEqual([
      { message: null },
      { message: "U2" },
    ]);
    const bodies = await db.selectFrom("inbox").select("body").execute();
    expect(bodies.map(({ body }) => JSON.parse(body).message.user)).toEqual(["U2"]);
    expect(await store.forget(person)).toEqual({ answers: 0, conversations: 0, feedback: 0, events: 0 });
  });

  it("A70 looks in every team that a question was answered in, or in the one that is named", async () => {
    const { store } = await bareStore(newFile(), newClock());
    for (const asker of ["T1:U1", "T2:U1", "T2:U2", "U1"]) await store.answers.record(given({ asker, key: asker }));
    expect((await store.forget({ platform: "slack", user: "U1", team: "T2" })).answers).toBe(1);
    expect((await store.forget({ platform: "slack", user: "U1" })).answers).toBe(1);
    expect((await store.answers.recent(0, 9)).length).toBe(2);
  });

  it("A67 A70 leaves no trace in the files, nor does an event that is done", async () => {
    const file = newFile();
    const { store } = await bareStore(file, newClock(), { keepQuestions: true });
    await accept(store.inbox, event("E1", { body: { text: "TRACE-of-an-event ".repeat(500) } }));
    await store.answers.record(given({ question: "TRACE-of-a-question" }));
    for (const { id } of await listed(store.inbox, 1)) {
      await store.inbox.start(id);
      await store.inbox.finish(id);
    }
    await store.forget({ platform: "slack", user: "U1" });
    await store.close();
    const folder = dirname(file);
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes("TRACE")).toBe(false);
  });
});

describe("retention", () => {
  it("A70 removes answers older than so many days, with all that hangs on them, and what is over", async () => {
    const clock = newClock();
    const { store, db } = await bareStore(newFile(), clock);
    await accept(store.inbox, event("E1"));
    for (const { id } of await listed(store.inbox, 1)) {
      await store.inbox.start(id);
      await store.inbox.finish(id);
    }
    await store.conversations.put("slack", "C1", { ...TALK, asker: "U1" });
    const answer = await store.answers.record(given());
    await store.feedback.give({ platform: "slack", answer, asker: "U2", rating: "up" });
    clock.at += 90 * DAY;
    const newer = await store.answers.record(given({ key: "T1/C1/9" }));
    expect(await store.expire(90)).toBe(0);
    expect(await db.selectFrom("conversations").selectAll().execute()).toEqual([]);
    expect(await db.selectFrom("inbox_keys").selectAll().execute()).toEqual([]);
    clock.at += 1;
    expect(await store.expire(90)).toBe(1);
    expect((await store.answers.recent(0, 10)).map(({ id }) => id)).toEqual([newer]);
    expect(await store.feedback.counts()).toEqual({ up: 0, down: 0, reasons: {} });
    expect(KEYS_LIVE).toBe(DAY);
  });
});
