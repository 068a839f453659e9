import type { SearchIndex } from "./index.ts";
import type { Matcher } from "./match.ts";
import type { Ragged } from "./ragged.ts";

/** Share of a row's weight, by idf, in terms that the query matches: 0 to 1. */
export function precision({ offsets, values }: Ragged, row: number, { slotOf }: Matcher, { idf }: SearchIndex): number {
  let all = 0;
  let known = 0;
  for (let at = offsets[row] as number; at < (offsets[row + 1] as number); at++) {
    const term = values[at] as number;
    const weight = idf[term] as number;
    all += weight;
    if (slotOf[term] !== 0) known += weight;
  }
  return all === 0 ? 0 : known / all;
}

/** Dice coefficient of a row of terms and the question, each term weighted by its idf: 0 to 1. */
export type Similarity = (terms: Ragged, row: number) => number;

/** `allTerms`: the terms of the question, function words included. */
export function createSimilarity(allTerms: ReadonlySet<number>, { idf, vocabulary }: SearchIndex): Similarity {
  const isAsked = new Uint8Array(vocabulary.length);
  let asked = 0;
  for (const term of allTerms) {
    isAsked[term] = 1;
    asked += idf[term] as number;
  }
  return ({ offsets, values }, row) => {
    let own = 0;
    let shared = 0;
    for (let at = offsets[row] as number; at < (offsets[row + 1] as number); at++) {
      const term = values[at] as number;
      const weight = idf[term] as number;
      own += weight;
      if (isAsked[term] === 1) shared += weight;
    }
    return own + asked === 0 ? 0 : (2 * shared) / (own + asked);
  };
}

export interface PhrasingScores {
  /** Largest share of the question that one phrasing covers. */
  readonly recall: number;
  /** Best harmonic mean of recall and `precision`. */
  readonly f1: number;
  readonly similarity: number;
  /** Similarity of the second most similar phrasing. */
  readonly second: number;
}

/** Compares the question with the phrasings of a section. `work` is scratch space for one match. */
export function phrasingScores(
  section: number,
  matcher: Matcher,
  similarityTo: Similarity,
  index: SearchIndex,
  work: Float32Array,
): PhrasingScores {
  const { ofSection, terms } = index.phrases;
  let [recall, f1, similarity, second] = [0, 0, 0, 0];
  for (let at = ofSection.offsets[section] as number; at < (ofSection.offsets[section + 1] as number); at++) {
    const phrase = ofSection.values[at] as number;
    const like = similarityTo(terms, phrase);
    if (like > similarity) [similarity, second] = [like, similarity];
    else if (like > second) second = like;
    if (matcher.match(terms, phrase, work) === 0) continue;
    const share = matcher.share(work);
    const exact = precision(terms, phrase, matcher, index);
    recall = Math.max(recall, share);
    f1 = Math.max(f1, (2 * share * exact) / (share + exact));
  }
  return { recall, f1, similarity, second };
}
