import type { Answer, Citation } from "../../answering/answer.ts";
import { pageOf, titleOf } from "../../answering/citations.ts";
import { clip } from "../../answering/plain.ts";
import { VOICE } from "../../answering/voice.ts";
import type { Intent } from "../../intents/definition.ts";
import {
  type Block,
  type BlockOf,
  blockOf,
  citationIn,
  type Outline,
  outlineOf,
  titlesOf,
} from "../../outline/outline.ts";
import type { Activity } from "./activity.ts";
import { cardText, cited, claimOf, claimOfCard, linkTo, sourceLine } from "./card.ts";
import { buttons, execute, personButton, picks, type Scope } from "./elements.ts";
import { formActivity } from "./form.ts";
import {
  bold,
  type Escaped,
  escapeText,
  escapeWithin,
  fenced,
  italic,
  join,
  lines,
  link,
  marker,
  oneLine,
  paragraphs,
  sentence,
} from "./markdown.ts";
import { message, type Paragraphs } from "./message.ts";
import { isShort, snippetCard } from "./snippet.ts";

export interface RenderContext {
  /** What buttons give back; tells nothing of what was asked. */
  readonly answerId: string;
  readonly scope: Scope;
  /** Where people help: shown as a link, in place of the button. */
  readonly supportUrl?: string | undefined;
  readonly canAskPerson: boolean;
  /** Whether Teams shall say that a language model wrote it, as some organisations demand of every bot; it did not. */
  readonly aiLabel: boolean;
  /** Who sees the chips. */
  readonly user?: string | undefined;
  /** For the form that asks for a value; without it, there is a button for it. */
  readonly intentOf?: ((id: string) => Intent | undefined) | undefined;
}

/** Units of what authors of rules write. */
const LONGEST_SENTENCE = 600;
const LONGEST_NOTE = 1_000;
/** Units of what was filled in. */
const LONGEST_VALUES = 2_000;
const LABEL = 300;

/**
 * The answer as messages that Teams takes, to be sent in this order. The first is the answer; what follows are cards and chips,
 * which Teams does not show beside citations.
 */
export function renderAnswer(answer: Answer, context: RenderContext): Activity[] {
  const outline = outlineOf(answer);
  const warns = outline.secret && context.scope === "personal";
  const always = (text: Escaped) => ({ content: { text }, citation: undefined });
  const first = message(
    [
      ...(warns ? [always(secretWarning())] : []),
      ...outline.blocks.map((block) => ({ content: toParagraphs(block, context), citation: citationIn(block) })),
      ...(outline.actions.includes("person") ? supportLink(context).map(always) : []),
    ],
    { aiLabel: context.aiLabel, feedback: outline.actions.includes("judge") },
  );
  return [first, ...following(outline, context)];
}

/** For the asker alone: with an answer between two people it comes first; beside one that others read, send it privately. */
export const secretNotice = (): Activity =>
  message([{ content: { text: secretWarning() }, citation: undefined }], { aiLabel: false, feedback: false });

const secretWarning = (): Escaped => join([escapeText("\u26A0\uFE0F"), bold(escapeText(VOICE.secret))], " ");

function toParagraphs(block: Block, { scope }: RenderContext): Paragraphs {
  switch (block.kind) {
    case "verdict":
      return {
        text: join([bold(escapeText(block.word)), sentence(clip(block.condition, LONGEST_SENTENCE))], " "),
      };
    case "card":
      return { text: cardText(block), claim: claimOfCard(block) };
    case "code":
      return { text: codeText(block), claim: claimOf(block.citation, block.number, block.title, "Source Code") };
    case "note":
      return { text: sentence(clip(block.text, LONGEST_NOTE)) };
    case "details": {
      const small = [block.values, block.formats].map((text) => escapeWithin(text, LONGEST_VALUES));
      return { text: lines([...small, sourceLine(block.citation)]) };
    }
    case "offers":
      // Below the message, as buttons or chips.
      return { text: escapeText("") };
    case "choices": {
      const shown = [
        ...block.sections.map(sectionLine),
        ...block.titles.map((title) => escapeText(oneLine(title, LABEL))),
      ];
      const numbered = shown.map((line, at) => join([escapeText(`${at + 1}.`), line], " "));
      return { text: paragraphs([escapeText(block.text), lines(numbered)]) };
    }
    case "pages":
      return { text: paragraphs([escapeText(block.text), lines(block.pages.map(pageLine))]) };
    case "question": {
      const how = scope === "personal" ? VOICE.replyHere : VOICE.mention;
      return { text: paragraphs([bold(sentence(clip(block.text.trim(), LONGEST_SENTENCE))), small(how)]) };
    }
    case "reading":
      return { text: small(block.text) };
    case "reply":
      return { text: escapeText(block.text) };
    default:
      return block satisfies never;
  }
}

const small = (text: string): Escaped => italic(escapeWithin(text.trim(), LONGEST_SENTENCE));

function codeText({ number, citation, title, code }: BlockOf<"code">): Escaped {
  const head = lines([join([bold(escapeText(oneLine(title, LABEL))), marker(number)], " "), cited(citation)]);
  const shown = isShort(code) ? fenced(code) : join([italic(escapeText(VOICE.tooLong)), linkTo(citation)], " ");
  return paragraphs([head, shown]);
}

const supportLink = ({ supportUrl }: RenderContext): Escaped[] =>
  supportUrl === undefined ? [] : [link(supportUrl, VOICE.askPerson)];

const sectionLine = (citation: Citation): Escaped => link(citation.url, titleOf(citation));

/** The page, not the section; its file if it has no address. */
function pageLine(citation: Citation): Escaped {
  const { title, url } = pageOf(citation);
  const file = url === undefined ? [escapeText(`(${oneLine(citation.path, LABEL)})`)] : [];
  return join([escapeText("•"), link(url, title), ...file], " ");
}

/** What comes after the message: what can be tapped. */
function following(outline: Outline, context: RenderContext): Activity[] {
  const { answerId, canAskPerson, supportUrl } = context;
  const asks = outline.actions.includes("person") && canAskPerson && supportUrl === undefined;
  const person = asks ? [personButton(answerId)] : [];
  const [code, details, question] = [
    blockOf("code", outline),
    blockOf("details", outline),
    blockOf("question", outline),
  ];
  if (code && details) {
    const card = snippetCard(code, details, answerId, person);
    return [...card, ...(question ? form(question, context) : [])];
  }
  const choices = blockOf("choices", outline);
  if (choices) return picks(titlesOf(choices), VOICE.pickOne, [], context);
  const offers = blockOf("offers", outline);
  return offers ? picks(offers.titles, offers.text, person, context) : buttons(VOICE.whatElse, person);
}

function form({ intent: id, values }: BlockOf<"question">, { answerId, intentOf }: RenderContext): Activity[] {
  const intent = intentOf?.(id);
  return (
    (intent && formActivity(intent, values, answerId)) ??
    buttons(VOICE.replyHere, [execute(VOICE.fillForm, "fillForm", { answer: answerId })])
  );
}
