import type { Judged } from "./judge.ts";

/** Shares from 0 to 1, characters and milliseconds. A figure without any question to count is NaN. */
export type Figures = { readonly [name in FigureName]: number };

export const FIGURE_NAMES = [
  "questions",
  "recall1",
  "recall3",
  "recall5",
  "mrr10",
  "page1",
  "page3",
  "answeredRight",
  "answeredWrong",
  "heldBack",
  "falseAnswers",
  "silentFalse",
  "cryWolf",
  "confidenceAuc",
  "spanShown",
  "shownChars",
  "shownChars90",
  "keysShown",
  "p50ms",
  "p95ms",
] as const;

export type FigureName = (typeof FIGURE_NAMES)[number];

export const LOWER_IS_BETTER: ReadonlySet<FigureName> = new Set([
  "answeredWrong",
  "heldBack",
  "falseAnswers",
  "silentFalse",
  "cryWolf",
  "shownChars",
  "shownChars90",
  "p50ms",
  "p95ms",
]);

export function figuresOf(judged: readonly Judged[]): Figures {
  const able = judged.filter(({ answerable }) => answerable);
  const unable = judged.filter(({ answerable }) => !answerable);
  const lengths = able.filter(({ commits }) => commits).map(({ answer }) => answer.text.length);
  const times = judged.map(({ answer }) => answer.ms);
  return {
    questions: judged.length,
    recall1: share(able, ({ rank }) => rank <= 1),
    recall3: share(able, ({ rank }) => rank <= 3),
    recall5: share(able, ({ rank }) => rank <= 5),
    mrr10: mean(able.map(({ rank }) => (rank <= 10 ? 1 / rank : 0))),
    page1: share(able, ({ pageRank }) => pageRank <= 1),
    page3: share(able, ({ pageRank }) => pageRank <= 3),
    answeredRight: share(able, ({ commits, cited }) => commits && cited),
    answeredWrong: share(able, ({ commits, cited }) => commits && !cited),
    heldBack: share(able, ({ commits }) => !commits),
    falseAnswers: share(unable, ({ commits }) => commits),
    silentFalse: share(unable, ({ commits, names }) => commits && !names),
    cryWolf: share(
      able.filter(({ commits, cited }) => commits && cited),
      ({ names }) => names,
    ),
    confidenceAuc: areaUnderCurve(confidences(able), confidences(unable)),
    spanShown: share(
      able.filter(({ question }) => question.answerSpan !== ""),
      ({ spanShown }) => spanShown,
    ),
    shownChars: quantile(lengths, 0.5),
    shownChars90: quantile(lengths, 0.9),
    keysShown: mean(judged.flatMap(({ keysShown }) => (keysShown === undefined ? [] : [keysShown]))),
    p50ms: quantile(times, 0.5),
    p95ms: quantile(times, 0.95),
  };
}

const confidences = (judged: readonly Judged[]): number[] => judged.map(({ answer }) => answer.confidence);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const share = (judged: readonly Judged[], holds: (one: Judged) => boolean): number =>
  mean(judged.map((one) => (holds(one) ? 1 : 0)));

/** The value at position `portion` (0 to 1) of the sorted values, without interpolation. */
function quantile(values: readonly number[], portion: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(portion * sorted.length))] ?? Number.NaN;
}

/** Probability that a value of `high` is above one of `low`; ties count half (Mann and Whitney 1947). */
export function areaUnderCurve(high: readonly number[], low: readonly number[]): number {
  const sorted = low.toSorted((a, b) => a - b);
  const below = (value: number, orEqual: boolean): number => {
    let [from, to] = [0, sorted.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const other = sorted[middle] as number;
      if (other < value || (orEqual && other === value)) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  const wins = high.reduce((sum, value) => sum + (below(value, false) + below(value, true)) / 2, 0);
  return wins / (high.length * low.length);
}
