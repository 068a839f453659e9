import type { MarkdownIt, StateBlock, StateCore, Token } from "markdown-it";
import { lineAt } from "../containers.ts";
import { readTag } from "./tags.ts";

/** `[[toc]]`, and code from another file: `<<< @/snippets/x.js{1,3} [title]`. Neither is the page's text. */
const SKIPPED = /^(?:\[\[toc\]\]|<<<[ \t]*[@./]\S.*)[ \t]*$/i;

/** What VitePress and Docusaurus add to lines, to the info strings of fences, and inside paragraphs. */
export function useVitepress(md: MarkdownIt): void {
  md.block.ruler.before("fence", "skipped_line", skipLine, { alt: ["paragraph", "reference", "blockquote", "list"] });
  md.core.ruler.push("fence_info", readInfos);
  md.core.ruler.push("badges", readBadges);
}

function skipLine(state: StateBlock, line: number, _end: number, silent: boolean): boolean {
  if ((state.sCount[line] ?? 0) - state.blkIndent >= 4 || !SKIPPED.test(lineAt(state, line))) return false;
  if (!silent) state.line = line + 1;
  return true;
}

const TITLE = /\btitle=(?:"([^"]*)"|'([^']*)')/;
const BRACKETS = /(?:^|\s)\[([^[\]]*)\]/;
const LINE_MARKS = /^\{[\d\s,-]*\}/;

/** Leaves the language in a fence's info string, and names the fence by its `title="x.js"` or `[npm]`. */
function readInfos({ tokens }: StateCore): void {
  for (const token of tokens) {
    if (token.type !== "fence") continue;
    const info = token.info.trim();
    const title = TITLE.exec(info);
    const label = title?.[1] ?? title?.[2] ?? BRACKETS.exec(info)?.[1] ?? "";
    if (label.trim() !== "") token.meta = { label: label.replace(/\s+/g, " ").trim() };
    if (LINE_MARKS.test(info) || /^(?:\[|\w+=)/.test(info)) token.info = "";
  }
}

/**
 * `<Badge text="1.2" />` in a paragraph is text, as it is on the page: it may be the one place that tells a version. In a heading
 * it is the heading's badge and no part of its anchor.
 */
function readBadges({ tokens, Token: New }: StateCore): void {
  tokens.forEach(({ type, children }, at) => {
    if (type !== "inline" || !children) return;
    const isHeading = tokens[at - 1]?.type === "heading_open";
    children.forEach((child, position) => {
      const text = badgeText(child);
      if (text === "") return;
      if (isHeading) child.meta = { badge: text };
      else {
        children[position] = new New("text", "", 0);
        (children[position] as Token).content = text;
      }
    });
  });
}

function badgeText({ type, content }: Token): string {
  if (type !== "html_inline" || !content.startsWith("<Badge")) return "";
  const tag = readTag(content, 0);
  return tag?.name === "Badge" && tag.kind !== "close" ? (tag.attributes.get("text") ?? "").trim() : "";
}
