/** Every text that a reader sees, and every address of a link: what Slack counts to the characters of a message. */
export function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === "string" ? (key === "text" || key === "url" ? [inner] : []) : textsIn(inner),
  );
}

/** What would notify people, or name them: https://docs.slack.dev/messaging/formatting-message-text#advanced */
export const LIVE_MENTION = /<(?:!(?:channel|here|everyone|subteam\^)|@[UW])/;
