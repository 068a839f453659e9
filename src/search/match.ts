import type { Query } from "./query.ts";
import type { Ragged } from "./ragged.ts";

/**
 * Tells which concepts of a query occur in a row of terms, and how well they match: a number from 0 to 1 for each concept. The
 * query's terms get small local numbers (slots), so that a row is read once, whatever its length.
 */
export interface Matcher {
  readonly query: Query;
  readonly concepts: number;
  /** Each concept's share of the query's weight. They add up to 1. */
  readonly weights: Float32Array;
  /** By term: its slot plus one, or 0 if the term is not in the query. */
  readonly slotOf: Uint16Array;
  /** Writes each concept's match to `into` and returns how many of the query's terms are in the row. */
  readonly match: (terms: Ragged, row: number, into: Float32Array) => number;
  /** Adds the weighted frequency of each concept in the row to `into`. Only alternatives of one word count. */
  readonly count: (terms: Ragged, row: number, into: Float32Array) => void;
  /** Share of the query's weight that a match covers, 0 to 1. */
  readonly share: (match: Float32Array) => number;
}

interface Alternative {
  readonly concept: number;
  readonly weight: number;
  readonly slots: readonly number[];
}

export function createMatcher(query: Query, terms: number): Matcher {
  const slotOf = new Uint16Array(terms);
  let slots = 0;
  const alternatives: Alternative[] = query.concepts.flatMap((concept, at) =>
    concept.alternatives.map((alternative) => ({
      concept: at,
      weight: alternative.weight,
      slots: alternative.terms.map((term) => {
        if (slotOf[term] === 0) slotOf[term] = ++slots;
        return (slotOf[term] as number) - 1;
      }),
    })),
  );
  const singles: Alternative[][] = Array.from({ length: slots }, () => []);
  for (const one of alternatives) if (one.slots.length === 1) singles[one.slots[0] as number]?.push(one);
  const phrases = alternatives.filter((one) => one.slots.length > 1);
  const weights = Float32Array.from(query.concepts, ({ idf }) => idf / query.mass);
  const present = new Uint8Array(slots);
  const touched: number[] = [];
  const raise = (into: Float32Array, { concept, weight }: Alternative): void => {
    if (weight > (into[concept] as number)) into[concept] = weight;
  };
  return {
    query,
    concepts: weights.length,
    weights,
    slotOf,
    match: ({ offsets, values }, row, into) => {
      into.fill(0);
      const end = offsets[row + 1] as number;
      for (let at = offsets[row] as number; at < end; at++) {
        const slot = (slotOf[values[at] as number] as number) - 1;
        if (slot < 0 || present[slot] === 1) continue;
        present[slot] = 1;
        touched.push(slot);
        for (const one of singles[slot] as Alternative[]) raise(into, one);
      }
      const found = touched.length;
      if (found > 1) for (const one of phrases) if (one.slots.every((slot) => present[slot] === 1)) raise(into, one);
      for (const slot of touched) present[slot] = 0;
      touched.length = 0;
      return found;
    },
    count: ({ offsets, values }, row, into) => {
      const end = offsets[row + 1] as number;
      for (let at = offsets[row] as number; at < end; at++) {
        const slot = (slotOf[values[at] as number] as number) - 1;
        if (slot < 0) continue;
        for (const { concept, weight } of singles[slot] as Alternative[])
          into[concept] = (into[concept] as number) + weight;
      }
    },
    share: (match) => {
      let covered = 0;
      for (let at = 0; at < weights.length; at++) covered += (match[at] as number) * (weights[at] as number);
      return covered;
    },
  };
}

/** Keeps the better of two matches for each concept, in `into`. */
export function unite(into: Float32Array, other: Float32Array): void {
  for (let at = 0; at < into.length; at++)
    if ((other[at] as number) > (into[at] as number)) into[at] = other[at] as number;
}

/** BM25 of one field of a section, divided by the query's weight: 0 to 1. `counts` comes from `Matcher.count`. */
export function fieldScore(counts: Float32Array, length: number, average: number, query: Query): number {
  const norm = SATURATION * (1 - LENGTH_NORM + (LENGTH_NORM * length) / average);
  let score = 0;
  for (let at = 0; at < counts.length; at++) {
    const tf = counts[at] as number;
    if (tf > 0) score += ((query.concepts[at]?.idf ?? 0) * tf) / (tf + norm);
  }
  return score / query.mass;
}

const SATURATION = 1.2;
const LENGTH_NORM = 0.6;
