import type { MarkdownIt, StateBlock } from "markdown-it";
import { lineAt, pushInline } from "../containers.ts";
import { literal } from "./literal.ts";

/**
 * Containers between lines of colons, as in Docusaurus and VitePress:
 *
 *     :::tip[Title]        ::: details Title        ::::info{title="Title"}
 *     any Markdown         any Markdown             :::note
 *     :::                  :::                      …
 *
 * Each of these lines is a block of its own, so that what is between is parsed once, and colons in fenced code stay code. A
 * closing line ends the innermost container with the same number of colons, or else the innermost one with fewer. If there is
 * none, the line is text.
 */
export function useDirectives(md: MarkdownIt): void {
  md.block.ruler.before("fence", "directive", readDirective, { alt: ["paragraph", "reference", "blockquote", "list"] });
}

const CLOSING = /^:{3,}[ \t]*$/;
const OPENING = /^(:{3,})[ \t]*([A-Za-z][\w-]*)(?=[ \t[{]|$)(.*)$/;
/** What follows these names is not a title. */
const UNTITLED = new Set(["code-group", "raw", "v-pre"]);

/** The open containers of one quote, list item or page, each as its number of colons. */
interface Frame {
  readonly open: number[];
  /** How often each number occurs in `open`. */
  readonly counts: Map<number, number>;
}

interface Open {
  /** Number of tokens read so far. */
  seen: number;
  readonly frames: Frame[];
}

const pages = new WeakMap<object, Open>();

function readDirective(state: StateBlock, line: number, _end: number, silent: boolean): boolean {
  if ((state.sCount[line] ?? 0) - state.blkIndent >= 4) return false;
  const text = lineAt(state, line);
  if (!text.startsWith(":::")) return false;
  const frames = framesAt(state);
  if (CLOSING.test(text)) {
    const colons = text.trimEnd().length;
    const frame = frames.findLast(({ counts }) => [...counts.keys()].some((length) => length <= colons));
    if (!frame) return false;
    if (silent) return true;
    close(frame, colons);
    state.push("admonition_close", "div", 0);
  } else {
    const [, colons = "", name = "", rest = ""] = OPENING.exec(text) ?? [];
    if (colons === "") return false;
    if (silent) return true;
    const { open, counts } = frames.at(-1) as Frame;
    open.push(colons.length);
    counts.set(colons.length, (counts.get(colons.length) ?? 0) + 1);
    state.push("admonition_open", "div", 0).map = [line, line + 1];
    const title = UNTITLED.has(name) ? "" : titleOf(rest.trim());
    if (title !== "") pushInline(state, title, line);
  }
  state.line = line + 1;
  return true;
}

/** The frames around the current line. A quote or list item that has ended takes its containers with it. */
function framesAt({ env, tokens }: StateBlock): readonly Frame[] {
  const page = pages.get(env) ?? { seen: 0, frames: [{ open: [], counts: new Map() }] };
  pages.set(env, page);
  for (; page.seen < tokens.length; page.seen++) {
    const type = tokens[page.seen]?.type;
    if (type === "blockquote_open" || type === "list_item_open") page.frames.push({ open: [], counts: new Map() });
    else if (type === "blockquote_close" || type === "list_item_close") page.frames.pop();
  }
  return page.frames;
}

function close({ open, counts }: Frame, colons: number): void {
  const isTheOne = counts.has(colons)
    ? (length: number): boolean => length === colons
    : (length: number): boolean => length < colons;
  for (let length = open.pop(); length !== undefined; length = open.pop()) {
    const left = (counts.get(length) ?? 0) - 1;
    if (left > 0) counts.set(length, left);
    else counts.delete(length);
    if (isTheOne(length)) return;
  }
}

/** `[Title]{.class}`, `Title {open}` or `{title="Title"}`, as Markdown. The attribute is plain text, so it is escaped. */
function titleOf(rest: string): string {
  const at = rest.endsWith("}") ? rest.lastIndexOf("{") : -1;
  const written = (at < 0 ? rest : rest.slice(0, at)).trim();
  const title = written.startsWith("[") && written.endsWith("]") ? written.slice(1, -1).trim() : written;
  if (title !== "" || at < 0) return title;
  const attribute = /[{\s]title=(?:"([^"]*)"|'([^']*)')/.exec(rest.slice(at));
  return literal(attribute?.[1] ?? attribute?.[2] ?? "").trim();
}
