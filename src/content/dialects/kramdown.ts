import type { MarkdownIt, StateBlock, StateCore, Token } from "markdown-it";
import { lineAt } from "../containers.ts";
import { useKramdownInline } from "./kramdowninline.ts";
import { recallLookahead, rememberLookahead } from "./lookahead.ts";

/** On a line of its own: `{: .note #id }`, `{:toc}`, `{:.no_toc}`. */
const ATTRIBUTES = /^\{:[^{}]*\}[ \t]*$/;
/** `{::comment}` … `{:/comment}`, `{::options … /}`, `{::nomarkdown}`. */
const EXTENSION = /^\{::(\w+)\b[^{}]*?(\/?)\}/;
const ANYWHERE_IN_PARAGRAPH = { alt: ["paragraph", "reference", "blockquote", "list", "table"] };
/** kramdown wants an XML name as the id. Any other list at the end of a heading is text. */
const HEADING_ID = /(?<![ \t])[ \t]+\{#([\p{L}_:][\p{L}\p{M}\p{N}_.:-]*)\}$/u;
const HEADING_LIST = /(?<![ \t])[ \t]*\{:[^{}]*\}$/;

/** `<div markdown="1">` and `</div>`, alone on a line. What is between them is Markdown, even without blank lines. */
const END_TAG = /^<\/(?:div|section|article|aside|details|main|center)>[ \t]*$/i;
const START_TAG = /^<[a-z]+\b[^<>]*>[ \t]*$/i;
const MARKDOWN = /\smarkdown\s*=/i;
/** Starts the next list item, even inside fenced code. */
const ITEM = /^(?:[-*+]|\d+\.)[ \t]/;
const FENCE = /^(`{3,}|~{3,})([^`]*)$/;

/** What kramdown adds to CommonMark and GFM: attribute lists, extensions, Markdown inside HTML, and its own heading ids. */
export function useKramdown(md: MarkdownIt): void {
  md.block.ruler.before("fence", "kramdown_tag", passTag, ANYWHERE_IN_PARAGRAPH);
  md.block.ruler.before("fence", "kramdown_lazy_fence", readLazyFence, ANYWHERE_IN_PARAGRAPH);
  md.block.ruler.before("fence", "kramdown_extension", skipExtension, ANYWHERE_IN_PARAGRAPH);
  md.block.ruler.before("fence", "kramdown_attributes", readAttributes, ANYWHERE_IN_PARAGRAPH);
  md.block.ruler.before("reference", "kramdown_reference", readReference);
  useKramdownInline(md);
  md.core.ruler.before("inline", "kramdown_heading_ids", takeHeadingIds);
  md.core.ruler.push("kramdown_ids", nameHeadings);
}

/** Alone on a line it starts a paragraph, not an HTML block. */
const BREAK = /^<br\s*\/?>[ \t]*$/i;

function passTag(state: StateBlock, line: number, _end: number, silent: boolean): boolean {
  if (!lineAt(state, line).startsWith("<")) return false;
  const tag = isPassedOver(lineAt(state, line)) ? line : nextPassedOver(line, state);
  if (tag === state.lineMax || state.isEmpty(tag)) return false;
  if (silent) return true;
  state.push("html_block", "", 0).content = state.getLines(line, tag + 1, state.blkIndent, true);
  state.line = tag + 1;
  return true;
}

const isPassedOver = (text: string): boolean =>
  END_TAG.test(text) || BREAK.test(text) || (START_TAG.test(text) && MARKDOWN.test(text));

/** The next line that is such a tag, or the line that ends the search: a blank one, or the end. */
function nextPassedOver(line: number, state: StateBlock): number {
  const known = recallLookahead(state, "tag", line);
  if (known !== undefined) return known;
  let tag = line;
  while (tag < state.lineMax && !state.isEmpty(tag) && !isPassedOver(lineAt(state, tag))) tag++;
  rememberLookahead(state, "tag", line, tag);
  return tag;
}

/** Fenced code in a list item whose lines are indented less than the item. CommonMark ends the item there, kramdown at a blank line. */
function readLazyFence(state: StateBlock, line: number, _end: number, silent: boolean): boolean {
  if (state.blkIndent === 0 || (state.sCount[line] ?? 0) < state.blkIndent) return false;
  const [, mark, info = ""] = FENCE.exec(lineAt(state, line)) ?? [];
  if (mark === undefined || recallLookahead(state, mark, line) !== undefined) return false;
  let isLazy = false;
  let next = line + 1;
  for (; next < state.lineMax && !state.isEmpty(next); next++) {
    const text = lineAt(state, next).trimEnd();
    const isLeft = (state.sCount[next] ?? 0) < state.blkIndent;
    if (isLeft && ITEM.test(text)) break;
    isLazy ||= isLeft;
    if (!text.startsWith(mark) || text.replaceAll(mark.charAt(0), "") !== "") continue;
    if (!isLazy || silent) return isLazy;
    const token = state.push("fence", "code", 0);
    token.info = info.trim();
    token.content = state.getLines(line + 1, next, state.blkIndent, true);
    token.map = [line, next + 1];
    state.line = next + 1;
    return true;
  }
  rememberLookahead(state, mark, line, next - 1);
  return false;
}

/** An attribute list belongs to the block above it, or after a blank line to the block below. */
function readAttributes(state: StateBlock, line: number, _end: number, silent: boolean): boolean {
  const text = lineAt(state, line);
  if (!ATTRIBUTES.test(text)) return false;
  if (silent) return true;
  const above = state.tokens.at(-1);
  const touches = line > 0 && !state.isEmpty(line - 1);
  const id = /#([A-Za-z][\w:-]*)/.exec(text)?.[1];
  if (/^\{:[ \t]*toc\b/.test(text)) dropList(state.tokens);
  else if (id !== undefined && touches && above?.type === "heading_close") openingOf(state.tokens).attrSet("id", id);
  else if (id !== undefined && !touches) state.env.nextId = { id, line: line + 1 };
  state.line = line + 1;
  return true;
}

const openingOf = (tokens: readonly Token[]): Token => tokens.at(-3) as Token;

/** `{:toc}` replaces the list above it by a table of contents, which is not the page's own text. */
function dropList(tokens: Token[]): void {
  const last = tokens.at(-1);
  if (last?.type !== "bullet_list_close" && last?.type !== "ordered_list_close") return;
  const open = tokens.findLastIndex(({ type, level }) => level === last.level && type.endsWith("_list_open"));
  tokens.length = Math.max(0, open);
}

function skipExtension(state: StateBlock, line: number, endLine: number, silent: boolean): boolean {
  const match = EXTENSION.exec(lineAt(state, line));
  if (!match) return false;
  if (silent) return true;
  const [, name, closed] = match;
  let next = line + 1;
  if (name === "comment" && closed === "") {
    const end = /\{:\/(?:comment)?\}/;
    if (!end.test(lineAt(state, line))) while (next < endLine && !end.test(lineAt(state, next++)));
  }
  state.line = next;
  return true;
}

const REFERENCE = /^\[([^\]^][^\]]*)\]:[ \t]*([^\s"'<]\S*[ \t]+[^"'\s].*)$/;

/** `[name]: address` with spaces in the address. CommonMark would read a paragraph, and with it the references that follow. */
function readReference(state: StateBlock, line: number, _end: number, silent: boolean): boolean {
  const [, name = "", address = ""] = REFERENCE.exec(lineAt(state, line)) ?? [];
  if (name === "") return false;
  if (silent) return true;
  const { normalizeReference } = state.md.utils;
  state.env.references ??= {};
  state.env.references[normalizeReference(name)] ??= { title: "", href: state.md.normalizeLink(address.trim()) };
  state.line = line + 1;
  return true;
}

/** Runs before inline parsing, which would read `_` and `:` in an id as markup. */
function takeHeadingIds({ tokens }: StateCore): void {
  tokens.forEach((open, at) => {
    const heading = open.type === "heading_open" ? tokens[at + 1] : undefined;
    const id = HEADING_ID.exec(heading?.content ?? "")?.[1];
    if (heading === undefined || id === undefined) return;
    heading.content = heading.content.replace(HEADING_ID, "");
    if (open.attrGet("id") === null) open.attrSet("id", id);
  });
}

/** Gives every heading the id that kramdown's GFM parser gives it. Two may be equal if an author set one of them. */
function nameHeadings({ tokens, env }: StateCore): void {
  const counts = new Map<string, number>();
  const waiting = env.nextId as { id: string; line: number } | undefined;
  tokens.forEach((open, at) => {
    if (open.type !== "heading_open") return;
    const children = tokens[at + 1]?.children ?? [];
    const last = children.at(-1);
    const slug = slugOf(children);
    if (last?.type === "text") last.content = last.content.replace(HEADING_LIST, "");
    const announced = waiting && open.map?.[0] === waiting.line ? waiting.id : undefined;
    const explicit = (open.attrGet("id") as string | null) ?? announced;
    if (explicit === undefined) open.attrSet("id", count(slug, counts));
    else open.attrSet("id", explicit);
  });
}

function count(slug: string, counts: Map<string, number>): string {
  const before = counts.get(slug);
  counts.set(slug, (before ?? -1) + 1);
  return before === undefined ? slug : `${slug}-${before + 1}`;
}

const TYPOGRAPHIC = /-{2,3}|<< | >>/g;

/**
 * The GFM parser's `generate_gfm_header_id`: keeps letters, marks, digits, connectors and hyphens; spaces become hyphens. Outside
 * code, `--`, `---`, `<< ` and ` >>` have become dashes and quotes by then, and are dropped.
 */
function slugOf(children: readonly Token[]): string {
  const text = children.map(({ type, content }) => {
    if (type === "code_inline") return content;
    return type === "text" || type === "text_special" ? content.replace(TYPOGRAPHIC, "") : "";
  });
  return (
    text
      .join("")
      // Ruby's `downcase` has no final sigma.
      .replaceAll("Σ", "σ")
      .toLowerCase()
      .replace(/[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\- \t]/gu, "")
      .replace(/[ \t]/g, "-")
  );
}
