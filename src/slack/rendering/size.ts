import { escapeText } from "./mrkdwn.ts";

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
