import type { RichTextQuote } from "@slack/types";
import type { Citation, Excerpt } from "../answering/answer.ts";
import { VOICE } from "../answering/voice.ts";
import type { Part } from "../search/excerpt.ts";
import type { Piece } from "./assemble.ts";
import { context } from "./blocks.ts";
import { costOf } from "./characters.ts";
import { RICH_TEXT_LIST } from "./limits.ts";
import { type Escaped, escapeWithin, link, prefixWithin } from "./mrkdwn.ts";
import {
  BOLD,
  cited,
  type Element,
  type List,
  linked,
  marked,
  preformatted,
  richText,
  section,
  type Words,
  words,
} from "./richtext.ts";

/** Characters of one excerpt, so that the first fits into a message whatever else is said. */
const LONGEST_EXCERPT = 6_000;
/** Less of a text than this is not worth its beginning. */
const LEAST = 100;
/** Characters of a gap, a marker and the sign that a text goes on. */
const BESIDE = 30;
/** Characters of a file's name and revision. */
const PLACE = 600;

type Item = Extract<Part, { kind: "item" }>;
type Row = Extract<Part, { kind: "row" }>;

/** A numbered card: the title is the link, the quote below it is verbatim, the small print says where it stands. */
export function excerptPiece({ citation, parts }: Excerpt, number: number): Piece {
  const title = section([...words(`[${number}] `, BOLD), ...cited(citation, BOLD)]);
  const { elements, isWhole } = within(parts, LONGEST_EXCERPT);
  const rest = isWhole ? [] : [section(readOn(citation))];
  return { citation, blocks: [richText([title, ...elements, ...rest]), ...context(sourceLine(citation))] };
}

/** Where the words stand, and at which revision; the official page apart, since the quote need not stand there. */
export function sourceLine({ path, anchor, official, revision }: Citation): Escaped[] {
  const date = revision.date ? ` of ${revision.date.slice(0, 10)}` : "";
  const place = escapeWithin(`${path}${anchor ? `#${anchor}` : ""} (${revision.id}${date})`, PLACE);
  const [page] = official;
  return page === undefined ? [place] : [place, link(page, VOICE.official)];
}

/** What is said where something did not fit, and where it stands. */
export const readOn = (citation: Citation): Words => [
  ...words(`${VOICE.more} `, { italic: true }),
  ...linked(citation.url, citation.url === undefined ? citation.path : citation.breadcrumb.join(" › ")),
];

/** The parts that fit, whole; of the first that does not, the beginning, unless it is code or a row. */
function within(parts: readonly Part[], most: number): { elements: Element[]; isWhole: boolean } {
  const costs = parts.map((_, at) => costOf(toElements(withHeader(parts, at))));
  let [count, room] = [0, most];
  for (const cost of costs) {
    if (cost > room) break;
    room -= cost;
    count++;
  }
  const beginning = beginningOf(parts[count], room);
  const shown = beginning ? [...parts.slice(0, count), beginning] : parts.slice(0, count);
  return { elements: toElements(shown), isWhole: count === parts.length };
}

/** A part on its own, with all that may be said with it: a gap before it, the header of its table. */
function withHeader(parts: readonly Part[], at: number): Part[] {
  const part = parts[at] as Part;
  if (part.kind !== "row" || part.header.length > 0) return [part];
  const before = parts.slice(0, at).findLast((one) => one.kind === "row" && one.header.length > 0);
  return before?.kind === "row" ? [{ ...part, header: before.header }] : [part];
}

function beginningOf(part: Part | undefined, room: number): Part | undefined {
  if (!part || part.kind === "code" || part.kind === "row" || room < LEAST) return undefined;
  const start = prefixWithin(part.text, room - BESIDE).replace(/\s+\S*$/, "");
  const marks = part.marks.filter(([, to]) => to <= start.length);
  return { ...part, text: `${start} …`, marks };
}

function toElements(parts: readonly Part[]): Element[] {
  const shown: Element[] = [];
  let header: readonly string[] = [];
  for (const part of parts) {
    if (part.gap) addLine(shown, words("[…]"));
    switch (part.kind) {
      case "prose":
      case "label":
        addLine(shown, marked(part.text, part.marks));
        break;
      case "item":
        addItem(shown, part);
        break;
      case "code": {
        const code = preformatted(part.text, part.language);
        if (code) shown.push(code);
        break;
      }
      case "row":
        if (part.header.length > 0) header = part.header;
        for (const line of rowLines(part, header)) addLine(shown, line);
        break;
      default:
        part satisfies never;
    }
  }
  return shown;
}

/** Lines of prose are one quote, as long as nothing else comes between them. */
function addLine(shown: Element[], line: Words): void {
  if (line.length === 0) return;
  const last = shown.at(-1);
  if (last?.type === "rich_text_quote") last.elements.push(...words("\n"), ...line);
  else shown.push({ type: "rich_text_quote", elements: [...line] } satisfies RichTextQuote);
}

/** Slack counts the items of a list itself; it is told where to begin. */
function addItem(shown: Element[], { text, marks, marker, depth }: Item): void {
  const line = marked(text, marks);
  const last = shown.at(-1);
  const number = /^([1-9]\d{0,3})\.$/.exec(marker)?.[1];
  if (line.length === 0) return;
  if (marker === "" && last?.type === "rich_text_list") {
    last.elements.at(-1)?.elements.push(...words("\n"), ...line);
  } else if (number === undefined && marker !== "-") {
    addLine(shown, [...words(marker === "" ? "" : `${marker} `), ...line]);
  } else {
    const list = listOf(number === undefined ? "bullet" : "ordered", Number(number ?? 1) - 1, depth);
    if (last?.type === "rich_text_list" && goesOn(last, list)) last.elements.push(section(line));
    else shown.push({ ...list, elements: [section(line)] });
  }
}

const listOf = (style: List["style"], offset: number, depth: number): List => {
  const indent = Math.min(depth, RICH_TEXT_LIST.indent);
  return {
    type: "rich_text_list",
    style,
    elements: [],
    border: 1,
    ...(indent > 0 ? { indent } : {}),
    ...(offset > 0 ? { offset } : {}),
  };
};

/** Same look, and the next number. */
const goesOn = (list: List, next: List): boolean =>
  list.style === next.style &&
  list.indent === next.indent &&
  (list.style === "bullet" || (list.offset ?? 0) + list.elements.length === (next.offset ?? 0));

/** A table of this size is read in lines. */
const NARROW = { columns: 3, characters: 80 } as const;

/** A narrow row is one line, as its header is; of a wide one each cell is a line of its own, under its heading. */
function rowLines({ header: own, cells }: Row, header: readonly string[]): Words[] {
  const length = cells.reduce((sum, { text }) => sum + text.length, 0);
  const isWide = header.length > NARROW.columns || cells.length > NARROW.columns || length > NARROW.characters;
  if (isWide && header.length > 0)
    return cells
      .map(({ text, marks }, at) => {
        const line = marked(text, marks);
        const head = header[at] ?? "";
        return line.length === 0 || head === "" ? line : [...words(`${head}: `, { italic: true }), ...line];
      })
      .filter((line) => line.length > 0);
  const line = cells.flatMap(({ text, marks }, at) => [...(at > 0 ? words(" | ") : []), ...marked(text, marks)]);
  return own.length > 0 ? [words(own.join(" | "), { italic: true }), line] : [line];
}
