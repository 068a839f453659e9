import type { Picked } from "../answering/ask.ts";
import { maskSecrets } from "../answering/secrets.ts";
import { VOICE } from "../answering/voice.ts";
import type { Reference, TurnAnswer } from "./adapter.ts";
import { askerOf, type Desk, deliver, intentOf, sentKey } from "./desk.ts";
import type { Shown } from "./envelopes.ts";
import type { Clicked, Feedback, Searching } from "./read.ts";
import { cardActivity } from "./rendering/activity.ts";
import { createCard } from "./rendering/adaptivecard.ts";
import { execute, literally, says } from "./rendering/elements.ts";
import { readForm, renderForm } from "./rendering/form.ts";
import { oneLine } from "./rendering/markdown.ts";
import { pickByNumber } from "./rendering/picks.ts";
import { renderResults } from "./rendering/results.ts";

/** "later": it is a question like others, and goes the same way. */
export function answerClick(click: Clicked, reference: Reference, desk: Desk): Shown | "later" | Promise<Shown> {
  const { verb, data } = click;
  const id = String(data.answer);
  switch (verb) {
    case "fillForm": {
      const answer = desk.recent.find(id)?.answer;
      const intent = answer?.kind === "ask" ? intentOf(answer.snippet.intent, desk) : undefined;
      return answer && intent
        ? { card: renderForm(intent, answer.conversation?.values ?? {}, id) }
        : { text: VOICE.gone };
    }
    case "submitForm": {
      const intent = intentOf(data.intent, desk);
      if (!intent) return { text: VOICE.gone };
      const read = readForm(data, intent);
      return read.kind === "errors" ? { card: renderForm(intent, entered(data), id, read.errors) } : "later";
    }
    case "askPerson":
      return askPerson(click, id, reference, desk);
    default:
      return pickOf(click, desk) ? "later" : { text: VOICE.gone };
  }
}

/** What stands in the place of the card while the answer is on its way. */
export const onItsWay = ({ verb, data }: Clicked, desk: Desk): Shown => {
  const title = verb === "submitForm" ? intentOf(data.intent, desk)?.title : undefined;
  return title === undefined ? { text: VOICE.coming } : { card: createCard([literally(title), says(VOICE.coming)]) };
};

/** What was picked with a button, `undefined` where that is not known any more. */
export function pickOf({ verb, data }: Clicked, desk: Pick<Desk, "recent" | "intents">): Picked | undefined {
  if (verb === "submitForm") {
    const intent = intentOf(data.intent, desk);
    const read = intent && readForm(data, intent);
    return intent && read?.kind === "values" ? { intent: intent.id, values: read.values } : undefined;
  }
  const answer = desk.recent.find(String(data.answer))?.answer;
  if (!answer) return undefined;
  if (verb === "pick") return pickByNumber(answer, Number(data.pick));
  if (verb !== "format" || (answer.kind !== "snippet" && answer.kind !== "ask")) return undefined;
  const format = answer.snippet.formats.find((one) => one.id === data.format);
  return format && { intent: answer.snippet.intent, format: format.id, values: answer.conversation?.values };
}

/** The values as they were entered, to be shown again beside what is wrong with them. */
const entered = (data: Clicked["data"]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) =>
      name.startsWith("slot.") && typeof value === "string" ? [[name.slice("slot.".length), value]] : [],
    ),
  );

const LONGEST_QUESTION = 1_500;

/** The question goes to the operator's support channel, after the asker said so. */
async function askPerson(click: Clicked, id: string, reference: Reference, desk: Desk): Promise<Shown> {
  const recent = desk.recent.find(id);
  const { supportChannel } = desk;
  if (!recent || supportChannel === undefined || recent.asker !== askerOf(click)) return { text: VOICE.gone };
  if (click.data.sure !== 1) {
    const sure = execute(VOICE.postIt, "askPerson", { answer: id, sure: 1 });
    return { card: createCard([says(VOICE.askPersonHow)], [sure]) };
  }
  const name = reference.user?.name ?? "";
  const card = createCard([
    says(VOICE.forPerson),
    literally(oneLine(recent.question, LONGEST_QUESTION)),
    ...(name === "" ? [] : [literally(oneLine(name, 100), { isSubtle: true })]),
  ]);
  const { activityId: _, ...there } = { ...reference, conversation: elsewhere(reference, supportChannel) };
  await desk.once.run(`person:${id}`, async () => {
    await deliver(there, cardActivity(card), desk);
  });
  return { card: createCard([says(VOICE.posted)]) };
}

/** Another conversation of the same tenant. */
const elsewhere = ({ conversation }: Reference, id: string): NonNullable<Reference["conversation"]> => ({
  ...conversation,
  ...{ id, name: "", isGroup: true, conversationType: "channel" },
});

/** Teams shows a note of its own, and wants an empty answer. */
export async function noteFeedback(feedback: Feedback, desk: Desk): Promise<TurnAnswer> {
  const { replyTo, rating, said } = feedback;
  const of =
    replyTo === undefined ? undefined : await desk.store.answers.answerFor("teams", sentKey(feedback, replyTo));
  const reason = maskSecrets(said).text.trim();
  const opinion = { platform: "teams", answer: of?.id ?? "", asker: askerOf(feedback), rating } as const;
  if (of) await desk.store.feedback.give({ ...opinion, ...(reason === "" ? {} : { reason }) });
  return { status: 200, body: {} };
}

/** Sections for the message that somebody writes, while they type what to look for. */
export function searchDocs({ channel, text, skip, count }: Searching, { searchIn }: Desk): TurnAnswer {
  const found = searchIn(channel)(text);
  const nothing = text.trim() === "" ? VOICE.typeToSearch : VOICE.unknown;
  return { status: 200, body: renderResults(found.slice(skip, skip + count), nothing) };
}
