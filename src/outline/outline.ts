import type { Answer, Citation, Snippet, Verdict } from "../answering/answer.ts";
import { numberOf, titleOf } from "../answering/citations.ts";
import { choiceText, formatsText, readingText, replyText, VOICE, valuesText } from "../answering/voice.ts";
import { type Line, linesOf } from "./lines.ts";

/**
 * What an answer says, laid out once for every platform: blocks in their order, in plain text, without markup. A platform decides
 * how each looks, and escapes it.
 */
export interface Outline {
  readonly blocks: readonly Block[];
  /** What can be done with it; a platform offers what it has. */
  readonly actions: readonly Action[];
  /** The message held a secret: the asker is warned, alone where others read on. */
  readonly secret: boolean;
}

type Action =
  /** Show a private answer to everybody. */
  | "share"
  /** Hand the question to a person. */
  | "person"
  /** Say whether it helped. */
  | "judge"
  /** Fill in the values of a configuration. */
  | "form";

/** Blocks with a citation may be left out where room is short, from the last on; the citation is where to read them. */
export type Block =
  | { readonly kind: "verdict"; readonly word: string; readonly condition: string }
  /** A quote: verbatim lines of one section. */
  | { readonly kind: "card"; readonly number: number; readonly citation: Citation; readonly lines: readonly Line[] }
  /** A configuration, to be copied. */
  | {
      readonly kind: "code";
      readonly number: number;
      readonly citation: Citation;
      readonly title: string;
      readonly code: string;
      readonly language: string;
    }
  /** A sentence of a rule, with code in backticks. */
  | { readonly kind: "note"; readonly citation: Citation; readonly text: string }
  /** Small print of a configuration: what was filled in, and its other forms ("" where there are none). */
  | {
      readonly kind: "details";
      readonly citation: Citation;
      readonly values: string;
      readonly formats: string;
      readonly others: Snippet["formats"];
    }
  /** Configurations that may be wanted, too. */
  | { readonly kind: "offers"; readonly text: string; readonly titles: readonly string[] }
  /** One of these is meant: sections, then configurations. */
  | {
      readonly kind: "choices";
      readonly text: string;
      readonly sections: readonly Citation[];
      readonly titles: readonly string[];
    }
  /** The nearest pages, where nothing answers. */
  | { readonly kind: "pages"; readonly text: string; readonly pages: readonly Citation[] }
  /** The one value that is missing, with code in backticks; and what the form begins with. */
  | {
      readonly kind: "question";
      readonly text: string;
      readonly intent: string;
      readonly values: Readonly<Record<string, string>>;
    }
  /** How the question was read; "" where there is nothing to say. */
  | { readonly kind: "reading"; readonly text: string }
  /** A sentence of the bot's own. */
  | { readonly kind: "reply"; readonly text: string };

/** The block of one kind. */
export type BlockOf<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

/** The only place that looks at the kind of an answer to lay it out. */
export function outlineOf(answer: Answer): Outline {
  const { secret } = answer;
  const reading: Block = { kind: "reading", text: readingText(answer.reading) };
  switch (answer.kind) {
    case "answer": {
      const { verdict, offer } = answer;
      const offers: Block[] = offer ? [{ kind: "offers", text: VOICE.offerHere, titles: [offer.title] }] : [];
      const blocks = [...(verdict ? [verdictOf(verdict)] : []), ...cardsOf(answer), ...offers, reading];
      return { blocks, actions: ["share", "person", "judge"], secret };
    }
    case "snippet":
      return {
        blocks: [...snippetBlocks(answer.snippet), ...cardsOf(answer)],
        actions: ["share", "person", "judge"],
        secret,
      };
    case "ask": {
      const { snippet, question: text, conversation } = answer;
      const question: Block = { kind: "question", text, intent: snippet.intent, values: conversation?.values ?? {} };
      return { blocks: [...snippetBlocks(snippet), ...cardsOf(answer), question], actions: ["form"], secret };
    }
    case "choice": {
      const sections = answer.choices.slice(0, MOST_CHOICES);
      const titles = answer.offers.slice(0, MOST_CHOICES - sections.length).map(({ title }) => title);
      const choices: Block = { kind: "choices", text: choiceText(answer), sections, titles };
      return { blocks: [choices, reading], actions: [], secret };
    }
    case "unknown": {
      const pages = answer.nearest.slice(0, MOST_CHOICES);
      const text = pages.length > 0 ? `${VOICE.unknown} ${VOICE.nearest}` : VOICE.unknown;
      return { blocks: [{ kind: "pages", text, pages }, reading], actions: ["person"], secret };
    }
    case "reply":
      return { blocks: [{ kind: "reply", text: replyText(answer.reply) }], actions: [], secret };
    default:
      return answer satisfies never;
  }
}

/** More is no choice. */
const MOST_CHOICES = 10;

const verdictOf = ({ verdict, condition }: Verdict): Block => ({
  kind: "verdict",
  word: VOICE.verdicts[verdict],
  condition,
});

const cardsOf = (answer: Extract<Answer, { kind: "answer" | "snippet" | "ask" }>): Block[] =>
  answer.excerpts.map(({ citation, parts }, at) => ({
    kind: "card",
    number: answer.kind === "answer" ? at + 1 : numberOf(citation, answer),
    citation,
    lines: linesOf(parts),
  }));

function snippetBlocks(snippet: Snippet): Block[] {
  const { citation, title, code, language, notes, format, formats } = snippet;
  return [
    { kind: "code", number: 1, citation, title, code, language },
    ...notes.map((text): Block => ({ kind: "note", citation, text })),
    {
      kind: "details",
      citation,
      values: valuesText(snippet),
      formats: formatsText(snippet),
      others: formats.filter(({ id }) => id !== format),
    },
  ];
}

/** The first block of a kind. */
export const blockOf = <Kind extends Block["kind"]>(kind: Kind, { blocks }: Outline): BlockOf<Kind> | undefined =>
  blocks.find((block): block is BlockOf<Kind> => block.kind === kind);

/** What can be chosen, in its order. */
export const titlesOf = ({ sections, titles }: BlockOf<"choices">): readonly string[] => [
  ...sections.map(titleOf),
  ...titles,
];

/** Where to read a block that is left out; `undefined` for those that are always there. */
export const citationIn = (block: Block): Citation | undefined => ("citation" in block ? block.citation : undefined);
