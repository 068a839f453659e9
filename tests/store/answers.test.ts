import { describe, expect, it } from "vitest";
import { bareStore, newClock, newFile } from "./folder.ts";
import { given } from "./given.ts";

const HASH = /^[\w-]{43}$/;

describe("answers", () => {
  it("A16 A21 are found by their question and by what they were posted as, also after a restart", async () => {
    const file = newFile();
    const clock = newClock();
    const first = await bareStore(file, clock);
    const id = await first.store.answers.record(given({ kind: "snippet", intent: "gateway" }));
    for (const [key, message] of [["T1/C1/2", "2"], ["T1/C1/3"]] as const) {
      clock.at += 1;
      await first.store.answers.posted(id, key, message);
    }
    await first.store.answers.posted("nothing", "T1/C1/4");
    await first.store.close();
    const { answers } = (await bareStore(file, clock)).store;
    const kept = {
      id,
      platform: "slack",
      place: expect.stringMatching(HASH),
      at: newClock().at,
      kind: "snippet",
      confidence: 0.875,
      sections: ["guide.md#roll-back", "guide.md#commits"],
      intent: "gateway",
      latency: 42,
      question: undefined,
      posted: ["2", ""],
    };
    for (const key of ["T1/C1/1", "T1/C1/2", "T1/C1/3"])
      expect(await answers.answerFor("slack", key)).toStrictEqual(kept);
    expect(await answers.answerFor("slack", "T1/C1/4")).toBeUndefined();
    expect(await answers.answerFor("teams", "T1/C1/1")).toBeUndefined();
  });

  it("A21 to an edited question replace the earlier one", async () => {
    const { answers } = (await bareStore(newFile(), newClock())).store;
    await answers.record(given());
    const id = await answers.record(given({ kind: "unknown", sections: [] }));
    expect(await answers.answerFor("slack", "T1/C1/1")).toMatchObject({ id, kind: "unknown", sections: [] });
  });

  it("A21 to a changed question are found by the question as it was, too, and are nothing that was posted", async () => {
    const { answers } = (await bareStore(newFile(), newClock())).store;
    await answers.posted(await answers.record(given()), "T1/C1/2", "2");
    const id = await answers.record(given({ key: "T1/C1/1 changed" }));
    await answers.posted(id, "T1/C1/2", "2");
    await answers.alsoFor(id, "T1/C1/1");
    await answers.alsoFor("nothing", "T1/C1/1");
    expect(await answers.answerFor("slack", "T1/C1/1")).toMatchObject({ id, posted: ["2"] });
  });

  it("A70 hold the question only where questions are kept; neither asker, place nor message", async () => {
    for (const keepQuestions of [false, true]) {
      const { store, db } = await bareStore(newFile(), newClock(), { keepQuestions });
      const names = { asker: "T1:U0SECRET", place: "T1:D0SECRET", key: "T1:D0SECRET:1" };
      await store.answers.posted(await store.answers.record(given(names)), "T1:D0SECRET:2", "2");
      const [row] = await db.selectFrom("answers").selectAll().execute();
      const keys = await db.selectFrom("answer_keys").selectAll().orderBy("message").execute();
      expect(row?.question).toBe(keepQuestions ? "how do I roll back?" : null);
      expect(JSON.stringify([row, keys])).not.toContain("0SECRET");
      for (const hash of [row?.asker, row?.place, ...keys.map(({ key }) => key)]) expect(hash).toMatch(HASH);
      expect(keys.map(({ message }) => message)).toEqual([null, "2"]);
      expect(await db.selectFrom("teams").selectAll().execute()).toEqual([{ platform: "slack", team: "T1" }]);
    }
  });

  it("A70 name the same asker the same in one store, and otherwise in another", async () => {
    let day = 0;
    const askers = async (file: string) => {
      day += 1;
      const { store, db } = await bareStore(file, newClock(Date.UTC(2026, 10, day)));
      for (const asker of ["U1", "U2"]) await store.answers.record(given({ asker }));
      await store.answers.record(given({ asker: "U1", platform: "teams" }));
      const rows = await db.selectFrom("answers").select("asker").orderBy("id").execute();
      await store.close();
      return rows.map(({ asker }) => asker);
    };
    const file = newFile();
    const [first, second, teams, again] = [...(await askers(file)), ...(await askers(file)).slice(3)];
    expect(again).toBe(first);
    expect(new Set([first, second, teams, ...(await askers(newFile()))]).size).toBe(6);
  });

  it("are listed newest first, and counted by kind, since a time", async () => {
    const clock = newClock(1000);
    const { answers } = (await bareStore(newFile(), clock)).store;
    expect([await answers.recent(0, 10), await answers.counts(0)]).toEqual([[], {}]);
    for (const kind of ["answer", "unknown", "answer", "choice"] as const) {
      await answers.record(given({ kind }));
      clock.at += 1000;
    }
    expect((await answers.recent(2000, 2)).map(({ kind, at }) => [kind, at])).toEqual([
      ["choice", 4000],
      ["answer", 3000],
    ]);
    expect(await answers.counts(2000)).toEqual({ answer: 1, choice: 1, unknown: 1 });
  });
});
