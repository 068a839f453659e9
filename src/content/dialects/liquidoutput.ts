/** The text that a template leaves, as it grows, and where each piece of it comes from. */
export interface Output {
  readonly pieces: string[];
  /** Line breaks so far. */
  lines: number;
  readonly marks: { readonly at: number; readonly line: number; readonly isSource: boolean }[];
}

export const createOutput = (): Output => ({ pieces: [], lines: 0, marks: [] });

/** The piece in which a line begins is the last one that began further up. */
export function sourceLine(marks: Output["marks"], line: number): number {
  let [from, to] = [0, marks.length];
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if ((marks[middle] as Output["marks"][number]).at < line) from = middle;
    else to = middle;
  }
  const mark = marks[from];
  return mark === undefined ? 1 : mark.line + (mark.isSource ? line - mark.at : 0);
}

/** Adds a piece of the page itself (`isSource`), or one that stands for a tag on that line. */
export function emit(out: Output, text: string, line: number, isSource = false): void {
  out.marks.push({ at: out.lines, line, isSource });
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
