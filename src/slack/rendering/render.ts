import type { Button, KnownBlock } from "@slack/types";
import type { Answer, Citation } from "../../answering/answer.ts";
import { pageOf, titleOf } from "../../answering/citations.ts";
import { clip } from "../../answering/plain.ts";
import { hintText, VOICE } from "../../answering/voice.ts";
import { fitPieces } from "../../outline/fit.ts";
import { type Block, type BlockOf, citationIn, type Outline, outlineOf } from "../../outline/outline.ts";
import { ACTION, actions, button, choose, context, feedback, paragraph } from "./blocks.ts";
import { cardBlocks, linkTo, readOn, sourceLine } from "./card.ts";
import { fallbackText } from "./fallback.ts";
import { BUTTON, ID, MESSAGE, OPTION } from "./limits.ts";
import { type Escaped, escapeText, escapeWithin, join } from "./mrkdwn.ts";
import { BOLD, cited, linked, preformatted, richText, section, sentence, words } from "./richtext.ts";
import { costOf } from "./size.ts";

export interface RenderContext {
  /** What the buttons give back, at most 255 characters; tells nothing of what was asked. */
  readonly answerId: string;
  /** `private`: only the asker sees it, and may share it. */
  readonly place: "channel" | "private";
  readonly canAskPerson: boolean;
  /** The slash command, “/docs”. */
  readonly command: string;
}

/** Send it with `unfurl_links: false` and `unfurl_media: false`, without `link_names`, and `parse` left at “none”. */
export interface Message {
  /** The same without blocks. */
  readonly text: Escaped;
  readonly blocks: KnownBlock[];
}

/** The whole answer as one message that Slack accepts. */
export function renderAnswer(answer: Answer, surroundings: RenderContext): Message {
  const outline = outlineOf(answer);
  const warning = outline.secret && surroundings.place === "private" ? secretNotice() : undefined;
  const pieces = outline.blocks.map((block) => ({
    content: toBlocks(block, surroundings),
    citation: citationIn(block),
  }));
  const always = (content: readonly KnownBlock[]) => ({ content: [...content], citation: undefined });
  return {
    text: fallbackText(outline, warning?.text),
    blocks: fitPieces(
      [always(warning?.blocks ?? []), ...pieces, always(closing(outline, surroundings))],
      (citation) => [richText([section(readOn(citation))])],
      (shown) => shown.flat(),
      (blocks) => blocks.length <= MESSAGE.blocks && costOf(blocks) <= MESSAGE.characters,
    ),
  };
}

/** For the asker alone: with a private answer it comes first; beside one in a channel, send it privately. */
export const secretNotice = (): Message => ({
  text: escapeText(VOICE.secret),
  blocks: [paragraph(join([escapeText("\u26A0\uFE0F"), escapeText(VOICE.secret)], " "))],
});

/** Characters of what authors of rules write. */
const LONGEST_SENTENCE = 600;
const LONGEST_NOTE = 1_000;
/** Characters of what was filled in. */
const LONGEST_VALUES = 2_000;
/** Characters of code in one message; more would leave no room for what belongs to it. */
const LONGEST_CODE = 8_000;

function toBlocks(block: Block, surroundings: RenderContext): KnownBlock[] {
  const { answerId } = surroundings;
  switch (block.kind) {
    case "verdict":
      return [
        richText([section([...words(`${block.word} `, BOLD), ...sentence(clip(block.condition, LONGEST_SENTENCE))])]),
      ];
    case "card":
      return cardBlocks(block);
    case "code":
      return [codeBlock(block)];
    case "note":
      return [richText([section(sentence(clip(block.text, LONGEST_NOTE)))])];
    case "details": {
      const small = context([escapeWithin(block.values, LONGEST_VALUES), ...sourceLine(block.citation)]);
      return [...small, ...formatSelect(block, answerId)];
    }
    case "offers":
      return offerBlocks(block.text, block.titles, 0, answerId);
    case "choices":
      return choiceBlocks(block, answerId);
    case "pages":
      return pageBlocks(block);
    case "question":
      return questionBlocks(block.text, surroundings);
    case "reading":
      return context([escapeWithin(block.text, LONGEST_SENTENCE)]);
    case "reply":
      return [paragraph(escapeText(block.text))];
    default:
      return block satisfies never;
  }
}

/** What can be done with the answer. */
function closing({ actions: possible }: Outline, { answerId, place, canAskPerson }: RenderContext): KnownBlock[] {
  const buttons: Button[] = [
    ...(possible.includes("form") ? [button(VOICE.fillForm, ACTION.fillForm, answerId, "primary")] : []),
    ...(possible.includes("share") && place === "private" ? [button(VOICE.share, ACTION.share, answerId)] : []),
    ...(possible.includes("person") && canAskPerson ? [button(VOICE.askPerson, ACTION.askPerson, answerId)] : []),
  ];
  return [...actions(buttons), ...(possible.includes("judge") ? [feedback(answerId)] : [])];
}

function codeBlock({ number, title, code, language, citation }: BlockOf<"code">): KnownBlock {
  const head = [...words(`[${number}] `, BOLD), ...linked(undefined, title, BOLD), ...words("\n"), ...cited(citation)];
  const shown = preformatted(code, language);
  if (shown && costOf(shown) <= LONGEST_CODE) return richText([section(head), shown]);
  return richText([section([...head, ...words(`\n${VOICE.tooLong} `, { italic: true }), ...linkTo(citation)])]);
}

/** The values of the options are the ids of the formats; the block's id is the answer's. */
function formatSelect({ others }: BlockOf<"details">, answerId: string): KnownBlock[] {
  const options = others.filter(({ id }) => id.length <= OPTION.value);
  return answerId.length <= ID ? choose(VOICE.formats, ACTION.format, options, answerId) : [];
}

function questionBlocks(question: string, { place, command }: RenderContext): KnownBlock[] {
  return [
    richText([section(sentence(clip(question, LONGEST_SENTENCE), BOLD))]),
    ...context([escapeWithin(hintText(place, command), LONGEST_SENTENCE)]),
  ];
}

/** Buttons for configurations; the first is number `from` of what the answer offers. */
const offerBlocks = (text: string, titles: readonly string[], from: number, answerId: string): KnownBlock[] => [
  paragraph(escapeText(text)),
  ...pickButtons(titles, from, answerId),
];

/** What is too long for a button stands above it, whole. */
function pickButtons(titles: readonly string[], from: number, answerId: string): KnownBlock[] {
  const isLong = titles.some((title) => title.length > BUTTON.text);
  const lines = titles.map((title, at) => escapeWithin(`${from + at + 1}. ${title}`, LONGEST_TITLE));
  return [
    ...(isLong ? [paragraph(join(lines, "\n"))] : []),
    ...actions(titles.map((title, at) => button(title, ACTION.pick(from + at), `${answerId}:${from + at}`))),
  ];
}
const LONGEST_TITLE = 290;

function choiceBlocks({ text, sections, titles }: BlockOf<"choices">, answerId: string): KnownBlock[] {
  if (sections.length === 0) return offerBlocks(text, titles, 0, answerId);
  return [
    ...offerBlocks(text, sections.map(titleOf), 0, answerId),
    ...(titles.length > 0 ? offerBlocks(VOICE.offerHere, titles, sections.length, answerId) : []),
  ];
}

function pageBlocks({ text, pages }: BlockOf<"pages">): KnownBlock[] {
  const elements = pages.map((citation) => section(pageLine(citation)));
  const list = richText([{ type: "rich_text_list", style: "bullet", elements }]);
  return [paragraph(escapeText(text)), ...(pages.length > 0 ? [list] : [])];
}

/** The page, not the section; its file if it has no address. */
function pageLine(citation: Citation) {
  const { title, url } = pageOf(citation);
  const shown = cited({ ...citation, url, breadcrumb: [title], badges: [] });
  return url === undefined ? [...shown, ...words(` (${clip(citation.path, LONGEST_TITLE)})`)] : shown;
}
