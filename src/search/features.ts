import type { Candidates } from "./candidates.ts";
import { HAS, type SearchIndex } from "./index.ts";
import type { Wants } from "./intent.ts";
import { coverage, createMatcher, fieldScore, type Matcher, unite } from "./match.ts";
import type { Query } from "./query.ts";
import { rowOf } from "./ragged.ts";

/** The signals of one candidate, each about 0..1, in the order of `FEATURES`. */
export const FEATURES = [
  "score",
  "coverage",
  "heading",
  "headingPrecision",
  "headingExact",
  "context",
  "bestUnit",
  "bestWindow",
  "windowWithHead",
  "pairs",
  "code",
  "labels",
  "children",
  "anchors",
  "asked",
  "askedPrecision",
  "askedBody",
  "askedScore",
  "bodyScore",
  "askedLikeness",
  "askedSecond",
  "headingLikeness",
  "pageScore",
  "pageBest",
  "pageCoverage",
  "parentScore",
  "scope",
  "scopeMiss",
  "titlePrecision",
  "links",
  "empty",
  "short",
  "long",
  "topLevel",
  "secondLevel",
  "configWithCode",
  "howtoWithSteps",
  "definitionAtTop",
  "verdictWithBadge",
  "reasonTrouble",
  "exactWhole",
  "rarest",
] as const;

export type FeatureName = (typeof FEATURES)[number];

export interface Scored {
  readonly section: number;
  readonly page: number;
  readonly features: Float32Array;
  /** Best share of the question that one unit, or one window of units together with the headings, covers. */
  readonly matched: Float32Array;
}

interface PageView {
  readonly sum: number;
  readonly best: number;
}

/** Computes every signal for every candidate. */
export function computeFeatures(query: Query, wants: Wants, candidates: Candidates, index: SearchIndex): Scored[] {
  const matcher = createMatcher(query);
  const pages = pageViews(candidates, index);
  const scope = readScope(query, matcher, index, candidates);
  const scoreOf = new Map(candidates.sections.map((section, at) => [section, candidates.scores[at] as number]));
  const rarest = rarestConcept(query);
  return candidates.sections.map((section, at) =>
    featuresOf({ section, score: candidates.scores[at] as number, query, matcher, wants, pages, scope, scoreOf, rarest, index }),
  );
}

interface Context {
  readonly section: number;
  readonly score: number;
  readonly query: Query;
  readonly matcher: Matcher;
  readonly wants: Wants;
  readonly pages: ReadonlyMap<number, PageView>;
  readonly scope: Float32Array;
  readonly scoreOf: ReadonlyMap<number, number>;
  readonly rarest: number;
  readonly index: SearchIndex;
}

function featuresOf(context: Context): Scored {
  const { section, query, matcher, index, wants } = context;
  const { fields, sections } = index;
  const page = sections.page[section] as number;
  const flags = sections.flags[section] as number;
  const level = sections.level[section] as number;
  const length = sections.length[section] as number;
  const row = new Float32Array(matcher.concepts);
  const share = (terms: Uint32Array): number => coverage(matcher.match(terms, row), query);
  const all = new Float32Array(matcher.concepts);
  const add = (terms: Uint32Array): number => {
    const covered = share(terms);
    unite(all, row);
    return covered;
  };
  const headingTerms = rowOf(fields.heading, section);
  const heading = add(headingTerms);
  const head = all.slice();
  const crumbs = add(rowOf(fields.crumbs, section));
  const title = add(rowOf(fields.title, page));
  add(rowOf(fields.path, page));
  const withContext = all.slice();
  const units = unitShares(section, query, matcher, index, withContext);
  unite(all, units.all);
  const labels = add(rowOf(fields.labels, section));
  const children = share(rowOf(fields.children, section));
  const anchors = add(rowOf(fields.anchors, section));
  const asked = askedShares(section, query, matcher, index);
  const view = context.pages.get(page) as PageView;
  const norm = 1 / (query.mass * 2);
  const pageOthers = view.sum - context.score;
  const values: Record<FeatureName, number> = {
    score: context.score * norm,
    coverage: coverage(all, query),
    heading,
    headingPrecision: precision(headingTerms, matcher, index),
    headingExact: heading > 0 ? heading * precision(headingTerms, matcher, index) : 0,
    context: Math.max(crumbs, title),
    bestUnit: units.best,
    bestWindow: units.window,
    windowWithHead: units.withHead,
    pairs: units.pairs,
    code: units.code,
    labels,
    children,
    anchors,
    asked: asked.recall,
    askedPrecision: asked.both,
    askedBody: asked.recall * units.window,
    askedScore: bagScore([rowOf(fields.asked, section)], context, ASKED_LENGTH),
    bodyScore: bagScore(unitRows(section, index), context, BODY_LENGTH),
    askedLikeness: asked.likeness,
    askedSecond: asked.second,
    headingLikeness: likeness(headingTerms, query, index),
    pageScore: Math.min(1, pageOthers * norm * 0.25),
    pageBest: context.score >= view.best ? 1 : context.score / view.best,
    pageCoverage: coverage(withContext, query) ,
    parentScore: (context.scoreOf.get(parentOf(section, index)) ?? 0) * norm,
    scope: scopeShare(context.scope, withContext, query),
    scopeMiss: scopeShare(context.scope, undefined, query) - scopeShare(context.scope, withContext, query),
    titlePrecision: precision(rowOf(fields.title, page), matcher, index),
    links: Math.log1p(sections.inLinks[section] as number) / 4,
    empty: length === 0 ? 1 : 0,
    short: length > 0 && length < 15 ? 1 : 0,
    long: Math.min(1, Math.log1p(length) / 8),
    topLevel: level === 1 ? 1 : 0,
    secondLevel: level === 2 ? 1 : 0,
    configWithCode: wants.config && (flags & HAS.code) !== 0 ? 1 : 0,
    howtoWithSteps: wants.howto && (flags & (HAS.ordered | HAS.code)) !== 0 ? 1 : 0,
    definitionAtTop: wants.definition && !wants.howto && level === 1 ? 1 : 0,
    verdictWithBadge: wants.verdict && (flags & (HAS.badge | HAS.prose)) !== 0 ? 1 : 0,
    reasonTrouble: wants.reason ? units.window : 0,
    exactWhole: wholeShare(query, all),
    rarest: context.rarest < 0 ? 0 : (all[context.rarest] as number),
  };
  return { section, page, features: Float32Array.from(FEATURES, (name) => values[name]), matched: all };
}

/** About the average numbers of words in the phrasings and in the text of a section. */
const ASKED_LENGTH = 60;
const BODY_LENGTH = 100;

function bagScore(rows: readonly Uint32Array[], { matcher, query }: Context, average: number): number {
  const counts = new Float32Array(matcher.concepts);
  let length = 0;
  for (const row of rows) {
    matcher.count(row, counts);
    length += row.length;
  }
  return fieldScore(counts, length, average, query);
}

const unitRows = (section: number, { units }: SearchIndex): Uint32Array[] => {
  const [first, end] = [units.ofSection[section] as number, units.ofSection[section + 1] as number];
  return [units.terms.values.subarray(units.terms.offsets[first], units.terms.offsets[end])];
};

function pageViews(candidates: Candidates, index: SearchIndex): Map<number, PageView> {
  const pages = new Map<number, PageView>();
  candidates.sections.forEach((section, at) => {
    const page = index.sections.page[section] as number;
    const score = candidates.scores[at] as number;
    const view = pages.get(page);
    pages.set(page, { sum: (view?.sum ?? 0) + score, best: Math.max(view?.best ?? 0, score) });
  });
  return pages;
}

/** Share of a row's weight that the query speaks of. */
function precision(terms: Uint32Array, matcher: Matcher, index: SearchIndex): number {
  let all = 0;
  let known = 0;
  for (const term of terms) {
    const idf = index.idf[term] as number;
    all += idf;
    if (matcher.knows(term)) known += idf;
  }
  return all === 0 ? 0 : known / all;
}

/** How much each concept names a page: 1 where it stands in the title or path of some candidate's page. */
function readScope(query: Query, matcher: Matcher, index: SearchIndex, candidates: Candidates): Float32Array {
  const scope = new Float32Array(matcher.concepts);
  const row = new Float32Array(matcher.concepts);
  for (const page of new Set(candidates.sections.map((section) => index.sections.page[section] as number)))
    unite(scope, matcher.match(rowOf(index.fields.title, page), row));
  return scope.length === query.concepts.length ? scope : new Float32Array(query.concepts.length);
}

function scopeShare(scope: Float32Array, inContext: Float32Array | undefined, query: Query): number {
  let share = 0;
  for (let at = 0; at < scope.length; at++)
    share += (scope[at] as number) * (inContext ? (inContext[at] as number) : 1) * (query.concepts[at]?.idf ?? 0);
  return share / query.mass;
}

function parentOf(section: number, index: SearchIndex): number {
  const { level, page } = index.sections;
  for (let at = section - 1; at >= 0 && page[at] === page[section]; at--)
    if ((level[at] as number) < (level[section] as number)) return at;
  return -1;
}

function rarestConcept(query: Query): number {
  let rarest = -1;
  query.concepts.forEach(({ idf }, at) => {
    if (rarest < 0 || idf > (query.concepts[rarest]?.idf ?? 0)) rarest = at;
  });
  return rarest;
}

/** Identifiers of the question (`fs.s3a.endpoint`) that stand in the section to the letter. */
function wholeShare(query: Query, matched: Float32Array): number {
  let wholes = 0;
  let found = 0;
  query.concepts.forEach(({ word, idf }, at) => {
    if (!/[._:/]/.test(word)) return;
    wholes += idf;
    found += idf * (matched[at] as number);
  });
  return wholes === 0 ? 0 : found / wholes;
}

interface AskedShares {
  readonly recall: number;
  readonly both: number;
  readonly likeness: number;
  /** Likeness of the second-best phrasing. */
  readonly second: number;
}

/** The attached phrasing that is most like the question. */
function askedShares(section: number, query: Query, matcher: Matcher, index: SearchIndex): AskedShares {
  const row = new Float32Array(matcher.concepts);
  let recall = 0;
  let both = 0;
  let best = 0;
  let second = 0;
  for (const phrase of rowOf(index.phrases.ofSection, section)) {
    const terms = rowOf(index.phrases.terms, phrase);
    const share = coverage(matcher.match(terms, row), query);
    const exact = precision(terms, matcher, index);
    recall = Math.max(recall, share);
    both = Math.max(both, share + exact === 0 ? 0 : (2 * share * exact) / (share + exact));
    const like = likeness(terms, query, index);
    if (like > best) [best, second] = [like, best];
    else if (like > second) second = like;
  }
  return { recall, both, likeness: best, second };
}

/** Dice coefficient of two sets of words, each word weighted by its idf, function words included. */
function likeness(terms: Uint32Array, query: Query, index: SearchIndex): number {
  let own = 0;
  let shared = 0;
  for (const term of terms) {
    const idf = index.idf[term] as number;
    own += idf;
    if (query.allTerms.has(term)) shared += idf;
  }
  let asked = 0;
  for (const term of query.allTerms) asked += index.idf[term] as number;
  return own + asked === 0 ? 0 : (2 * shared) / (own + asked);
}

interface UnitShares {
  readonly best: number;
  readonly window: number;
  readonly withHead: number;
  readonly pairs: number;
  readonly code: number;
  readonly all: Float32Array;
}

const WINDOW = 3;

/** What the section's units cover alone, in windows of three, and together with the headings above them. */
function unitShares(section: number, query: Query, matcher: Matcher, index: SearchIndex, head: Float32Array): UnitShares {
  const { units } = index;
  const all = new Float32Array(matcher.concepts);
  const code = new Float32Array(matcher.concepts);
  const rows: Float32Array[] = [];
  let best = 0;
  let window = 0;
  let withHead = 0;
  for (let unit = units.ofSection[section] as number; unit < (units.ofSection[section + 1] as number); unit++) {
    const row = matcher.match(rowOf(units.terms, unit), new Float32Array(matcher.concepts));
    rows.push(row);
    if (rows.length > WINDOW) rows.shift();
    best = Math.max(best, coverage(row, query));
    unite(all, row);
    if (units.isCode[unit]) unite(code, row);
    const together = row.slice();
    for (const other of rows) unite(together, other);
    window = Math.max(window, coverage(together, query));
    unite(together, head);
    withHead = Math.max(withHead, coverage(together, query));
  }
  return { best, window, withHead, pairs: pairShare(section, query, matcher, index), code: coverage(code, query), all };
}

/** Share of the question's neighbouring words that are neighbours in the section or its heading, too. */
function pairShare(section: number, query: Query, _matcher: Matcher, index: SearchIndex): number {
  if (query.pairs.length === 0) return 0;
  const conceptOf = new Map<number, number[]>();
  query.concepts.forEach(({ alternatives }, at) => {
    for (const { terms, weight } of alternatives)
      if (terms.length === 1 && weight > 0.6) conceptOf.set(terms[0] as number, [...(conceptOf.get(terms[0] as number) ?? []), at]);
  });
  const found = new Set<number>();
  const scan = (terms: Uint32Array): void => {
    for (let at = 0; at + 1 < terms.length; at++) {
      const left = conceptOf.get(terms[at] as number);
      if (!left) continue;
      for (let near = at + 1; near <= at + 2 && near < terms.length; near++) {
        const right = conceptOf.get(terms[near] as number);
        if (!right) continue;
        query.pairs.forEach(([a, b], pair) => {
          if ((left.includes(a) && right.includes(b)) || (left.includes(b) && right.includes(a))) found.add(pair);
        });
      }
    }
  };
  scan(rowOf(index.fields.heading, section));
  for (let unit = index.units.ofSection[section] as number; unit < (index.units.ofSection[section + 1] as number); unit++)
    scan(rowOf(index.units.terms, unit));
  const weigh = ([a, b]: readonly [number, number]): number => (query.concepts[a]?.idf ?? 0) + (query.concepts[b]?.idf ?? 0);
  const total = query.pairs.reduce((sum, pair) => sum + weigh(pair), 0);
  return total === 0 ? 0 : query.pairs.reduce((sum, pair, at) => sum + (found.has(at) ? weigh(pair) : 0), 0) / total;
}
