import type { MarkdownIt, StateBlock, StateCore, StateInline } from "markdown-it";
import { lineAt } from "../containers.ts";
import { isMdx, useComponents } from "./components.ts";
import { scanScript } from "./script.ts";
import { beginsTag, countUnclosed, isTooBroken, LONGEST_TAG, readTag } from "./tags.ts";

/** Reduces what MDX adds to Markdown (modules, comments, components) to its text. No code is run. */
export function useMdx(md: MarkdownIt): void {
  const anywhere = { alt: ["paragraph", "reference", "blockquote", "list"] };
  md.block.ruler.before("table", "module", skipModule);
  md.block.ruler.before("fence", "comment", skipComment, anywhere);
  useComponents(md);
  // The HTML rule would end `<A of={a > b}>` at the first `>`.
  md.inline.ruler.before("html_inline", "component", skipTag);
  md.inline.ruler.after("html_inline", "expression", readExpression);
  md.core.ruler.push("heading_comments", nameHeadings);
}

const IMPORT = /^import(?:[ \t]*["']|[ \t{*][\w$*{},\t ]*\bfrom[ \t]*["'])/;
const IMPORT_OF_LINES = /^import(?=[ \t{])[\w$*,\t ]*\{[\w$*,\t ]*$/;
const END_OF_IMPORT = /["'][ \t]*(?:;[ \t]*)?(?:\/\/.*)?$/;
/** Strict enough that a sentence starting with "export" does not match. */
const EXPORT =
  /^export(?:[ \t]*[{*]|[ \t]+(?:(?:const|let|var|type)[ \t]+[\w$[{][^=]*=|(?:async[ \t]+)?function\b|(?:class|interface)[ \t][^{]*\{|default[ \t]+(?:async\b|function\b|class\b|[\w$.]*[({;[]|[A-Z][\w$.]*$)))/;

/** Pages with an unclosed module. From there on modules end at a blank line, so that no further end is searched for. */
const broken = new WeakSet<object>();

/** Skips an unindented `import` or `export`, with all its lines. */
function skipModule(state: StateBlock, line: number, end: number): boolean {
  if (state.level > 0 || state.blkIndent > 0 || state.sCount[line] !== 0) return false;
  const { src, env } = state;
  const text = lineAt(state, line);
  const isImport = (IMPORT.test(text) && END_OF_IMPORT.test(text)) || IMPORT_OF_LINES.test(text);
  if (!isImport && !EXPORT.test(text)) return false;
  const isLast = (at: number, depth: number): boolean => {
    if (src[at] !== "\n" || depth > 0) return false;
    return isBlankAt(src, at + 1) || (isImport && END_OF_IMPORT.test(src.slice(src.lastIndexOf("\n", at - 1) + 1, at)));
  };
  const to = broken.has(env) ? -1 : scanScript(src, state.bMarks[line] as number, isLast);
  if (to < 0) broken.add(env);
  let next = line + 1;
  while (next < end && (to < 0 ? !state.isEmpty(next) : (state.bMarks[next] as number) <= to)) next++;
  state.line = next;
  return true;
}

function isBlankAt(text: string, from: number): boolean {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at++;
  return at >= text.length || text[at] === "\n";
}

/** Skips a comment that starts a line, blank lines included. If text follows the comment on that line, the inline rule removes it. */
function skipComment(state: StateBlock, line: number, end: number, silent: boolean): boolean {
  const from = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  const { src } = state;
  if (!src.startsWith("{/*", from) || (state.sCount[line] ?? 0) - state.blkIndent >= 4) return false;
  if (from + 3 > lastClosing(state, src)) return false;
  const to = src.indexOf("*/}", from + 3) + 3;
  const isWithin = to <= (state.eMarks[line] as number);
  if (isWithin && !isBlankAt(src, to)) return false;
  if (silent) return true;
  let last = line;
  while (last < end - 1 && (state.eMarks[last] as number) < to) last++;
  if (isBlankAt(src, to) || to > (state.eMarks[last] as number)) last++;
  else {
    state.bMarks[last] = to;
    state.tShift[last] = / */y.exec(src.slice(to, state.eMarks[last]))?.[0].length ?? 0;
    state.sCount[last] = state.blkIndent;
  }
  state.line = last;
  return true;
}

const closings = new WeakMap<object, number>();

/** Offset at which the last comment of a text closes; searched once per page or paragraph. */
function lastClosing(owner: object, text: string): number {
  const known = closings.get(owner) ?? text.lastIndexOf("*/}");
  closings.set(owner, known);
  return known;
}

/** Drops tags of components and of HTML, and in MDX also `<>` and `</>`. The text between two tags stays. */
function skipTag(state: StateInline, silent: boolean): boolean {
  if (!beginsTag(state.src, state.pos) || isTooBroken(state.env)) return false;
  const tag = readTag(state.src.slice(state.pos, state.pos + LONGEST_TAG), 0);
  if (!tag) countUnclosed(state.env);
  if (!tag || (tag.name === "" && !isMdx(state.env))) return false;
  return drop(state, tag.end, silent);
}

const STRING = /\{\s*(["'`])([^"'`{}\\\n]*)\1\s*\}/y;

/** Drops comments. In MDX, reads strings that stand for white space or special characters: `{" "}`, `{"<"}`. */
function readExpression(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src[pos] !== "{") return false;
  if (src.startsWith("{/*", pos)) {
    const isClosed = pos + 3 <= lastClosing(state, src);
    return isClosed && drop(state, src.indexOf("*/}", pos + 3) + 3 - pos, silent);
  }
  if (!isMdx(state.env)) return false;
  STRING.lastIndex = pos;
  const match = STRING.exec(src);
  if (!match) return false;
  if (!silent) state.push("text", "", 0).content = match[2] ?? "";
  state.pos += match[0].length;
  return true;
}

function drop(state: StateInline, length: number, silent: boolean): boolean {
  if (!silent) state.push("html_inline", "", 0).content = state.src.slice(state.pos, state.pos + length);
  state.pos += length;
  return true;
}

/** A comment such as `#id` at the end of a heading is its id, up to the first space. */
function nameHeadings({ tokens }: StateCore): void {
  tokens.forEach((open, at) => {
    if (open.type !== "heading_open") return;
    const last = tokens[at + 1]?.children?.findLast(({ type, content }) => type !== "text" || content.trim() !== "");
    const id = last?.type === "html_inline" ? /^\{\/\*\s*#(\S+?)\s*(?:\s|\*\/\}$)/.exec(last.content)?.[1] : undefined;
    if (id !== undefined) open.attrSet("id", id);
  });
}
