/** Where a piece begins. Lines `at` of the output count from 0, lines `line` of the file from 1. */
interface Mark {
  readonly at: number;
  readonly line: number;
  /** The piece is text of the page, and does not stand for a tag. */
  readonly isSource: boolean;
  readonly endsLine: boolean;
}

/** The expanded text so far, and where each piece of it comes from. */
export interface Output {
  readonly pieces: string[];
  /** Line breaks so far. */
  lines: number;
  readonly marks: Mark[];
}

export const createOutput = (): Output => ({ pieces: [], lines: 0, marks: [] });

/** The line of the file behind a line of the output. A line begins in the last piece that starts before it, unless that ends with a line break. */
export function sourceLine(marks: readonly Mark[], line: number): number {
  let [from, to] = [0, marks.length];
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if ((marks[middle] as Mark).at < line) from = middle;
    else to = middle;
  }
  const mark = marks[from]?.endsLine && marks[from + 1]?.at === line ? marks[from + 1] : marks[from];
  return mark === undefined ? 1 : mark.line + (mark.isSource ? line - mark.at : 0);
}

/** Adds text of the page (`isSource`), or text that a tag on that line expands to. */
export function emit(out: Output, text: string, line: number, isSource = false): void {
  if (text === "") return;
  out.marks.push({ at: out.lines, line, isSource, endsLine: text.endsWith("\n") });
  out.pieces.push(text);
  out.lines += breaksIn(text);
}

export function breaksIn(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) breaks++;
  return breaks;
}

export function trimEnd(out: Output): void {
  while (out.pieces.length > 0) {
    const last = out.pieces.pop() ?? "";
    const mark = out.marks.pop();
    const kept = last.trimEnd();
    out.lines -= breaksIn(last);
    if (mark === undefined || kept === "") continue;
    emit(out, kept, mark.line, mark.isSource);
    return;
  }
}
