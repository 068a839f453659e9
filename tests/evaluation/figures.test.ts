import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaUnderCurve, FIGURE_NAMES, figuresOf } from "../../src/evaluation/figures.ts";
import { type BatchAnswer, judge } from "../../src/evaluation/judge.ts";
import type { EvalQuestion } from "../../src/evaluation/questions.ts";

const ref = (name: string) => ({ path: `${name}.md`, heading: name, anchor: name });
const ask = (id: string, gold: string[], more: Partial<EvalQuestion> = {}): EvalQuestion => ({
  id,
  question: `${id}?`,
  kind: gold.length > 0 ? "howto" : "unanswerable",
  gold: gold.map(ref),
  answerSpan: "",
  mustContain: [],
  ...more,
});
const got = (kind: string, confidence: number, hits: string[], text = "", ms = 1): BatchAnswer => ({
  kind,
  confidence,
  hits: hits.map(ref),
  citations: hits.slice(0, 3).map(ref),
  missing: [],
  text,
  ms,
});

it("figures of six questions, worked out by hand", () => {
  const judged = [
    judge(ask("first", ["a"], { answerSpan: "set the key" }), got("answer", 0.9, ["a", "b"], "Set the key!", 5)),
    judge(ask("third", ["c"], { mustContain: ["x.y", "z"] }), got("answer", 0.7, ["a", "b", "c"], "x.y", 1)),
    judge(ask("fifth", ["e"]), got("answer", 0.5, ["a", "b", "c", "d", "e"], "abcd", 2)),
    judge(ask("held", ["a"], { answerSpan: "no" }), got("choice", 0.4, ["a"], "no", 3)),
    judge(ask("declined", []), got("unknown", 0.1, ["a"], "", 4)),
    judge(ask("false", []), got("answer", 0.5, ["a"], "", 9)),
  ];
  expect(figuresOf(judged)).toEqual({
    questions: 6,
    recall1: 2 / 4,
    recall3: 3 / 4,
    recall5: 1,
    mrr10: (1 + 1 / 3 + 1 / 5 + 1) / 4,
    page1: 2 / 4,
    page3: 3 / 4,
    answeredRight: 2 / 4,
    answeredWrong: 1 / 4,
    heldBack: 1 / 4,
    falseAnswers: 1 / 2,
    silentFalse: 1 / 2,
    cryWolf: 0,
    confidenceAuc: (4 + 2 + 0.5) / 8,
    spanShown: 1 / 2,
    shownChars: 4,
    shownChars90: 12,
    keysShown: 1 / 2,
    p50ms: 4,
    p95ms: 9,
  });
});

it("an opening that names a missing word is no silent answer, and cries wolf over a right one", () => {
  const named = { ...got("answer", 0.5, ["a"], "Nothing on re-bases. The nearest:"), missing: ["Re-Bases"] };
  const late = { ...named, text: `${"x".repeat(300)} re-bases` };
  const figures = figuresOf([
    judge(ask("false", []), named),
    judge(ask("silent", []), late),
    judge(ask("right", ["a"]), named),
    judge(ask("right and silent", ["a"]), late),
  ]);
  expect([figures.falseAnswers, figures.silentFalse, figures.cryWolf]).toEqual([1, 1 / 2, 1 / 2]);
});

it("a long choice is a commitment, and text after 1,800 characters is not shown", () => {
  const long = `${"x ".repeat(900)}key`;
  const { commits, keysShown } = judge(ask("q", ["a"], { mustContain: ["key"] }), got("choice", 0.4, ["a"], long));
  expect({ commits, keysShown }).toEqual({ commits: true, keysShown: 0 });
});

it("a section is right by its anchor or by the words of its heading, on the same page", () => {
  const gold = ask("q", ["a"]);
  const rank = (path: string, heading: string, anchor: string) =>
    judge(gold, { ...got("answer", 1, []), hits: [{ path, heading, anchor }] }).rank;
  expect([rank("a.md", "other", "a"), rank("a.md", "  A ", "a_1"), rank("b.md", "a", "a")]).toEqual([
    1,
    1,
    Number.POSITIVE_INFINITY,
  ]);
});

it("figures without questions are NaN", () => {
  const figures = figuresOf([]);
  expect(FIGURE_NAMES.filter((name) => !Number.isNaN(figures[name]))).toEqual(["questions"]);
});

describe("areaUnderCurve", () => {
  const values = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 });

  it("is the share of pairs in the right order", () => {
    fc.assert(
      fc.property(values, values, (high, low) => {
        const pairs = high.flatMap((a) => low.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)));
        const share = pairs.reduce((sum, win) => sum + win, 0) / pairs.length;
        expect(areaUnderCurve(high, low)).toBeCloseTo(share, 12);
      }),
    );
  });
});
