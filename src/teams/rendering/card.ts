import type { Citation } from "../../answering/answer.ts";
import { headingOf, placeText } from "../../answering/citations.ts";
import { harmless } from "../../answering/plain.ts";
import { VOICE } from "../../answering/voice.ts";
import { fitLines } from "../../outline/fit.ts";
import { GAP, inOneLine, type Line } from "../../outline/lines.ts";
import type { BlockOf } from "../../outline/outline.ts";
import type { Claim } from "./activity.ts";
import { CITATION } from "./limits.ts";
import {
  lines as asLines,
  bold,
  cells,
  type Escaped,
  escapeText,
  escapeWithin,
  fenced,
  italic,
  join,
  link,
  marked,
  marker,
  oneLine,
  paragraphs,
  prefixWithin,
  quote,
  spaces,
  webAddress,
} from "./markdown.ts";

/** Units of one quote, so that the first fits into a message whatever else is said. */
const LONGEST = 4_000;
/** Less of a text than this is not worth its beginning. */
const LEAST = 100;
/** Units of a marker and the sign that a text goes on. */
const BESIDE = 40;
/** Units of a file's name and revision. */
const PLACE = 400;
const LABEL = 300;

/** The title is the link, the quote below it is verbatim, the last line says where it stands. */
export function cardText({ number, citation, lines }: BlockOf<"card">): Escaped {
  const { lines: shown, isWhole } = fitLines(lines, LONGEST, (some) => toText(some).length, beginningOf);
  const rest = isWhole ? [] : [readOn(citation)];
  return paragraphs([join([cited(citation), marker(number)], " "), toText(shown), ...rest, sourceLine(citation)]);
}

export const claimOfCard = ({ number, citation, lines }: BlockOf<"card">): Claim =>
  claimOf(citation, number, inOneLine(lines), "Text");

/** “Kettle › Descale”, bold, a link to the section; then its editions. */
export function cited(citation: Citation): Escaped {
  const { url, badges } = citation;
  const title = oneLine(headingOf(citation), LABEL);
  const editions = badges.slice(0, MOST_BADGES).map((badge) => oneLine(badge, BADGE));
  const shown = webAddress(url) === undefined ? escapeText(title) : link(url, title);
  return join([bold(shown), ...(editions.length > 0 ? [escapeText(`[${editions.join(", ")}]`)] : [])], " ");
}
const MOST_BADGES = 5;
const BADGE = 40;

/** Where the words stand, and at which revision; the official page apart, since the quote need not stand there. */
export function sourceLine(citation: Citation): Escaped {
  const place = escapeWithin(oneLine(placeText(citation), PLACE), PLACE);
  const [page] = citation.official;
  return join([place, ...(page === undefined ? [] : [link(page, VOICE.official)])], " · ");
}

/** In place of what did not fit. */
export const readOn = (citation: Citation): Escaped => join([italic(escapeText(VOICE.more)), linkTo(citation)], " ");

/** To the section, or its file if it has no address. */
export const linkTo = ({ url, path, breadcrumb }: Citation): Escaped =>
  webAddress(url) === undefined ? escapeText(oneLine(path, LABEL)) : link(url, breadcrumb.join(" › "));

/** Too much of any of these, and Teams refuses the message. */
export function claimOf(citation: Citation, position: number, text: string, image: "Text" | "Source Code"): Claim {
  const address = webAddress(citation.url);
  const keywords = citation.badges.slice(0, CITATION.keywords).map((badge) => oneLine(badge, CITATION.keyword));
  return {
    "@type": "Claim",
    position,
    appearance: {
      "@type": "DigitalDocument",
      name: oneLine(headingOf(citation), CITATION.name),
      ...(address === undefined ? {} : { url: address }),
      abstract: oneLine(text, CITATION.abstract),
      ...(keywords.length > 0 ? { keywords: [...new Set(keywords)] } : {}),
      image: { "@type": "ImageObject", name: image },
    },
  };
}

function beginningOf(line: Line, room: number): Line | undefined {
  if ((line.kind !== "text" && line.kind !== "item") || room < LEAST) return undefined;
  const start = prefixWithin(line.text, room - BESIDE - 4 * line.marks.length).replace(/\s+\S*$/, "");
  return { ...line, text: `${start} …`, marks: line.marks.filter(([, to]) => to <= start.length) };
}

/** Lines are one quote as long as no code comes between them. */
function toText(lines: readonly Line[]): Escaped {
  const shown: Escaped[] = [];
  let quoted: Escaped[] = [];
  const close = (): void => {
    if (quoted.length > 0) shown.push(quote(asLines(quoted)));
    quoted = [];
  };
  for (const line of lines) {
    if (line.kind !== "code") {
      quoted.push(...quotedLines(line));
      continue;
    }
    close();
    if (harmless(line.text).trim() !== "") shown.push(fenced(line.text));
  }
  close();
  return paragraphs(shown);
}

function quotedLines(line: Exclude<Line, { kind: "code" }>): Escaped[] {
  switch (line.kind) {
    case "gap":
      return [escapeText(GAP)];
    case "text":
      return [marked(line.text, line.marks)];
    case "item":
      return [itemLine(line)];
    case "row": {
      const header = line.header.map((one) => escapeText(one.trim() === "" ? "" : oneLine(one, LABEL)));
      const row = cells(line.cells.map(({ text, marks }) => marked(text, marks)));
      return line.header.length > 0 ? [italic(cells(header)), row] : [row];
    }
    case "fields":
      return line.fields.map(({ name, text, marks }) => {
        const value = marked(text, marks);
        return value === "" || name.trim() === ""
          ? value
          : join([italic(escapeText(oneLine(name, LABEL))), value], ": ");
      });
    default:
      return line satisfies never;
  }
}

/** Teams shows lists on the desktop only: these are lines, as deep as they stand. */
function itemLine({ text, marks, marker: sign, depth }: Extract<Line, { kind: "item" }>): Escaped {
  const line = marked(text, marks);
  const shown = sign === "" ? spaces(1) : escapeText(sign === "-" ? "•" : sign);
  return line === "" ? line : join([spaces(Math.min(depth, DEEPEST)), join([shown, line], " ")]);
}
const DEEPEST = 8;
