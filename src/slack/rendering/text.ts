import { clip, harmless } from "../../answering/plain.ts";

export { harmless };

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
