import type { Fault } from "./section.ts";

/**
 * In characters. Markdown parsers are quadratic in the length of a paragraph for some inputs, such as brackets and titles that
 * never close. This limit and the one on page size together bound the time it takes to parse a page.
 */
export const LONGEST_PARAGRAPH = 50_000;

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
/** A heading, table row or list item starts a paragraph. */
const STARTS_PARAGRAPH = /^[ \t>]*(?:\||#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t])/;

/** Blanks each paragraph that is too long (line numbers stay the same) and reports it. Fenced code may have any length. */
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
        message: `a paragraph of ${length} characters was left out; the limit is ${LONGEST_PARAGRAPH}, so split it up`,
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
    if (marker !== "" || line.trim() === "" || STARTS_PARAGRAPH.test(line)) end(at);
    if (marker !== "") fence = marker;
    else if (line.trim() !== "") {
      if (length === 0) start = at;
      length += line.length + 1;
    }
  });
  end(lines.length);
  return { text: faults.length > 0 ? lines.join("\n") : text, faults };
}
