import type { KnownBlock, RichTextQuote } from "@slack/types";
import type { Citation } from "../../answering/answer.ts";
import { placeText } from "../../answering/citations.ts";
import { VOICE } from "../../answering/voice.ts";
import { fitLines } from "../../outline/fit.ts";
import { GAP, type Line } from "../../outline/lines.ts";
import type { BlockOf } from "../../outline/outline.ts";
import { context } from "./blocks.ts";
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
import { costOf } from "./size.ts";

/** Characters of one quote, so that the first fits into a message whatever else is said. */
const LONGEST = 6_000;
/** Less of a text than this is not worth its beginning. */
const LEAST = 100;
/** Characters of a marker and the sign that a text goes on. */
const BESIDE = 30;
/** Characters of a file's name and revision. */
const PLACE = 600;

/** A numbered card: the title is the link, the quote below it is verbatim, the small print says where it stands. */
export function cardBlocks({ number, citation, lines }: BlockOf<"card">): KnownBlock[] {
  const title = section([...words(`[${number}] `, BOLD), ...cited(citation, BOLD)]);
  const { lines: shown, isWhole } = fitLines(lines, LONGEST, (some) => costOf(toElements(some)), beginningOf);
  const rest = isWhole ? [] : [section(readOn(citation))];
  return [richText([title, ...toElements(shown), ...rest]), ...context(sourceLine(citation))];
}

/** Where the words stand, and at which revision; the official page apart, since the quote need not stand there. */
export function sourceLine(citation: Citation): Escaped[] {
  const place = escapeWithin(placeText(citation), PLACE);
  const [page] = citation.official;
  return page === undefined ? [place] : [place, link(page, VOICE.official)];
}

/** To the section, or its file if it has no address. */
export const linkTo = ({ url, path, breadcrumb }: Citation): Words =>
  linked(url, url === undefined ? path : breadcrumb.join(" › "));

/** In place of what did not fit. */
export const readOn = (citation: Citation): Words => [
  ...words(`${VOICE.more} `, { italic: true }),
  ...linkTo(citation),
];

function beginningOf(line: Line, room: number): Line | undefined {
  if ((line.kind !== "text" && line.kind !== "item") || room < LEAST) return undefined;
  const start = prefixWithin(line.text, room - BESIDE).replace(/\s+\S*$/, "");
  return { ...line, text: `${start} …`, marks: line.marks.filter(([, to]) => to <= start.length) };
}

function toElements(lines: readonly Line[]): Element[] {
  const shown: Element[] = [];
  for (const line of lines) addLine(shown, line);
  return shown;
}

function addLine(shown: Element[], line: Line): void {
  switch (line.kind) {
    case "gap":
      addQuote(shown, words(GAP));
      return;
    case "text":
      addQuote(shown, marked(line.text, line.marks));
      return;
    case "item":
      addItem(shown, line);
      return;
    case "code": {
      const code = preformatted(line.text, line.language);
      if (code) shown.push(code);
      return;
    }
    case "row":
      addQuote(shown, words(line.header.join(" | "), { italic: true }));
      addQuote(
        shown,
        line.cells.flatMap(({ text, marks }, at) => [...(at > 0 ? words(" | ") : []), ...marked(text, marks)]),
      );
      return;
    case "fields":
      for (const { name, text, marks } of line.fields) addField(shown, name, marked(text, marks));
      return;
    default:
      line satisfies never;
  }
}

/** Lines of prose are one quote, as long as nothing else comes between them. */
function addQuote(shown: Element[], line: Words): void {
  if (line.length === 0) return;
  const last = shown.at(-1);
  if (last?.type === "rich_text_quote") last.elements.push(...words("\n"), ...line);
  else shown.push({ type: "rich_text_quote", elements: [...line] } satisfies RichTextQuote);
}

function addField(shown: Element[], name: string, value: Words): void {
  if (value.length > 0) addQuote(shown, [...(name === "" ? [] : words(`${name}: `, { italic: true })), ...value]);
}

/** Slack counts the items of a list itself, from the number that it is given. */
function addItem(shown: Element[], { text, marks, marker, depth }: Extract<Line, { kind: "item" }>): void {
  const line = marked(text, marks);
  const last = shown.at(-1);
  const number = /^([1-9]\d{0,3})\.$/.exec(marker)?.[1];
  if (line.length === 0) return;
  if (marker === "" && last?.type === "rich_text_list") {
    last.elements.at(-1)?.elements.push(...words("\n"), ...line);
  } else if (number === undefined && marker !== "-") {
    addQuote(shown, [...words(marker === "" ? "" : `${marker} `), ...line]);
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
