import type { Button, KnownBlock } from "@slack/types";
import type { Answer, Citation, Verdict } from "../answering/answer.ts";
import { numberOf } from "../answering/citations.ts";
import { choiceText, hintText, readingText, replyText, VOICE } from "../answering/voice.ts";
import { assemble } from "./assemble.ts";
import { ACTION, actions, button, context, feedback, paragraph } from "./blocks.ts";
import { excerptPiece } from "./excerpts.ts";
import { fallbackText } from "./fallback.ts";
import { BUTTON } from "./limits.ts";
import { type Escaped, escapeText, escapeWithin, join } from "./mrkdwn.ts";
import { BOLD, cited, richText, section, sentence, words } from "./richtext.ts";
import { snippetPieces } from "./snippets.ts";
import { clip } from "./text.ts";

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
  const warns = answer.secret && surroundings.place === "private";
  const warning = warns ? secretNotice() : undefined;
  return {
    text: fallbackText(answer, warning?.text),
    blocks: blocksOf(answer, warning?.blocks ?? [], surroundings),
  };
}

/** For the asker alone: with a private answer it comes first; beside one in a channel, send it privately. */
export const secretNotice = (): Message => ({
  text: escapeText(VOICE.secret),
  blocks: [paragraph(join([escapeText("\u26A0\uFE0F"), escapeText(VOICE.secret)], " "))],
});

/** Characters of what authors of rules write. */
const LONGEST_SENTENCE = 600;

function blocksOf(answer: Answer, warning: readonly KnownBlock[], surroundings: RenderContext): KnownBlock[] {
  const { answerId } = surroundings;
  const reading = context([escapeWithin(readingText(answer.reading), LONGEST_SENTENCE)]);
  switch (answer.kind) {
    case "answer": {
      const head = answer.verdict ? [verdictBlock(answer.verdict)] : [];
      const body = answer.excerpts.map((excerpt, at) => excerptPiece(excerpt, at + 1));
      const tail = [...(answer.offer ? offerBlocks([answer.offer], 0, answerId) : []), ...reading];
      return assemble([...warning, ...head], body, [...tail, ...closing(surroundings)]);
    }
    case "snippet":
    case "ask": {
      const below = answer.excerpts.map((excerpt) => excerptPiece(excerpt, numberOf(excerpt.citation, answer)));
      const tail = answer.kind === "ask" ? questionBlocks(answer.question, surroundings) : closing(surroundings);
      return assemble(warning, [...snippetPieces(answer.snippet, answerId), ...below], tail);
    }
    case "choice":
      return assemble(warning, [], [...choiceBlocks(answer, answerId), ...reading]);
    case "unknown": {
      const person = actions(personButton(surroundings));
      return assemble(warning, [], [...unknownBlocks(answer.nearest), ...reading, ...person]);
    }
    case "reply":
      return assemble(warning, [], [paragraph(escapeText(replyText(answer.reply)))]);
    default:
      return answer satisfies never;
  }
}

const verdictBlock = ({ verdict, condition }: Verdict): KnownBlock =>
  richText([section([...words(`${VOICE.verdicts[verdict]} `, BOLD), ...sentence(clip(condition, LONGEST_SENTENCE))])]);

const personButton = ({ answerId, canAskPerson }: RenderContext): Button[] =>
  canAskPerson ? [button(VOICE.askPerson, ACTION.askPerson, answerId)] : [];

/** What can be done with a finished answer. */
function closing(surroundings: RenderContext): KnownBlock[] {
  const { answerId, place } = surroundings;
  const share = place === "private" ? [button(VOICE.share, ACTION.share, answerId)] : [];
  return [...actions([...share, ...personButton(surroundings)]), feedback(answerId)];
}

function questionBlocks(question: string, { answerId, place, command }: RenderContext): KnownBlock[] {
  return [
    richText([section(sentence(clip(question, LONGEST_SENTENCE), BOLD))]),
    ...context([escapeWithin(hintText(place, command), LONGEST_SENTENCE)]),
    ...actions([button(VOICE.fillForm, ACTION.fillForm, answerId, "primary")]),
  ];
}

/** Buttons for configurations; the first is number `from` of what the answer offers. */
const offerBlocks = (offers: readonly { readonly title: string }[], from: number, answerId: string): KnownBlock[] => [
  paragraph(escapeText(VOICE.offerHere)),
  ...pickButtons(
    offers.map(({ title }) => title),
    from,
    answerId,
  ),
];

/** What is too long for a button stands above it, whole. */
function pickButtons(titles: readonly string[], from: number, answerId: string): KnownBlock[] {
  const shown = titles.slice(0, MOST_PICKS);
  const isLong = shown.some((title) => title.length > BUTTON.text);
  const lines = shown.map((title, at) => escapeWithin(`${from + at + 1}. ${title}`, LONGEST_TITLE));
  return [
    ...(isLong ? [paragraph(join(lines, "\n"))] : []),
    ...actions(shown.map((title, at) => button(title, ACTION.pick(from + at), `${answerId}:${from + at}`))),
  ];
}
/** More is no choice. */
const MOST_PICKS = 10;
const LONGEST_TITLE = 290;

function choiceBlocks(answer: Extract<Answer, { kind: "choice" }>, answerId: string): KnownBlock[] {
  const { choices, offers } = answer;
  const titles = choices.map(
    ({ breadcrumb, heading, badges }) =>
      `${breadcrumb.join(" › ") || heading}${badges.length > 0 ? ` [${badges.join(", ")}]` : ""}`,
  );
  const named = offers.map(({ title }) => title);
  const head = paragraph(escapeText(choiceText(answer)));
  if (choices.length === 0) return [head, ...pickButtons(named, 0, answerId)];
  return [
    head,
    ...pickButtons(titles, 0, answerId),
    ...(offers.length > 0 ? offerBlocks(offers, choices.length, answerId) : []),
  ];
}

function unknownBlocks(nearest: readonly Citation[]): KnownBlock[] {
  if (nearest.length === 0) return [paragraph(escapeText(VOICE.unknown))];
  const pages = nearest.slice(0, MOST_PICKS).map((citation) => section(pageLine(citation)));
  return [
    paragraph(escapeText(`${VOICE.unknown} ${VOICE.nearest}`)),
    richText([{ type: "rich_text_list", style: "bullet", elements: pages }]),
  ];
}

/** The page, not the section; where it has no address, its file. */
function pageLine(citation: Citation) {
  const { url, path, breadcrumb } = citation;
  const page = breadcrumb[0] ?? path;
  const shown = cited({ ...citation, url: url?.replace(/#.*$/, ""), breadcrumb: [page], badges: [] });
  return url === undefined ? [...shown, ...words(` (${clip(path, LONGEST_TITLE)})`)] : shown;
}
