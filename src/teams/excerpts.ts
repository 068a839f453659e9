import type { Citation, Excerpt } from "../answering/answer.ts";
import { harmless } from "../answering/plain.ts";
import { VOICE } from "../answering/voice.ts";
import type { Part } from "../search/excerpt.ts";
import type { Claim } from "./activity.ts";
import { CITATION } from "./limits.ts";
import {
  bold,
  cells,
  type Escaped,
  escapeText,
  escapeWithin,
  fenced,
  italic,
  join,
  lines,
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

/** What is shown together, or left out together; the citation is where to read it then. */
export interface Piece {
  readonly citation: Citation;
  readonly text: Escaped;
  readonly claim?: Claim;
}

/** Units of one excerpt, so that the first fits into a message whatever else is said. */
const LONGEST_EXCERPT = 4_000;
/** Less of a text than this is not worth its beginning. */
const LEAST = 100;
/** Units of a gap, a marker and the sign that a text goes on. */
const BESIDE = 40;
/** Units of a file's name and revision. */
const PLACE = 400;

type Item = Extract<Part, { kind: "item" }>;
type Row = Extract<Part, { kind: "row" }>;

/** The title is the link, the quote below it is verbatim, the last line says where it stands. */
export function excerptPiece({ citation, parts }: Excerpt, number: number): Piece {
  const { text, isWhole } = within(parts, LONGEST_EXCERPT);
  const rest = isWhole ? [] : [readOn(citation)];
  return {
    citation,
    text: paragraphs([join([cited(citation), marker(number)], " "), text, ...rest, sourceLine(citation)]),
    claim: claimOf(citation, number, parts.map(textOf).join(" "), "Text"),
  };
}

/** “Kettle › Descale”, bold, a link to the section; then its editions. */
export function cited({ url, breadcrumb, badges, heading }: Citation): Escaped {
  const title = oneLine(breadcrumb.join(" › ") || heading, 300);
  const editions = badges.slice(0, MOST_BADGES).map((badge) => oneLine(badge, BADGE));
  const shown = webAddress(url) === undefined ? escapeText(title) : link(url, title);
  return join([bold(shown), ...(editions.length > 0 ? [escapeText(`[${editions.join(", ")}]`)] : [])], " ");
}
const MOST_BADGES = 5;
const BADGE = 40;

/** Where the words stand, and at which revision; the official page apart, since the quote need not stand there. */
export function sourceLine({ path, anchor, official, revision }: Citation): Escaped {
  const date = revision.date ? ` of ${revision.date.slice(0, 10)}` : "";
  const place = oneLine(`${path}${anchor ? `#${anchor}` : ""} (${revision.id}${date})`, PLACE);
  const [page] = official;
  return join([escapeWithin(place, PLACE), ...(page === undefined ? [] : [link(page, VOICE.official)])], " · ");
}

/** What is said where something did not fit, and where it stands. */
export const readOn = (citation: Citation): Escaped => join([italic(escapeText(VOICE.more)), linkTo(citation)], " ");

/** To the section, or its file where it has no address. */
export const linkTo = ({ url, path, breadcrumb }: Citation): Escaped =>
  webAddress(url) === undefined ? escapeText(oneLine(path, 300)) : link(url, breadcrumb.join(" › "));

/** Too much of any of these, and Teams refuses the message. */
export function claimOf(citation: Citation, position: number, text: string, image: "Text" | "Source Code"): Claim {
  const { url, breadcrumb, heading, badges } = citation;
  const address = webAddress(url);
  const keywords = badges.slice(0, CITATION.keywords).map((badge) => oneLine(badge, CITATION.keyword));
  return {
    "@type": "Claim",
    position,
    appearance: {
      "@type": "DigitalDocument",
      name: oneLine(breadcrumb.join(" › ") || heading, CITATION.name),
      ...(address === undefined ? {} : { url: address }),
      abstract: oneLine(text, CITATION.abstract),
      ...(keywords.length > 0 ? { keywords: [...new Set(keywords)] } : {}),
      image: { "@type": "ImageObject", name: image },
    },
  };
}

const textOf = (part: Part): string =>
  part.kind === "row" ? part.cells.map(({ text }) => text).join(" | ") : part.text;

/** The parts that fit, whole; of the first that does not, the beginning, unless it is code or a row. */
function within(parts: readonly Part[], most: number): { text: Escaped; isWhole: boolean } {
  let count = 0;
  while (count < parts.length && toText(parts.slice(0, count + 1)).length <= most) count++;
  const shown = parts.slice(0, count);
  const beginning = beginningOf(parts[count], most - toText(shown).length);
  return { text: toText(beginning ? [...shown, beginning] : shown), isWhole: count === parts.length };
}

function beginningOf(part: Part | undefined, room: number): Part | undefined {
  if (!part || part.kind === "code" || part.kind === "row" || room < LEAST) return undefined;
  const start = prefixWithin(part.text, room - BESIDE - 4 * part.marks.length).replace(/\s+\S*$/, "");
  return { ...part, text: `${start} …`, marks: part.marks.filter(([, to]) => to <= start.length) };
}

/** Lines are one quote as long as no code comes between them. */
function toText(parts: readonly Part[]): Escaped {
  const shown: Escaped[] = [];
  let quoted: Escaped[] = [];
  let header: readonly string[] = [];
  const close = (): void => {
    if (quoted.length > 0) shown.push(quote(lines(quoted)));
    quoted = [];
  };
  for (const part of parts) {
    if (part.gap) quoted.push(escapeText("[…]"));
    switch (part.kind) {
      case "prose":
      case "label":
        quoted.push(marked(part.text, part.marks));
        break;
      case "item":
        quoted.push(itemLine(part));
        break;
      case "code":
        close();
        if (harmless(part.text).trim() !== "") shown.push(fenced(part.text));
        break;
      case "row":
        if (part.header.length > 0) header = part.header;
        quoted.push(...rowLines(part, header));
        break;
      default:
        part satisfies never;
    }
  }
  close();
  return paragraphs(shown);
}

/** Teams shows lists on the desktop only: these are lines, as deep as they stand. */
function itemLine({ text, marks, marker: sign, depth }: Item): Escaped {
  const line = marked(text, marks);
  const shown = sign === "" ? spaces(1) : escapeText(sign === "-" ? "•" : sign);
  return line === "" ? line : join([spaces(Math.min(depth, DEEPEST)), join([shown, line], " ")]);
}
const DEEPEST = 8;

/** A table of this size is read in lines. */
const NARROW = { columns: 3, characters: 80 } as const;

/** A row that is read cell by cell. */
export function isWide(header: readonly string[], all: Row["cells"]): boolean {
  const length = all.reduce((sum, { text }) => sum + text.length, 0);
  return header.length > NARROW.columns || all.length > NARROW.columns || length > NARROW.characters;
}

/** A narrow row is one line, as its header is; of a wide one each cell is a line of its own, under its heading. */
function rowLines({ header: own, cells: all }: Row, header: readonly string[]): Escaped[] {
  const shown = all.map(({ text, marks }) => marked(text, marks));
  if (isWide(header, all) && header.length > 0)
    return shown.map((line, at) => {
      const head = (header[at] ?? "").trim();
      return line === "" || head === "" ? line : join([italic(escapeText(oneLine(head, 300))), line], ": ");
    });
  const row = cells(shown);
  return own.length > 0
    ? [italic(cells(own.map((one) => escapeText(one.trim() === "" ? "" : oneLine(one, 300))))), row]
    : [row];
}
