import type { Answer, Citation } from "../../answering/answer.ts";
import { citationsOf, pageOf, titleOf } from "../../answering/citations.ts";
import { clip } from "../../answering/plain.ts";
import { VOICE } from "../../answering/voice.ts";
import { fitPieces, type Piece } from "../../outline/fit.ts";
import {
  type Block,
  type BlockOf,
  blockOf,
  citationIn,
  type Outline,
  outlineOf,
  titlesOf,
} from "../../outline/outline.ts";
import { type Action, type AdaptiveCard, createCard, type Element } from "./adaptivecard.ts";
import { heading, linked, paragraph, quote, readOn, ruleText, sourceOf } from "./cardquote.ts";
import { execute, literally, personButton, says } from "./elements.ts";
import { renderForm } from "./form.ts";
import { ACTIVITY, CARD, sizeOf } from "./limits.ts";
import { oneLine, webAddress } from "./markdown.ts";
import type { RenderContext } from "./render.ts";
import { codeBlock, formButtons, isShort } from "./snippet.ts";

export type CardContext = Pick<RenderContext, "answerId" | "supportUrl" | "canAskPerson" | "intentOf"> & {
  /** It was judged: that is noted, and not asked again. */
  readonly isJudged?: boolean;
};

/** Bytes of a card, as JSON: what goes around it, a preview in entities, takes the rest. */
const LONGEST_CARD = ACTIVITY.whole - 6 * 1024;
/** Bytes of a form below an answer, as JSON. */
const LONGEST_FORM = 12 * 1024;
/** Units of what was filled in, and of how a question was read. */
const LONGEST_SMALL = 600;

type Elements = readonly Element[];

/** The whole answer as one card, for the asker alone, with what can be done with it. */
export function renderAnswerCard(answer: Answer, context: CardContext): AdaptiveCard {
  const outline = outlineOf(answer);
  const form = formOf(outline, context);
  const warning = outline.secret ? [literally(VOICE.secretThere, { color: "Attention" })] : [];
  const noted = context.isJudged ? [says(VOICE.noted)] : [];
  const offers = blockOf("offers", outline);
  const below = [...(form?.body ?? []), ...(offers ? [says(offers.text)] : []), ...noted];
  return cardOf(
    [always(warning), ...outline.blocks.map(toPiece), always(below)],
    form ? (form.actions ?? []) : actionsOf(outline, context),
  );
}

/** What the asker may show to others: what the documentation says, and where; `undefined` where that is nothing. */
export function renderSharedCard(answer: Answer): AdaptiveCard | undefined {
  const isShareable = (answer.kind === "answer" || answer.kind === "snippet") && citationsOf(answer).length > 0;
  return isShareable ? cardOf(outlineOf(answer).blocks.filter(isShared).map(toPiece), []) : undefined;
}

const isShared = (block: Block): boolean => block.kind === "verdict" || citationIn(block) !== undefined;

const always = (content: Elements): Piece<Elements> => ({ content, citation: undefined });
const toPiece = (block: Block): Piece<Elements> => ({ content: toElements(block), citation: citationIn(block) });

const cardOf = (pieces: readonly Piece<Elements>[], actions: readonly Action[]): AdaptiveCard =>
  fitPieces(
    pieces,
    readOn,
    (shown) => {
      const elements = shown.flat();
      const card = createCard(elements.length > 0 ? elements : [says(VOICE.unknown)], actions);
      return { ...card, msteams: { width: "full" } };
    },
    (card) => sizeOf(card) <= LONGEST_CARD,
  );

function toElements(block: Block): Element[] {
  switch (block.kind) {
    case "verdict":
      return paragraph([
        { type: "TextRun", text: `${block.word} `, weight: "Bolder" },
        { type: "TextRun", text: ruleText(block.condition) },
      ]);
    case "card":
      return quote(block);
    case "code":
      return codeOf(block);
    case "note":
      return [literally(ruleText(block.text))];
    case "details": {
      const small = [block.values, block.formats].filter((text) => text !== "");
      return [
        ...small.map((text) => literally(clip(text, LONGEST_SMALL), { isSubtle: true })),
        ...sourceOf(block.citation),
      ];
    }
    case "offers":
      // Right above its buttons.
      return [];
    case "choices": {
      const sections = block.sections.map((citation) => linked(citation.url, titleOf(citation)));
      const titles = block.titles.map((title) => linked(undefined, title));
      return [
        says(block.text),
        ...[...sections, ...titles].flatMap((choice, at) =>
          paragraph([{ type: "TextRun", text: `${at + 1}. ` }, choice], { spacing: "Small" }),
        ),
      ];
    }
    case "pages":
      return [says(block.text), ...block.pages.flatMap(pageElements)];
    case "question":
      return [literally(ruleText(block.text), { weight: "Bolder" })];
    case "reading":
      return paragraph([{ type: "TextRun", text: clip(block.text.trim(), LONGEST_SMALL), isSubtle: true }]);
    case "reply":
      return [literally(block.text)];
    default:
      return block satisfies never;
  }
}

const codeOf = ({ number, citation, title, code, language }: BlockOf<"code">): Element[] => {
  const described = [linked(citation.url, titleOf(citation))];
  const shown = isShort(code)
    ? [codeBlock(code, language, described)]
    : paragraph([{ type: "TextRun", text: `${VOICE.tooLong} ` }, ...described]);
  return [...heading(citation, number, title), ...shown];
};

/** The page, not the section; its file if it has no address. */
function pageElements(citation: Citation): Element[] {
  const { title, url } = pageOf(citation);
  const file = webAddress(citation.url) === undefined ? ` (${oneLine(citation.path, 300)})` : "";
  return paragraph([{ type: "TextRun", text: "• " }, linked(url, title), { type: "TextRun", text: file }], {
    spacing: "Small",
  });
}

/** The form of what is asked for, if it is short enough to stand below an answer. */
function formOf(outline: Outline, { answerId, intentOf }: CardContext): AdaptiveCard | undefined {
  const question = blockOf("question", outline);
  const intent = question && intentOf?.(question.intent);
  const form = intent && renderForm(intent, question.values, answerId);
  return form && sizeOf(form) <= LONGEST_FORM ? form : undefined;
}

/** What is offered first, as much of it as leaves room for what can be done with every answer. */
function actionsOf(outline: Outline, context: CardContext): Action[] {
  const { answerId, isJudged = false } = context;
  const { actions } = outline;
  const own = [
    ...(actions.includes("share") ? [execute(VOICE.intoMessage, "share", { answer: answerId })] : []),
    ...(actions.includes("judge") && !isJudged ? judgeButtons(answerId) : []),
    ...(actions.includes("person") ? personOf(context) : []),
  ];
  return [...offeredIn(outline, answerId).slice(0, CARD.actions - own.length), ...own];
}

function offeredIn(outline: Outline, answerId: string): Action[] {
  const choices = blockOf("choices", outline);
  const titles = choices ? titlesOf(choices) : (blockOf("offers", outline)?.titles ?? []);
  return [
    ...titles.map((title, at) => execute(title, "pick", { answer: answerId, pick: at })),
    ...formButtons(outline.actions.includes("form") ? [] : (blockOf("details", outline)?.others ?? []), answerId),
  ];
}

const judgeButtons = (answer: string): Action[] => [
  execute(VOICE.helpful, "judge", { answer, rating: "up" }),
  execute(VOICE.notHelpful, "judge", { answer, rating: "down" }),
];

function personOf({ answerId, supportUrl, canAskPerson }: CardContext): Action[] {
  const url = webAddress(supportUrl);
  if (url !== undefined) return [{ type: "Action.OpenUrl", title: VOICE.askPerson, url }];
  return canAskPerson ? [personButton(answerId)] : [];
}
