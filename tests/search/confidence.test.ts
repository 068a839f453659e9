import { expect, it } from "vitest";
import { readCues } from "../../src/language/cues.ts";
import { CONFIDENCE_FEATURES, computeConfidenceFeatures } from "../../src/search/confidence.ts";
import { FEATURES, type Scored } from "../../src/search/features.ts";
import { readWants } from "../../src/search/intent.ts";
import type { Query } from "../../src/search/query.ts";

/** A question of three words that weigh 3, 4 and 3 of 10; the ones that are listed are names. */
function queryWith(names: readonly number[]): Query {
  const concepts = [3, 4, 3].map((idf, at) => ({
    word: `word${at}`,
    idf,
    alternatives: [{ terms: [at], weight: 1, how: "exact", text: `word${at}` } as const],
    isName: names.includes(at),
  }));
  return { concepts, pairs: [], corrections: [], missing: [], strangers: 0, allTerms: new Set([0, 1, 2]), mass: 10 };
}

/** A section on a page, which holds the words as well as `matched` says. */
const scored = (page: number, ...matched: readonly number[]): Scored => ({
  section: page,
  page,
  features: new Float32Array(FEATURES.length),
  matched: Float32Array.from(matched),
});

function foreign(query: Query, ...ranked: readonly Scored[]) {
  const signs = computeConfidenceFeatures(query, readWants(readCues("word0 word1 word2")), ranked, [3, 2, 1]);
  const of = (name: (typeof CONFIDENCE_FEATURES)[number]) => signs[CONFIDENCE_FEATURES.indexOf(name)];
  return { onPage: of("foreignName"), topThree: of("foreignTopThree"), heavy: of("foreignHeavy") };
}

it.each<readonly [string, readonly number[], readonly Scored[], object]>([
  ["none that is missed", [0, 1], [scored(1, 1, 1, 0)], { onPage: 0, topThree: 0, heavy: 0 }],
  ["one of 40% that is missed", [1], [scored(1, 1, 0, 1)], { onPage: 0.4, topThree: 1, heavy: 1 }],
  ["one of 30%, which is not heavy", [0], [scored(1, 0, 1, 1)], { onPage: 0.3, topThree: 1, heavy: 0 }],
  ["two of 30% each", [0, 2], [scored(1, 0, 1, 0)], { onPage: 0.6, topThree: 1, heavy: 1 }],
  ["one that a near word stands for", [1], [scored(1, 1, 0.5, 1)], { onPage: 0.4, topThree: 1, heavy: 1 }],
  ["one that an exact synonym stands for", [1], [scored(1, 1, 0.9, 1)], { onPage: 0, topThree: 0, heavy: 0 }],
  [
    "one that is elsewhere on the page",
    [1],
    [scored(1, 1, 0, 1), scored(1, 0, 1, 0)],
    { onPage: 0, topThree: 0, heavy: 1 },
  ],
  [
    "one that is on the second-best page",
    [1],
    [scored(1, 1, 0, 1), scored(2, 0, 1, 0)],
    { onPage: 0.4, topThree: 0, heavy: 1 },
  ],
])("the signs of names that the best section does not hold: %s", (_, names, ranked, expected) => {
  const { onPage, ...others } = foreign(queryWith(names), ...ranked);
  expect({ onPage: Number(onPage?.toFixed(6)), ...others }).toEqual(expected);
});
