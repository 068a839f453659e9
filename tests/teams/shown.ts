import MarkdownIt from "markdown-it";
import type { Activity, Attachment } from "../../src/teams/rendering/activity.ts";
import type { AdaptiveCard } from "../../src/teams/rendering/adaptivecard.ts";

/** Everything that Markdown or HTML could do, is done: what gets through here gets through nowhere. */
const markdown = new MarkdownIt({ html: true, linkify: false });

type Token = ReturnType<typeof markdown.parse>[number];

export const tokensOf = (text: string): Token[] =>
  markdown.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);

/** What the bot means: paragraphs, quotes, fences, bold, italic, code, links and lines. */
export const MEANT: ReadonlySet<string> = new Set([
  ...["paragraph_open", "paragraph_close", "inline", "text", "hardbreak", "softbreak", "fence", "code_inline"],
  ...["strong_open", "strong_close", "em_open", "em_close", "link_open", "link_close"],
  ...["blockquote_open", "blockquote_close", "text_special"],
]);

export const linksOf = (text: string): string[] =>
  tokensOf(text).flatMap((token) => (token.type === "link_open" ? [String(token.attrGet("href"))] : []));

/** What a reader sees. */
export function shownBy(text: string): string {
  let shown = "";
  for (const { type, content } of tokensOf(text)) {
    if (type === "text" || type === "fence" || type === "code_inline" || type === "text_special") shown += content;
    if (type === "hardbreak" || type === "softbreak" || type.endsWith("paragraph_close")) shown += "\n";
  }
  return shown;
}

export const codesOf = (text: string): string[] =>
  tokensOf(text).flatMap(({ type, content }) => (type === "fence" ? [content.replace(/\n$/, "")] : []));

export const textOf = (activities: readonly Activity[]): string => activities[0]?.text ?? "";
export const cardsOf = (activities: readonly Activity[]) =>
  activities.flatMap(({ attachments = [] }) => attachments.map(({ content }) => content));

/** The card of a dialog. */
export const cardOf = ({ body }: { readonly body?: unknown }): AdaptiveCard =>
  (body as { task: { value: { card: Attachment } } }).task.value.card.content;
