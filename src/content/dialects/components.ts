import type { MarkdownIt, StateBlock } from "markdown-it";
import { lineAt, pushInline } from "../containers.ts";
import { literal } from "./literal.ts";
import { beginsTag, countUnclosed, isTooBroken, LONGEST_TAG, readTag, type Tag } from "./tags.ts";

/**
 * Components of MDX and Vue. Lines that hold nothing but their tags are dropped, what is between the tags stays Markdown, and a
 * `label` or `title` becomes a label. In MDX pages the same goes for HTML tags.
 */
export function useComponents(md: MarkdownIt): void {
  md.block.ruler.before("table", "component_indent", outdent);
  md.block.ruler.before("fence", "component", readComponents, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
}

/** Whether the page is MDX, by its name. Docusaurus reads `.md` as MDX too, but such a page may be plain Markdown. */
export const isMdx = (env: object): boolean => /\.mdx$/i.test(String((env as { path?: unknown }).path ?? ""));

const COMPONENT = /^[A-Z]/;
const TABS = new Set(["TabItem", "Tab", "Tabs.Tab", "CodeGroupItem"]);
/** Tags that stay HTML even in MDX: they hold headings, code, or nothing that is shown. */
const HTML_ONLY = /^(?:h[1-6]|summary|pre|script|style|textarea|iframe|svg|template|noscript|button|video|object)$/;
interface Components {
  /** Names of the open components, outermost first. */
  readonly open: string[];
  /** How often each name occurs in `open`. */
  readonly counts: Map<string, number>;
  /** Offset of the last closing tag of each name. */
  readonly closing: ReadonlyMap<string, number>;
  /** Labels of tabs by their `value`, if the component around the tabs lists them. */
  readonly labels: Map<string, string>;
}

const pages = new WeakMap<object, Components>();

function componentsOf({ env, src }: StateBlock): Components {
  let page = pages.get(env);
  if (!page) {
    const closing = new Map([...src.matchAll(/<\/([A-Za-z][\w.-]*)/g)].map((tag) => [tag[1] as string, tag.index]));
    page = { open: [], counts: new Map(), closing, labels: new Map() };
    pages.set(env, page);
  }
  return page;
}

/** MDX has no indented code, and authors indent what is inside components as they like. Such lines are moved to the left. */
function outdent(state: StateBlock, start: number, end: number): boolean {
  const by = (state.sCount[start] ?? 0) - state.blkIndent;
  if (by < 4 || (componentsOf(state).open.length === 0 && !isMdx(state.env))) return false;
  for (let line = start; line < end; line++) {
    if (state.isEmpty(line)) continue;
    const shift = (state.sCount[line] ?? 0) - state.blkIndent < by ? 0 : charactersFor(state, line, by);
    if (shift === 0) break;
    (state.bMarks[line] as number) += shift;
    (state.tShift[line] as number) -= shift;
    (state.sCount[line] as number) -= by;
    (state.bsCount[line] as number) += by;
  }
  return false;
}

/** The number of characters in the first `columns` columns of indentation; 0 if a tab crosses that column. */
function charactersFor(state: StateBlock, line: number, columns: number): number {
  const from = state.bMarks[line] ?? 0;
  let [at, column] = [from, 0];
  while (column < columns) {
    column += state.src[at] === "\t" ? 4 - (((state.bsCount[line] ?? 0) + column) % 4) : 1;
    at++;
  }
  return column === columns ? at - from : 0;
}

function readComponents(state: StateBlock, line: number, end: number, silent: boolean): boolean {
  if (!lineAt(state, line).startsWith("<")) return false;
  const mdx = isMdx(state.env);
  if ((state.sCount[line] ?? 0) - state.blkIndent >= 4) return false;
  const { tags, rest, lines } = tagsAt(state, line, end);
  const areDropped = tags.every(
    ({ name }) => name !== "Badge" && (COMPONENT.test(name) || (mdx && !HTML_ONLY.test(name))),
  );
  const last = tags.at(-1);
  if (!last || !areDropped) return false;
  const closing = `</${last.name}>`;
  if (rest !== "" && (labelOf(last, componentsOf(state).labels) === "" || !rest.endsWith(closing))) return false;
  if (silent) return true;
  for (const tag of tags) enterOrLeave(state, tag, line);
  if (rest !== "") {
    state.push("paragraph_open", "p", 0);
    pushInline(state, rest.slice(0, -closing.length).trim(), line + lines - 1);
    state.push("paragraph_close", "p", 0);
    leave(state, last.name);
  }
  state.line = line + lines;
  return true;
}

interface Tags {
  readonly tags: readonly Tag[];
  /** What follows the last tag on the same line. */
  readonly rest: string;
  readonly lines: number;
}

/** The tags at the start of a line. The last one may continue on further lines. */
function tagsAt(state: StateBlock, line: number, end: number): Tags {
  const alone = readTags(lineAt(state, line));
  if (!beginsTag(alone.rest, 0) || isTooBroken(state.env)) return alone;
  let text = lineAt(state, line);
  for (let next = line + 1; next < end && text.length < LONGEST_TAG; next++) {
    if (!state.isEmpty(next) && (state.sCount[next] ?? 0) < state.blkIndent) break;
    text += `\n${lineAt(state, next)}`;
  }
  const spanning = readTags(text);
  if (spanning.lines === 1) countUnclosed(state.env);
  return spanning;
}

function readTags(text: string): Tags {
  const tags: Tag[] = [];
  let at = 0;
  for (;;) {
    const tag = text[at] === "<" ? readTag(text, at) : undefined;
    if (!tag) break;
    tags.push(tag);
    at = tag.end;
    while (text[at] === " " || text[at] === "\t") at++;
  }
  const eol = text.indexOf("\n", at);
  return { tags, rest: text.slice(at, eol < 0 ? undefined : eol).trim(), lines: text.slice(0, at).split("\n").length };
}

function labelOf({ name, attributes }: Tag, labels: Components["labels"]): string {
  if (!COMPONENT.test(name)) return "";
  const value = TABS.has(name) ? attributes.get("value") : undefined;
  const named = attributes.get("label") ?? attributes.get("title");
  return literal(named ?? labels.get(value ?? "") ?? value ?? "").trim();
}

const FIELD = /\b(label|value)["']?\s*:\s*(?:"([^"]*)"|'([^']*)')/g;

/** Reads `<Tabs values={[{ label: "Label", value: "value" }]}>`: the tabs inside then have a `value` only. */
function readLabels({ name, text }: Tag, into: Components["labels"]): void {
  if (name !== "Tabs") return;
  for (const [entry] of text.matchAll(/\{[^{}]*\}/g)) {
    const fields = new Map([...entry.matchAll(FIELD)].map(([, field, a, b]) => [field, a ?? b ?? ""]));
    into.set(fields.get("value") ?? "", fields.get("label") ?? fields.get("value") ?? "");
  }
}

function enterOrLeave(state: StateBlock, tag: Tag, line: number): void {
  if (tag.kind === "close") {
    leave(state, tag.name);
    return;
  }
  const { open, counts, closing, labels } = componentsOf(state);
  const isOpen = tag.kind === "open" && (closing.get(tag.name) ?? -1) > (state.bMarks[line] ?? 0);
  const id = tag.attributes.get("id");
  // Kept as a target for links.
  if (id !== undefined && !/["<>]/.test(id)) state.push("html_block", "", 0).content = `<a id="${id}">`;
  if (isOpen) {
    open.push(tag.name);
    counts.set(tag.name, (counts.get(tag.name) ?? 0) + 1);
  }
  readLabels(tag, labels);
  const label = labelOf(tag, labels);
  const isTab = isOpen && TABS.has(tag.name);
  if (isTab || label !== "") state.push(isTab ? "tab_open" : "admonition_open", "div", 0).map = [line, line + 1];
  if (label !== "") pushInline(state, label, line);
}

/** Closes the innermost component of that name, and those still open inside it. */
function leave(state: StateBlock, closed: string): void {
  const { open, counts } = componentsOf(state);
  if (!counts.has(closed)) return;
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const left = (counts.get(name) ?? 0) - 1;
    if (left > 0) counts.set(name, left);
    else counts.delete(name);
    if (TABS.has(name)) state.push("tab_close", "div", 0);
    if (name === closed) return;
  }
}
