import type { Answer, Snippet } from "../answering/answer.ts";
import { clip } from "../answering/plain.ts";
import { readingText, VOICE } from "../answering/voice.ts";
import type { Action, Element } from "./card.ts";
import { execute, literally, personButton, says } from "./cards.ts";
import { renderForm } from "./form.ts";
import { CARD, sizeOf } from "./limits.ts";
import { webAddress } from "./markdown.ts";
import { offersOf, titleOf } from "./picks.ts";
import { paragraph, ruleText } from "./quotes.ts";
import type { RenderContext } from "./render.ts";

export type CardContext = Pick<RenderContext, "answerId" | "supportUrl" | "canAskPerson" | "intentOf"> & {
  /** It was judged: that is noted, and not asked again. */
  readonly isJudged?: boolean;
};

export interface Closing {
  readonly tail: readonly Element[];
  readonly actions: readonly Action[];
}

/** Bytes of a form below an answer, as JSON. */
const LONGEST_FORM = 12 * 1024;
/** Units of how a question was read. */
const LONGEST_READING = 600;

/** What is said below an answer in a card, and what can be done with it. */
export function closingOf(answer: Answer, context: CardContext): Closing {
  const { answerId, isJudged = false } = context;
  const person = personOf(context);
  const reading = paragraph([
    { type: "TextRun", text: clip(readingText(answer.reading).trim(), LONGEST_READING), isSubtle: true },
  ]);
  const own = [...shareButton(answerId), ...(isJudged ? [] : judgeButtons(answerId)), ...person];
  const room = CARD.actions - own.length;
  const offers = pickButtons(offersOf(answer), answerId);
  switch (answer.kind) {
    case "answer":
      return {
        tail: [...reading, ...(offers.length > 0 ? [says(VOICE.offerHere)] : [])],
        actions: [...offers.slice(0, room), ...own],
      };
    case "snippet":
      return { tail: [], actions: [...formButtons(answer.snippet, answerId).slice(0, room), ...own] };
    case "ask":
      return askingFor(answer, context);
    case "choice": {
      const titles = [...answer.choices.map(titleOf), ...offersOf(answer)];
      return { tail: reading, actions: pickButtons(titles, answerId).slice(0, CARD.actions) };
    }
    case "unknown":
      return { tail: reading, actions: person };
    case "reply":
      return { tail: [], actions: [] };
    default:
      return answer satisfies never;
  }
}

const shareButton = (answer: string): Action[] => [execute(VOICE.intoMessage, "share", { answer })];

const judgeButtons = (answer: string): Action[] => [
  execute(VOICE.helpful, "judge", { answer, rating: "up" }),
  execute(VOICE.notHelpful, "judge", { answer, rating: "down" }),
];

const pickButtons = (titles: readonly string[], answer: string): Action[] =>
  titles.map((title, at) => execute(title, "pick", { answer, pick: at }));

const formButtons = ({ formats, format }: Snippet, answer: string): Action[] =>
  formats.filter(({ id }) => id !== format).map(({ id, title }) => execute(title, "format", { answer, format: id }));

function personOf({ answerId, supportUrl, canAskPerson }: CardContext): Action[] {
  const url = webAddress(supportUrl);
  if (url !== undefined) return [{ type: "Action.OpenUrl", title: VOICE.askPerson, url }];
  return canAskPerson ? [personButton(answerId)] : [];
}

/** The question, and its form where there is room for one. */
function askingFor(
  { snippet, question, conversation }: Extract<Answer, { kind: "ask" }>,
  { answerId, intentOf }: CardContext,
): Closing {
  const intent = intentOf?.(snippet.intent);
  const form = intent && renderForm(intent, conversation?.values ?? {}, answerId);
  const asks = literally(ruleText(question), { weight: "Bolder" });
  return form && sizeOf(form) <= LONGEST_FORM
    ? { tail: [asks, ...form.body], actions: form.actions ?? [] }
    : { tail: [asks], actions: [] };
}
