/**
 * Breaks lines at spaces so that each has at most `columns` characters on a screen; the rest of an item or of an indented line
 * stands under its own text. Code between fences, and words that are longer, stay whole: they are copied.
 */
export function wrap(text: string, columns: number): string {
  let fence: string | undefined;
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    const isCode = fence !== undefined;
    if (isCode && line === fence) fence = undefined;
    else if (!isCode) fence = /^`{3,}/.exec(line)?.[0];
    lines.push(...(isCode || fence !== undefined ? [line] : wrapLine(line, columns)));
  }
  return lines.join("\n");
}

function wrapLine(line: string, columns: number): string[] {
  const start = /^ *(?:(?:[-*•]|\d+[.)]) +)?/.exec(line)?.[0] ?? "";
  const indent = " ".repeat(start.length);
  const [first = "", ...words] = line.slice(start.length).split(" ");
  const lines = [start + first];
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`;
    if (widthOf(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(indent + word);
  }
  return lines;
}

/** Without what switches bold and faint. */
const widthOf = (text: string): number => text.replace(/\p{Cc}\[\d+m/gu, "").length;
