import type { Query } from "./query.ts";

/** Which concepts of one query a row of terms holds, and how well: one number in 0..1 for each concept. */
export interface Matcher {
  readonly concepts: number;
  /** Overwrites `into` and returns it. */
  readonly match: (terms: Uint32Array, into: Float32Array) => Float32Array;
  /** Adds to `into`, for each concept, how often the row holds it (weighted); single words only. */
  readonly count: (terms: Uint32Array, into: Float32Array) => void;
  /** True where the term stands for some concept of the query, alone or with others. */
  readonly knows: (term: number) => boolean;
}

/** Terms of the query get small local numbers, so that a row of any length is read once and concepts are looked up after. */
export function createMatcher(query: Query): Matcher {
  const slots = new Map<number, number>();
  const concepts = query.concepts.map((concept) =>
    concept.alternatives.map((alternative) => ({
      weight: alternative.weight,
      slots: alternative.terms.map((term) => {
        const slot = slots.get(term) ?? slots.size;
        slots.set(term, slot);
        return slot;
      }),
    })),
  );
  const present = new Uint8Array(slots.size);
  const singles = new Map<number, [concept: number, weight: number][]>();
  query.concepts.forEach(({ alternatives }, concept) => {
    for (const { terms, weight } of alternatives) {
      const [term] = terms;
      if (terms.length > 1 || term === undefined) continue;
      const list = singles.get(term);
      if (list) list.push([concept, weight]);
      else singles.set(term, [[concept, weight]]);
    }
  });
  return {
    count: (terms, into) => {
      for (const term of terms)
        for (const [concept, weight] of singles.get(term) ?? []) into[concept] = (into[concept] as number) + weight;
    },
    concepts: concepts.length,
    knows: (term) => slots.has(term),
    match: (terms, into) => {
      present.fill(0);
      let found = 0;
      for (const term of terms) {
        const slot = slots.get(term);
        if (slot !== undefined && present[slot] === 0) {
          present[slot] = 1;
          found++;
        }
      }
      into.fill(0);
      if (found > 0)
        concepts.forEach((alternatives, concept) => {
          for (const { weight, slots: wanted } of alternatives)
            if (weight > (into[concept] as number) && wanted.every((slot) => present[slot] === 1)) into[concept] = weight;
        });
      return into;
    },
  };
}

/** Share of the query's weight that a match covers, 0..1. */
export function coverage(match: Float32Array, query: Query): number {
  let covered = 0;
  for (let at = 0; at < match.length; at++) covered += (match[at] as number) * (query.concepts[at]?.idf ?? 0);
  return covered / query.mass;
}

/** Keeps the better of two matches, concept by concept, in `into`. */
export function unite(into: Float32Array, other: Float32Array): void {
  for (let at = 0; at < into.length; at++) if ((other[at] as number) > (into[at] as number)) into[at] = other[at] as number;
}

/** BM25 of one field of one section, over the query's weight: 0 to about 1. `counts` as `Matcher.count` gives them. */
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
