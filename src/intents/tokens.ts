/** One word of a message as templates see it. */
export interface Word {
  /** As it is written, without the punctuation around it. */
  readonly text: string;
  /** For comparing: lower case, without hyphens and plural. */
  readonly norm: string;
}

/** Words of a message that are read; the rest is left alone. */
export const MOST_WORDS = 200;

const AROUND = /^[\s"'`“”‘’«»([{<*_~]+|[\s"'`“”‘’«»)\]}>*_~.,;:!?…]+$/g;

/** `a/b`, `a+b` of plain words, and `name=value`; an address keeps its query. */
const TOGETHER = /^[a-z]+(?:[/&+][a-z]+)+[.,;:!?]*$/i;
const ASSIGNED = /^([\w.-]{1,40})=(.+)$/;

const piecesOf = (run: string): readonly string[] =>
  TOGETHER.test(run) ? run.split(/[/&+]/) : (ASSIGNED.exec(run.replace(AROUND, ""))?.slice(1) ?? [run]);

/** Splits at white space, between plain words, and at `name=`; addresses and versions stay whole. */
export function readWords(text: string): Word[] {
  const words: Word[] = [];
  for (const run of text.split(/\s+/)) {
    for (const piece of piecesOf(run)) {
      const word = piece.replace(AROUND, "");
      if (/[\p{L}\p{N}]/u.test(word)) words.push({ text: word, norm: normWord(word) });
      if (words.length === MOST_WORDS) return words;
    }
  }
  return words;
}

/** `Pre-signed`, `presigned`; `settings`, `setting`. */
export function normWord(word: string): string {
  const plain = word.toLowerCase().replace(/(?<=.)[-_’'](?=.)/g, "");
  return plain.length > 3 && plain.endsWith("s") && !/(?:ss|us|is)$/.test(plain) ? plain.slice(0, -1) : plain;
}
