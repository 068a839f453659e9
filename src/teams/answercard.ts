import type { Answer, Citation, Snippet, Verdict } from "../answering/answer.ts";
import { citationsOf, numberOf } from "../answering/citations.ts";
import { clip } from "../answering/plain.ts";
import { choiceText, formatsText, replyText, VOICE, valuesText } from "../answering/voice.ts";
import { type Action, type AdaptiveCard, createCard, type Element } from "./card.ts";
import { literally, says } from "./cards.ts";
import { type CardContext, closingOf } from "./closing.ts";
import { ACTIVITY, sizeOf } from "./limits.ts";
import { oneLine, webAddress } from "./markdown.ts";
import { titleOf } from "./picks.ts";
import { type Group, heading, linked, paragraph, quote, readOn, ruleText, sourceOf } from "./quotes.ts";
import { codeBlock, isShort } from "./snippets.ts";

/** Bytes of a card, as JSON: what goes around it, a preview in entities, takes the rest. */
const LONGEST_CARD = ACTIVITY.whole - 6 * 1024;
/** Units of what was filled in. */
const LONGEST_VALUES = 600;
const MOST_NOTES = 3;
/** More is no choice. */
const MOST_PICKS = 10;

interface Parts {
  readonly head: readonly Element[];
  readonly body: readonly Group[];
  readonly tail?: readonly Element[];
  readonly actions?: readonly Action[];
}

/** The whole answer as one card, for the asker alone, with what can be done with it. */
export function renderAnswerCard(answer: Answer, context: CardContext): AdaptiveCard {
  const { head, body } = partsOf(answer);
  const warning = answer.secret ? [literally(VOICE.secretThere, { color: "Attention" })] : [];
  const noted = context.isJudged ? [says(VOICE.noted)] : [];
  const { tail, actions } = closingOf(answer, context);
  return within({ head: [...warning, ...head], body, tail: [...tail, ...noted], actions });
}

/** What the asker may show to others: what the documentation says, and where; `undefined` where that is nothing. */
export const renderSharedCard = (answer: Answer): AdaptiveCard | undefined =>
  isShareable(answer) ? within(partsOf(answer)) : undefined;

const isShareable = (answer: Answer): boolean =>
  (answer.kind === "answer" || answer.kind === "snippet") && citationsOf(answer).length > 0;

/** Head and tail are always there; of the body as much as fits, and a line that says so where there is more. */
function within(parts: Parts): AdaptiveCard {
  const { body } = parts;
  let count = body.length;
  while (count > 0 && sizeOf(cardOf(parts, count)) > LONGEST_CARD) count--;
  return cardOf(parts, count);
}

function cardOf({ head, body, tail = [], actions = [] }: Parts, count: number): AdaptiveCard {
  const next = body[count];
  const shown = body.slice(0, count).flatMap(({ elements }) => elements);
  const elements = [...head, ...shown, ...(next ? readOn(next.citation) : []), ...tail];
  return { ...createCard(elements.length > 0 ? elements : [says(VOICE.unknown)], actions), msteams: { width: "full" } };
}

function partsOf(answer: Answer): Pick<Parts, "head" | "body"> {
  switch (answer.kind) {
    case "answer": {
      const head = answer.verdict ? verdictOf(answer.verdict) : [];
      return { head, body: answer.excerpts.map((excerpt, at) => quote(excerpt, at + 1)) };
    }
    case "snippet":
    case "ask": {
      const below = answer.excerpts.map((excerpt) => quote(excerpt, numberOf(excerpt.citation, answer)));
      return { head: [], body: [snippetOf(answer.snippet), ...below] };
    }
    case "choice": {
      const shown = [...answer.choices, ...answer.offers].slice(0, MOST_PICKS);
      return { head: [says(choiceText(answer)), ...shown.flatMap(choiceOf)], body: [] };
    }
    case "unknown": {
      const pages = answer.nearest.slice(0, MOST_PICKS).flatMap(pageOf);
      return {
        head: [says(pages.length > 0 ? `${VOICE.unknown} ${VOICE.nearest}` : VOICE.unknown), ...pages],
        body: [],
      };
    }
    case "reply":
      return { head: [literally(replyText(answer.reply))], body: [] };
    default:
      return answer satisfies never;
  }
}

const verdictOf = ({ verdict, condition }: Verdict): Element[] =>
  paragraph([
    { type: "TextRun", text: `${VOICE.verdicts[verdict]} `, weight: "Bolder" },
    { type: "TextRun", text: ruleText(condition) },
  ]);

function snippetOf(snippet: Snippet): Group {
  const { citation, code, language, notes, title } = snippet;
  const described = [linked(citation.url, titleOf(citation))];
  const small = [valuesText(snippet), formatsText(snippet)].filter((text) => text !== "");
  return {
    citation,
    elements: [
      ...heading(citation, 1, title),
      ...(isShort(code)
        ? [codeBlock(code, language, described)]
        : paragraph([{ type: "TextRun", text: `${VOICE.tooLong} ` }, ...described])),
      ...notes.slice(0, MOST_NOTES).map((note) => literally(ruleText(note))),
      ...small.map((text) => literally(clip(text, LONGEST_VALUES), { isSubtle: true })),
      ...sourceOf(citation),
    ],
  };
}

const choiceOf = (one: Citation | { readonly title: string }, at: number): Element[] => {
  const choice = "title" in one ? linked(undefined, one.title) : linked(one.url, titleOf(one));
  return paragraph([{ type: "TextRun", text: `${at + 1}. ` }, choice], { spacing: "Small" });
};

/** The page, not the section; where it has no address, its file. */
function pageOf({ url, path, breadcrumb }: Citation): Element[] {
  const page = linked(url?.replace(/#.*$/, ""), breadcrumb[0] ?? path);
  const file = webAddress(url) === undefined ? ` (${oneLine(path, 300)})` : "";
  return paragraph([{ type: "TextRun", text: "• " }, page, { type: "TextRun", text: file }], { spacing: "Small" });
}
