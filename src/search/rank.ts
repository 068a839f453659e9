import { CONFIDENCE_FEATURES, type ConfidenceFeature, computeConfidenceFeatures } from "./confidence.ts";
import { FEATURES, type FeatureName, type Scored } from "./features.ts";
import type { Wants } from "./intent.ts";
import type { Query } from "./query.ts";

/** Fitted by `npm run fit`; see docs/search-quality.md. */
export interface Weights {
  readonly rank: { readonly [name in FeatureName]: number };
  readonly confidence: { readonly [name in ConfidenceFeature]: number };
}

export interface Ranking {
  readonly ranked: readonly Scored[];
  readonly scores: readonly number[];
  /** Probability that one of the best sections answers the question. */
  readonly confidence: number;
  readonly confidenceFeatures: Float32Array;
}

/** Orders the candidates by a linear model over their features. Ties keep the order of the first stage. */
export function rank(scored: readonly Scored[], query: Query, wants: Wants, weights: Weights): Ranking {
  const rankWeights = Float64Array.from(FEATURES, (name) => weights.rank[name]);
  const order = scored
    .map((candidate, at) => ({ candidate, at, score: dot(rankWeights, candidate.features) }))
    .sort((a, b) => b.score - a.score || a.at - b.at);
  const ranked = order.map(({ candidate }) => candidate);
  const scores = order.map(({ score }) => score);
  const confidenceFeatures = computeConfidenceFeatures(query, wants, ranked, scores);
  const confidence =
    ranked.length === 0
      ? 0
      : logistic(
          dot(
            Float64Array.from(CONFIDENCE_FEATURES, (name) => weights.confidence[name]),
            confidenceFeatures,
          ),
        );
  return { ranked, scores, confidence, confidenceFeatures };
}

function dot(weights: Float64Array, values: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at++) sum += (weights[at] as number) * (values[at] as number);
  return sum;
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
