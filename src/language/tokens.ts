/** A word of a message as cues see it: lower case, without apostrophes. The last may be the question mark. */
export interface Token {
  readonly norm: string;
  /** Where it ends in the text. */
  readonly end: number;
}

const WORD = /[\p{L}\p{N}_]+(?:['’]\p{L}+)*/gu;
const ASKED = /\?[\s"'”’)\]]*$/;

/** The mark that ends a question, as a token of its own. */
export const QUESTION_MARK = "?";

export const normToken = (word: string): string => word.toLowerCase().replace(/['’]/g, "");

export function readTokens(text: string): Token[] {
  const tokens = Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    norm: normToken(word),
    end: index + word.length,
  }));
  return ASKED.test(text) ? [...tokens, { norm: QUESTION_MARK, end: text.length }] : tokens;
}
