import type { SearchIndex } from "./index.ts";
import type { Matcher } from "./match.ts";
import { rowOf } from "./ragged.ts";

/** Share of a row's weight that the query speaks of. */
export function precision(terms: Uint32Array, { slotOf }: Matcher, { idf }: SearchIndex): number {
  let all = 0;
  let known = 0;
  for (let at = 0; at < terms.length; at++) {
    const term = terms[at] as number;
    const weight = idf[term] as number;
    all += weight;
    if (slotOf[term] !== 0) known += weight;
  }
  return all === 0 ? 0 : known / all;
}

/** How like a row of words is to the question as a whole. */
export interface Resemblance {
  readonly of: (terms: Uint32Array) => number;
}

/** Dice coefficient of two sets of words, each word weighted by its idf, function words included. */
export function createResemblance(allTerms: ReadonlySet<number>, { idf, vocabulary }: SearchIndex): Resemblance {
  const isAsked = new Uint8Array(vocabulary.length);
  let asked = 0;
  for (const term of allTerms) {
    isAsked[term] = 1;
    asked += idf[term] as number;
  }
  return {
    of: (terms) => {
      let own = 0;
      let shared = 0;
      for (let at = 0; at < terms.length; at++) {
        const term = terms[at] as number;
        own += idf[term] as number;
        if (isAsked[term] === 1) shared += idf[term] as number;
      }
      return own + asked === 0 ? 0 : (2 * shared) / (own + asked);
    },
  };
}

export interface AskedShares {
  /** Share of the question that one phrasing covers. */
  readonly recall: number;
  /** The same and the phrasing's share that the question covers, as their harmonic mean. */
  readonly both: number;
  readonly likeness: number;
  /** Likeness of the second-best phrasing. */
  readonly second: number;
}

/** The attached phrasings of a section that are most like the question. */
export function askedShares(
  section: number,
  matcher: Matcher,
  resemblance: Resemblance,
  index: SearchIndex,
): AskedShares {
  const row = new Float32Array(matcher.concepts);
  let recall = 0;
  let both = 0;
  let best = 0;
  let second = 0;
  for (const phrase of rowOf(index.phrases.ofSection, section)) {
    const terms = rowOf(index.phrases.terms, phrase);
    const like = resemblance.of(terms);
    if (like > best) [best, second] = [like, best];
    else if (like > second) second = like;
    if (matcher.match(terms, row) === 0) continue;
    const share = matcher.share(row);
    const exact = precision(terms, matcher, index);
    recall = Math.max(recall, share);
    both = Math.max(both, (2 * share * exact) / (share + exact));
  }
  return { recall, both, likeness: best, second };
}
