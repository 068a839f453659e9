import { readCues } from "../src/language/cues.ts";
import { findCandidates } from "../src/search/candidates.ts";
import { computeFeatures } from "../src/search/computefeatures.ts";
import type { Scored } from "../src/search/features.ts";
import { readWants, type Wants } from "../src/search/intent.ts";
import { createMatcher } from "../src/search/match.ts";
import { type Query, readQuery } from "../src/search/query.ts";
import type { Knowledge } from "../src/search/search.ts";
import type { LabelledQuestion } from "./questions.ts";

/** A question with the features of its candidates. */
export interface Sample {
  readonly question: LabelledQuestion;
  readonly knowledge: Knowledge;
  readonly query: Query;
  readonly wants: Wants;
  readonly scored: readonly Scored[];
  readonly right: readonly boolean[];
  /** Whether the ranking is fitted to it, or only the confidence. */
  readonly ranks: boolean;
}

export const MOST_CANDIDATES = 80;

export function sample(question: LabelledQuestion, knowledge: Knowledge, ranks = true): Sample {
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
