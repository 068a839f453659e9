import { citationsOf, titleOf } from "../answering/citations.ts";
import { VOICE } from "../answering/voice.ts";
import { respond } from "../delivery/respond.ts";
import { SendFailed } from "../delivery/send.ts";
import type { Kept as Answered } from "../store/answers.ts";
import type { Waiting } from "../store/inbox.ts";
import type { Reference } from "./adapter.ts";
import { pickOf } from "./clicks.ts";
import { askerOf, type Desk, deliver, placeKey, rendered, replace, sentKey } from "./desk.ts";
import type { Place } from "./place.ts";
import type { Clicked, Installed, Message } from "./read.ts";
import { type Activity, textActivity } from "./rendering/activity.ts";
import { escapeText, join, link } from "./rendering/markdown.ts";
import { pickByTitle } from "./rendering/picks.ts";
import { secretNotice } from "./rendering/render.ts";

/** An activity as it is kept until it is answered, without its secrets. */
export interface Kept {
  readonly asked: Message | Clicked;
  /** Whether a secret was taken out. */
  readonly secret: boolean;
  readonly reference: Reference;
}

export const say = (text: string): Activity => textActivity(escapeText(text));

/** Answers one kept activity. What it throws is for the inbox: later, or never. */
export async function answerKept(event: Waiting, desk: Desk): Promise<void> {
  const { asked, secret, reference } = event.body as Kept;
  const key = asked.keys[0] ?? "";
  const before = event.attempts > 1 ? ((await answered(key, desk))?.posted ?? []) : [];
  const { text, pick, command } = questionOf(asked, desk);
  if (command === "about") {
    await deliver(reference, say(desk.about()), desk);
    return;
  }
  const [platform, channel, place, asker] = ["teams", asked.channel, placeKey(asked), askerOf(asked)];
  const about = { platform, channel, place, asker, key, text, pick, secret, receivedAt: event.receivedAt };
  const earlier = asked.kind === "message" && asked.isEdit ? await sentBefore(asked, desk) : undefined;
  const { id, answer, remember } = await respond(about, desk);
  if (answer.kind === "choice" || answer.kind === "answer")
    desk.offered.keep(`${place} ${asker}`, { question: text, answer, place, asker });
  const send = (activity: Activity, at: number): Promise<string> =>
    sendOrReplace(at === 0 ? earlier : undefined, activity, reference, desk);
  const activities = rendered(secret ? { ...answer, secret } : answer, id, asked, desk);
  for (const [at, activity] of activities.entries()) {
    // The last attempt, or the last process, sent it, and ended before it could say that it was done; a further one must know, too.
    const message = before[at] ?? (await send(activity, at));
    await desk.store.answers.posted(id, sentKey(asked, message || `${key}:${at}`), message);
  }
  if (asked.kind === "message" && asked.isEdit) await desk.store.answers.alsoFor(id, originalOf(asked));
  await remember();
  // Where others read on, it stands by itself; they have seen the secret already.
  if ((answer.secret || secret) && asked.scope !== "personal") await deliver(reference, secretNotice(), desk);
}

/** Tells the asker that there will be no answer, or no more of it than what stands there. */
export async function apologise(event: Waiting, desk: Desk): Promise<void> {
  const { asked, reference } = event.body as Kept;
  const apology = await apologyFor(asked, desk);
  if (apology) await deliver(reference, apology, desk).catch(() => undefined);
}

async function apologyFor(asked: Message | Clicked, desk: Desk): Promise<Activity | undefined> {
  const before = await answered(asked.keys[0] ?? "", desk);
  if (!before || before.posted.length === 0) return say(VOICE.failed);
  const answer = desk.recent.find(before.id)?.answer;
  // All of it stands; what failed was a note beside it.
  if (answer && before.posted.length >= rendered(answer, before.id, asked, desk).length) return undefined;
  const [cited] = answer ? citationsOf(answer) : [];
  const where = cited ? [escapeText(VOICE.readOn), link(cited.url, titleOf(cited))] : [];
  return textActivity(join([escapeText(VOICE.incomplete), ...where], " "));
}

/** What the last attempt, or the last process, answered to a message. */
const answered = async (key: string, { store }: Desk): Promise<Answered | undefined> =>
  key === "" ? undefined : store.answers.answerFor("teams", key);

/** Once for each chat. */
export async function welcome(installed: Installed, reference: Reference, desk: Desk): Promise<void> {
  const key = `welcome:${placeKey(installed)}`;
  if (await desk.store.answers.answerFor("teams", key)) return;
  await deliver(reference, say(`${VOICE.welcome} ask.`), desk);
  const given = { platform: "teams", place: placeKey(installed), asker: askerOf(installed), key } as const;
  await desk.store.answers.record({
    ...{ ...given, kind: "reply", confidence: 0, sections: [], intent: undefined, latency: 0, question: "" },
  });
}

type Question = Pick<Message, "text" | "command"> & { readonly pick?: ReturnType<typeof pickOf> };

function questionOf(asked: Message | Clicked, desk: Desk): Question {
  if (asked.kind === "clicked") {
    const recent = desk.recent.find(String(asked.data.answer));
    return { text: recent?.question ?? "", command: undefined, pick: pickOf(asked, desk) };
  }
  const last = desk.offered.find(`${placeKey(asked)} ${askerOf(asked)}`);
  const pick = last && pickByTitle(last.answer, asked.text);
  return pick ? { text: last.question, command: undefined, pick } : { text: asked.text, command: asked.command };
}

/** Key of a message as it was before it was changed. */
const originalOf = ({ tenant, conversation, id }: Place): string => `activity:${tenant}:${conversation}:${id}`;

/** The message that answered what was changed now. */
async function sentBefore(asked: Message, { store }: Desk): Promise<string | undefined> {
  const before = await store.answers.answerFor("teams", originalOf(asked));
  return before?.posted[0] || undefined;
}

async function sendOrReplace(
  earlier: string | undefined,
  activity: Activity,
  reference: Reference,
  desk: Desk,
): Promise<string> {
  if (earlier === undefined) return deliver(reference, activity, desk);
  try {
    await replace(reference, earlier, activity, desk);
    return earlier;
  } catch (error) {
    // It was taken away meanwhile.
    if (!(error instanceof SendFailed)) throw error;
    return deliver(reference, activity, desk);
  }
}
