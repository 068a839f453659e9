import { readCues } from "../src/language/cues.ts";
import { findCandidates } from "../src/search/candidates.ts";
import type { Scored } from "../src/search/features.ts";
import { readWants, type Wants } from "../src/search/intent.ts";
import { createMatcher } from "../src/search/match.ts";
import { type Query, readQuery } from "../src/search/query.ts";
import type { Knowledge } from "../src/search/search.ts";
import { computeFeatures } from "../src/search/signals.ts";
import type { Question } from "./questions.ts";

/** A question with its candidates' features, ready to be fitted or ranked. */
export interface Sample {
  readonly question: Question;
  readonly knowledge: Knowledge;
  readonly query: Query;
  readonly wants: Wants;
  readonly scored: readonly Scored[];
  readonly right: readonly boolean[];
  /** Whether the ranker learns from it, or the confidence alone. */
  readonly ranks: boolean;
}

export const MOST_CANDIDATES = 80;

export function sample(question: Question, knowledge: Knowledge, ranks = true): Sample {
  const query = readQuery(question.question, knowledge);
  const wants = readWants(readCues(question.question));
  const matcher = createMatcher(query, knowledge.index.vocabulary.length);
  const candidates = findCandidates(query, knowledge.index, MOST_CANDIDATES);
  const scored = computeFeatures(matcher, wants, candidates, knowledge.index);
  const right = scored.map(({ section }) => {
    const { page, anchor } = knowledge.sectionAt(section);
    return question.gold.some((gold) => gold.path === page.path && gold.anchor === anchor);
  });
  return { question, knowledge, query, wants, scored, right, ranks };
}
