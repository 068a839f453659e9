import type { WebClient } from "@slack/web-api";
import type { Answer } from "../answering/answer.ts";
import { VOICE } from "../answering/voice.ts";
import type { Once } from "../delivery/once.ts";
import { type Respond, type Responded, respond } from "../delivery/respond.ts";
import { type Patience, SendFailed } from "../delivery/send.ts";
import type { Intent } from "../intents/definition.ts";
import type { Waiting } from "../store/inbox.ts";
import type { Store } from "../store/store.ts";
import { readWords } from "./commandwords.ts";
import type { Kept } from "./intake.ts";
import type { Message as Question } from "./read.ts";
import { type Escaped, escapeText } from "./rendering/mrkdwn.ts";
import { type Message, renderAnswer, secretNotice } from "./rendering/render.ts";
import { messageId, withPatience } from "./send.ts";

/** What answering in Slack needs. */
export interface Desk extends Respond {
  readonly store: Pick<Store, "conversations" | "answers" | "feedback">;
  readonly client: WebClient;
  readonly intents: readonly Intent[];
  readonly patience: Patience;
  readonly command: string;
  readonly supportChannel: string | undefined;
  /** Posts to a `response_url`. */
  readonly postBack: (url: string, message: object) => Promise<void>;
  /** Of somebody who is not to be answered, as the operator chose. */
  readonly isGuest: (user: string) => Promise<boolean>;
  readonly once: Once;
  /** What `about` says. */
  readonly about: () => string;
  /** Where nothing can be sent any more. */
  readonly onUnauthorized: (reason: string) => void;
}

/** Where a conversation is: its thread; a direct message is one conversation, and so are the commands of a channel. */
const placeOf = ({ from, team, channel, thread }: Question): string =>
  from === "direct" || from === "command" ? `${team}:${channel}` : `${team}:${channel}:${thread ?? ""}`;

export const askerOf = ({ team, user }: Pick<Question, "team" | "user">): string => `${team}:${user}`;

const keyOf = (team: string, channel: string, ts: string): string => `${team}:${channel}:${ts}`;

/** Answers one kept question. What it throws is for the inbox: later, or never. */
export async function answerQuestion(event: Waiting, desk: Desk): Promise<void> {
  const { message, secret, responseUrl } = event.body as Kept;
  try {
    if (await desk.isGuest(message.user)) await tellAsker(message, responseUrl, VOICE.membersOnly, desk);
    else if (isInThread(message)) await answerInThread(message, secret, event, desk);
    else await answerPrivately(message, secret, responseUrl, event.receivedAt, desk);
  } catch (error) {
    noteUnauthorized(error, desk);
    throw error;
  }
}

export function noteUnauthorized(error: unknown, desk: Pick<Desk, "onUnauthorized">): void {
  if (error instanceof SendFailed && error.failure.kind === "unauthorized") desk.onUnauthorized(error.failure.reason);
}

/**
 * Says that a question was given up: silence would be worse. If its answer was posted, only the note beside it is missing, and
 * "that did not work" would be wrong. A courtesy, as every private note.
 */
export async function apologise(event: Waiting, desk: Desk): Promise<void> {
  const { message, responseUrl } = event.body as Kept;
  const isAnswered = isInThread(message) && (await wasPosted(keyOfMessage(message), desk));
  if (!isAnswered) await tellAsker(message, responseUrl, VOICE.failed, desk).catch(() => undefined);
}

const isInThread = ({ from }: Question): boolean => from === "mention" || from === "direct";

const keyOfMessage = ({ team, channel, ts = "" }: Question): string => keyOf(team, channel, ts);

/** A note to the asker alone. */
export function tellAsker(
  { channel, user, thread }: Question,
  responseUrl: string | undefined,
  text: string,
  desk: Desk,
): Promise<void> {
  const note = plainMessage(text);
  return responseUrl === undefined
    ? whisper({ channel, user, thread_ts: thread }, note, desk)
    : desk.postBack(responseUrl, { response_type: "ephemeral", ...note });
}

/** The last attempt, or the last process, posted it, and ended before it could say that it was done. */
async function wasPosted(key: string, desk: Desk): Promise<boolean> {
  const before = await desk.store.answers.answerFor("slack", key);
  return before !== undefined && before.posted.length > 0;
}

async function answerInThread(
  message: Question,
  secret: boolean,
  { attempts, receivedAt }: Waiting,
  desk: Desk,
): Promise<void> {
  const { team, channel, user, ts = "", thread = ts } = message;
  const key = keyOfMessage(message);
  const isDirect = message.from === "direct";
  const beside = { channel, user, thread_ts: thread };
  if (attempts > 1 && (await wasPosted(key, desk))) {
    if (secret) await whisper(beside, secretNotice(), desk);
    return;
  }
  const { id, answer, remember } = await ask(message, key, secret, receivedAt, desk);
  if (answer.kind === "reply" && answer.reply === "usage" && !isDirect) {
    await whisper(beside, rendered(answer, id, "channel", desk), desk);
    return;
  }
  const posted = await post({ channel, thread_ts: thread, key }, rendered(answer, id, "channel", desk), desk);
  // First of all: whoever dies before would post it again.
  if (posted) await desk.store.answers.posted(id, keyOf(team, channel, posted));
  await remember();
  if (answer.secret) await whisper(beside, secretNotice(), desk);
}

async function answerPrivately(
  message: Question,
  secret: boolean,
  responseUrl: string | undefined,
  receivedAt: number,
  desk: Desk,
): Promise<void> {
  if (!responseUrl) return;
  const { word, rest } = readWords(message.text);
  if (message.from === "command" && word === "about") {
    await desk.postBack(responseUrl, { response_type: "ephemeral", ...plainMessage(desk.about()) });
    return;
  }
  const text = message.from !== "command" ? message.text : word === "config" ? `config ${rest}` : message.text;
  const { id, answer, remember } = await ask({ ...message, text }, message.keys[0] ?? "", secret, receivedAt, desk);
  await desk.postBack(responseUrl, { response_type: "ephemeral", ...rendered(answer, id, "private", desk) });
  await remember();
}

export const plainMessage = (text: string): { text: Escaped } => ({ text: escapeText(text) });

async function ask(
  message: Question,
  key: string,
  secret: boolean,
  receivedAt: number,
  desk: Desk,
): Promise<Responded> {
  const { text, channel } = message;
  const [platform, place, asker] = ["slack", placeOf(message), askerOf(message)];
  const responded = await respond({ platform, channel, place, asker, key, text, secret, receivedAt }, desk);
  return secret ? { ...responded, answer: { ...responded.answer, secret } } : responded;
}

export const rendered = (answer: Answer, answerId: string, place: "channel" | "private", desk: Desk): Message =>
  renderAnswer(answer, { answerId, place, canAskPerson: desk.supportChannel !== undefined, command: desk.command });

interface Target {
  readonly channel: string;
  readonly thread_ts?: string | undefined;
  /** Names what is answered; the same for a repeat. */
  readonly key: string;
}

/** Posts in a channel, without previews of links and without names that ring; returns the message's time stamp. */
export async function post(
  { channel, thread_ts, key }: Target,
  message: Message | { readonly text: Escaped },
  desk: Desk,
): Promise<string | undefined> {
  const quiet = { unfurl_links: false, unfurl_media: false };
  const target = { channel, ...(thread_ts === undefined ? {} : { thread_ts }), ...quiet };
  const send = (content: Message | { readonly text: Escaped }, id: { readonly client_msg_id?: string }) =>
    withPatience(
      `chat.postMessage ${channel}`,
      () => desk.client.chat.postMessage({ ...target, ...content, ...id }),
      desk.patience,
    );
  const id = { client_msg_id: messageId(key) };
  try {
    return (await send(message, id)).ts;
  } catch (error) {
    const kind = error instanceof SendFailed ? error.failure.kind : undefined;
    if (kind === "gone") return (await send(message, {})).ts;
    if (kind === "refused") return (await send({ text: message.text || escapeText(VOICE.unknown) }, id)).ts;
    throw error;
  }
}

interface Whispered {
  readonly channel: string;
  readonly user: string;
  readonly thread_ts?: string | undefined;
}

/** Shows something to one person. It is a courtesy: if it never can be shown, nothing is lost. @throws SendLater */
async function whisper(
  { channel, user, thread_ts }: Whispered,
  message: Message | { text: string },
  desk: Desk,
): Promise<void> {
  try {
    const target = { channel, user, ...(thread_ts === undefined ? {} : { thread_ts }) };
    const show = () => desk.client.chat.postEphemeral({ ...target, ...message });
    await withPatience(`chat.postEphemeral ${channel}`, show, desk.patience);
  } catch (error) {
    if (!(error instanceof SendFailed) || error.failure.kind === "unauthorized") throw error;
  }
}
