import type { SearchIndex } from "./index.ts";
import type { Matcher } from "./match.ts";
import type { Ragged } from "./ragged.ts";

/** Share of a row's weight that the query speaks of. */
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

/** How like a row of words is to the question as a whole: Dice coefficient of the two, each word weighted by its idf. */
export type Similarity = (terms: Ragged, row: number) => number;

/** `allTerms`: the words of the question, function words included. */
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
  /** Share of the question that one phrasing covers. */
  readonly recall: number;
  /** The same and the phrasing's share that the question covers, as their harmonic mean. */
  readonly f1: number;
  readonly similarity: number;
  /** Likeness of the second-best phrasing. */
  readonly second: number;
}

/** The attached phrasings of a section that are most like the question. `work`: room for one match, overwritten. */
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
