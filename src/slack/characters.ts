import { escapeText } from "./mrkdwn.ts";

export { lengthOf } from "../shapes.ts";

/** Every text that a reader sees, and every address of a link: what Slack counts to the characters of a message. */
export function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === "string" ? (key === "text" || key === "url" ? [inner] : []) : textsIn(inner),
  );
}

/**
 * What a part of a message takes of the message's characters, at most. Whether Slack counts texts before or after it escapes them
 * is not documented; this counts the longer form, in UTF-16 units.
 */
export const costOf = (value: unknown): number =>
  textsIn(value).reduce((sum, text) => sum + escapeText(text).length, 0);
