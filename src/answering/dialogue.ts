import type { Intent, Slot } from "../intents/definition.ts";
import type { Matching } from "../intents/match.ts";
import { type Read, readValue } from "../intents/values.ts";
import type { Conversation } from "./answer.ts";
import { readSmallTalk } from "./smalltalk.ts";

/** In ms: an open question is forgotten after it. */
export const TIME_TO_LIVE = 10 * 60 * 1000;
/** How often a value is asked for again. */
export const MOST_AGAIN = 2;

/** The conversation that a message may go on with: its own asker's, and not too old. */
export const current = (conversation: Conversation | undefined, at: number, asker: string): Conversation | undefined =>
  conversation &&
  conversation.asker === asker &&
  at - conversation.at <= TIME_TO_LIVE &&
  at >= conversation.at - TIME_TO_LIVE
    ? conversation
    : undefined;

const CANCEL =
  /^(?:cancel|stop|never ?mind|forget (?:it|that)|abort|leave it(?: open)?|skip(?: (?:it|that|this))?|no thanks|quit)[.!]?$/i;
export const isCancel = (text: string): boolean => CANCEL.test(text.trim());

const ACCEPT =
  /^(?:yes|yes,? please|yep|sure|ok(?:ay)?|please|go ahead|do it|config(?:uration)?|(?:the )?snippet|show (?:me|it))[.!]?$/i;
export const isAcceptance = (text: string): boolean => ACCEPT.test(text.trim());

const QUESTION = /\?\s*$|^(?:how|what|why|where|when|who|which|can|could|does|do|is|are|should)\b/i;
const FOLLOW_UP =
  /^(?:(?:and|now|ok|okay|then|also|but|please)[\s,]+)*(?:what about|how about|same|instead|as|in|for|with|on|at|use|using|make it|the same|give me (?:it|that)|show (?:it|that))\b/i;
/** Longer messages say for themselves what they want. */
const LONGEST_FOLLOW_UP = 12;

export const isFollowUp = (text: string, { words }: Matching): boolean =>
  words.length <= LONGEST_FOLLOW_UP && FOLLOW_UP.test(text.trim());

/** What names a configuration is no value that was got wrong, but the next request. */
export const asksAnew = (text: string, { intents }: Matching): boolean =>
  intents.length > 0 || /^config(?:ure|uration)?\s+\S/i.test(text.trim());

export const isWhatAbout = (text: string): boolean =>
  /^(?:and |but |so |ok |okay )*(?:what about|how about|and)\b/i.test(text.trim());

/**
 * What a reply says of the slot that was asked for: by the slot's own phrases, else the word alone. `undefined` where the reply
 * is no value at all.
 */
export function readReply(text: string, slot: Slot, intent: Intent, matching: Matching): Read | undefined {
  const byPhrase = matching.slotsOf(intent).values.get(slot.name);
  if (byPhrase?.kind === "value") return byPhrase;
  if (slot.kind === "choice") return byPhrase ?? (isAttempt(text, matching) ? { kind: "invalid", text } : undefined);
  const words = matching.words.filter(
    ({ text: word }) => slot.kind !== "name" || !slot.stop.includes(word.toLowerCase()),
  );
  if (slot.kind === "name" && (words.length > 3 || QUESTION.test(text))) return byPhrase;
  const reads = words.flatMap((word) => readValue(slot, word) ?? []);
  const found = reads.find(({ kind }) => kind === "value") ?? reads[0] ?? byPhrase;
  return found ?? (isAttempt(text, matching) ? { kind: "invalid", text } : undefined);
}

/** A few words that are no question and no "thanks" are meant as the value. */
const isAttempt = (text: string, { words }: Matching): boolean =>
  words.length > 0 && words.length <= 4 && !QUESTION.test(text) && readSmallTalk(text) === undefined;
