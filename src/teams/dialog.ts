import { citationsOf } from "../answering/citations.ts";
import { maskSecrets } from "../answering/secrets.ts";
import { VOICE } from "../answering/voice.ts";
import type { Recent } from "../delivery/recent.ts";
import { type Asked, respond } from "../delivery/respond.ts";
import type { Reference, TurnAnswer } from "./adapter.ts";
import { answerClick, pickOf } from "./clicks.ts";
import { askerOf, askingOf, type Desk, renderedCard } from "./desk.ts";
import { inDialog } from "./envelopes.ts";
import type { Place } from "./place.ts";
import type { Asking, Clicked } from "./read.ts";
import { renderSharedCard } from "./rendering/answercard.ts";
import { renderShared } from "./rendering/results.ts";

/**
 * “Answer from docs” on a message: answered at once, in a dialog that only the asker sees. It begins and leaves no conversation:
 * what was said in the chat before or after has nothing to do with it.
 */
export function answerChosen(asking: Asking, desk: Desk): TurnAnswer | Promise<TurnAnswer> {
  const { text, found } = maskSecrets(asking.text);
  return text === "" ? inDialog({ text: VOICE.noWords }) : answerIn(asking, { text, secret: found }, desk);
}

/** Answers a button of that dialog. */
export async function answerInDialog(click: Clicked, reference: Reference, desk: Desk): Promise<TurnAnswer> {
  const id = String(click.data.answer);
  const recent = ownAnswer(id, click, desk);
  // A form says for itself what is wanted; everything else needs the answer that it was clicked on.
  if (!recent && click.verb !== "submitForm") return inDialog({ text: VOICE.gone });
  if (recent && click.verb === "share") return share(recent);
  if (recent && click.verb === "judge") return judge(click, id, recent, desk);
  const shown = await answerClick(click, reference, desk);
  if (shown !== "later") return inDialog(shown);
  return answerIn(click, { text: recent?.question ?? "", pick: pickOf(click, desk) }, desk);
}

/** Of the same person in the same channel: elsewhere other sources may be quoted. */
function ownAnswer(id: string, place: Place, { recent }: Desk): Recent | undefined {
  const found = recent.find(id);
  return found?.asker === askerOf(place) && found.place === dialogKey(place) ? found : undefined;
}

const dialogKey = ({ tenant, channel }: Place): string => `${tenant}:${channel}#dialog`;

async function answerIn(
  place: Asking | Clicked,
  asked: Pick<Asked, "text" | "secret" | "pick">,
  desk: Desk,
): Promise<TurnAnswer> {
  const [where, asker, key] = [dialogKey(place), askerOf(place), place.keys[0] ?? ""];
  if (!desk.caps.take(askingOf(place, `${where} ${asker}`))) return inDialog({ text: VOICE.tooMany });
  const about = { platform: "teams", channel: place.channel, place: where, asker, key, receivedAt: desk.now() };
  const { id, answer } = await respond({ ...about, ...asked }, desk);
  return inDialog({ card: renderedCard(asked.secret ? { ...answer, secret: true } : answer, id, desk) });
}

/** Into the message that the asker writes, and sends, or not. */
function share({ answer }: Recent): TurnAnswer {
  const card = renderSharedCard(answer);
  const [first] = citationsOf(answer);
  return card && first ? { status: 200, body: renderShared(card, first) } : inDialog({ text: VOICE.gone });
}

async function judge(click: Clicked, id: string, { answer }: Recent, desk: Desk): Promise<TurnAnswer> {
  const rating = click.data.rating === "up" ? "up" : "down";
  await desk.store.feedback.give({ platform: "teams", answer: id, asker: askerOf(click), rating });
  return inDialog({ card: renderedCard(answer, id, desk, true) });
}
