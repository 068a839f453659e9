import type { Answer, Citation, Verdict } from "../answering/answer.ts";
import { numberOf } from "../answering/citations.ts";
import { clip } from "../answering/plain.ts";
import { choiceText, readingText, replyText, VOICE } from "../answering/voice.ts";
import type { Intent } from "../intents/definition.ts";
import type { Activity } from "./activity.ts";
import { assemble } from "./assemble.ts";
import { buttons, execute, personButton, picks, type Scope } from "./cards.ts";
import { excerptPiece } from "./excerpts.ts";
import { formActivity } from "./form.ts";
import {
  bold,
  type Escaped,
  escapeText,
  escapeWithin,
  italic,
  join,
  lines,
  link,
  oneLine,
  sentence,
} from "./markdown.ts";
import { offersOf, titleOf } from "./picks.ts";
import { snippetCard, snippetPieces } from "./snippets.ts";

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

/**
 * The answer as messages that Teams takes, to be sent in this order. The first is the answer; what follows are cards and chips,
 * which Teams does not show beside citations.
 */
export function renderAnswer(answer: Answer, context: RenderContext): Activity[] {
  const { answerId, aiLabel } = context;
  const warns = answer.secret && context.scope === "personal";
  const head = warns ? [secretWarning()] : [];
  const reading = italicOnce(readingText(answer.reading));
  const person = context.canAskPerson && context.supportUrl === undefined ? [personButton(answerId)] : [];
  const offers = offersOf(answer);
  switch (answer.kind) {
    case "answer": {
      const verdict = answer.verdict ? [verdictText(answer.verdict)] : [];
      const body = answer.excerpts.map((excerpt, at) => excerptPiece(excerpt, at + 1));
      const tail = [reading, ...supportLink(context)];
      const first = assemble({ head: [...head, ...verdict], body, tail, aiLabel, feedback: true });
      return [first, ...picks(offers, VOICE.offerHere, person, context)];
    }
    case "snippet":
    case "ask": {
      const below = answer.excerpts.map((excerpt) => excerptPiece(excerpt, numberOf(excerpt.citation, answer)));
      const body = [...snippetPieces(answer.snippet), ...below];
      const isOpen = answer.kind === "ask";
      const tail = isOpen ? questionLines(answer.question, context.scope) : supportLink(context);
      const first = assemble({ head, body, tail, aiLabel, feedback: !isOpen });
      const cards = snippetCard(answer.snippet, answerId, isOpen ? [] : person);
      return [first, ...cards, ...(isOpen ? form(answer, context) : [])];
    }
    case "choice": {
      const numbered = [...answer.choices.map(choiceLine), ...answer.offers.map(offerLine)];
      const shown = lines(numbered.slice(0, MOST_PICKS).map((line, at) => join([escapeText(`${at + 1}.`), line], " ")));
      const titles = [...answer.choices.map(titleOf), ...offers];
      const first = assemble({
        head: [...head, escapeText(choiceText(answer)), shown],
        body: [],
        tail: [reading],
        aiLabel,
      });
      return [first, ...picks(titles, VOICE.pickOne, [], context)];
    }
    case "unknown": {
      const tail = [reading, ...supportLink(context)];
      const first = assemble({ head: [...head, ...unknownLines(answer.nearest)], body: [], tail, aiLabel });
      return [first, ...buttons(VOICE.whatElse, person)];
    }
    case "reply":
      return [assemble({ head: [...head, escapeText(replyText(answer.reply))], body: [], tail: [], aiLabel })];
    default:
      return answer satisfies never;
  }
}

/** For the asker alone: with an answer between two people it comes first; beside one that others read, send it privately. */
export const secretNotice = (): Activity => assemble({ head: [secretWarning()], body: [], tail: [], aiLabel: false });

const secretWarning = (): Escaped => join([escapeText("\u26A0\uFE0F"), bold(escapeText(VOICE.secret))], " ");

const italicOnce = (text: string): Escaped => italic(escapeWithin(text.trim(), LONGEST_SENTENCE));

const verdictText = ({ verdict, condition }: Verdict): Escaped =>
  join([bold(escapeText(VOICE.verdicts[verdict])), sentence(clip(condition, LONGEST_SENTENCE))], " ");

const supportLink = ({ supportUrl }: RenderContext): Escaped[] =>
  supportUrl === undefined ? [] : [link(supportUrl, VOICE.askPerson)];

const questionLines = (question: string, scope: Scope): Escaped[] => [
  bold(sentence(clip(question.trim(), LONGEST_SENTENCE))),
  italicOnce(scope === "personal" ? VOICE.replyHere : VOICE.mention),
];

function form(
  { snippet, conversation }: Extract<Answer, { kind: "ask" }>,
  { answerId, intentOf }: RenderContext,
): Activity[] {
  const intent = intentOf?.(snippet.intent);
  const values = conversation?.values ?? {};
  return (
    (intent && formActivity(intent, values, answerId)) ??
    buttons(VOICE.replyHere, [execute(VOICE.fillForm, "fillForm", { answer: answerId })])
  );
}

/** More is no choice. */
const MOST_PICKS = 10;

const choiceLine = (citation: Citation): Escaped => link(citation.url, titleOf(citation));
const offerLine = ({ title }: { readonly title: string }): Escaped => escapeText(oneLine(title, 300));

function unknownLines(nearest: readonly Citation[]): Escaped[] {
  if (nearest.length === 0) return [escapeText(VOICE.unknown)];
  const pages = nearest.slice(0, MOST_PICKS).map(pageLine);
  return [escapeText(`${VOICE.unknown} ${VOICE.nearest}`), lines(pages)];
}

/** The page, not the section; where it has no address, its file. */
function pageLine({ url, path, breadcrumb }: Citation): Escaped {
  const page = link(url?.replace(/#.*$/, ""), breadcrumb[0] ?? path);
  return join([escapeText("•"), page, ...(url === undefined ? [escapeText(`(${oneLine(path, 300)})`)] : [])], " ");
}
