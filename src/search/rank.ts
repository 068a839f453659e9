import { readSigns, SIGNS, type Sign } from "./confidence.ts";
import { FEATURES, type FeatureName, type Scored } from "./features.ts";
import type { Wants } from "./intent.ts";
import type { Query } from "./query.ts";

/** Fitted numbers, written by `npm run fit`: see docs/search-quality.md. */
export interface Weights {
  readonly rank: { readonly [name in FeatureName]: number };
  readonly confidence: { readonly [name in Sign]: number };
}

export interface Ranking {
  readonly ranked: readonly Scored[];
  readonly scores: readonly number[];
  /** 0..1: that the best sections answer the question. */
  readonly confidence: number;
  readonly signs: Float32Array;
}

/** Orders the candidates by a linear model over their features; equal scores keep the order of the first stage. */
export function rank(scored: readonly Scored[], query: Query, wants: Wants, weights: Weights): Ranking {
  const rankWeights = Float64Array.from(FEATURES, (name) => weights.rank[name]);
  const order = scored
    .map((candidate, at) => ({ candidate, at, score: dot(rankWeights, candidate.features) }))
    .sort((a, b) => b.score - a.score || a.at - b.at);
  const ranked = order.map(({ candidate }) => candidate);
  const scores = order.map(({ score }) => score);
  const signs = readSigns(query, wants, ranked, scores);
  const confidence =
    ranked.length === 0
      ? 0
      : logistic(
          dot(
            Float64Array.from(SIGNS, (name) => weights.confidence[name]),
            signs,
          ),
        );
  return { ranked, scores, confidence, signs };
}

function dot(weights: Float64Array, values: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at++) sum += (weights[at] as number) * (values[at] as number);
  return sum;
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
