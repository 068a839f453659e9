import type { Section } from "../content/section.ts";
import { type Cues, readCues } from "../language/cues.ts";
import { findCandidates } from "./candidates.ts";
import { computeFeatures } from "./computefeatures.ts";
import type { SearchIndex } from "./index.ts";
import { readWants, type Wants } from "./intent.ts";
import { createMatcher, type Matcher } from "./match.ts";
import { type Language, type Query, readQuery } from "./query.ts";
import { type Ranking, rank, type Weights } from "./rank.ts";
import type { Suggest } from "./suggest.ts";

/** A snapshot of everything answers are made from. Never changes; a reload makes a new one. */
export interface Knowledge extends Language {
  readonly index: SearchIndex;
  readonly sectionAt: (number: number) => Section;
  /** Sections by the beginnings of the words of their headings. */
  readonly suggest: Suggest;
  readonly weights: Weights;
  /** When the content was read, and how much of it there is, for people. */
  readonly about: About;
}

export interface About {
  readonly sources: readonly {
    readonly id: string;
    readonly pages: number;
    readonly sections: number;
    readonly revision: string;
  }[];
  readonly fingerprint: string;
}

export interface Found extends Ranking {
  readonly query: Query;
  readonly cues: Cues;
  readonly wants: Wants;
  readonly matcher: Matcher;
}

/** How many sections the re-ranker looks at: of the right ones, 99% are among the first 80 on the real documentation. */
const CANDIDATES = 80;

export function search(question: string, knowledge: Knowledge): Found {
  const query = readQuery(question, knowledge);
  const cues = readCues(question);
  const wants = readWants(cues);
  const candidates = findCandidates(query, knowledge.index, CANDIDATES);
  const matcher = createMatcher(query, knowledge.index.vocabulary.length);
  const scored = computeFeatures(matcher, wants, candidates, knowledge.index);
  return { ...rank(scored, query, wants, knowledge.weights), query, cues, wants, matcher };
}
