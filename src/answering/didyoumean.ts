import type { Knowledge } from "../search/search.ts";
import { STOP_WORDS } from "../search/stopwords.ts";

/** More words are a question, and no heading that was half typed. */
const MOST_WORDS = 4;
const SHORTEST_WORD = 3;
/** Below this, too many letters of a word are others than in the heading. */
const NEAR = 0.58;

/**
 * Numbers of sections that a few words may name which the search did not find: the beginnings of a heading's words ("hado"), also misspelt
 * ("wharehou"). None for a sentence: its words would each begin some heading. A heading without a text is no answer.
 */
export function didYouMean(
  text: string,
  { suggest, sectionAt }: Pick<Knowledge, "suggest" | "sectionAt">,
  most: number,
): number[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0 || words.length > MOST_WORDS) return [];
  if (words.some((word) => word.length < SHORTEST_WORD || STOP_WORDS.has(word))) return [];
  return suggest(text, most)
    .filter(({ item, weakest }) => weakest >= NEAR && sectionAt(item).blocks.length > 0)
    .map(({ item }) => item);
}
