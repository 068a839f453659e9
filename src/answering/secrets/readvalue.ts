import type { Span } from "./span.ts";

/** A value as it stands behind a name, without the quotes around it. */
export interface Value extends Span {
  /** Its beginning, as much as shows what it is. */
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Characters of a value; of what is longer, the rest looks random by itself. */
const LONGEST = 4_096;
const JUDGED = 256;
/** A quote, also one that is escaped because it stands within others. */
const OPEN = /(\\{0,7})(["'`“‘«])/y;
const CLOSING: Readonly<Record<string, string>> = { "“": "”", "‘": "’", "«": "»" };
const RUN = new RegExp(`\\S{1,${LONGEST}}`, "y");
/** Where the next name begins, or what the value stands in ends. */
const STOP = /[;&,](?=[\\"']{0,3}[A-Za-z_][\w.-]{0,40}[\\"']{0,3}[=:])|<\/|\\{0,7}["'`](?=[,;:}\])>\\]|$)/;
const AROUND = /[.,;:!?)\]}>"'`*~”’»\\]{1,4}$/;

export function valueAt(text: string, at: number): Value | undefined {
  OPEN.lastIndex = at;
  const [open, slashes = "", quote = ""] = OPEN.exec(text) ?? [];
  if (open !== undefined) return quoted(text, at + open.length, slashes, quote);
  RUN.lastIndex = at;
  const [run = ""] = RUN.exec(text) ?? [];
  // What goes on for longer is a token, and all of it one.
  const end = run.slice(0, JUDGED).search(STOP);
  const value = end < 0 ? run : run.slice(0, end);
  const length = value.length - (AROUND.exec(value.slice(-4))?.[0].length ?? 0);
  return length === 0
    ? undefined
    : { from: at, to: at + length, text: value.slice(0, Math.min(length, JUDGED)), isQuoted: false };
}

/** To the same quote on the same line; where there is none, to the line's end. */
function quoted(text: string, from: number, slashes: string, quote: string): Value | undefined {
  const closing = slashes + (CLOSING[quote] ?? quote);
  const rest = text.slice(from, from + LONGEST);
  const line = rest.indexOf("\n");
  const within = line < 0 ? rest : rest.slice(0, line);
  let end = within.indexOf(closing);
  // In quotes, a quote behind a backslash is a part of what is said.
  while (end > 0 && slashes === "" && within[end - 1] === "\\") end = within.indexOf(closing, end + 1);
  const value = end < 0 ? within : within.slice(0, end);
  return value.trim() === ""
    ? undefined
    : { from, to: from + value.length, text: value.slice(0, JUDGED), isQuoted: true };
}
