import type { Intent, Slot } from "../intents/definition.ts";
import type { Matching } from "../intents/match.ts";
import { type Read, readValue } from "../intents/values.ts";
import type { Cues } from "../language/cues.ts";
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

/** Longer messages say for themselves what they want. */
const LONGEST_FOLLOW_UP = 12;

export const isFollowUp = (cues: Cues, { words }: Matching): boolean =>
  words.length <= LONGEST_FOLLOW_UP && cues.has("followUp");

/** What names a configuration is no value that was got wrong, but the next request. */
export const asksAnew = (cues: Cues, { intents }: Matching): boolean =>
  intents.length > 0 || cues.has("namesConfiguration");

/**
 * What a reply says of the slot that was asked for: by the slot's own phrases, else the word alone. `undefined` where the reply
 * is no value at all.
 */
export function readReply(text: string, cues: Cues, slot: Slot, intent: Intent, matching: Matching): Read | undefined {
  const byPhrase = matching.slotsOf(intent).values.get(slot.name);
  if (byPhrase?.kind === "value") return byPhrase;
  const wrong: Read | undefined = isAttempt(text, cues, matching) ? { kind: "invalid", text } : undefined;
  if (slot.kind === "choice") return byPhrase ?? wrong;
  const words = matching.words.filter(
    ({ text: word }) => slot.kind !== "name" || !slot.stop.includes(word.toLowerCase()),
  );
  if (slot.kind === "name" && (words.length > 3 || cues.has("question"))) return byPhrase;
  const reads = words.flatMap((word) => readValue(slot, word) ?? []);
  const found = reads.find(({ kind }) => kind === "value") ?? reads[0] ?? byPhrase;
  return found ?? wrong;
}

/** A few words that are no question and no "thanks" are meant as the value. */
const isAttempt = (text: string, cues: Cues, { words }: Matching): boolean =>
  words.length > 0 && words.length <= 4 && !cues.has("question") && readSmallTalk(text, cues) === undefined;
