import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LONGEST_REASON } from "../../src/store/feedback.ts";
import { bareStore, newClock, newFile } from "./folder.ts";
import { given } from "./given.ts";

async function answered() {
  const clock = newClock();
  const { store, db } = await bareStore(newFile(), clock);
  const answer = await store.answers.record(given());
  const give = (asker: string, rating: "up" | "down" | "none", more: { reason?: string; at?: number } = {}) =>
    store.feedback.give({ platform: "slack", answer, asker, rating, ...more });
  return { clock, db, answer, give, feedback: store.feedback };
}

describe("feedback", () => {
  it("A24 is the last that each asker said of each answer", async () => {
    const { give, feedback, answer } = await answered();
    for (let n = 0; n < 10; n += 1) await give("U1", n % 2 === 0 ? "up" : "none");
    expect(await feedback.counts()).toEqual({ up: 0, down: 0, reasons: {} });
    await give("U1", "down", { reason: "outdated" });
    await give("U2", "up", { reason: "not counted" });
    await give("U3", "down", { reason: "outdated" });
    await give("U4", "down");
    expect(await feedback.counts({ answer })).toEqual({ up: 1, down: 3, reasons: { outdated: 2 } });
    expect(await feedback.counts({ answer: "another" })).toEqual({ up: 0, down: 0, reasons: {} });
  });

  it("A24 is what was said last, in whatever order it arrives", async () => {
    const rating = fc.constantFrom("up" as const, "down" as const, "none" as const);
    const { feedback, give, db } = await answered();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ rating, at: fc.nat(20) }), { minLength: 1, maxLength: 10 }),
        async (said) => {
          await db.deleteFrom("feedback").execute();
          for (const { rating, at } of said) await give("U1", rating, { at });
          const last = said.reduce((last, one) => (one.at >= last.at ? one : last));
          const { up, down } = await feedback.counts();
          expect([up, down]).toEqual([Number(last.rating === "up"), Number(last.rating === "down")]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is counted since a time", async () => {
    const { give, feedback, clock } = await answered();
    await give("U1", "up");
    clock.at += 1000;
    await give("U2", "down");
    expect(await feedback.counts({ since: clock() })).toEqual({ up: 0, down: 1, reasons: {} });
  });

  it("A23 on an answer that nobody knows is not kept", async () => {
    const { feedback } = await answered();
    expect(await feedback.give({ platform: "slack", answer: "gone", asker: "U1", rating: "up" })).toBe("unknown");
    expect(await feedback.counts()).toEqual({ up: 0, down: 0, reasons: {} });
  });

  it("A70 names the asker by a keyed hash only, and a reason of bounded length; A55 any reason is counted", async () => {
    const { give, feedback, db } = await answered();
    expect(await give("U0SECRET", "down", { reason: "x".repeat(LONGEST_REASON + 1) })).toBe("kept");
    await give("U2", "down", { reason: "__proto__" });
    expect(JSON.stringify(await db.selectFrom("feedback").selectAll().execute())).not.toContain("U0SECRET");
    expect(Object.entries((await feedback.counts()).reasons)).toEqual([
      ["__proto__", 1],
      ["x".repeat(LONGEST_REASON), 1],
    ]);
  });
});
