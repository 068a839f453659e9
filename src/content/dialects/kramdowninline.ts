import type { MarkdownIt, StateInline } from "markdown-it";

/** Where kramdown differs from CommonMark inside a line. */
export function useKramdownInline(md: MarkdownIt): void {
  md.inline.ruler.before("link", "kramdown_link", readLink);
  md.inline.ruler.before("emphasis", "kramdown_underlines", keepUnderlines);
}

const LINK = /\[([^[\]]{1,500})\]\(([^()\s"'<>]{1,500}(?:[ \t]+[^()\s"'<>]{1,500}){1,20})\)/y;

/** `[text](an address with spaces)`, which is not a link in CommonMark. */
function readLink(state: StateInline, silent: boolean): boolean {
  LINK.lastIndex = state.pos;
  const match = state.src[state.pos] === "[" ? LINK.exec(state.src) : null;
  if (!match) return false;
  if (!silent) {
    const { pos, posMax } = state;
    state.push("link_open", "a", 1).attrSet("href", state.md.normalizeLink(match[2] ?? ""));
    state.pos = pos + 1;
    state.posMax = pos + 1 + (match[1] ?? "").length;
    state.md.inline.tokenize(state);
    state.push("link_close", "a", -1);
    state.posMax = posMax;
    state.pos = pos;
  }
  state.pos += match[0].length;
  return true;
}

const UNDERLINES = /_{1,2}(?=\p{L})/uy;

/** `per-_x_`: kramdown has no emphasis after a hyphen inside a word. */
function keepUnderlines(state: StateInline, silent: boolean): boolean {
  const { pos, src } = state;
  if (src[pos] !== "_" || !/\p{L}-\p{L}*$/u.test(src.slice(Math.max(0, pos - 50), pos))) return false;
  UNDERLINES.lastIndex = pos;
  const run = UNDERLINES.exec(src)?.[0];
  if (run === undefined) return false;
  if (!silent) state.pending += run;
  state.pos += run.length;
  return true;
}
