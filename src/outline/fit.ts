import type { Citation } from "../answering/answer.ts";

/** Content that is shown whole, or left out; without a citation it is always shown. */
export interface Piece<Content> {
  readonly content: Content;
  /** Where to read it if it is left out. */
  readonly citation: Citation | undefined;
}

/**
 * As many pieces as fit, from the first on. In place of the first that is left out stands `more`, which says where to read on.
 *
 * @param build makes the whole of what is shown
 * @param fits whether that is within the platform's limits; it need not hold for what is always shown
 */
export function fitPieces<Content, Whole>(
  pieces: readonly Piece<Content>[],
  more: (citation: Citation) => Content,
  build: (shown: readonly Content[]) => Whole,
  fits: (whole: Whole) => boolean,
): Whole {
  const most = pieces.filter(({ citation }) => citation !== undefined).length;
  for (let count = most; ; count--) {
    const whole = build(take(pieces, count, more));
    if (count === 0 || fits(whole)) return whole;
  }
}

function take<Content>(
  pieces: readonly Piece<Content>[],
  count: number,
  more: (citation: Citation) => Content,
): Content[] {
  let at = 0;
  return pieces.flatMap(({ content, citation }) => {
    if (citation === undefined || at++ < count) return [content];
    return at === count + 1 ? [more(citation)] : [];
  });
}

/**
 * As many lines as fit, from the first on, and the beginning of the first that does not.
 *
 * @param costOf what lines take of `room` together
 * @param cut the beginning of a line that takes at most so much; `undefined` if it is not worth showing
 */
export function fitLines<Line>(
  lines: readonly Line[],
  room: number,
  costOf: (lines: readonly Line[]) => number,
  cut: (line: Line, room: number) => Line | undefined,
): { readonly lines: readonly Line[]; readonly isWhole: boolean } {
  let count = lines.length;
  while (count > 0 && costOf(lines.slice(0, count)) > room) count--;
  const shown = lines.slice(0, count);
  const next = lines[count];
  if (next === undefined) return { lines: shown, isWhole: true };
  const beginning = cut(next, room - costOf(shown));
  return { lines: beginning ? [...shown, beginning] : shown, isWhole: false };
}
