/** Words in lower case with single spaces between them; everything that is neither letter nor digit is a space. */
export const plainWords = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const ENOUGH = 0.6;
const RUN = 3;
const LONGEST = 400;

/**
 * Whether a text shows an answer's span: it holds it whole, or at least 60% of its words (of two letters and more) in their
 * order, some three of them side by side.
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
  return commonInOrder(spanWords, textWords) / spanWords.length >= ENOUGH;
}

function shareRun(span: readonly string[], text: readonly string[]): boolean {
  if (span.length < RUN) return true;
  const runsOf = (words: readonly string[]): string[] =>
    words.slice(RUN - 1).map((_, at) => words.slice(at, at + RUN).join(" "));
  const inText = new Set(runsOf(text));
  return runsOf(span).some((run) => inText.has(run));
}

/** Length of the longest common subsequence, row by row (Wagner and Fischer 1974). */
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
