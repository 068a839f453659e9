import { posix } from "node:path";
import type { Fault } from "../section.ts";
import type { Expanded } from "./dialect.ts";
import { breaksIn, createOutput, emit, type Output, sourceLine, trimEnd } from "./liquidoutput.ts";

/** What the tags of a page can ask for. Paths are relative to the documentation root; only Markdown files below it are known. */
export interface LiquidPage {
  readonly path: string;
  readonly fileAt: (path: string) => string | undefined;
  /** The value of `site.x` or `page.x`; `undefined` if only Jekyll or a plugin would know it. */
  readonly valueOf: (name: string) => string | undefined;
  /** Address of the site's folder, for `relative_url` and `absolute_url`. */
  readonly baseurl: string;
  readonly siteUrl: string;
}

/** Beyond these an include or a value is left out, since either can make a page grow without end. Sizes in characters. */
const LIMITS = { depth: 20, includes: 1_000, size: 8_000_000, value: 16_000, faults: 50 } as const;

interface RenderState {
  readonly page: LiquidPage;
  readonly faults: Fault[];
  readonly assigned: Map<string, string>;
  includes: number;
  size: number;
}

/** The page itself, or a file that it includes. */
interface Template {
  readonly path: string;
  readonly text: string;
  readonly firstLine: number;
  /** Paths from the page down to this file, for finding includes that include themselves. */
  readonly chain: readonly string[];
  readonly parameters: ReadonlyMap<string, string>;
}

/** `{% … %}` or `{{ … }}`, from offset `open` to `end` of the text. */
interface Tag extends Template {
  readonly line: number;
  readonly open: number;
  readonly end: number;
  readonly name: string;
  readonly rest: string;
}

/**
 * Expands the Liquid of a Jekyll page. Known values are filled in, links become paths from the root, and includes are read from
 * the documentation folder. Conditions and loops are not evaluated: their text is kept. What is lost is reported, up to 50 times
 * a page. `firstLine` is the line of the file at which `text` begins.
 */
export function expandLiquid(text: string, firstLine: number, page: LiquidPage): Required<Expanded> {
  const state: RenderState = { page, faults: [], assigned: new Map(), includes: 0, size: 0 };
  const { path } = page;
  const out = expandTemplate({ path, text, firstLine, chain: [path], parameters: new Map() }, state);
  return {
    text: out.pieces.join(""),
    faults: state.faults,
    lineOf: (line) => (line < firstLine ? line : Math.max(firstLine, sourceLine(out.marks, line - firstLine))),
  };
}

const TAG = /^(-?)\s*(\w*)([\s\S]*?)(-?)$/;
/** For `{% highlight %}`: longer than any fence inside its code. */
const FENCE = "~".repeat(12);
const NOT_EVALUATED = new Set(["if", "unless", "case", "for", "tablerow"]);

/** Goes from tag to tag, so that the text is read once. */
function expandTemplate(template: Template, state: RenderState): Output {
  const { text } = template;
  const out = createOutput();
  let at = 0;
  let line = template.firstLine;
  while (at < text.length) {
    const open = nextOpening(text, at);
    if (open < 0) break;
    const before = text.slice(at, open);
    emit(out, before, line, true);
    line += breaksIn(before);
    at = open;
    const isTag = text[open + 1] === "%";
    const close = text.indexOf(isTag ? "%}" : "}}", open + 2);
    if (close < 0) {
      report({ ...template, line }, state, `${isTag ? "{%" : "{{"} is never closed; Jekyll stops here`);
      break;
    }
    const match = TAG.exec(text.slice(open + 2, close));
    const tag = { ...template, line, open, end: close + 2, name: match?.[2] ?? "", rest: match?.[3] ?? "" };
    if (match?.[1]) trimEnd(out);
    at = isTag ? runTag(tag, state, out) : tag.end;
    if (!isTag) emit(out, printValue(tag, state), line);
    if (match?.[4]) while (/\s/.test(text[at] ?? "")) at++;
    line += breaksIn(text.slice(open, at));
  }
  emit(out, text.slice(at), line, true);
  return out;
}

/** A single search: one for `{%` and one for `{{` would each run to the end of the text for every hit of the other. */
function nextOpening(text: string, from: number): number {
  for (let at = text.indexOf("{", from); at >= 0; at = text.indexOf("{", at + 1))
    if (text[at + 1] === "%" || text[at + 1] === "{") return at;
  return -1;
}

/** Runs one `{% tag %}` and returns the offset at which the text continues. */
function runTag(tag: Tag, state: RenderState, out: Output): number {
  switch (tag.name) {
    case "raw":
    case "comment": {
      const end = findEnd(tag);
      if (tag.name === "raw") emit(out, tag.text.slice(tag.end, end.from), tag.line, true);
      if (end.from === end.to) report(tag, state, `{% ${tag.name} %} is never closed; Jekyll stops here`);
      return end.to;
    }
    case "highlight": {
      const end = findEnd(tag);
      const language = /^\s*([\w+-]*)/.exec(tag.rest)?.[1] ?? "";
      emit(out, `\n${FENCE}${language}\n${tag.text.slice(tag.end, end.from).trim()}\n${FENCE}\n`, tag.line);
      return end.to;
    }
    case "link":
      emit(out, linkTo(tag, state), tag.line);
      return tag.end;
    case "include":
    case "include_relative":
      emit(out, includeFile(tag, state), tag.line);
      return tag.end;
    case "assign": {
      const match = /^\s*([\w-]+)\s*=([\s\S]*)$/.exec(tag.rest);
      if (match) state.assigned.set(match[1] ?? "", evaluate(match[2] ?? "", tag, state) ?? "");
      return tag.end;
    }
    default:
      if (NOT_EVALUATED.has(tag.name))
        report(tag, state, `{% ${tag.name} %} is not evaluated; the text inside it is kept as it is`);
      return tag.end;
  }
}

/** The closing tag of `{% raw %}` and the like, from its first character to one past its last; the end of the text if there is none. */
function findEnd(tag: Tag): { from: number; to: number } {
  const end = new RegExp(`\\{%-?\\s{0,99}end${tag.name}\\s{0,99}-?%\\}`, "g");
  end.lastIndex = tag.end;
  const match = end.exec(tag.text);
  return match
    ? { from: match.index, to: match.index + match[0].length }
    : { from: tag.text.length, to: tag.text.length };
}

/** `{% link howto/import.md %}` as a path from the root, which leads to the page whatever its address is. */
function linkTo(tag: Tag, state: RenderState): string {
  const path = tag.rest.trim().replace(/^\/+/, "");
  if (/\.(md|markdown)$/i.test(path) && state.page.fileAt(path) === undefined)
    report(tag, state, `{% link ${path} %}: no such page`);
  return `/${path}`;
}

/** The text of an included file. A theme's own includes are not Markdown of this folder: they are left out without a report. */
function includeFile(tag: Tag, state: RenderState): string {
  const [, name = "", parameters = ""] = /^\s*(\S+)([\s\S]*)$/.exec(tag.rest) ?? [];
  const relative = tag.name === "include_relative";
  const folder = relative ? posix.dirname(state.page.path) : "_includes";
  const path = posix.normalize(posix.join(folder, name));
  const refuse = (why: string): string => {
    report(tag, state, `{% ${tag.name} ${name} %}: ${why}`);
    return "";
  };
  if (name.startsWith("/") || /[\\\0]/.test(name) || path.split("/")[0] === "..")
    return refuse("is outside the documentation folder; not read");
  const text = state.page.fileAt(path);
  if (text === undefined) return relative ? refuse("no such Markdown file in the documentation folder") : "";
  if (tag.chain.includes(path)) return refuse("includes itself; left out");
  if (tag.chain.length > LIMITS.depth) return refuse(`more than ${LIMITS.depth} nested includes; left out`);
  state.includes++;
  state.size += text.length;
  if (state.includes > LIMITS.includes || state.size > LIMITS.size)
    return refuse("the page includes too much; left out");
  const chain = [...tag.chain, path];
  const template = { path, text, firstLine: 1, chain, parameters: readParameters(parameters, tag, state) };
  return expandTemplate(template, state).pieces.join("");
}

const PARAMETER = /(?<![\w-])([\w-]+)\s{0,99}=\s{0,99}("[^"]*"|'[^']*'|[^\s"']+)/g;

const readParameters = (text: string, tag: Tag, state: RenderState): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(PARAMETER)].map(
      ([, name = "", value = ""]) => [name, evaluate(value, tag, state) ?? ""] as const,
    ),
  );

function printValue(tag: Tag, state: RenderState): string {
  const expression = `${tag.name}${tag.rest}`.trim();
  const written = tag.text.slice(tag.open, tag.end);
  if (/^[.$]/.test(expression)) {
    report(tag, state, `Jekyll prints nothing for ${written}; put {% raw %} around it`);
    return written;
  }
  const value = evaluate(expression, tag, state);
  if (value === undefined) report(tag, state, `the value of ${written} is not known here; left out`);
  state.size += value?.length ?? 0;
  if (state.size <= LIMITS.size) return value ?? "";
  report(tag, state, `${written}: the page prints too much; left out`);
  return "";
}

/** The value of an expression with filters; `undefined` if it cannot be known. */
function evaluate(expression: string, tag: Tag, state: RenderState): string | undefined {
  const [first = "", ...filters] = expression.split("|").map((piece) => piece.trim());
  let value = lookUp(first, tag, state);
  for (const filter of filters) {
    const [name, argument = ""] = filter.split(":", 2).map((piece) => piece.trim());
    if (name === "relative_url") value = value === undefined ? value : `${state.page.baseurl}${rooted(value)}`;
    else if (name === "absolute_url")
      value = value === undefined ? value : `${state.page.siteUrl}${state.page.baseurl}${rooted(value)}`;
    else if (name === "default") value = value || lookUp(argument, tag, state);
    else if (name !== "escape" && name !== "strip" && name !== "xml_escape") return undefined;
    if ((value?.length ?? 0) > LIMITS.value) return undefined;
  }
  return value;
}

const rooted = (path: string): string => (path.startsWith("/") ? path : `/${path}`);

/** As in Liquid, an unset include parameter is empty. */
function lookUp(expression: string, tag: Tag, state: RenderState): string | undefined {
  const literal = /^(?:"([^"]*)"|'([^']*)'|(-?\d+(?:\.\d+)?))$/.exec(expression);
  if (literal) return literal[1] ?? literal[2] ?? literal[3];
  if (expression.startsWith("include.")) return tag.parameters.get(expression.slice("include.".length)) ?? "";
  return state.assigned.get(expression) ?? state.page.valueOf(expression);
}

function report({ path, line }: Pick<Tag, "path" | "line">, state: RenderState, message: string): void {
  if (state.faults.length < LIMITS.faults) state.faults.push({ file: path, line, message });
}
