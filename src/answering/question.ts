import { endOfSalutation } from "../language/cues.ts";
import { ENGLISH, FOREIGN } from "../language/english/words.ts";
import { maskSecrets } from "./secrets.ts";

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

const CONTROL = /[\p{Cc}\u2028\u2029]/gu;
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|[\u115F\u1160\u3164\uFFA0]/gu;
const LONE_SURROGATE = /\p{Cs}/gu;
/** A decomposed Latin letter under three marks or more is decoration; two at most make a letter of some language. */
const DECORATED = /(\p{Script=Latin})\p{M}{3,}/gu;
/** A mark that is still apart in composed text belongs to no Latin letter. */
const STRAY_MARKS = /(\p{Script=Latin})\p{M}+/gu;
const PILED_MARKS = /(\p{M})\p{M}+/gu;
const KEYCAP = /[0-9#*]\uFE0F?\u20E3/gu;
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u20E3/gu;
/** `:tada:`, `:+1::skin-tone-4:`; not the colons of `10:20:30`. */
const EMOJI_SHORTCODE = /(?<=^|[\s:]):[\p{L}\p{N}_+'-]+:(?=[\s:.,!?]|$)/gu;
/** `@docs`, at the start or inside; not the `@` of an address or a decorator in code. */
const MENTION = /(^|\s)(?:@[\p{L}\p{N}_.-]+)+/gu;

/** Reads a message as plain text; each platform unwraps its own markup before. Never throws. */
export function readQuestion(message: string): Question {
  const masked = maskSecrets(plainText(beginning(message)));
  const clean = masked.text
    .replace(EMOJI_SHORTCODE, " ")
    .replace(EMOJI, " ")
    .replace(MENTION, "$1")
    .replace(/[\p{L}\p{M}]+/gu, latinise);
  const text = withoutGreeting(clean.slice(0, LONGEST).replace(LONE_SURROGATE, "").trim());
  return {
    text,
    cut: message.length > LONGEST || clean.length > LONGEST,
    foreign: seemsForeign(text),
    secret: masked.found,
  };
}

/** A greeting with nothing after it is the message. */
const withoutGreeting = (text: string): string => text.slice(endOfSalutation(text)).replace(/^[\s,!.:;-]+/, "") || text;

/**
 * What of a message is read. Half a word at the cut would be searched for, and reported as missing; half an address could be
 * that of a password without the `@` that gives it away.
 */
const beginning = (message: string): string =>
  message.length > LONGEST
    ? message.slice(0, LONGEST + 1).replace(/(?<!\S)(?:(?<=\s)\S{0,40}|\S{0,200}:\/\/\S*)$/, "")
    : message;

/** The letters that a reader sees, without what is invisible. */
const plainText = (message: string): string =>
  message
    .replace(LONE_SURROGATE, " ")
    .replace(KEYCAP, " ")
    .normalize("NFKC")
    .replace(/\r\n?/g, "\n")
    .replace(CONTROL, (character) => (character === "\n" || character === "\t" ? character : " "))
    .replace(INVISIBLE, "")
    .normalize("NFD")
    .replace(DECORATED, "$1")
    .normalize("NFC")
    .replace(STRAY_MARKS, "$1")
    .replace(PILED_MARKS, "$1")
    .normalize("NFC");

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
