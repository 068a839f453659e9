import { FEATURES, type FeatureName, type Scored } from "./features.ts";
import type { Wants } from "./intent.ts";
import { unite } from "./match.ts";
import type { Query } from "./query.ts";

/**
 * What the confidence is computed from: how well the best sections fit, and what of the question stays unexplained. 0 to 1 unless
 * something else is said.
 */
export const CONFIDENCE_FEATURES = [
  // The ranker.
  /** 1. */
  "bias",
  /** The best section's score, a tenth of it; .4 to 2.2. */
  "rankScore",
  /** Softmax of the scores: the best section's part. */
  "bestShare",
  /** The same of the first three. */
  "topThreeShare",
  /** By how much the best score is above the second, half of it; at most 1. */
  "margin",
  // The best section: its ranking features of the same names. features.ts.
  "coverage",
  /** Part of the question's weight in the weightiest word that the best section lacks. */
  "uncovered",
  "windowWithHead",
  "bestWindow",
  "bestUnit",
  "heading",
  "headingPrecision",
  "score",
  "pairs",
  "asked",
  "askedF1",
  /** Largest `askedF1` of the first three. */
  "askedTopThree",
  "pageCoverage",
  "rarest",
  // The words of the question, as shares of its weight. query.ts.
  /** Words that stand for nothing in the documentation. */
  "missing",
  /** Words whose best reading is a correction of their spelling. */
  "corrected",
  /** Words that the documentation does not use as they are, each as heavy as the heaviest known one. */
  "unknown",
  /** Words that the best section has themselves, or as an exact synonym. */
  "exactCoverage",
  // The best section again: its ranking features of the same names.
  "askedSimilarity",
  "askedSecond",
  "headingSimilarity",
  // What is missing.
  /** 1 if no phrasing of the best section shares a word with the question. */
  "phraseless",
  /** Identifiers that stand nowhere in the documentation, a third of their number; at most 1. */
  "strangers",
  /** As `uncovered`, of all candidates of the best section's page together. */
  "uncoveredOnPage",
  /** As `coverage`, of the first three together. */
  "topThreeCoverage",
  // Its length and kind: 0 or 1, but for `longQuestion`.
  /** At most two concepts. */
  "shortQuestion",
  /** Concepts, a fifteenth of their number; at most 1. */
  "longQuestion",
  /** Looks for a cause. intent.ts */
  "reason",
  /** Asks whether something is possible. */
  "verdict",
  // Names of products and technologies.
  /** 1 if one is unknown to the documentation. */
  "strangeName",
  /** Share of the weight in names that no candidate of the best section's page has. */
  "foreignName",
  /** 1 if the first three together lack one. */
  "foreignTopThree",
  /** 1 if those that the best section lacks have more than .3 of the weight. */
  "foreignHeavy",
] as const;

export type ConfidenceFeature = (typeof CONFIDENCE_FEATURES)[number];

const at = new Map<FeatureName, number>(FEATURES.map((name, position) => [name, position]));
const feature = (scored: Scored | undefined, name: FeatureName): number =>
  scored?.features[at.get(name) as number] ?? 0;

/** `ranked` best first, with the ranker's scores. Every value is about 0 to 1. */
export function computeConfidenceFeatures(
  query: Query,
  wants: Wants,
  ranked: readonly Scored[],
  scores: readonly number[],
): Float32Array {
  const [first] = ranked;
  const shares = softmax(scores);
  const top = (name: FeatureName): number => feature(first, name);
  const values: Record<ConfidenceFeature, number> = {
    bias: 1,
    rankScore: (scores[0] ?? 0) / 10,
    bestShare: shares[0] ?? 0,
    topThreeShare: (shares[0] ?? 0) + (shares[1] ?? 0) + (shares[2] ?? 0),
    margin: Math.min(1, ((scores[0] ?? 0) - (scores[1] ?? 0)) / 2),
    coverage: top("coverage"),
    uncovered: heaviestMissing(query, first?.matched),
    windowWithHead: top("windowWithHead"),
    bestWindow: top("bestWindow"),
    bestUnit: top("bestUnit"),
    heading: top("heading"),
    headingPrecision: top("headingPrecision"),
    score: top("score"),
    pairs: top("pairs"),
    asked: top("asked"),
    askedF1: top("askedF1"),
    askedTopThree: Math.max(...[0, 1, 2].map((place) => feature(ranked[place], "askedF1"))),
    pageCoverage: top("pageCoverage"),
    rarest: top("rarest"),
    missing: shareOf(query, (alternatives) => alternatives.length === 0),
    corrected: shareOf(query, ([best]) => best?.how === "corrected"),
    unknown: unknownShare(query),
    exactCoverage: coverageOf(query, first?.matched, (match) => match >= EXACT),
    askedSimilarity: top("askedSimilarity"),
    askedSecond: top("askedSecond"),
    headingSimilarity: top("headingSimilarity"),
    phraseless: top("asked") === 0 ? 1 : 0,
    strangers: Math.min(1, query.strangers / 3),
    uncoveredOnPage: heaviestMissing(query, unionOf(ranked.filter(({ page }) => page === first?.page))),
    topThreeCoverage: coverageOf(query, unionOf(ranked.slice(0, 3)), () => true),
    shortQuestion: query.concepts.length <= 2 ? 1 : 0,
    longQuestion: Math.min(1, query.concepts.length / 15),
    reason: wants.reason ? 1 : 0,
    verdict: wants.verdict ? 1 : 0,
    strangeName: query.concepts.some(
      ({ isName, alternatives }) => isName && !alternatives.some(({ how }) => isKnown(how)),
    )
      ? 1
      : 0,
    foreignName: missedNames(query, unionOf(ranked.filter(({ page }) => page === first?.page))),
    foreignTopThree: missedNames(query, unionOf(ranked.slice(0, 3))) > 0 ? 1 : 0,
    foreignHeavy: missedNames(query, first?.matched) > 0.3 ? 1 : 0,
  };
  return Float32Array.from(CONFIDENCE_FEATURES, (name) => values[name]);
}

function softmax(scores: readonly number[]): number[] {
  const powers = scores.map((score) => Math.exp(score - (scores[0] ?? 0)));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Share of the weightiest word that `matched` leaves uncovered. */
function heaviestMissing(query: Query, matched: Float32Array | undefined): number {
  let heaviest = 0;
  query.concepts.forEach(({ idf }, concept) => {
    heaviest = Math.max(heaviest, idf * (1 - (matched?.[concept] ?? 0)));
  });
  return heaviest / query.mass;
}

/** Share of the question's weight in names that `matched` does not hold. */
const missedNames = (query: Query, matched: Float32Array | undefined): number =>
  query.concepts.reduce(
    (sum, { isName, idf }, concept) => (isName && (matched?.[concept] ?? 0) < EXACT ? sum + idf : sum),
    0,
  ) / query.mass;

function unionOf(scored: readonly Scored[]): Float32Array | undefined {
  const union = scored[0]?.matched.slice();
  if (union) for (const { matched } of scored) unite(union, matched);
  return union;
}

const isKnown = (how: string | undefined): boolean =>
  how === "exact" || how === "part" || how === "joined" || how === "same";

/** Words that the documentation never uses, as a share of the question in which each weighs as much as the heaviest known one. */
function unknownShare(query: Query): number {
  const heaviest = Math.max(0.01, ...query.concepts.map(({ idf }) => idf));
  let unknown = 0;
  let all = 0;
  for (const { alternatives, idf } of query.concepts) {
    const strange = !alternatives.some(({ how }) => isKnown(how));
    all += strange ? heaviest : idf;
    if (strange) unknown += heaviest;
  }
  return all === 0 ? 1 : unknown / all;
}

/** Share of the question's weight that `matched` covers, counting matches that pass. */
function coverageOf(query: Query, matched: Float32Array | undefined, passes: (match: number) => boolean): number {
  let covered = 0;
  query.concepts.forEach(({ idf }, concept) => {
    const match = matched?.[concept] ?? 0;
    if (passes(match)) covered += idf * match;
  });
  return covered / query.mass;
}

/** A match this strong is the word itself, or an exact synonym. */
const EXACT = 0.85;

const shareOf = (query: Query, holds: (alternatives: Query["concepts"][number]["alternatives"]) => boolean): number =>
  query.concepts.reduce((sum, { alternatives, idf }) => sum + (holds(alternatives) ? idf : 0), 0) / query.mass;
