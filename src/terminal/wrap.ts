/**
 * Wraps lines at spaces to `columns` visible characters. Further lines of a list item or an indented line align with its text.
 * Fenced code and long words stay whole, so that they can be copied.
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

/** Visible characters: escape sequences for bold and faint do not count. */
const widthOf = (text: string): number => text.replace(/\p{Cc}\[\d+m/gu, "").length;
