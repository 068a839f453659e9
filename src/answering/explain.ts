import { SIGNS } from "../search/confidence.ts";
import { FEATURES } from "../search/features.ts";
import type { Found, Knowledge } from "../search/search.ts";
import type { RuleTrace, Signal, Why } from "./answer.ts";

/** Why the search found what it found, and which rules matched. */
export function explain(
  { query, ranked, signs }: Found,
  { weights }: Pick<Knowledge, "weights">,
  rules: readonly RuleTrace[],
): Why {
  const [best] = ranked;
  const signal = (name: string, value: number, weight: number): Signal => ({ name, value, share: value * weight });
  return {
    words: query.concepts.map(({ word, idf, alternatives }, at) => ({
      word,
      weight: idf / query.mass,
      as: alternatives.map(({ how, text }) => (how === "exact" ? text : `${text} (${how})`)),
      found: (best?.matched[at] ?? 0) > 0,
    })),
    ranking: FEATURES.map((name, at) => signal(name, best?.features[at] ?? 0, weights.rank[name])),
    confidence: SIGNS.map((name, at) => signal(name, signs[at] ?? 0, weights.confidence[name])),
    rules,
  };
}
