import type { Candidates } from "./candidates.ts";
import { HAS, type SearchIndex } from "./index.ts";
import type { Wants } from "./intent.ts";
import { askedShares, createResemblance, precision, type Resemblance } from "./likeness.ts";
import { createMatcher, fieldScore, type Matcher, unite } from "./match.ts";
import type { Query } from "./query.ts";
import { rowOf } from "./ragged.ts";
import { createPairFinder, unitShares } from "./unitshares.ts";

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
  /** How well each concept of the question stands in the section, its headings and its page's names. */
  readonly matched: Float32Array;
}

interface PageView {
  readonly sum: number;
  readonly best: number;
}

/** What all candidates of one query share. */
interface Context {
  readonly query: Query;
  readonly wants: Wants;
  readonly matcher: Matcher;
  readonly resemblance: Resemblance;
  readonly pairs: (section: number) => number;
  readonly pages: ReadonlyMap<number, PageView>;
  /** How much each concept names a page: 1 where it stands in the title of some candidate's page. */
  readonly scope: Float32Array;
  readonly scoreOf: ReadonlyMap<number, number>;
  /** The weightiest concept, or -1. */
  readonly rarest: number;
  readonly index: SearchIndex;
}

/** Computes every signal for every candidate. */
export function computeFeatures(query: Query, wants: Wants, candidates: Candidates, index: SearchIndex): Scored[] {
  const matcher = createMatcher(query, index.vocabulary.length);
  const context: Context = {
    query,
    wants,
    matcher,
    resemblance: createResemblance(query.allTerms, index),
    pairs: createPairFinder(matcher, index),
    pages: pageViews(candidates, index),
    scope: readScope(matcher, index, candidates),
    scoreOf: new Map(candidates.sections.map((section, at) => [section, candidates.scores[at] as number])),
    rarest: rarestConcept(query),
    index,
  };
  return candidates.sections.map((section) => scoreSection(section, context));
}

/** What the heads of a section hold, one after the other. */
function readHeads(section: number, page: number, { matcher, index: { fields } }: Context) {
  const row = new Float32Array(matcher.concepts);
  const all = new Float32Array(matcher.concepts);
  const add = (terms: Uint32Array): number => {
    if (matcher.match(terms, row) === 0) return 0;
    unite(all, row);
    return matcher.share(row);
  };
  const share = (terms: Uint32Array): number => (matcher.match(terms, row) === 0 ? 0 : matcher.share(row));
  const heading = add(rowOf(fields.heading, section));
  const crumbs = add(rowOf(fields.crumbs, section));
  const title = add(rowOf(fields.title, page));
  add(rowOf(fields.path, page));
  return {
    heading,
    crumbs,
    title,
    above: all.slice(),
    labels: add(rowOf(fields.labels, section)),
    all,
    children: share(rowOf(fields.children, section)),
    anchors: share(rowOf(fields.anchors, section)),
  };
}

function scoreSection(section: number, context: Context): Scored {
  const { query, matcher, index, wants, scope } = context;
  const { fields, sections } = index;
  const page = sections.page[section] as number;
  const heads = readHeads(section, page, context);
  const units = unitShares(section, matcher, index, heads.above);
  unite(heads.all, units.all);
  const asked = askedShares(section, matcher, context.resemblance, index);
  const headingTerms = rowOf(fields.heading, section);
  const headingPrecision = precision(headingTerms, matcher, index);
  const inScope = scopeShare(scope, heads.above, query);
  const values: Record<FeatureName, number> = {
    ...standing(section, page, context),
    ...kindMatches(section, wants, index),
    coverage: matcher.share(heads.all),
    heading: heads.heading,
    headingPrecision,
    headingExact: heads.heading * headingPrecision,
    headingLikeness: context.resemblance.of(headingTerms),
    context: Math.max(heads.crumbs, heads.title),
    titlePrecision: precision(rowOf(fields.title, page), matcher, index),
    pageCoverage: matcher.share(heads.above),
    labels: heads.labels,
    children: heads.children,
    anchors: heads.anchors,
    bestUnit: units.best,
    bestWindow: units.window,
    windowWithHead: units.withHead,
    code: units.code,
    pairs: context.pairs(section),
    asked: asked.recall,
    askedPrecision: asked.both,
    askedBody: asked.recall * units.window,
    askedLikeness: asked.likeness,
    askedSecond: asked.second,
    askedScore: bagScore(rowOf(fields.asked, section), context, ASKED_LENGTH),
    bodyScore: bagScore(bodyOf(section, index), context, BODY_LENGTH),
    scope: inScope,
    scopeMiss: scopeShare(scope, undefined, query) - inScope,
    reasonTrouble: wants.reason ? units.window : 0,
    exactWhole: wholeShare(query, heads.all),
    rarest: context.rarest < 0 ? 0 : (heads.all[context.rarest] as number),
  };
  return { section, page, features: Float32Array.from(FEATURES, (name) => values[name]), matched: heads.all };
}

/** How the section and its page stand among the candidates. */
function standing(section: number, page: number, { query, pages, scoreOf, index }: Context) {
  const scale = 1 / (query.mass * 2);
  const view = pages.get(page) as PageView;
  const score = scoreOf.get(section) ?? 0;
  return {
    score: score * scale,
    pageScore: Math.min(1, (view.sum - score) * scale * 0.25),
    pageBest: score / view.best,
    parentScore: (scoreOf.get(parentOf(section, index)) ?? 0) * scale,
    links: Math.log1p(index.sections.inLinks[section] as number) / 4,
  };
}

/** What kind of section it is, and whether that is the kind that the question wants. */
function kindMatches(section: number, wants: Wants, { sections }: SearchIndex) {
  const flags = sections.flags[section] as number;
  const level = sections.level[section] as number;
  const length = sections.length[section] as number;
  const yes = (holds: boolean): number => (holds ? 1 : 0);
  return {
    empty: yes(length === 0),
    short: yes(length > 0 && length < 15),
    long: Math.min(1, Math.log1p(length) / 8),
    topLevel: yes(level === 1),
    secondLevel: yes(level === 2),
    configWithCode: yes(wants.config && (flags & HAS.code) !== 0),
    howtoWithSteps: yes(wants.howto && (flags & (HAS.ordered | HAS.code)) !== 0),
    definitionAtTop: yes(wants.definition && !wants.howto && level === 1),
    verdictWithBadge: yes(wants.verdict && (flags & (HAS.badge | HAS.prose)) !== 0),
  };
}

/** About the average numbers of words in the phrasings and in the text of a section. */
const ASKED_LENGTH = 60;
const BODY_LENGTH = 100;

function bagScore(row: Uint32Array, { matcher, query }: Context, average: number): number {
  const counts = new Float32Array(matcher.concepts);
  matcher.count(row, counts);
  return fieldScore(counts, row.length, average, query);
}

/** Terms of all units of a section; they lie side by side. */
function bodyOf(section: number, { units }: SearchIndex): Uint32Array {
  const [first, end] = [units.ofSection[section] as number, units.ofSection[section + 1] as number];
  return units.terms.values.subarray(units.terms.offsets[first], units.terms.offsets[end]);
}

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

function readScope(matcher: Matcher, index: SearchIndex, candidates: Candidates): Float32Array {
  const scope = new Float32Array(matcher.concepts);
  const row = new Float32Array(matcher.concepts);
  for (const page of new Set(candidates.sections.map((section) => index.sections.page[section] as number)))
    if (matcher.match(rowOf(index.fields.title, page), row) > 0) unite(scope, row);
  return scope;
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
