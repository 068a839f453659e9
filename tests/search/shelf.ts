import type { Glossary } from "../../src/content/glossary.ts";
import { EMPTY_GLOSSARY } from "../../src/content/glossary.ts";
import { readLibrary } from "../../src/content/library.ts";
import { hashRevision } from "../../src/content/revision.ts";
import type { Section } from "../../src/content/section.ts";
import { buildIndex } from "../../src/search/build.ts";
import { createSpeller } from "../../src/search/fuzzy.ts";
import { compileLexicon } from "../../src/search/lexicon.ts";
import { type Knowledge, search } from "../../src/search/search.ts";
import { createSectionSuggest } from "../../src/search/suggest.ts";
import { WEIGHTS } from "../../src/search/weights.ts";
import { sites } from "../content/pages.ts";

export interface Shelf {
  readonly knowledge: Knowledge;
  readonly sections: readonly Section[];
}

/** Knowledge of a few pages, each given as Markdown. */
export function shelfOf(
  pages: Readonly<Record<string, string>>,
  glossary: Glossary = EMPTY_GLOSSARY,
  askedAs: ReadonlyMap<string, readonly string[]> = new Map(),
): Shelf {
  const files = Object.entries(pages).map(([path, text]) => ({ path, text }));
  const revisionOf = ({ text }: { text: string }) => hashRevision(text);
  const source = { id: "shelf", site: sites.plain, files, faults: [], fingerprint: "shelf", revisionOf };
  const { sections } = readLibrary([source], askedAs);
  const index = buildIndex(sections);
  const sectionAt = (number: number): Section => sections[number] as Section;
  return {
    sections,
    knowledge: {
      index,
      lexicon: compileLexicon(glossary),
      speller: createSpeller(index.words, index.wordCounts),
      sectionAt,
      suggest: createSectionSuggest(sections.length, sectionAt),
      weights: WEIGHTS,
      about: { sources: [], fingerprint: "shelf" },
    },
  };
}

/** `path#anchor` of what a question finds, best first. */
export const found = (question: string, { knowledge }: Shelf): string[] =>
  search(question, knowledge).ranked.map(({ section }) => {
    const { page, anchor } = knowledge.sectionAt(section);
    return `${page.path}#${anchor}`;
  });
