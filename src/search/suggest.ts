import Fuse from "fuse.js";
import type { Section } from "../content/section.ts";

/** Search as you type, over names such as headings. The only place that knows fuse.js. */
export type Suggest = (typed: string, most: number) => readonly Suggestion[];

/** Something that can be suggested. */
export interface Named {
  readonly name: string;
  /** What stands above it: its breadcrumb. */
  readonly context: string;
}

interface Suggestion {
  /** Its position in what was given. */
  readonly item: number;
  /** 0..1: 1 if every typed word is a word of the name, less for beginnings, misspelt words and words of the context. */
  readonly likeness: number;
  /** The same of the typed word that fits least; 0 if the name has no word for it. */
  readonly weakest: number;
}

/** Of what is typed; more is not the beginning of a name. */
const LONGEST = 100;
const MOST_WORDS = 8;
/** Longer words are compared with none that is alike. */
const LONGEST_MISSPELT = 24;
/** A word of the context counts less than one of the name. */
const CONTEXT = 0.5;
/** A beginning of a word, and the more of the word it is, up to 1. */
const BEGINNING = 0.8;
/** A misspelt word at its best. */
const MISSPELT = 0.7;
/** Shorter words are like too many others. */
const SHORTEST_MISSPELT = 4;
/** Words that a misspelt word may stand for. */
const ALTERNATIVES = 8;
/** Of two names that hold what was typed, the one with fewer other words comes first, then the one that begins with it. */
const SHARE_OF_NAME = 0.2;
const FIRST_WORD = 0.05;

const wordsOf = (text: string): string[] =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** What the names are made of: their words in order, and where each stands. */
interface Vocabulary {
  readonly words: readonly string[];
  /** By word: the items that have it in their name, and in their context. */
  readonly inName: readonly (readonly number[])[];
  readonly inContext: readonly (readonly number[])[];
  readonly firstWords: readonly (string | undefined)[];
  /** Number of words of each name. */
  readonly lengths: readonly number[];
  readonly alike: Fuse<string>;
}

/** Nothing is prepared before something is typed: few processes ever suggest. */
export function createSuggest(items: () => readonly Named[]): Suggest {
  let vocabulary: Vocabulary | undefined;
  return (typed, most) => {
    const words = wordsOf(typed.slice(0, LONGEST)).slice(0, MOST_WORDS);
    if (words.length === 0) return [];
    vocabulary ??= collect(items());
    return suggest(words, vocabulary, most);
  };
}

/** Over the headings of sections, and what stands above them; an item is a section's number. */
export const createSectionSuggest = (count: number, sectionAt: (number: number) => Section): Suggest =>
  createSuggest(() =>
    Array.from({ length: count }, (_, number) => {
      const { heading, breadcrumb } = sectionAt(number);
      return { name: heading, context: breadcrumb.slice(0, -1).join(" ") };
    }),
  );

function suggest(typed: readonly string[], vocabulary: Vocabulary, most: number): Suggestion[] {
  const sums = new Map<number, { sum: number; inName: number; weakest: number }>();
  for (const word of typed) {
    const best = new Map<number, { value: number; inName: boolean }>();
    const note = (item: number, value: number, inName: boolean): void => {
      if (value > (best.get(item)?.value ?? 0)) best.set(item, { value, inName });
    };
    for (const [at, value] of meantBy(word, vocabulary)) {
      for (const item of vocabulary.inName[at] as readonly number[]) note(item, value, true);
      for (const item of vocabulary.inContext[at] as readonly number[]) note(item, CONTEXT * value, false);
    }
    for (const [item, { value, inName }] of best) {
      const { sum, ...before } = sums.get(item) ?? { sum: 0, inName: 0, weakest: 1 };
      const weakest = Math.min(before.weakest, value);
      sums.set(item, { sum: sum + value, inName: before.inName + Number(inName), weakest });
    }
  }
  return [...sums]
    .map(([item, { sum, inName, weakest: least }]) => {
      const likeness = sum / typed.length;
      const share = Math.min(1, inName / (vocabulary.lengths[item] as number));
      const isFirst = vocabulary.firstWords[item]?.startsWith(typed[0] as string);
      const weakest = inName === typed.length ? least : 0;
      return { item, likeness, weakest, order: likeness + SHARE_OF_NAME * share + (isFirst ? FIRST_WORD : 0) };
    })
    .sort((a, b) => b.order - a.order || a.item - b.item)
    .slice(0, most)
    .map(({ item, likeness, weakest }) => ({ item, likeness, weakest }));
}

/** The known words that a typed one may stand for or begin, with what that is worth. */
function meantBy(typed: string, { words, alike }: Vocabulary): (readonly [number, number])[] {
  const from = firstAtLeast(words, typed);
  const meant: (readonly [number, number])[] = [];
  for (let at = from; words[at]?.startsWith(typed); at++) {
    const share = typed.length / (words[at] as string).length;
    meant.push([at, share === 1 ? 1 : BEGINNING + (1 - BEGINNING) * share]);
  }
  if (meant.length > 0 || typed.length < SHORTEST_MISSPELT || typed.length > LONGEST_MISSPELT) return meant;
  return alike
    .search(typed, { limit: ALTERNATIVES })
    .map(({ refIndex, score = 1 }) => [refIndex, MISSPELT * (1 - score)] as const);
}

/** Where in the ordered words a word stands, or would stand. */
function firstAtLeast(words: readonly string[], word: string): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] as string) < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

function collect(items: readonly Named[]): Vocabulary {
  const names = items.map(({ name }) => wordsOf(name));
  const contexts = items.map(({ context }) => wordsOf(context));
  const words = [...new Set([...names.flat(), ...contexts.flat()])].sort((a, b) => (a < b ? -1 : 1));
  const position = new Map(words.map((word, at) => [word, at]));
  const postings = (all: readonly (readonly string[])[]): number[][] => {
    const lists: number[][] = words.map(() => []);
    all.forEach((own, item) => {
      for (const word of new Set(own)) (lists[position.get(word) as number] as number[]).push(item);
    });
    return lists;
  };
  return {
    words,
    inName: postings(names),
    inContext: postings(contexts),
    firstWords: names.map(([first]) => first),
    lengths: names.map((own) => Math.max(1, own.length)),
    alike: new Fuse(words, { includeScore: true, threshold: 0.35, ignoreLocation: true, minMatchCharLength: 2 }),
  };
}
