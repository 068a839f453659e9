import type { Answer } from "../answering/answer.ts";
import type { Picked } from "../answering/ask.ts";
import { REASONS, VOICE } from "../answering/voice.ts";
import type { Recent } from "../delivery/recent.ts";
import { respond } from "../delivery/respond.ts";
import { askerOf, type Desk, plainMessage, post, rendered } from "./messages.ts";
import { intentOf, writeOrigin } from "./origin.ts";
import { picksOf } from "./picks.ts";
import { ACTION, actions, button, paragraph } from "./rendering/blocks.ts";
import { renderForm } from "./rendering/form.ts";
import { escapeText, escapeWithin, join, link } from "./rendering/mrkdwn.ts";
import { withPatience } from "./send.ts";

/** A click, from the signed envelope alone: nothing in a button's value says who clicked. */
export interface Click {
  readonly team: string;
  readonly user: string;
  readonly channel: string;
  /** The message that was clicked on; ephemeral ones cannot be changed but through the response url. */
  readonly ts: string | undefined;
  readonly thread: string | undefined;
  readonly isEphemeral: boolean;
  readonly triggerId: string;
  readonly responseUrl: string;
  readonly actionId: string;
  readonly blockId: string;
  /** Of a button, or of what was selected. */
  readonly value: string;
  /** When, in milliseconds since 1970, by Slack's clock: clicks may arrive in another order. */
  readonly at: number | undefined;
}

const REASON = "reason";
const POST_QUESTION = "post_question";

/** Action ids that this file answers, as Bolt matches them. */
export const CLICKS: readonly RegExp[] = [
  new RegExp(
    `^(?:pick_\\d+|${ACTION.format}|${ACTION.fillForm}|${ACTION.share}|${ACTION.askPerson}|${ACTION.feedback})$`,
  ),
  new RegExp(`^(?:${REASON}_\\d+|${POST_QUESTION})$`),
];

/** Does what a click asks for. Clicked twice, it does the same again, or says that the answer is gone. */
export async function answerClick(click: Click, desk: Desk): Promise<void> {
  const { actionId, value } = click;
  if (await desk.isGuest(click.user)) return tell(click, VOICE.membersOnly, desk);
  if (actionId === ACTION.feedback) return noteFeedback(click, desk);
  if (actionId.startsWith(`${REASON}_`)) return noteReason(click, desk);
  const [id = "", place] = (actionId === ACTION.format ? click.blockId : value).split(":");
  const recent = desk.recent.find(id);
  if (!recent) return tell(click, VOICE.gone, desk);
  switch (actionId) {
    case ACTION.format:
      return pickIntent(click, recent, { format: value }, desk);
    case ACTION.fillForm:
      return openForm(click, recent, desk);
    case ACTION.share:
      return share(click, id, recent.answer, desk);
    case ACTION.askPerson:
      return offerPerson(click, id, recent, desk);
    case POST_QUESTION:
      return postQuestion(click, id, place, recent, desk);
    default: {
      const pick = picksOf(recent.answer)[Number(place)];
      return pick ? answerPick(click, recent, pick, desk) : tell(click, VOICE.gone, desk);
    }
  }
}

/** The answer to what was picked takes the place of the choice. */
async function answerPick(click: Click, recent: Recent, pick: Picked, desk: Desk): Promise<void> {
  const key = `${click.team}:${click.channel}:${click.ts ?? click.triggerId}`;
  const { channel } = click;
  const asked = {
    platform: "slack",
    channel,
    place: recent.place,
    asker: askerOf(click),
    key,
    text: recent.question,
    pick,
  };
  const { id, answer, remember } = await respond({ ...asked, receivedAt: desk.now() }, desk);
  await replace(click, answer, id, desk);
  await remember();
}

function pickIntent(
  click: Click,
  { answer, ...recent }: Recent,
  chosen: { format: string },
  desk: Desk,
): Promise<void> {
  if (answer.kind !== "snippet" && answer.kind !== "ask") return tell(click, VOICE.gone, desk);
  const values = answer.conversation?.values;
  return answerPick(click, { answer, ...recent }, { intent: answer.snippet.intent, values, ...chosen }, desk);
}

async function replace(click: Click, answer: Answer, id: string, desk: Desk): Promise<void> {
  const message = rendered(answer, id, click.isEphemeral ? "private" : "channel", desk);
  if (click.isEphemeral || click.ts === undefined)
    return desk.postBack(click.responseUrl, { replace_original: true, ...message });
  const { channel, ts } = click;
  // Unlike a new message, a changed one is searched for names and addresses where nothing is said.
  const quiet = { parse: "none", link_names: false } as const;
  const update = () => desk.client.chat.update({ channel, ts, ...quiet, ...message });
  await withPatience(`chat.update ${channel}`, update, desk.patience);
  await desk.store.answers.posted(id, `${click.team}:${channel}:${ts}`);
}

/** To the person who clicked, and to nobody else. */
export const tell = (click: Pick<Click, "responseUrl">, text: string, desk: Desk): Promise<void> =>
  desk.postBack(click.responseUrl, { response_type: "ephemeral", replace_original: false, ...plainMessage(text) });

async function openForm(click: Click, { answer, place }: Recent, desk: Desk): Promise<void> {
  const intent = answer.kind === "ask" && intentOf(answer.snippet.intent, desk);
  if (!intent) return tell(click, VOICE.gone, desk);
  const { channel, thread, responseUrl, isEphemeral } = click;
  const metadata = writeOrigin({ intent: intent.id, place, channel, thread, responseUrl, isEphemeral });
  const view = renderForm(intent, answer.conversation?.values ?? {}, metadata);
  await withPatience("views.open", () => desk.client.views.open({ trigger_id: click.triggerId, view }), desk.patience);
}

/** Visible to all, without the buttons that only make sense to the asker; once, however often it is clicked. */
async function share(click: Click, id: string, answer: Answer, desk: Desk): Promise<void> {
  const message = rendered(answer, id, "channel", desk);
  const shared = { response_type: "in_channel", replace_original: false, ...message };
  await desk.once.run(`share:${id}`, () => desk.postBack(click.responseUrl, shared));
}

/** A link to a direct message is of no use to others. */
async function offerPerson(click: Click, id: string, { asker }: Recent, desk: Desk): Promise<void> {
  if (desk.supportChannel === undefined || asker !== askerOf(click)) return tell(click, VOICE.gone, desk);
  const isSeen = click.ts !== undefined && !click.isEphemeral && !click.channel.startsWith("D");
  const value = isSeen ? `${id}:${click.ts}` : id;
  const blocks = [
    paragraph(escapeText(VOICE.askPersonHow)),
    ...actions([button(VOICE.postIt, POST_QUESTION, value, "primary")]),
  ];
  const message = { text: escapeText(VOICE.askPersonHow), blocks };
  await desk.postBack(click.responseUrl, { response_type: "ephemeral", replace_original: false, ...message });
}

const LONGEST_QUESTION = 1_500;

/** The question goes to the operator's support channel, after the asker said so. */
async function postQuestion(
  click: Click,
  id: string,
  ts: string | undefined,
  { question, asker }: Recent,
  desk: Desk,
): Promise<void> {
  const { supportChannel } = desk;
  if (supportChannel === undefined || asker !== askerOf(click)) return tell(click, VOICE.gone, desk);
  const place = ts === undefined ? undefined : await permalink(click.channel, ts, desk);
  const lines = [
    escapeText(VOICE.forPerson),
    escapeWithin(question, LONGEST_QUESTION),
    ...(place === undefined ? [] : [link(place, place)]),
  ];
  const text = join(lines, "\n");
  const target = { channel: supportChannel, key: `person:${click.team}:${id}` };
  await desk.once.run(target.key, async () => {
    await post(target, { text, blocks: [paragraph(text)] }, desk);
  });
  await desk.postBack(click.responseUrl, { replace_original: true, ...plainMessage(VOICE.posted) });
}

async function permalink(channel: string, ts: string, desk: Desk): Promise<string | undefined> {
  try {
    return (await desk.client.chat.getPermalink({ channel, message_ts: ts })).permalink;
  } catch {
    return undefined;
  }
}

async function noteFeedback(click: Click, desk: Desk): Promise<void> {
  const [answer = "", said] = click.value.split(":");
  const rating = said === "up" ? "up" : said === "down" ? "down" : "none";
  await desk.store.feedback.give({ platform: "slack", answer, asker: askerOf(click), rating, at: click.at });
  if (rating !== "down") return;
  const buttons = Object.values(REASONS).map((text, at) => button(text, `${REASON}_${at}`, `${answer}:${at}`));
  const blocks = [paragraph(escapeText(VOICE.whatWasIt)), ...actions(buttons)];
  const message = { text: escapeText(VOICE.whatWasIt), blocks };
  await desk.postBack(click.responseUrl, { response_type: "ephemeral", replace_original: false, ...message });
}

async function noteReason(click: Click, desk: Desk): Promise<void> {
  const [answer = "", at] = click.value.split(":");
  const reason = Object.keys(REASONS)[Number(at)];
  const given = { platform: "slack", answer, asker: askerOf(click), rating: "down", reason, at: click.at } as const;
  await desk.store.feedback.give(given);
  await desk.postBack(click.responseUrl, { replace_original: true, ...plainMessage(VOICE.noted) });
}
