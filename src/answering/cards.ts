import type { Section } from "../content/section.ts";
import { CARD, chooseExcerpt, LONGEST_CARD } from "../search/excerpt.ts";
import type { Knowledge } from "../search/search.ts";
import type { Asked } from "../search/unitvalue.ts";
import { type Citation, cite, type Excerpt } from "./answer.ts";

/** Cards of the first sections that have something to quote, the first with the most room; one that repeats a card above is passed over. */
export function chooseCards(
  sections: readonly number[],
  asked: Asked,
  knowledge: Pick<Knowledge, "index" | "sectionAt">,
  most: number,
): Excerpt[] {
  const cards: Excerpt[] = [];
  const shown = new Set<string>();
  for (const number of sections) {
    if (cards.length === most) break;
    const section = knowledge.sectionAt(number);
    const room = cards.length === 0 ? LONGEST_CARD : CARD;
    const parts = chooseExcerpt(number, section, asked, knowledge.index, room);
    const text = JSON.stringify(parts.map((part) => (part.kind === "row" ? part.cells : part.text)));
    if (parts.length === 0 || shown.has(text)) continue;
    shown.add(text);
    cards.push({ citation: cite(section), parts });
  }
  return cards;
}

/** The first section of each page, in order. */
export function nearestPages(sections: readonly Section[], most: number): Citation[] {
  const first = new Map<string, Section>();
  for (const section of sections) {
    const page = `${section.page.source} ${section.page.path}`;
    if (!first.has(page)) first.set(page, section);
  }
  return [...first.values()].slice(0, most).map(cite);
}
