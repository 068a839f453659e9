import { endOfSalutation } from "../language/cues.ts";
import { ENGLISH, FOREIGN } from "../language/english/words.ts";
import { type Masked, maskSecrets, maskText } from "./secrets.ts";

/** A question, cleaned at the border: text only, bounded, without markup or invisible characters. */
export interface Question {
  readonly text: string;
  /** True where the message was longer than `LONGEST` and its end was left out. */
  readonly cut: boolean;
  /** True where the message seems not to be English. */
  readonly foreign: boolean;
  /** True where it held a secret, which is not in `text`. */
  readonly secret: boolean;
}

/** Characters of a message that are read. */
export const LONGEST = 2000;

const LONE_SURROGATE = /\p{Cs}/gu;
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u20E3/gu;
/** `:tada:`, `:+1::skin-tone-4:`; not the colons of `10:20:30`. */
const EMOJI_SHORTCODE = /(?<=^|[\s:]):[\p{L}\p{N}_+'-]+:(?=[\s:.,!?]|$)/gu;
/** `@docs`, at the start or inside; not the `@` of an address or a decorator in code. */
const MENTION = /(^|\s)(?:@[\p{L}\p{N}_.-]+)+/gu;

/** Reads a message as plain text; each platform unwraps its own markup before. Never throws. */
export function readQuestion(message: string): Question {
  const masked = maskedBeginning(message);
  const clean = masked.text
    .replace(EMOJI_SHORTCODE, " ")
    .replace(EMOJI, " ")
    .replace(MENTION, "$1")
    .replace(/[\p{L}\p{M}]+/gu, latinise);
  // What was apart may have come together.
  const last = clean === masked.text ? masked : maskText(clean);
  const text = withoutGreeting(last.text.slice(0, LONGEST).replace(LONE_SURROGATE, "").trim());
  return {
    text,
    cut: message.length > LONGEST || last.text.length > LONGEST,
    foreign: seemsForeign(text),
    secret: masked.found || last.found,
  };
}

/** A greeting with nothing after it is the message. */
const withoutGreeting = (text: string): string => text.slice(endOfSalutation(text)).replace(/^[\s,!.:;-]+/, "") || text;

/** Characters behind the cut that are looked at for the rest of a secret that it would halve. */
const BEHIND_THE_CUT = 12_000;

/** What is read of a message, as far as it is the same with more of it in view: half a secret looks like none. */
function maskedBeginning(message: string): Masked {
  const head = maskSecrets(beginning(message));
  if (message.length <= LONGEST) return head;
  const whole = maskSecrets(message.slice(0, LONGEST + BEHIND_THE_CUT));
  let same = 0;
  while (same < head.text.length && head.text[same] === whole.text[same]) same++;
  return { text: head.text.slice(0, same), found: head.found || whole.found };
}

/** Half a word at the cut would be searched for, and reported as missing. */
const beginning = (message: string): string =>
  message.length > LONGEST ? message.slice(0, LONGEST + 1).replace(/(?<=\s)\S{0,40}$/, "") : message;

const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  [..."аa еe оo рp сc хx уy іi ѕs јj һh ԁd ԛq ԝw ɡg οo αa ρp νv ιi κk τt υu"]
    .join("")
    .split(" ")
    .map(([from = "", to = ""]) => [from, to]),
);

/** A word that mixes Latin letters with their Cyrillic or Greek look-alikes is read as Latin. */
function latinise(word: string): string {
  if (!/[a-z]/i.test(word) || !/[\p{Script=Cyrillic}\p{Script=Greek}ɡ]/u.test(word)) return word;
  return Array.from(word.toLowerCase(), (letter) => LOOKALIKES.get(letter) ?? letter).join("");
}

function seemsForeign(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters >= 6 && latin < letters / 2) return true;
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const foreign = words.filter((word) => FOREIGN.has(word)).length;
  return foreign >= 2 && foreign > words.filter((word) => ENGLISH.has(word)).length;
}
