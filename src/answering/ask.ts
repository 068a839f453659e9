import type { Section } from "../content/section.ts";
import { matchRules } from "../intents/match.ts";
import { type Found, type Knowledge, search } from "../search/search.ts";
import type { Asked } from "../search/unitvalue.ts";
import { type Answer, type Citation, type Conversation, cite, type Reading, type RuleTrace } from "./answer.ts";
import { type Ruling, ruleOn } from "./byrule.ts";
import { chooseCards, nearestPages } from "./cards.ts";
import { traceOf } from "./configure.ts";
import { current } from "./dialogue.ts";
import { didYouMean } from "./didyoumean.ts";
import { explain } from "./explain.ts";
import { type Question, readQuestion } from "./question.ts";
import { createRuleSpeller, NO_RULEBOOK, type Rulebook } from "./rulebook.ts";
import { readSmallTalk } from "./smalltalk.ts";

/** A section, or an intent, that the asker chose among the ones offered; for an intent also the form, and values of one. */
export type Picked =
  | {
      readonly intent: string;
      readonly format?: string | undefined;
      readonly values?: Conversation["values"] | undefined;
    }
  | Readonly<Record<"source" | "path" | "anchor", string>>;

/** What surrounds a message. */
export interface Turn {
  /** What the last answer to the same asker in the same place said to remember. */
  readonly conversation?: Conversation | undefined;
  /** Milliseconds since 1970, for forgetting. */
  readonly at?: number;
  readonly asker?: string;
  readonly pick?: Picked | undefined;
}

/** The bot as a function. */
export type Ask = (message: string, turn?: Turn) => Answer;

/** From this confidence on the bot answers; from the lower one on it offers choices. Chosen on dev, see docs/search-quality.md. */
export const ZONES = { answer: 0.62, choice: 0.3 } as const;

/** What a rule says is so: every message that it takes was written down, and is checked. */
const BY_RULE = 0.97;

const HITS = 10;
/**
 * How far a section may be behind the best one and still be quoted, on the ranking's scale of log-odds: the best one is then 50
 * times as likely to be the right one. Chosen on questions of our own, see docs/search-quality.md.
 */
const BEHIND = 4;
const CARDS = 3;
/** Below a configuration. */
const CARDS_BESIDE = 3;
const CHOICES = 3;

interface Heard {
  readonly question: Question;
  readonly found: Found;
  readonly knowledge: Knowledge;
  readonly asked: Asked;
  /** Worth quoting, best first. */
  readonly best: readonly number[];
  readonly turn: Required<Omit<Turn, "pick">> & Turn;
  readonly common: Omit<Common, "conversation" | "confidence">;
}

type Common = Pick<Answer, "confidence" | "hits" | "reading" | "why" | "secret" | "conversation">;

/** Binds the bot to one snapshot of knowledge and rules. Same message in the same conversation, same answer. */
export const createAsk = (knowledge: Knowledge, rulebook: Rulebook = NO_RULEBOOK): Ask => {
  const ruleWord = createRuleSpeller(rulebook);
  return (message, turn = {}) => {
    const question = readQuestion(message);
    const found = search(question.text, knowledge);
    const strange = [...found.query.corrections, ...found.query.missing.map((from) => ({ from, to: undefined }))];
    const corrected = new Map(
      strange.flatMap(({ from, to }) => {
        const right = ruleWord(from) ?? to;
        return right === undefined ? [] : [[from, right] as const];
      }),
    );
    const matching = matchRules(question.text, rulebook.rules, corrected);
    const traces = matching.intents.map((match) => traceOf(match, matching, rulebook));
    const heard = hear(question, found, knowledge, turn, traces);
    const { pick } = turn;
    const section = pick && "path" in pick ? pickedOf(heard, pick) : undefined;
    if (section !== undefined) return answerFromDocs(heard, [section], undefined);
    const conversation = current(turn.conversation, heard.turn.at, heard.turn.asker);
    const scene = { text: question.text, cues: found.cues, matching, conversation, knowledge, rulebook };
    const picked = pick && "intent" in pick ? pick : undefined;
    const ruling = ruleOn({ ...scene, picked });
    const reply =
      ruling === undefined || ruling.kind === "offer" ? readSmallTalk(question.text, found.cues) : undefined;
    if (reply) return { kind: "reply", reply, confidence: 0, ...heard.common, conversation };
    return ruling && ruling.kind !== "offer" ? answerByRule(heard, ruling) : answerByZone(heard, ruling);
  };
};

function hear(question: Question, found: Found, knowledge: Knowledge, turn: Turn, rules: readonly RuleTrace[]): Heard {
  const { query, wants, matcher } = found;
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
  return {
    question,
    found,
    knowledge,
    asked: { wants, matcher },
    best: found.ranked
      .filter((_, at) => (found.scores[0] as number) - (found.scores[at] as number) <= BEHIND)
      .map(({ section }) => section),
    turn: { ...turn, conversation: turn.conversation, at: turn.at ?? 0, asker: turn.asker ?? "" },
    common: { hits, reading, why: explain(found, knowledge, rules), secret: question.secret },
  };
}

const isSection = ({ page, anchor }: Section, picked: Pick<Citation, "source" | "path" | "anchor">): boolean =>
  page.source === picked.source && page.path === picked.path && anchor === picked.anchor;

/** The section that was picked, among those that the question finds and those that it may have meant. */
const pickedOf = ({ found, question, knowledge }: Heard, pick: Parameters<typeof isSection>[1]): number | undefined =>
  [...found.ranked.map(({ section }) => section), ...didYouMean(question.text, knowledge, CHOICES)].find((number) =>
    isSection(knowledge.sectionAt(number), pick),
  );

/** What to remember; what is not named is forgotten. */
const remember = ({ turn }: Heard, what: Partial<Conversation>): Conversation => ({
  at: turn.at,
  asker: turn.asker,
  intent: undefined,
  values: {},
  format: undefined,
  asked: undefined,
  again: 0,
  offered: [],
  verdict: false,
  ...what,
});

function answerByRule(heard: Heard, ruling: Exclude<Ruling, { kind: "offer" }>): Answer {
  const { common } = heard;
  switch (ruling.kind) {
    case "configured": {
      const { snippet, open, values, section } = ruling.configured;
      const { intent, format } = snippet;
      const told = { intent, values, format, asked: open?.slot, again: ruling.again };
      const conversation = remember(heard, told);
      const excerpts = cardsOf(heard, section, CARDS_BESIDE);
      const shared = { ...common, confidence: BY_RULE, snippet, excerpts, conversation };
      return open ? { kind: "ask", ...open, ...shared } : { kind: "snippet", ...shared };
    }
    case "offers": {
      const { offers, values } = ruling;
      const conversation = remember(heard, { offered: offers.map(({ intent }) => intent), values });
      return { kind: "choice", choices: [], offers, confidence: BY_RULE, ...common, conversation };
    }
    case "verdict": {
      const { verdict, section } = ruling;
      const excerpts = cardsOf(heard, section, CARDS);
      const conversation = remember(heard, { verdict: true });
      return { kind: "answer", verdict, excerpts, offer: undefined, confidence: BY_RULE, ...common, conversation };
    }
    case "reply":
      return { kind: "reply", reply: ruling.reply, confidence: 0, ...common, conversation: undefined };
    default:
      return ruling satisfies never;
  }
}

/** What the cited section says, and what comes next where the search is not far off. */
function cardsOf({ found, best, asked, knowledge }: Heard, cited: number, most: number) {
  const others = found.confidence >= ZONES.choice ? best.filter((section) => section !== cited) : [];
  return chooseCards([cited, ...others], asked, knowledge, most);
}

/** A section may be a heading and nothing else: where there is nothing to quote, there is no answer. */
function answerFromDocs(
  heard: Heard,
  sections: readonly number[],
  offered: Extract<Ruling, { kind: "offer" }> | undefined,
): Answer {
  const { found, common } = heard;
  const excerpts = chooseCards(sections, heard.asked, heard.knowledge, CARDS);
  if (excerpts.length === 0) return notFound(heard);
  const told = offered ? { offered: [offered.offer.intent], values: offered.values } : {};
  const conversation = remember(heard, told);
  return {
    kind: "answer",
    verdict: undefined,
    excerpts,
    offer: offered?.offer,
    confidence: found.confidence,
    ...common,
    conversation,
  };
}

/** What was typed may be the beginning of a heading; else the nearest pages are named. */
function notFound(heard: Heard): Answer {
  const { found, common, question, knowledge } = heard;
  const meant = didYouMean(question.text, knowledge, CHOICES);
  if (meant.length > 0) {
    const conversation = remember(heard, {});
    const { confidence } = found;
    const choices = meant.map((number) => cite(knowledge.sectionAt(number)));
    return { kind: "choice", choices, offers: [], confidence, ...common, conversation };
  }
  const nearest = nearestPages(
    common.hits.map(({ section }) => section),
    CHOICES,
  );
  return { kind: "unknown", nearest, confidence: found.confidence, ...common, conversation: undefined };
}

function answerByZone(heard: Heard, offered: Extract<Ruling, { kind: "offer" }> | undefined): Answer {
  const { found, common, best } = heard;
  if (common.hits.length === 0 || found.confidence < ZONES.choice) return notFound(heard);
  if (found.confidence >= ZONES.answer) return answerFromDocs(heard, best, offered);
  const choices = common.hits.slice(0, CHOICES).map(({ section }) => cite(section));
  const offers = offered ? [offered.offer] : [];
  const told = offered ? { offered: [offered.offer.intent], values: offered.values } : {};
  return {
    kind: "choice",
    choices,
    offers,
    confidence: found.confidence,
    ...common,
    conversation: remember(heard, told),
  };
}
