import type { SearchIndex } from "./index.ts";
import type { Matcher } from "./match.ts";
import type { Query } from "./query.ts";
import type { Ragged } from "./ragged.ts";

interface UnitShares {
  /** Largest share of the question in one unit, in three neighbouring units, and in three units plus the headings above them. */
  readonly best: number;
  readonly window: number;
  readonly withHead: number;
  /** Share of the question in all code of the section. */
  readonly code: number;
  /** By concept: its best match in any unit. */
  readonly all: Float32Array;
  /** By concept: its weighted frequency in all units. */
  readonly counts: Float32Array;
}

const WINDOW = 3;

/** Reads the units of a section. `head`: by concept, its match in the headings and names of the page. */
export type UnitReader = (section: number, head: Float32Array) => UnitShares;

/** One reader per query. Each call overwrites the arrays of the previous result. */
export function createUnitReader(matcher: Matcher, { units }: SearchIndex): UnitReader {
  const row = (): Float32Array => new Float32Array(matcher.concepts);
  const [all, code, counts] = [row(), row(), row()];
  const recent = Array.from({ length: WINDOW }, row) as [Float32Array, Float32Array, Float32Array];
  const { weights, concepts } = matcher;
  return (section, head) => {
    for (const used of [all, code, counts, ...recent]) used.fill(0);
    let [best, window] = [0, 0];
    let withHead = matcher.share(head);
    const end = units.ofSection[section + 1] as number;
    for (let unit = units.ofSection[section] as number; unit < end; unit++) {
      const current = recent[unit % WINDOW] as Float32Array;
      if (matcher.match(units.terms, unit, current) === 0) continue;
      matcher.count(units.terms, unit, counts);
      const isCode = units.isCode[unit] === 1;
      let [here, near, nearHead] = [0, 0, 0];
      for (let at = 0; at < concepts; at++) {
        const own = current[at] as number;
        const weight = weights[at] as number;
        const around = Math.max(recent[0][at] as number, recent[1][at] as number, recent[2][at] as number);
        if (own > (all[at] as number)) all[at] = own;
        if (isCode && own > (code[at] as number)) code[at] = own;
        here += own * weight;
        near += around * weight;
        nearHead += Math.max(around, head[at] as number) * weight;
      }
      best = Math.max(best, here);
      window = Math.max(window, near);
      withHead = Math.max(withHead, nearHead);
    }
    return { best, window, withHead, code: matcher.share(code), all, counts };
  };
}

/** In words: how close neighbours are. */
const NEAR = 2;
/** Alternatives with a lower weight do not form pairs. */
const STRONG = 0.6;

/** One finder per query. Returns the share (0 to 1, by idf) of neighbouring words of the question that are neighbours in a section too. */
export function createPairFinder(query: Query, index: SearchIndex): (section: number) => number {
  const weights = query.pairs.map(([a, b]) => (query.concepts[a]?.idf ?? 0) + (query.concepts[b]?.idf ?? 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const conceptsOf = strongTerms(query);
  const isStrong = new Uint8Array(index.vocabulary.length);
  for (const term of conceptsOf.keys()) isStrong[term] = 1;
  const found = new Uint8Array(query.pairs.length);
  const join = (left: number, right: number): void => {
    const [a, b] = [conceptsOf.get(left) ?? [], conceptsOf.get(right) ?? []];
    query.pairs.forEach(([one, other], pair) => {
      if ((a.includes(one) && b.includes(other)) || (a.includes(other) && b.includes(one))) found[pair] = 1;
    });
  };
  const scan = ({ offsets, values }: Ragged, row: number): void => {
    const end = offsets[row + 1] as number;
    for (let at = offsets[row] as number; at < end; at++) {
      if (isStrong[values[at] as number] === 0) continue;
      for (let near = at + 1; near <= at + NEAR && near < end; near++)
        if (isStrong[values[near] as number] === 1) join(values[at] as number, values[near] as number);
    }
  };
  return (section) => {
    if (total === 0) return 0;
    found.fill(0);
    scan(index.fields.heading, section);
    const end = index.units.ofSection[section + 1] as number;
    for (let unit = index.units.ofSection[section] as number; unit < end; unit++) scan(index.units.terms, unit);
    let share = 0;
    for (let pair = 0; pair < found.length; pair++) if (found[pair] === 1) share += weights[pair] as number;
    return share / total;
  };
}

/** By term: the concepts for which it is a strong alternative on its own. */
function strongTerms(query: Query): Map<number, number[]> {
  const conceptsOf = new Map<number, number[]>();
  query.concepts.forEach(({ alternatives }, concept) => {
    for (const { terms, weight } of alternatives) {
      if (terms.length !== 1 || weight <= STRONG) continue;
      const term = terms[0] as number;
      const concepts = conceptsOf.get(term);
      if (concepts) concepts.push(concept);
      else conceptsOf.set(term, [concept]);
    }
  });
  return conceptsOf;
}
