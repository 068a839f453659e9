import type { Span } from "./span.ts";

/** Dashes as people and their editors write them, and the words between them. */
const DASHES = "[-\u2010-\u2015\u2212]";
const BEGIN = new RegExp(`${DASHES}{2,8} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?${DASHES}{2,8}`, "g");
const END = new RegExp(`${DASHES}{2,8} ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?${DASHES}{2,8}`, "g");
const PUTTY = /PuTTY-User-Key-File-\d|\bPrivate-Lines:/g;
const PUTTY_END = /Private-(?:MAC|Hash):\s{0,4}[0-9a-fA-F]{0,128}/g;
/** Characters behind the first line within which there is something of a key, where there is one. */
const NEAR = 400;
const KEY_LINE = /[A-Za-z0-9+/=]{16}/;

/**
 * Keys of several lines, whatever stands between the lines. From one that has no end, nothing of the message is left: where it
 * would end is not known.
 */
export function keyBlocks(text: string): Span[] {
  if (!/PRIVATE KEY|PuTTY|Private-Lines/.test(text)) return [];
  return [...blocksOf(text, BEGIN, END), ...blocksOf(text, PUTTY, PUTTY_END), ...endsOf(text)];
}

function blocksOf(text: string, begin: RegExp, end: RegExp): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (;;) {
    const first = match(begin, text, at);
    if (!first) return spans;
    const from = first.index + first[0].length;
    const last = match(end, text, from);
    const isKey = last ? /\S{6}/.test(text.slice(from, last.index)) : KEY_LINE.test(text.slice(from, from + NEAR));
    if (isKey) spans.push({ from: first.index, to: last ? last.index + last[0].length : text.length });
    if (!last) return spans;
    at = last.index + last[0].length;
  }
}

/** Characters above an end that are looked at: the longest key in use has fewer. */
const LONGEST = 12_000;

/** The lines above an end whose beginning was cut off: back to where words stand. */
function endsOf(text: string): Span[] {
  const last = match(END, text, 0);
  const first = match(BEGIN, text, 0);
  if (!last || (first && first.index < last.index)) return [];
  const start = Math.max(0, last.index - LONGEST);
  let from = last.index;
  for (const { 0: piece, index } of Array.from(text.slice(start, last.index).matchAll(/[^\s\\]+/g)).reverse()) {
    if (!/^[A-Za-z0-9+/=]{4,}$/.test(piece) || (piece.length < 20 && !/\d|[+/=]|[a-z][A-Z]/.test(piece))) break;
    from = start + index;
  }
  return [{ from, to: last.index + last[0].length }];
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
