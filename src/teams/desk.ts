import type { Answer } from "../answering/answer.ts";
import type { SearchTyped } from "../answering/typed.ts";
import type { Once } from "../delivery/once.ts";
import type { Asking, Caps } from "../delivery/policy.ts";
import type { RecentAnswers } from "../delivery/recent.ts";
import type { Respond } from "../delivery/respond.ts";
import { type Patience, patiently, SendFailed } from "../delivery/send.ts";
import type { Intent } from "../intents/definition.ts";
import type { Store } from "../store/store.ts";
import type { Reference, TeamsAdapter } from "./adapter.ts";
import type { Place } from "./place.ts";
import type { Activity } from "./rendering/activity.ts";
import type { AdaptiveCard } from "./rendering/adaptivecard.ts";
import type { CardContext } from "./rendering/answercard.ts";
import { renderAnswerCard } from "./rendering/answercard.ts";
import { renderAnswer } from "./rendering/render.ts";
import { shorten } from "./rendering/shorten.ts";
import { readFailure } from "./send.ts";

/** What answering in Teams needs. */
export interface Desk extends Respond {
  readonly store: Pick<Store, "conversations" | "answers" | "feedback">;
  readonly adapter: Pick<TeamsAdapter, "send" | "update">;
  /** Sections for what somebody is typing, over the sources that may be quoted in a channel. */
  readonly searchIn: (channel: string) => SearchTyped;
  readonly intents: readonly Intent[];
  readonly patience: Patience;
  /** The last choice that was offered to somebody in a place: to tap a chip is to say its title. */
  readonly offered: RecentAnswers;
  /** Conversation id of the channel where questions for people go. */
  readonly supportChannel: string | undefined;
  readonly supportUrl: string | undefined;
  readonly aiLabel: boolean;
  readonly caps: Caps;
  readonly once: Once;
  /** What `about` says. */
  readonly about: () => string;
}

/** Where a conversation is: the chat, or the thread of a channel. */
export const placeKey = ({ tenant, conversation }: Place): string => `${tenant}:${conversation}`;
export const askerOf = ({ tenant, user }: Place): string => `${tenant}:${user}`;
/** What goes round in a loop does so in one conversation, as one person, or in one channel. */
export const askingOf = (place: Place, thread = placeKey(place)): Asking => ({
  thread,
  person: askerOf(place),
  channel: `${place.tenant}:${place.channel}`,
});
/** Of a message that the bot sent. */
export const sentKey = ({ channel }: Pick<Place, "channel">, id: string): string => `${channel}:${id}`;

export const intentOf = (id: unknown, { intents }: Pick<Desk, "intents">): Intent | undefined =>
  intents.find((intent) => intent.id === id);

const contextOf = (answerId: string, desk: Desk): CardContext => ({
  answerId,
  supportUrl: desk.supportUrl,
  canAskPerson: desk.supportChannel !== undefined,
  intentOf: (id) => intentOf(id, desk),
});

export const rendered = (answer: Answer, answerId: string, { scope, account }: Place, desk: Desk): Activity[] =>
  renderAnswer(answer, { ...contextOf(answerId, desk), scope, aiLabel: desk.aiLabel, user: account });

/** The same as one card, for a dialog. */
export const renderedCard = (answer: Answer, answerId: string, desk: Desk, isJudged = false): AdaptiveCard =>
  renderAnswerCard(answer, { ...contextOf(answerId, desk), isJudged });

/**
 * Sends one message; what Teams finds too long is shortened until it takes it. Returns its id, "" where Teams names none. Calls are
 * counted by conversation: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 */
export async function deliver(reference: Reference, activity: Activity, desk: Desk): Promise<string> {
  try {
    const send = () => desk.adapter.send(reference, activity);
    return await patiently(`send ${reference.conversation?.id}`, send, readFailure, desk.patience);
  } catch (error) {
    const shorter = error instanceof SendFailed ? lesser(error, activity) : undefined;
    if (!shorter) throw error;
    return deliver(reference, shorter, desk);
  }
}

/** Puts another message in the place of one that was sent. */
export const replace = (reference: Reference, id: string, activity: Activity, desk: Desk): Promise<void> =>
  patiently(
    `update ${reference.conversation?.id}`,
    () => desk.adapter.update(reference, id, activity),
    readFailure,
    desk.patience,
  );

/** The message as Teams may take it all the same. */
function lesser({ failure }: SendFailed, activity: Activity): Activity | undefined {
  if (failure.kind === "too long") return shorten(activity);
  if (failure.kind !== "refused" || activity.text === undefined || activity.entities === undefined) return undefined;
  const { entities: _, ...plain } = activity;
  return plain;
}
