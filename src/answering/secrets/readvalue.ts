import type { Span } from "./span.ts";

/** A value as it stands behind a name, without the quotes around it. */
export interface Value extends Span {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Characters of a value; of what is longer, the rest looks random by itself. */
const LONGEST = 4_096;
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
  const end = run.search(STOP);
  const value = (end < 0 ? run : run.slice(0, end)).replace(AROUND, "");
  return value === "" ? undefined : { from: at, to: at + value.length, text: value, isQuoted: false };
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
  return value.trim() === "" ? undefined : { from, to: from + value.length, text: value, isQuoted: true };
}
