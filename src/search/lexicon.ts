import type { Glossary } from "../content/glossary.ts";
import { stem, tokenize } from "./terms.ts";

/** The glossary list that makes a term stand for a word of the question. */
export type Bridge = "same" | "near" | "leads";

interface Expansion {
  /** As written in the glossary. */
  readonly phrase: string;
  /** All of them are needed. */
  readonly terms: readonly string[];
  readonly bridge: Bridge;
}

/** The glossary, ready for matching against the stems of a question. */
export interface Lexicon {
  /** Phrases by their first stem. */
  readonly byFirst: ReadonlyMap<string, readonly LexiconEntry[]>;
  /** Names of products and technologies, as stems joined by spaces. */
  readonly names: ReadonlySet<string>;
}

/** A lexicon as plain JSON. */
export interface PackedLexicon {
  readonly byFirst: readonly (readonly [string, readonly LexiconEntry[]])[];
  readonly names: readonly string[];
}

export const packLexicon = ({ byFirst, names }: Lexicon): PackedLexicon => ({
  byFirst: [...byFirst],
  names: [...names],
});

export const unpackLexicon = ({ byFirst, names }: PackedLexicon): Lexicon => ({
  byFirst: new Map(byFirst),
  names: new Set(names),
});

interface LexiconEntry {
  readonly stems: readonly string[];
  readonly expansions: readonly Expansion[];
}

/** Synonyms are one step apart: a synonym of a synonym is not added. */
export function compileLexicon(glossary: Glossary): Lexicon {
  const phrases = new Map<string, Map<string, Expansion>>();
  const link = (from: string, to: string, bridge: Bridge): void => {
    const stems = stemsOf(from).join(" ");
    const terms = stemsOf(to);
    if (stems === "" || terms.length === 0 || stems === terms.join(" ")) return;
    const expansions = phrases.get(stems) ?? new Map<string, Expansion>();
    if (!expansions.has(terms.join(" "))) expansions.set(terms.join(" "), { phrase: to, terms, bridge });
    phrases.set(stems, expansions);
  };
  for (const bridge of ["same", "near"] as const)
    for (const group of glossary[bridge]) for (const from of group) for (const to of group) link(from, to, bridge);
  for (const { say, means } of glossary.leads) for (const from of say) for (const to of means) link(from, to, "leads");
  const byFirst = new Map<string, LexiconEntry[]>();
  for (const [key, expansions] of phrases) {
    const stems = key.split(" ");
    const first = stems[0] as string;
    const entries = byFirst.get(first) ?? [];
    entries.push({ stems, expansions: [...expansions.values()] });
    byFirst.set(first, entries);
  }
  return { byFirst, names: new Set(glossary.names.map((name) => stemsOf(name).join(" ")).filter(Boolean)) };
}

const stemsOf = (phrase: string): string[] =>
  tokenize(phrase)
    .filter((token) => token.role !== "part")
    .map((token) => token.term);

const LONGEST_NAME = 4;

/** For each word, whether it is part of a name. */
export function findNames(words: readonly string[], { names }: Lexicon): boolean[] {
  const stems = words.map(stem);
  const named = words.map(() => false);
  for (let from = 0; from < stems.length; from++)
    for (let to = Math.min(stems.length, from + LONGEST_NAME); to > from; to--)
      if (names.has(stems.slice(from, to).join(" "))) {
        named.fill(true, from, to);
        break;
      }
  return named;
}

export interface LexiconMatch {
  /** Position of the first matched word, and one past the last. */
  readonly from: number;
  readonly to: number;
  readonly expansions: readonly Expansion[];
}

/** Finds the phrases of the lexicon in a sequence of words, longest first. A match inside a longer match is dropped. */
export function matchLexicon(words: readonly string[], lexicon: Lexicon): LexiconMatch[] {
  const stems = words.map(stem);
  const matches = stems.flatMap((first, from) =>
    (lexicon.byFirst.get(first) ?? []).flatMap((entry) =>
      entry.stems.every((wanted, at) => stems[from + at] === wanted)
        ? [{ from, to: from + entry.stems.length, expansions: entry.expansions }]
        : [],
    ),
  );
  return matches
    .sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
    .filter((match, at, all) => !all.slice(0, at).some((longer) => longer.from <= match.from && match.to <= longer.to));
}
