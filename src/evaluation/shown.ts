/** Lower-case words separated by single spaces. Anything that is neither a letter nor a digit separates words. */
export const plainWords = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const LEAST_SHARE = 0.6;
const RUN = 3;
const LONGEST = 400;

/**
 * Whether a text shows an answer's span: the whole span, or at least 60% of its words in order (ignoring words of one letter),
 * three of them side by side.
 */
export function showsSpan(text: string, span: string): boolean {
  const [shown, wanted] = [plainWords(text), plainWords(span)];
  if (shown.includes(wanted)) return true;
  const spanWords = wanted
    .split(" ")
    .filter((word) => word.length > 1)
    .slice(0, LONGEST);
  const textWords = shown.split(" ");
  if (spanWords.length === 0 || !shareRun(spanWords, textWords)) return false;
  return commonInOrder(spanWords, textWords) / spanWords.length >= LEAST_SHARE;
}

function shareRun(span: readonly string[], text: readonly string[]): boolean {
  if (span.length < RUN) return true;
  const runsOf = (words: readonly string[]): string[] =>
    words.slice(RUN - 1).map((_, at) => words.slice(at, at + RUN).join(" "));
  const inText = new Set(runsOf(text));
  return runsOf(span).some((run) => inText.has(run));
}

/** Length of the longest common subsequence (Wagner and Fischer 1974), keeping one row of the table. */
function commonInOrder(a: readonly string[], b: readonly string[]): number {
  let above = new Uint32Array(b.length + 1);
  for (const word of a) {
    const row = new Uint32Array(b.length + 1);
    b.forEach((other, at) => {
      row[at + 1] = word === other ? (above[at] as number) + 1 : Math.max(above[at + 1] as number, row[at] as number);
    });
    above = row;
  }
  return above[b.length] as number;
}
