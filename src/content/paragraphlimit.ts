import type { Fault } from "./section.ts";

/**
 * Characters of one paragraph. Markdown parsers take the square of a paragraph's length for some inputs (brackets and titles
 * that never close); with this bound and the one on a page's size, a page is parsed in bounded time on every machine alike.
 */
export const LONGEST_PARAGRAPH = 50_000;

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
/** A heading, a row of a table or an item of a list is a paragraph of its own. */
const OF_ITS_OWN = /^[ \t>]*(?:\||#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t])/;

/** Blanks paragraphs that are too long, so that lines keep their numbers, and names them. Fenced code may be of any length. */
export function limitParagraphs(text: string, file: string): { text: string; faults: (Fault & { line: number })[] } {
  if (text.length <= LONGEST_PARAGRAPH) return { text, faults: [] };
  const lines = text.split("\n");
  const faults: (Fault & { line: number })[] = [];
  let fence = "";
  let start = 0;
  let length = 0;
  const end = (at: number): void => {
    if (length > LONGEST_PARAGRAPH) {
      lines.fill("", start, at);
      faults.push({
        file,
        line: start + 1,
        message: `a paragraph of ${length} characters is left out; break it up, ${LONGEST_PARAGRAPH} are allowed`,
      });
    }
    length = 0;
  };
  lines.forEach((line, at) => {
    const marker = FENCE.exec(line)?.[1] ?? "";
    const inside = fence !== "";
    if (inside) {
      if (marker.startsWith(fence) && line.trim() === marker) fence = "";
      return;
    }
    if (marker !== "" || line.trim() === "" || OF_ITS_OWN.test(line)) end(at);
    if (marker !== "") fence = marker;
    else if (line.trim() !== "") {
      if (length === 0) start = at;
      length += line.length + 1;
    }
  });
  end(lines.length);
  return { text: faults.length > 0 ? lines.join("\n") : text, faults };
}
