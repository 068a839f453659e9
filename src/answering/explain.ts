import { CONFIDENCE_FEATURES } from "../search/confidence.ts";
import { FEATURES } from "../search/features.ts";
import type { Found, Knowledge } from "../search/search.ts";
import type { FeatureShare, RuleTrace, Why } from "./answer.ts";

/** Why the search found what it found, and which rules matched. */
export function explain(
  { query, ranked, confidenceFeatures }: Found,
  { weights }: Pick<Knowledge, "weights">,
  rules: readonly RuleTrace[],
): Why {
  const [best] = ranked;
  const featureShare = (name: string, value: number, weight: number): FeatureShare => ({
    name,
    value,
    share: value * weight,
  });
  return {
    words: query.concepts.map(({ word, idf, alternatives }, at) => ({
      word,
      weight: idf / query.mass,
      as: alternatives.map(({ how, text }) => (how === "exact" ? text : `${text} (${how})`)),
      found: (best?.matched[at] ?? 0) > 0,
    })),
    ranking: FEATURES.map((name, at) => featureShare(name, best?.features[at] ?? 0, weights.rank[name])),
    confidence: CONFIDENCE_FEATURES.map((name, at) =>
      featureShare(name, confidenceFeatures[at] ?? 0, weights.confidence[name]),
    ),
    rules,
  };
}
