/** Where a piece begins: the line of the text so far, and the line of the file. */
interface Mark {
  readonly at: number;
  readonly line: number;
  readonly isSource: boolean;
  readonly endsLine: boolean;
}

/** The text that a template leaves, as it grows, and where each piece of it comes from. */
export interface Output {
  readonly pieces: string[];
  /** Line breaks so far. */
  lines: number;
  readonly marks: Mark[];
}

export const createOutput = (): Output => ({ pieces: [], lines: 0, marks: [] });

/** The piece in which a line begins is the last one that began further up, unless that one ends with a line break. */
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

/** Adds a piece of the page itself (`isSource`), or one that stands for a tag on that line. */
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

/** Takes white space off the end of what is there. */
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
