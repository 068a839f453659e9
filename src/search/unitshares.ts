import type { SearchIndex } from "./index.ts";
import { type Matcher, unite } from "./match.ts";
import { rowOf } from "./ragged.ts";

export interface UnitShares {
  /** Best share of the question in one unit, in three neighbouring units, and in three together with the headings above. */
  readonly best: number;
  readonly window: number;
  readonly withHead: number;
  readonly code: number;
  /** What all units together hold. */
  readonly all: Float32Array;
}

const WINDOW = 3;

/** Reads what the units of a section cover; `head`: what the headings and the page's names hold. */
export type UnitReader = (section: number, head: Float32Array) => UnitShares;

/** Made once for a query; the arrays of a result are overwritten by the next call. */
export function createUnitReader(matcher: Matcher, { units }: SearchIndex): UnitReader {
  const row = (): Float32Array => new Float32Array(matcher.concepts);
  const [all, code, together] = [row(), row(), row()];
  const recent = Array.from({ length: WINDOW }, row);
  return (section, head) => {
    for (const used of [all, code, ...recent]) used.fill(0);
    let [best, window] = [0, 0];
    let withHead = matcher.share(head);
    for (let unit = units.ofSection[section] as number; unit < (units.ofSection[section + 1] as number); unit++) {
      const current = recent[unit % WINDOW] as Float32Array;
      if (matcher.match(rowOf(units.terms, unit), current) === 0) continue;
      best = Math.max(best, matcher.share(current));
      unite(all, current);
      if (units.isCode[unit] === 1) unite(code, current);
      together.fill(0);
      for (const other of recent) unite(together, other);
      window = Math.max(window, matcher.share(together));
      unite(together, head);
      withHead = Math.max(withHead, matcher.share(together));
    }
    return { best, window, withHead, code: matcher.share(code), all };
  };
}

/** Words this close count as neighbours. */
const NEAR = 2;
/** Weaker alternatives do not make a phrase. */
const STRONG = 0.6;

/** Finds which neighbouring words of the question are neighbours in a section, too; made once for a query. */
export function createPairFinder({ query }: Matcher, index: SearchIndex): (section: number) => number {
  const weights = query.pairs.map(([a, b]) => (query.concepts[a]?.idf ?? 0) + (query.concepts[b]?.idf ?? 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const conceptsOf = new Map<number, number[]>();
  query.concepts.forEach(({ alternatives }, concept) => {
    for (const { terms, weight } of alternatives)
      if (terms.length === 1 && weight > STRONG)
        conceptsOf.set(terms[0] as number, [...(conceptsOf.get(terms[0] as number) ?? []), concept]);
  });
  const isStrong = new Uint8Array(index.vocabulary.length);
  for (const term of conceptsOf.keys()) isStrong[term] = 1;
  const scan = (terms: Uint32Array, found: Set<number>): void => {
    for (let at = 0; at < terms.length; at++) {
      if (isStrong[terms[at] as number] === 0) continue;
      for (let near = at + 1; near <= at + NEAR && near < terms.length; near++)
        if (isStrong[terms[near] as number] === 1) pairsOf(terms[at] as number, terms[near] as number, found);
    }
  };
  const pairsOf = (left: number, right: number, found: Set<number>): void => {
    const [a, b] = [conceptsOf.get(left), conceptsOf.get(right)];
    if (!a || !b) return;
    query.pairs.forEach(([one, other], pair) => {
      if ((a.includes(one) && b.includes(other)) || (a.includes(other) && b.includes(one))) found.add(pair);
    });
  };
  return (section) => {
    if (total === 0) return 0;
    const found = new Set<number>();
    scan(rowOf(index.fields.heading, section), found);
    for (
      let unit = index.units.ofSection[section] as number;
      unit < (index.units.ofSection[section + 1] as number);
      unit++
    )
      scan(rowOf(index.units.terms, unit), found);
    let share = 0;
    for (const pair of found) share += weights[pair] as number;
    return share / total;
  };
}
