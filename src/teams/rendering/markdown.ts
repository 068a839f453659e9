import { clip, harmless, LONGEST_ADDRESS, webAddress as safeAddress } from "../../answering/plain.ts";

declare const escaped: unique symbol;
/**
 * Markdown that is ready to be sent. Only this file makes it, so that nothing is escaped twice, or not at all. The brand does not
 * know whether a text was cut afterwards.
 */
export type Escaped = string & { readonly [escaped]: true };

/** What the first Markdown could escape is escaped as it could; the rest as HTML does, which every Markdown passes on. */
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "|": "&#124;",
  "~": "&#126;",
  "=": "&#61;",
};

/**
 * Text of documentation and people: shown as it stands, whatever of Markdown or HTML is in it. Lines stay lines; what begins one
 * begins no heading, list, quote or code.
 */
export const escapeText = (text: string): Escaped =>
  harmless(text)
    .split("\n")
    .map((line) =>
      line
        .trimEnd()
        .replace(/[&<>|~]/g, (character) => ENTITIES[character] as string)
        .replace(/[\\`*_[\]]/g, "\\$&")
        .replace(/^\s+/, (indent) => "\u00A0".repeat(Math.min(indent.length, MOST_INDENT)))
        .replace(/^(\u00A0*)(\d{1,9})([.)])/, "$1$2\\$3")
        .replace(/^(\u00A0*)([#+-])/, "$1\\$2")
        .replace(/^(\u00A0*)=/, `$1${ENTITIES["="] as string}`),
    )
    .join(BREAK) as Escaped;
/** Four spaces would be code. */
const MOST_INDENT = 20;
/** A line's end within a paragraph. */
const BREAK = "  \n";

/** As much of the text as takes at most `most` units once it is escaped. */
export function escapeWithin(text: string, most: number): Escaped {
  const whole = escapeText(text);
  return whole.length <= most ? whole : escapeText(`${prefixWithin(text, most - 1).trimEnd()}…`);
}

/** The longest beginning that takes at most `most` units once it is escaped; it ends between characters. */
export function prefixWithin(text: string, most: number): string {
  let room = most;
  let end = 0;
  for (const character of text) {
    room -= widthOf(character);
    if (room < 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** At most; white space and digits are wider at a line's beginning, or are followed by what is. */
const widthOf = (character: string): number =>
  character === "\n"
    ? BREAK.length + 1
    : (ENTITIES[character]?.length ?? (/[\\`*_[\]#+.)-]/.test(character) ? 2 : character.length));

type Between = "" | " " | " · " | ": ";
export const join = (parts: readonly Escaped[], by: Between = ""): Escaped => parts.filter(Boolean).join(by) as Escaped;
/** Cells of a row, empty ones, too. */
export const cells = (parts: readonly Escaped[]): Escaped =>
  parts.join(` ${ENTITIES["|"] as string} `).trim() as Escaped;
/** Teams drops spaces, and shows these. */
export const spaces = (count: number): Escaped => "\u2003".repeat(count) as Escaped;
/** One paragraph of several lines. */
export const lines = (parts: readonly Escaped[]): Escaped => parts.filter(Boolean).join(BREAK) as Escaped;
export const paragraphs = (parts: readonly Escaped[]): Escaped => parts.filter(Boolean).join("\n\n") as Escaped;

/** One line for a label. */
export const oneLine = (text: string, most: number): string =>
  clip(harmless(text).replace(/\s+/g, " ").trim(), most).trim() || "…";

export const bold = (text: Escaped): Escaped => (text === "" ? text : (`**${text}**` as Escaped));
export const italic = (text: Escaped): Escaped => (text === "" ? text : (`*${text}*` as Escaped));

/** Words that begin and end with a letter or a number can be bold wherever they stand. */
const PLAIN_WORDS = /^[\p{L}\p{N}](?:[^\n]*[\p{L}\p{N}])?$/u;

/** The decisive words bold. */
export function marked(of: string, marks: readonly (readonly [number, number])[]): Escaped {
  const text = of.replace(/[\uE000\uE001]/g, "\uFFFD");
  let shown = "";
  let at = 0;
  for (const [from, to] of marks) {
    const word = text.slice(from, to);
    if (from < at || (from === at && at > 0) || !PLAIN_WORDS.test(word)) continue;
    shown += text.slice(at, from) + OPEN + word + CLOSE;
    at = to;
  }
  return (escapeText(shown + text.slice(at)) as string).replaceAll(OPEN, "**").replaceAll(CLOSE, "**") as Escaped;
}
/** Stand in for the asterisks while the text around them is escaped. */
const [OPEN, CLOSE] = ["\uE000", "\uE001"];

/** Sentences from the rules, whose one markup is code in backticks. */
export const sentence = (text: string): Escaped =>
  text
    .split(/`([^`\n]+)`/)
    .map((piece, at) =>
      at % 2 === 1 && /^[^<>&\s](?:[^<>&\n]*[^<>&\s])?$/.test(piece) ? codeSpan(piece) : escapeText(piece),
    )
    .join("") as Escaped;
const codeSpan = (code: string): string => `\`${harmless(code)}\``;

/** The address, where a link to it is safe, without the characters that end a link in Markdown. */
export function webAddress(url: string | undefined): string | undefined {
  const address = safeAddress(url)
    ?.replace(/[()<>"'`\\^{}[\]|*\s]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/(&#?\w+);/g, "$1%3B");
  return address !== undefined && address.length <= LONGEST_ADDRESS ? address : undefined;
}

/** Characters of a label. */
const LABEL = 300;

/** `[label](https://…)`; what is no address of the web becomes the label, followed by the address as text. */
export function link(url: string | undefined, label: string): Escaped {
  const address = webAddress(url);
  const shown = escapeText(oneLine(label, LABEL));
  if (address === undefined)
    return url === undefined ? shown : join([shown, escapeText(`(${oneLine(url, LABEL)})`)], " ");
  return `[${shown}](${address})` as Escaped;
}

/** Each line in the quote. */
export const quote = (text: Escaped): Escaped =>
  text
    .split("\n")
    .map((line) => (line.trim() === "" ? ">" : `> ${line}`))
    .join("\n") as Escaped;

/** Code, as it stands: the fence is longer than any in it. The language is not named: not every client knows to leave it out. */
export function fenced(code: string): Escaped {
  const text = harmless(code);
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}` as Escaped;
}

/** Paragraphs, quotes and fences, each whole. Of text that this file made. */
export function blocksOf(text: string): Escaped[] {
  const blocks: string[] = [];
  let fence = "";
  let open: string[] = [];
  const close = (): void => {
    if (open.length > 0) blocks.push(open.join("\n"));
    open = [];
  };
  for (const line of text.split("\n")) {
    const ticks = /^`{3,}$/.exec(line)?.[0] ?? "";
    if (fence === "" && ticks === "" && line === "") close();
    else open.push(line);
    if (fence === "") fence = ticks;
    else if (ticks === fence) fence = "";
  }
  close();
  return blocks as Escaped[];
}

/** The number of a citation: Teams shows it as a chip. */
export const marker = (number: number): Escaped => `[${number}]` as Escaped;
