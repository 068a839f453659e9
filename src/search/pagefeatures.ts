import type { Candidates } from "./candidates.ts";
import { AT } from "./features.ts";
import { HAS, type SearchIndex } from "./index.ts";
import type { Wants } from "./intent.ts";
import { type Matcher, unite } from "./match.ts";
import type { Query } from "./query.ts";

interface PageScores {
  sum: number;
  best: number;
}

/** The candidates of a query by page, and which pages the question names. */
export interface CandidatePages {
  readonly pages: ReadonlyMap<number, PageScores>;
  /** By concept: how well it matches the best page title among the candidates, 0 to 1. */
  readonly scope: Float32Array;
  readonly scoreOf: ReadonlyMap<number, number>;
}

export function groupByPage(candidates: Candidates, matcher: Matcher, index: SearchIndex): CandidatePages {
  const pages = new Map<number, PageScores>();
  const scoreOf = new Map<number, number>();
  candidates.sections.forEach((section, at) => {
    const page = index.sections.page[section] as number;
    const score = candidates.scores[at] as number;
    scoreOf.set(section, score);
    const view = pages.get(page);
    if (!view) pages.set(page, { sum: score, best: score });
    else {
      view.sum += score;
      view.best = Math.max(view.best, score);
    }
  });
  const scope = new Float32Array(matcher.concepts);
  const row = new Float32Array(matcher.concepts);
  for (const page of pages.keys()) if (matcher.match(index.fields.title, page, row) > 0) unite(scope, row);
  return { pages, scope, scoreOf };
}

/** Compares the section and its page with the other candidates. */
export function writePageFeatures(
  section: number,
  { pages, scoreOf }: CandidatePages,
  query: Query,
  index: SearchIndex,
  into: Float32Array,
): void {
  const scale = 1 / (query.mass * 2);
  const view = pages.get(index.sections.page[section] as number) as PageScores;
  const score = scoreOf.get(section) ?? 0;
  into[AT.score] = score * scale;
  into[AT.pageScore] = Math.min(1, (view.sum - score) * scale * 0.25);
  into[AT.pageBest] = score / view.best;
  into[AT.parentScore] = (scoreOf.get(parentOf(section, index)) ?? 0) * scale;
  into[AT.links] = Math.log1p(index.sections.inLinks[section] as number) / 4;
}

/** The kind of section, and whether it fits the kind of question. */
export function writeKindFeatures(section: number, wants: Wants, { sections }: SearchIndex, into: Float32Array): void {
  const flags = sections.flags[section] as number;
  const level = sections.level[section] as number;
  const length = sections.length[section] as number;
  into[AT.empty] = Number(length === 0);
  into[AT.short] = Number(length > 0 && length < 15);
  into[AT.long] = Math.min(1, Math.log1p(length) / 8);
  into[AT.topLevel] = Number(level === 1);
  into[AT.secondLevel] = Number(level === 2);
  into[AT.configWithCode] = Number(wants.config && (flags & HAS.code) !== 0);
  into[AT.howtoWithSteps] = Number(wants.howto && (flags & (HAS.ordered | HAS.code)) !== 0);
  into[AT.definitionAtTop] = Number(wants.definition && !wants.howto && level === 1);
  into[AT.verdictWithBadge] = Number(wants.verdict && (flags & (HAS.badge | HAS.prose)) !== 0);
}

/** How much of the page names in the question are this page's, and how much are others'. `above`: what the headings above the text match. */
export function writeScopeFeatures(scope: Float32Array, above: Float32Array, query: Query, into: Float32Array): void {
  let all = 0;
  let own = 0;
  for (let at = 0; at < scope.length; at++) {
    const share = (scope[at] as number) * (query.concepts[at]?.idf ?? 0);
    all += share;
    own += share * (above[at] as number);
  }
  into[AT.scope] = own / query.mass;
  into[AT.scopeMiss] = (all - own) / query.mass;
}

function parentOf(section: number, { sections: { level, page } }: SearchIndex): number {
  for (let at = section - 1; at >= 0 && page[at] === page[section]; at--)
    if ((level[at] as number) < (level[section] as number)) return at;
  return -1;
}
