/** A word of a message, as templates see it. */
export interface Word {
  /** As written, without surrounding punctuation. */
  readonly text: string;
  /** For comparison: lower case, without hyphens and plural `s`. */
  readonly norm: string;
  /** On the first of several words written together (`a/b`): the whole, and how many words it has. */
  readonly whole?: { readonly text: string; readonly words: number };
}

/** Further words of a message are ignored. */
export const MOST_WORDS = 200;

const AROUND = /^[\s"'`“”‘’«»([{<*_~]+|[\s"'`“”‘’«»)\]}>*_~.,;:!?…]+$/g;

/** `a/b` and `a+b` of plain words; `name=value`. An address keeps its query. */
const TOGETHER = /^[a-z]+(?:[/&+][a-z]+)+[.,;:!?]*$/i;
const ASSIGNED = /^([\w.-]{1,40})=(.+)$/;

const piecesOf = (run: string): readonly string[] =>
  TOGETHER.test(run) ? run.split(/[/&+]/) : (ASSIGNED.exec(run.replace(AROUND, ""))?.slice(1) ?? [run]);

/** Splits at white space, between plain words, and after `name=`. Addresses and versions stay whole. */
export function readWords(text: string): Word[] {
  const words: Word[] = [];
  for (const run of text.split(/\s+/)) {
    const pieces = piecesOf(run).map((piece) => piece.replace(AROUND, ""));
    const found = pieces.filter((piece) => /[\p{L}\p{N}]/u.test(piece));
    const whole = TOGETHER.test(run) ? { whole: { text: run.replace(AROUND, ""), words: found.length } } : {};
    found.forEach((word, at) => {
      words.push({ text: word, norm: normWord(word), ...(at === 0 ? whole : {}) });
    });
    if (words.length >= MOST_WORDS) break;
  }
  return words.slice(0, MOST_WORDS);
}

/** `Pre-signed` → `presigned`, `settings` → `setting`. */
export function normWord(word: string): string {
  const plain = word.toLowerCase().replace(/(?<=.)[-_’'](?=.)/g, "");
  return plain.length > 3 && plain.endsWith("s") && !/(?:ss|us|is)$/.test(plain) ? plain.slice(0, -1) : plain;
}
