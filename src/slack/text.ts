/** What may not be shown: control characters, overrides of the writing direction, halves of characters. */
const HARMFUL = /(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/gu;

/** Documentation and people must not steer what others see. */
export const harmless = (text: string): string => text.replace(/\r\n?/g, "\n").replace(HARMFUL, "\uFFFD");

/** Shortens to `most` UTF-16 units, so to no more code points, never in the middle of a character. */
export const clip = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…` : text;

/** What Slack could read as a mention begins with one of these. */
const MENTION = /<(?=[!@#])/g;

/** One line for a label, which cannot be cut into pieces: what looks like a mention is spelt with another character. */
export const oneLine = (text: string, most: number): string =>
  clip(harmless(text).replace(/\s+/g, " ").trim().replace(MENTION, "‹"), most) || "…";

/** The text in pieces that show as it does; no piece holds a mention. */
export const inPieces = (text: string): string[] =>
  harmless(text)
    .split(/(?<=<)(?=[!@#])/)
    .filter(Boolean);
