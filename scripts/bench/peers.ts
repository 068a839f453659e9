import Fuse from "fuse.js";
import MiniSearch from "minisearch";
import { codeOf, proseOf, type Section } from "../../src/content/section.ts";
import { STOP_WORDS } from "../../src/search/stopwords.ts";
import { stem } from "../../src/search/terms.ts";

export interface Document {
  readonly id: number;
  readonly title: string;
  readonly heading: string;
  readonly breadcrumb: string;
  readonly body: string;
  readonly code: string;
  readonly asked: string;
}

export const toDocuments = (sections: readonly Section[]): Document[] =>
  sections.map((section, id) => ({
    id,
    title: section.page.title,
    heading: section.heading,
    breadcrumb: section.breadcrumb.join(" "),
    body: proseOf(section.blocks),
    code: codeOf(section.blocks),
    asked: section.askedAs.join("\n"),
  }));

const OPTIONS = {
  fields: ["title", "heading", "breadcrumb", "body", "code", "asked"],
  processTerm: (term: string): string | null => {
    const word = term.toLowerCase();
    return STOP_WORDS.has(word) ? null : stem(word);
  },
  searchOptions: { boost: { heading: 3, title: 2, asked: 2 }, fuzzy: 0.2 },
};

/** MiniSearch 7 with stemming, stop words, boosts and fuzzy matching, as a bot would use it. */
export function buildMiniSearch(documents: readonly Document[]): MiniSearch<Document> {
  const peer = new MiniSearch<Document>(OPTIONS);
  peer.addAll(documents);
  return peer;
}

export const loadMiniSearch = (json: string): MiniSearch<Document> => MiniSearch.loadJSON<Document>(json, OPTIONS);

/** fuse.js with its best settings for questions: any of the words, no stop words, field lengths ignored. */
export function buildFuse(documents: readonly Document[]): (question: string) => unknown {
  const fuse = new Fuse(documents, {
    keys: ["title", "heading", "breadcrumb", "body", "code", "asked"],
    ignoreLocation: true,
    ignoreFieldNorm: true,
    threshold: 0.2,
    useExtendedSearch: true,
  });
  return (question) => {
    const words = question.toLowerCase().match(/[\p{L}\p{N}.]+/gu) ?? [];
    const wanted = words.filter((word) => !STOP_WORDS.has(word));
    return fuse.search(wanted.join(" | ") || question, { limit: 10 });
  };
}
