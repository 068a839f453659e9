import type { MarkdownIt, StateBlock, StateCore, Token } from "markdown-it";
import { lineAt } from "../containers.ts";
import { readTag } from "./tags.ts";

/** `[[toc]]`, and code imported from a file: `<<< @/snippets/x.js{1,3} [title]`. Neither is text of the page. */
const SKIPPED = /^(?:\[\[toc\]\]|<<<[ \t]*[@./]\S.*)[ \t]*$/i;

/** Single lines, info strings of fences, and badges of VitePress and Docusaurus. */
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

/** Takes `title="x.js"` or `[npm]` out of a fence's info string as its label, and leaves the language. */
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
 * `<Badge text="1.2" />` in a paragraph is text: it may be the only mention of a version. In a heading it is a badge of the
 * section, and not part of the anchor.
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
