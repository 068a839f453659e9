import type { Speller } from "./fuzzy.ts";
import type { SearchIndex } from "./index.ts";
import { type Bridge, findNames, type Lexicon, matchLexicon } from "./lexicon.ts";
import { STOP_WORDS } from "./stopwords.ts";
import { stem, type Token, tokenize } from "./terms.ts";

/** A way in which one concept of the question may stand in a section: all `terms` are needed. */
export interface Alternative {
  readonly terms: readonly number[];
  /** What a match is worth beside the word itself, 0..1. */
  readonly weight: number;
  readonly how: "exact" | "part" | "corrected" | "joined" | "split" | Bridge;
  readonly text: string;
}

/** One thing the question speaks of: a word, or words that belong together, with all that may stand for it. */
interface Concept {
  readonly word: string;
  /** Weight of the concept: inverse document frequency of what it stands for. */
  readonly idf: number;
  readonly alternatives: readonly Alternative[];
  /** Whether it names a product or a technology. */
  readonly isName: boolean;
}

export interface Query {
  readonly concepts: readonly Concept[];
  /** Neighbours in the question, as indexes into `concepts`. */
  readonly pairs: readonly (readonly [number, number])[];
  readonly corrections: readonly { readonly from: string; readonly to: string }[];
  /** Words that the documentation does not know, and nothing known is like them. */
  readonly missing: readonly string[];
  /** Identifiers of the question (`shared_buffers`, `java.io.EOFException`) that stand nowhere in the documentation. */
  readonly strangers: number;
  /** All known words of the question, function words too, for comparing it with whole phrases. */
  readonly allTerms: ReadonlySet<number>;
  /** Sum of the concepts' weights, at least a little above 0. */
  readonly mass: number;
}

export interface Language {
  readonly index: SearchIndex;
  readonly lexicon: Lexicon;
  readonly speller: Speller;
}

/** What an alternative is worth, by how it was found. Fitted by hand on dev in coarse steps; see docs/search-quality.md. */
const WORTH = { same: 0.9, near: 0.5, leads: 0.5, joined: 0.95, split: 0.9, corrected: 0.9 } as const;
/** Parts of a compound whose whole is known count less: the whole says it all. */
const PART_SHARE = 0.4;
const MOST_CONCEPTS = 28;

interface Draft {
  readonly token: Token;
  readonly at: number;
  readonly isName: boolean;
  share: number;
  alternatives: Alternative[];
  idf: number;
}

export function readQuery(text: string, language: Language): Query {
  const tokens = tokenize(text);
  const words = tokens.filter((token) => token.role !== "part").map((token) => token.word);
  const drafts = dropRepeats(draftConcepts(tokens, findNames(words, language.lexicon), language));
  joinNeighbours(drafts, language.index);
  expand(drafts, words, language);
  correctUnknown(drafts, language);
  const known = tokens.flatMap(({ term, role }) => (role === "part" ? [] : (language.index.termIds.get(term) ?? [])));
  const strangers = tokens.filter(
    ({ term, role }) => role === "whole" && term.startsWith("=") && !language.index.termIds.has(term),
  ).length;
  return { ...finish(drafts, language.index), strangers, allTerms: new Set(known) };
}

/** Position counts words, not parts, so that it fits the lexicon's positions. */
function draftConcepts(tokens: readonly Token[], named: readonly boolean[], { index }: Language): Draft[] {
  const drafts: Draft[] = [];
  let at = -1;
  let wholeKnown = false;
  for (const token of tokens) {
    if (token.role !== "part") at++;
    const id = index.termIds.get(token.term);
    if (token.role === "whole") wholeKnown = id !== undefined;
    if (token.role !== "part" && STOP_WORDS.has(token.word)) continue;
    if (token.role === "part" && (STOP_WORDS.has(token.word) || token.word.length < 2)) continue;
    if (token.role === "whole" && id === undefined) continue;
    const share = token.role === "part" && wholeKnown ? PART_SHARE : 1;
    const alternatives: Alternative[] =
      id === undefined
        ? []
        : [{ terms: [id], weight: 1, how: token.role === "part" ? "part" : "exact", text: token.word }];
    const isName = token.role !== "part" && named[at] === true;
    drafts.push({ token, at, isName, share, alternatives, idf: id === undefined ? 0 : (index.idf[id] as number) });
  }
  return drafts;
}

function dropRepeats(drafts: readonly Draft[]): Draft[] {
  const seen = new Set<string>();
  return drafts.filter((draft) => !seen.has(draft.token.term) && seen.add(draft.token.term));
}

/** "lake fs" is read as "lakefs" where the documentation writes it in one word, and more often than either half. */
function joinNeighbours(drafts: Draft[], index: SearchIndex): void {
  const holding = (id: number): number =>
    (index.postings.offsets[id + 1] as number) - (index.postings.offsets[id] as number);
  for (let i = 0; i + 1 < drafts.length; i++) {
    const [left, right] = [drafts[i] as Draft, drafts[i + 1] as Draft];
    if (left.token.role !== "word" || right.token.role !== "word" || right.at !== left.at + 1) continue;
    const joined = left.token.word + right.token.word;
    const id = index.termIds.get(stem(joined));
    if (id === undefined) continue;
    const known = [left, right].map((half) =>
      half.alternatives[0] ? holding(half.alternatives[0].terms[0] as number) : 0,
    );
    if (holding(id) < Math.min(...known)) continue;
    const alternative: Alternative = { terms: [id], weight: WORTH.joined, how: "joined", text: joined };
    left.alternatives.push(alternative);
    left.idf = Math.max(index.idf[id] as number, Math.min(left.idf, right.idf));
    if (right.alternatives.length === 0 || holding(id) > Math.max(...known)) drafts.splice(i + 1, 1);
  }
}

/** Adds what the lexicon knows; a phrase's expansions go to its weightiest word, or to a concept of their own. */
function expand(drafts: Draft[], words: readonly string[], { index, lexicon }: Language): void {
  for (const match of matchLexicon(words, lexicon)) {
    const alternatives = match.expansions.flatMap((expansion): Alternative[] => {
      const terms = expansion.terms.filter((term) => !STOP_WORDS.has(term)).map((term) => index.termIds.get(term));
      if (terms.length === 0 || terms.includes(undefined)) return [];
      return [
        { terms: terms as number[], weight: WORTH[expansion.bridge], how: expansion.bridge, text: expansion.phrase },
      ];
    });
    if (alternatives.length === 0) continue;
    const inside = drafts.filter(
      (draft) => draft.at >= match.from && draft.at < match.to && draft.token.role !== "part",
    );
    const owner = inside.sort((a, b) => b.idf - a.idf)[0];
    if (owner) owner.alternatives.push(...alternatives);
    else {
      const word = words.slice(match.from, match.to).join(" ");
      const token: Token = { word, term: `~${word}`, role: "word" };
      drafts.push({ token, at: match.from, isName: false, share: 1, alternatives, idf: 0 });
    }
  }
  drafts.sort((a, b) => a.at - b.at);
}

function correctUnknown(drafts: readonly Draft[], { index, speller }: Language): void {
  for (const draft of drafts) {
    if (draft.alternatives.length > 0 || draft.isName || draft.token.role === "whole") continue;
    const split = splitWord(draft.token.word, index);
    const corrections = speller.correct(draft.token.word);
    if (split && (corrections[0]?.likeness ?? 0) < 0.85) draft.alternatives.push(split);
    for (const { word, likeness } of corrections) {
      const id = index.termIds.get(stem(word));
      if (id === undefined || draft.alternatives.some((known) => known.terms.includes(id))) continue;
      draft.alternatives.push({ terms: [id], weight: WORTH.corrected * likeness, how: "corrected", text: word });
    }
  }
}

/** "sparksubmit" → spark submit, where the documentation knows both halves. */
function splitWord(word: string, index: SearchIndex): Alternative | undefined {
  for (let at = 3; at <= word.length - 3; at++) {
    const [left, right] = [index.termIds.get(stem(word.slice(0, at))), index.termIds.get(stem(word.slice(at)))];
    if (left !== undefined && right !== undefined)
      return {
        terms: [left, right],
        weight: WORTH.split,
        how: "split",
        text: `${word.slice(0, at)} ${word.slice(at)}`,
      };
  }
  return undefined;
}

function finish(drafts: readonly Draft[], index: SearchIndex): Omit<Query, "allTerms" | "strangers"> {
  const rarest = Math.log(index.sections.page.length + 1);
  const weigh = (draft: Draft): number => {
    const best = Math.max(
      0,
      ...draft.alternatives.map((a) => a.weight * Math.max(...a.terms.map((term) => index.idf[term] as number))),
    );
    return draft.share * (draft.idf > 0 ? draft.idf : best > 0 ? best : rarest * MISSING_SHARE);
  };
  const kept = drafts
    .map((draft) => ({ draft, idf: weigh(draft) }))
    .filter(({ draft }) => draft.alternatives.length > 0 || draft.token.role === "word")
    .sort((a, b) => b.idf - a.idf)
    .slice(0, MOST_CONCEPTS)
    .sort((a, b) => a.draft.at - b.draft.at);
  const concepts = kept.map(({ draft: { token, alternatives, isName }, idf }) => ({
    word: token.word,
    idf,
    alternatives,
    isName,
  }));
  return {
    concepts,
    pairs: kept
      .slice(1)
      .flatMap(({ draft }, at) => (draft.at - (kept[at]?.draft.at ?? 0) <= 2 ? [[at, at + 1] as const] : [])),
    corrections: concepts.flatMap(({ word, alternatives: [first] }) =>
      first && (first.how === "corrected" || first.how === "split" || first.how === "joined")
        ? [{ from: word, to: first.text }]
        : [],
    ),
    missing: concepts.filter(({ alternatives }) => alternatives.length === 0).map(({ word }) => word),
    mass: Math.max(
      0.01,
      concepts.reduce((sum, { idf }) => sum + idf, 0),
    ),
  };
}

/** A word nobody knows weighs this share of the rarest known one: it may be a name, or noise. */
const MISSING_SHARE = 0.6;
