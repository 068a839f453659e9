import type { Section } from "../content/section.ts";
import type { Intent } from "../intents/definition.ts";
import type { Knowledge } from "../search/search.ts";
import { createSuggest } from "../search/suggest.ts";
import type { Ask } from "./ask.ts";

/** Sections for what somebody is typing, best first, at most `MOST`; none if nothing is typed. */
export type SearchTyped = (typed: string) => readonly Section[];

const MOST = 100;
/** From this likeness on a heading holds every word that was typed, or its beginning. */
const HOLDS = 0.8;

/**
 * Headings that hold what was typed come first, then what the bot finds for it as a question, then headings that are near. A
 * whole question finds as much as with `ask` alone; a heading is found while it is typed. Measured in docs/search-quality.md.
 */
export const createTypedSearch =
  ({ suggest, sectionAt }: Pick<Knowledge, "suggest" | "sectionAt">, ask: Ask): SearchTyped =>
  (typed) => {
    if (typed.trim() === "") return [];
    const suggested = suggest(typed, MOST).map(({ item, likeness }) => ({ section: sectionAt(item), likeness }));
    const holding = suggested.filter(({ likeness }) => likeness >= HOLDS);
    const near = suggested.filter(({ likeness }) => likeness < HOLDS);
    return distinct([...holding, ...ask(typed).hits, ...near].map(({ section }) => section)).slice(0, MOST);
  };

function distinct(sections: readonly Section[]): Section[] {
  const seen = new Set<string>();
  return sections.filter(({ page, anchor }) => {
    const key = `${page.source} ${page.path}#${anchor}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Intents whose titles hold what was typed, or come near it; all of them if nothing is typed. */
export function createIntentSearch(intents: readonly Intent[]): (typed: string) => readonly Intent[] {
  const suggest = createSuggest(() => intents.map(({ id, title }) => ({ name: title, context: id })));
  return (typed) => (typed.trim() === "" ? intents : suggest(typed, MOST).flatMap(({ item }) => intents[item] ?? []));
}
