import type { Candidates } from "./candidates.ts";
import { AT, FEATURES, type Scored } from "./features.ts";
import type { SearchIndex } from "./index.ts";
import type { Wants } from "./intent.ts";
import { fieldScore, type Matcher, unite } from "./match.ts";
import {
  type CandidatePages,
  groupByPage,
  writeKindFeatures,
  writePageFeatures,
  writeScopeFeatures,
} from "./pagefeatures.ts";
import type { Query } from "./query.ts";
import type { Ragged } from "./ragged.ts";
import { createSimilarity, phrasingScores, precision, type Similarity } from "./similarity.ts";
import { createPairFinder, createUnitReader, type UnitReader } from "./unitshares.ts";

/** What all candidates of one query share, with room to work in. */
interface QueryContext {
  readonly query: Query;
  readonly wants: Wants;
  readonly index: SearchIndex;
  readonly matcher: Matcher;
  readonly similarityTo: Similarity;
  readonly pages: CandidatePages;
  readonly pairs: (section: number) => number;
  readonly units: UnitReader;
  /** The weightiest concept, or -1. */
  readonly rarest: number;
  readonly row: Float32Array;
  readonly above: Float32Array;
}

/** Computes the ranking features of every candidate, in their order. */
export function computeFeatures(matcher: Matcher, wants: Wants, candidates: Candidates, index: SearchIndex): Scored[] {
  const { query } = matcher;
  const context: QueryContext = {
    query,
    wants,
    index,
    matcher,
    similarityTo: createSimilarity(query.allTerms, index),
    pages: groupByPage(candidates, matcher, index),
    pairs: createPairFinder(query, index),
    units: createUnitReader(matcher, index),
    rarest: rarestConcept(query),
    row: new Float32Array(matcher.concepts),
    above: new Float32Array(matcher.concepts),
  };
  return candidates.sections.map((section) => scoreSection(section, context));
}

function scoreSection(section: number, context: QueryContext): Scored {
  const { query, matcher, index, similarityTo, above } = context;
  const features = new Float32Array(FEATURES.length);
  const matched = new Float32Array(matcher.concepts);
  const page = index.sections.page[section] as number;
  writeHeadFeatures(section, page, context, features, matched);
  writeBodyFeatures(section, context, features, matched);
  writePageFeatures(section, context.pages, query, index, features);
  writeKindFeatures(section, context.wants, index, features);
  writeScopeFeatures(context.pages.scope, above, query, features);
  const headingPrecision = precision(index.fields.heading, section, matcher, index);
  features[AT.coverage] = matcher.share(matched);
  features[AT.headingPrecision] = headingPrecision;
  features[AT.headingExact] = (features[AT.heading] as number) * headingPrecision;
  features[AT.headingSimilarity] = similarityTo(index.fields.heading, section);
  features[AT.titlePrecision] = precision(index.fields.title, page, matcher, index);
  features[AT.exactWhole] = wholeShare(query, matched);
  features[AT.rarest] = context.rarest < 0 ? 0 : (matched[context.rarest] as number);
  return { section, page, features, matched };
}

/** What stands over and around the text: headings, the page's names, labels, headings below, words of links that lead here. */
function writeHeadFeatures(
  section: number,
  page: number,
  context: QueryContext,
  into: Float32Array,
  matched: Float32Array,
): void {
  const { matcher, row, above, index } = context;
  const { fields } = index;
  const share = (terms: Ragged, at: number): number => (matcher.match(terms, at, row) === 0 ? 0 : matcher.share(row));
  const add = (terms: Ragged, at: number): number => {
    const covered = share(terms, at);
    if (covered > 0) unite(matched, row);
    return covered;
  };
  into[AT.heading] = add(fields.heading, section);
  const crumbs = add(fields.crumbs, section);
  into[AT.context] = Math.max(crumbs, add(fields.title, page));
  add(fields.path, page);
  above.set(matched);
  into[AT.pageCoverage] = matcher.share(above);
  into[AT.labels] = add(fields.labels, section);
  into[AT.children] = share(fields.children, section);
  into[AT.anchors] = share(fields.anchors, section);
}

/** What the text says, and how people ask for it. */
function writeBodyFeatures(section: number, context: QueryContext, into: Float32Array, matched: Float32Array): void {
  const { matcher, index, similarityTo } = context;
  const units = context.units(section, context.above);
  unite(matched, units.all);
  into[AT.bestUnit] = units.best;
  into[AT.bestWindow] = units.window;
  into[AT.windowWithHead] = units.withHead;
  into[AT.code] = units.code;
  into[AT.pairs] = context.pairs(section);
  into[AT.reasonTrouble] = context.wants.reason ? units.window : 0;
  into[AT.bodyScore] = fieldScore(units.counts, bodyLength(section, index), BODY_LENGTH, context.query);
  const asked = phrasingScores(section, matcher, similarityTo, index, context.row);
  into[AT.asked] = asked.recall;
  into[AT.askedF1] = asked.f1;
  into[AT.askedBody] = asked.recall * units.window;
  into[AT.askedSimilarity] = asked.similarity;
  into[AT.askedSecond] = asked.second;
  into[AT.askedScore] = askedScore(section, context);
}

/** About the average numbers of words in the phrasings and in the text of a section. */
const ASKED_LENGTH = 60;
const BODY_LENGTH = 100;

function askedScore(section: number, { matcher, query, row, index }: QueryContext): number {
  const { asked } = index.fields;
  const length = (asked.offsets[section + 1] as number) - (asked.offsets[section] as number);
  if (length === 0) return 0;
  row.fill(0);
  matcher.count(asked, section, row);
  return fieldScore(row, length, ASKED_LENGTH, query);
}

/** Number of terms in all units of a section; they lie side by side. */
function bodyLength(section: number, { units }: SearchIndex): number {
  const { offsets } = units.terms;
  const [first, end] = [units.ofSection[section] as number, units.ofSection[section + 1] as number];
  return (offsets[end] as number) - (offsets[first] as number);
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
