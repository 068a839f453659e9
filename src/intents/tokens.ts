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

/** Splits at white space and at slashes between plain words; addresses and versions stay whole. */
export function readWords(text: string): Word[] {
  const words: Word[] = [];
  for (const run of text.split(/\s+/)) {
    const pieces = /^[a-z]+(?:[/&+][a-z]+)+[.,;:!?]*$/i.test(run) ? run.split(/[/&+]/) : [run];
    for (const piece of pieces) {
      const word = piece.replace(AROUND, "");
      if (word !== "") words.push({ text: word, norm: normWord(word) });
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
