import type { Section } from "../content/section.ts";
import { SIGNS } from "../search/confidence.ts";
import { chooseExcerpt } from "../search/excerpt.ts";
import { FEATURES } from "../search/features.ts";
import { type Found, type Knowledge, search } from "../search/search.ts";
import type { Asked } from "../search/unitvalue.ts";
import { type Answer, type Citation, cite, type Excerpt, type Reading, type Signal, type Why } from "./answer.ts";
import { readQuestion } from "./question.ts";
import { readSmallTalk } from "./smalltalk.ts";

/** The bot as a function. With `pick`, the answer is the section that the asker chose among the ones offered. */
export type Ask = (message: string, pick?: Pick<Citation, "source" | "path" | "anchor">) => Answer;

/** From this confidence on the bot answers; from the lower one on it offers choices. Chosen on dev, see docs/search-quality.md. */
export const ZONES = { answer: 0.51, choice: 0.3 } as const;

const HITS = 10;
const CARDS = 3;
const CHOICES = 3;

/** Binds the bot to one snapshot of knowledge. Same message, same answer. */
export const createAsk =
  (knowledge: Knowledge): Ask =>
  (message, pick) => {
    const question = readQuestion(message);
    const found = search(question.text, knowledge);
    const { query, wants, matcher } = found;
    const asked: Asked = { text: question.text, wants, matcher };
    const reading: Reading = {
      searchedFor: query.concepts.filter(({ alternatives }) => alternatives.length > 0).map(({ word }) => word),
      corrections: query.corrections,
      missing: query.missing,
      cut: question.cut,
      foreign: question.foreign,
    };
    const hits = found.ranked.slice(0, HITS).map(({ section }, at) => ({
      section: knowledge.sectionAt(section),
      score: found.scores[at] as number,
    }));
    const common = { hits, reading, why: explain(found, knowledge) };
    const confidence = found.confidence;
    const unknown = (): Answer => ({
      kind: "unknown",
      nearest: nearestPages(hits.map(({ section }) => section)),
      confidence,
      ...common,
    });
    /** A section may be a heading and nothing else: where there is nothing to quote, there is no answer. */
    const answer = (from: Found["ranked"]): Answer => {
      const excerpts = chooseCards(from, asked, knowledge);
      return excerpts.length > 0 ? { kind: "answer", excerpts, confidence, ...common } : unknown();
    };
    const picked = pick && found.ranked.find(({ section }) => isSection(knowledge.sectionAt(section), pick));
    if (picked) return answer([picked]);
    const reply = readSmallTalk(question.text);
    if (reply) return { kind: "reply", reply, confidence: 0, ...common };
    if (hits.length === 0 || confidence < ZONES.choice) return unknown();
    if (confidence >= ZONES.answer) return answer(found.ranked.slice(0, HITS));
    return {
      kind: "choice",
      choices: hits.slice(0, CHOICES).map(({ section }) => cite(section)),
      confidence,
      ...common,
    };
  };

const isSection = ({ page, anchor }: Section, citation: Pick<Citation, "source" | "path" | "anchor">): boolean =>
  page.source === citation.source && page.path === citation.path && anchor === citation.anchor;

/** Sections whose excerpt repeats a card above are passed over. */
function chooseCards(from: Found["ranked"], asked: Asked, knowledge: Knowledge): Excerpt[] {
  const cards: Excerpt[] = [];
  const shown = new Set<string>();
  for (const { section: number } of from) {
    const section = knowledge.sectionAt(number);
    const parts = chooseExcerpt(number, section, asked, knowledge.index);
    const text = JSON.stringify(parts.map((part) => (part.kind === "row" ? part.cells : part.text)));
    if (parts.length === 0 || shown.has(text)) continue;
    shown.add(text);
    cards.push({ citation: cite(section), parts });
    if (cards.length === CARDS) break;
  }
  return cards;
}

function nearestPages(sections: readonly Section[]): Citation[] {
  const first = new Map<string, Section>();
  for (const section of sections) {
    const page = `${section.page.source} ${section.page.path}`;
    if (!first.has(page)) first.set(page, section);
  }
  return [...first.values()].slice(0, CHOICES).map(cite);
}

function explain({ query, ranked, signs }: Found, { weights }: Knowledge): Why {
  const [best] = ranked;
  const signal = (name: string, value: number, weight: number): Signal => ({ name, value, share: value * weight });
  return {
    words: query.concepts.map(({ word, idf, alternatives }, at) => ({
      word,
      weight: idf / query.mass,
      as: alternatives.map(({ how, text }) => (how === "exact" ? text : `${text} (${how})`)),
      found: (best?.matched[at] ?? 0) > 0,
    })),
    ranking: FEATURES.map((name, at) => signal(name, best?.features[at] ?? 0, weights.rank[name])),
    confidence: SIGNS.map((name, at) => signal(name, signs[at] ?? 0, weights.confidence[name])),
  };
}
