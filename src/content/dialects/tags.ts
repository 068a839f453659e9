import { endOfBrackets } from "./script.ts";

/** A tag in JSX or Vue: like HTML, plus attributes in braces and names such as `Tabs.Tab`, `:prop` and `@click`. */
export interface Tag {
  /** "" for a fragment, `<>`. */
  readonly name: string;
  readonly kind: "open" | "close" | "self-closing";
  /** Only those with a plain string as their value. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The tag as written. */
  readonly text: string;
  /** One past the tag. */
  readonly end: number;
}

const NAME = /<(\/?)([A-Za-z][\w.-]*)?(?=[\s/>]|$)/y;
const SPACE = /\s*/y;
const ATTRIBUTE = /[A-Za-z_:@#$][\w:.$[\]-]*/y;
const UNQUOTED = /[^\s"'<>=`{}]+/y;
const STRING_IN_BRACES = /^\{\s*(["'`])([^"'`{}\\]*)\1\s*\}$/;

/** In characters. */
export const LONGEST_TAG = 20_000;

/** Unclosed tags per page. Each costs a scan of up to `LONGEST_TAG` characters, so after this many no more are looked for. */
const MOST_UNCLOSED = 200;
const unclosed = new WeakMap<object, number>();

export const isTooBroken = (page: object): boolean => (unclosed.get(page) ?? 0) >= MOST_UNCLOSED;
export const countUnclosed = (page: object): void => void unclosed.set(page, (unclosed.get(page) ?? 0) + 1);

export const beginsTag = (text: string, at: number): boolean => match(NAME, text, at) !== null;

/** The tag at `from`, or `undefined`. A blank line outside braces and quotes ends the attempt. */
export function readTag(text: string, from: number): Tag | undefined {
  const start = match(NAME, text, from);
  if (!start) return undefined;
  const attributes = new Map<string, string>();
  const closing = start[1] === "/";
  let at = from + start[0].length;
  for (;;) {
    const space = match(SPACE, text, at)?.[0] ?? "";
    if (space.split("\n").length > 2) return undefined;
    at += space.length;
    const slash = text[at] === "/" && text[at + 1] === ">";
    if (slash || text[at] === ">") {
      const end = at + (slash ? 2 : 1);
      const kind = closing ? "close" : slash ? "self-closing" : "open";
      return { name: start[2] ?? "", kind, attributes, text: text.slice(from, end), end };
    }
    at = text[at] === "{" ? endOfBrackets(text, at) : readAttribute(text, at, attributes);
    if (at < 0) return undefined;
  }
}

/** Reads `name`, `name="value"` or `name={…}`; returns the offset after it, or -1. */
function readAttribute(text: string, from: number, into: Map<string, string>): number {
  const name = match(ATTRIBUTE, text, from)?.[0];
  if (name === undefined) return -1;
  let at = from + name.length;
  const equals = at + (match(SPACE, text, at)?.[0].length ?? 0);
  if (text[equals] !== "=") return at;
  at = equals + 1;
  at += match(SPACE, text, at)?.[0].length ?? 0;
  const end = endOfValue(text, at);
  if (end < 0) return -1;
  const written = text.slice(at, end);
  const value = written.startsWith("{") ? STRING_IN_BRACES.exec(written)?.[2] : written.replace(/^["']|["']$/g, "");
  if (value !== undefined && !into.has(name)) into.set(name, value);
  return end;
}

function endOfValue(text: string, from: number): number {
  const char = text[from];
  if (char === "{") return endOfBrackets(text, from);
  if (char === '"' || char === "'") return text.indexOf(char, from + 1) + 1 || -1;
  const value = match(UNQUOTED, text, from)?.[0];
  // In `<a b=c/>` the slash belongs to the tag, not to the value.
  return value === undefined ? -1 : from + value.length - (value.endsWith("/") ? 1 : 0);
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
