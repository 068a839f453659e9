import { escapeText } from "./mrkdwn.ts";

export { lengthOf } from "../../shapes.ts";

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
export function costOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + costOf(one), 0);
  let sum = 0;
  for (const key in value) {
    const inner = (value as Readonly<Record<string, unknown>>)[key];
    if (typeof inner !== "string") sum += costOf(inner);
    else if (key === "text" || key === "url") sum += escapeText(inner).length;
  }
  return sum;
}
