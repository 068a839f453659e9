import type { Citation, Excerpt } from "../answering/answer.ts";
import { withoutCode } from "../answering/entries.ts";
import { clip, harmless } from "../answering/plain.ts";
import { VOICE } from "../answering/voice.ts";
import type { Part } from "../search/excerpt.ts";
import type { Element, RichTextBlock, TextRun } from "./card.ts";
import { isWide } from "./excerpts.ts";
import { CARD, sizeOf } from "./limits.ts";
import { oneLine, webAddress } from "./markdown.ts";
import { titleOf } from "./picks.ts";
import { codeBlock } from "./snippets.ts";

/** Elements of a card that are shown together, or left out together; the citation is where to read it then. */
export interface Group {
  readonly citation: Citation;
  readonly elements: readonly Element[];
}

/** Bytes of one excerpt, as JSON, so that the first fits into a card whatever else is said. */
const LONGEST_EXCERPT = 10 * 1024;
/** Units of one part; code is whole, or not there. */
const LONGEST_PART = 1_500;
/** More words of a part are not decisive. */
const MOST_MARKS = 20;
/** Units of a title, and of a file's name and revision. */
const LONGEST_LABEL = 300;
const MOST_CELLS = 20;
/** Units of what authors of rules write. */
const LONGEST_SENTENCE = 600;

type Row = Extract<Part, { kind: "row" }>;
type Look = Omit<TextRun, "type" | "text">;

const run = (text: string, look: Look = {}): TextRun => ({ type: "TextRun", text, ...look });

/** A paragraph of words from anywhere; what says nothing takes no room. */
export function paragraph(runs: readonly TextRun[], look: Omit<RichTextBlock, "type" | "inlines"> = {}): Element[] {
  const inlines = runs.map((one) => ({ ...one, text: harmless(one.text) })).filter(({ text }) => text !== "");
  return inlines.length === 0 ? [] : [{ type: "RichTextBlock", inlines, ...look }];
}

/** A sentence of the rules. */
export const ruleText = (text: string): string => oneLine(withoutCode(text), LONGEST_SENTENCE);

const CLOSE = { spacing: "Small" } as const;

/** The title is the link, the quote below it is verbatim, the last line says where it stands. */
export function quote({ citation, parts }: Excerpt, number: number): Group {
  const { shown, isWhole } = within(parts, citation);
  const rest = isWhole ? [] : readOn(citation);
  return { citation, elements: [...heading(citation, number), ...shown, ...rest, ...sourceOf(citation)] };
}

/** “[1] Kettle › Descale [Cloud]” */
export const heading = (citation: Citation, number: number, title: string = titleOf(citation)): Element[] =>
  paragraph([run(`[${number}] `, { weight: "Bolder" }), linked(citation.url, title, { weight: "Bolder" })], {
    separator: true,
  });

/** Text that leads to an address, where that is one of the web. */
export function linked(url: string | undefined, text: string, look: Look = {}): TextRun {
  const address = webAddress(url);
  const shown = oneLine(text, LONGEST_LABEL);
  if (address === undefined) return run(shown, look);
  const title = oneLine(text, CARD.title);
  return run(shown, { ...look, selectAction: { type: "Action.OpenUrl", title, url: address } });
}

/** Where the words stand, and at which revision; the official page apart, since the quote need not stand there. */
export function sourceOf({ path, anchor, official, revision }: Citation): Element[] {
  const date = revision.date ? ` of ${revision.date.slice(0, 10)}` : "";
  const place = oneLine(`${path}${anchor ? `#${anchor}` : ""} (${revision.id}${date})`, LONGEST_LABEL);
  const page = webAddress(official[0]);
  const apart = page === undefined ? [] : [run(" · ", { isSubtle: true }), linked(page, VOICE.official)];
  return paragraph([run(place, { isSubtle: true }), ...apart], CLOSE);
}

/** What is said where something did not fit, and where it stands. */
export const readOn = (citation: Citation): Element[] =>
  paragraph([run(`${VOICE.more} `, { isSubtle: true }), placeOf(citation)], CLOSE);

const placeOf = (citation: Citation): TextRun =>
  webAddress(citation.url) === undefined
    ? run(oneLine(citation.path, LONGEST_LABEL))
    : linked(citation.url, titleOf(citation));

/** The parts that fit; of a long text its beginning. */
function within(parts: readonly Part[], citation: Citation): { shown: Element[]; isWhole: boolean } {
  const shown: Element[] = [];
  let isWhole = true;
  let header: readonly string[] = [];
  for (const part of parts) {
    if (part.kind === "row" && part.header.length > 0) header = part.header;
    const elements = [
      ...(part.gap ? paragraph([run("[…]", { isSubtle: true })], CLOSE) : []),
      ...elementsOf(part, header, citation),
    ];
    if (sizeOf([...shown, ...elements]) > LONGEST_EXCERPT) return { shown, isWhole: false };
    shown.push(...elements);
    isWhole &&= !isCut(part);
  }
  return { shown, isWhole };
}

function isCut(part: Part): boolean {
  if (part.kind === "row") return part.cells.some(({ text }, at) => at >= MOST_CELLS || text.length > mostOf(part));
  return part.kind !== "code" && part.text.length > LONGEST_PART;
}

/** Units of one cell. */
const mostOf = ({ cells }: Row): number => Math.ceil(LONGEST_PART / Math.min(cells.length, MOST_CELLS));

function elementsOf(part: Part, header: readonly string[], citation: Citation): Element[] {
  switch (part.kind) {
    case "prose":
    case "label":
      return paragraph(markedRuns(part, LONGEST_PART), CLOSE);
    case "item": {
      const sign = part.marker === "" ? "" : `${part.marker === "-" ? "•" : part.marker} `;
      const indent = "\u00A0\u00A0".repeat(Math.min(part.depth, DEEPEST));
      return paragraph([run(indent + sign), ...markedRuns(part, LONGEST_PART)], CLOSE);
    }
    case "code":
      return harmless(part.text).trim() === "" ? [] : [codeBlock(part.text, part.language, [placeOf(citation)])];
    case "row":
      return paragraph(rowRuns(part, header), CLOSE);
    default:
      return part satisfies never;
  }
}
const DEEPEST = 8;

/** The decisive words bold. */
function markedRuns({ text, marks }: { text: string; marks: Row["cells"][number]["marks"] }, most: number): TextRun[] {
  const shown = clip(text, most);
  const runs: TextRun[] = [];
  let at = 0;
  for (const [from, to] of marks.slice(0, MOST_MARKS)) {
    if (from < at || to >= shown.length + (shown === text ? 1 : 0)) continue;
    runs.push(run(shown.slice(at, from)), run(shown.slice(from, to), { weight: "Bolder" }));
    at = to;
  }
  return [...runs, run(shown.slice(at))];
}

/** A narrow row is one line, as its header is; of a wide one each cell is a line of its own, under its heading. */
function rowRuns(row: Row, header: readonly string[]): TextRun[] {
  const isRead = isWide(header, row.cells) && header.length > 0;
  const cells = row.cells.slice(0, MOST_CELLS).map(({ text, marks }, at) => ({
    name: isRead ? nameOf(header[at] ?? "") : "",
    runs: markedRuns({ text, marks: marks.slice(0, 1) }, mostOf(row)),
    text,
  }));
  const shown = isRead ? cells.filter(({ text }) => text.trim() !== "") : cells;
  const names = isRead ? "" : row.header.slice(0, MOST_CELLS).map(nameOf).join(" | ");
  return [
    run(names === "" ? "" : `${names}\n`, { isSubtle: true }),
    ...shown.flatMap(({ name, runs }, at) => [
      run(at === 0 ? "" : isRead ? "\n" : " | "),
      run(name === "" ? "" : `${name}: `, { isSubtle: true }),
      ...runs,
    ]),
  ];
}

const nameOf = (name: string): string => (name.trim() === "" ? "" : oneLine(name, 60));
