import type { Citation } from "../../answering/answer.ts";
import { placeText, titleOf } from "../../answering/citations.ts";
import { withoutCode } from "../../answering/entries.ts";
import { clip, harmless } from "../../answering/plain.ts";
import { VOICE } from "../../answering/voice.ts";
import { fitLines } from "../../outline/fit.ts";
import { GAP, type Line } from "../../outline/lines.ts";
import type { BlockOf } from "../../outline/outline.ts";
import type { Run } from "../../search/excerpt.ts";
import type { Element, RichTextBlock, TextRun } from "./adaptivecard.ts";
import { CARD, sizeOf } from "./limits.ts";
import { oneLine, webAddress } from "./markdown.ts";
import { codeBlock } from "./snippet.ts";

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
export function quote({ number, citation, lines }: BlockOf<"card">): Element[] {
  const all = lines.map((line) => ({ line, elements: elementsOf(line, citation) }));
  const { lines: shown, isWhole } = fitLines(
    all,
    LONGEST_EXCERPT,
    (some) => sizeOf(some.flatMap(elements)),
    () => undefined,
  );
  const rest = isWhole && !shown.some(({ line }) => isCut(line)) ? [] : readOn(citation);
  return [...heading(citation, number), ...shown.flatMap(elements), ...rest, ...sourceOf(citation)];
}
const elements = (of: { readonly elements: readonly Element[] }): readonly Element[] => of.elements;

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
export function sourceOf(citation: Citation): Element[] {
  const place = oneLine(placeText(citation), LONGEST_LABEL);
  const page = webAddress(citation.official[0]);
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

function isCut(line: Line): boolean {
  switch (line.kind) {
    case "row":
      return areCut(line.cells);
    case "fields":
      return areCut(line.fields);
    case "text":
    case "item":
      return line.text.length > LONGEST_PART;
    case "gap":
    case "code":
      return false;
    default:
      return line satisfies never;
  }
}

const areCut = (cells: readonly Run[]): boolean =>
  cells.some(({ text }, at) => at >= MOST_CELLS || text.length > mostOf(cells));

/** Units of one cell. */
const mostOf = (cells: readonly Run[]): number => Math.ceil(LONGEST_PART / Math.min(cells.length, MOST_CELLS));

function elementsOf(line: Line, citation: Citation): Element[] {
  switch (line.kind) {
    case "gap":
      return paragraph([run(GAP, { isSubtle: true })], CLOSE);
    case "text":
      return paragraph(markedRuns(line, LONGEST_PART), CLOSE);
    case "item": {
      const sign = line.marker === "" ? "" : `${line.marker === "-" ? "•" : line.marker} `;
      const indent = "\u00A0\u00A0".repeat(Math.min(line.depth, DEEPEST));
      return paragraph([run(indent + sign), ...markedRuns(line, LONGEST_PART)], CLOSE);
    }
    case "code":
      return harmless(line.text).trim() === "" ? [] : [codeBlock(line.text, line.language, [placeOf(citation)])];
    case "row":
      return paragraph(rowRuns(line), CLOSE);
    case "fields":
      return paragraph(fieldRuns(line), CLOSE);
    default:
      return line satisfies never;
  }
}
const DEEPEST = 8;

/** The decisive words bold. */
function markedRuns({ text, marks }: Run, most: number): TextRun[] {
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

/** A row in one line, as its header is. */
function rowRuns({ header, cells }: Extract<Line, { kind: "row" }>): TextRun[] {
  const names = header.slice(0, MOST_CELLS).map(nameOf).join(" | ");
  return [
    run(names === "" ? "" : `${names}\n`, { isSubtle: true }),
    ...cells
      .slice(0, MOST_CELLS)
      .flatMap((cell, at) => [run(at === 0 ? "" : " | "), ...markedRuns(firstMarkOf(cell), mostOf(cells))]),
  ];
}

/** Each cell in a line of its own, under its heading. */
const fieldRuns = ({ fields }: Extract<Line, { kind: "fields" }>): TextRun[] =>
  fields
    .slice(0, MOST_CELLS)
    .filter(({ text }) => text.trim() !== "")
    .flatMap((field, at) => {
      const name = nameOf(field.name);
      return [
        run(at === 0 ? "" : "\n"),
        run(name === "" ? "" : `${name}: `, { isSubtle: true }),
        ...markedRuns(firstMarkOf(field), mostOf(fields)),
      ];
    });

const firstMarkOf = ({ text, marks }: Run): Run => ({ text, marks: marks.slice(0, 1) });

const nameOf = (name: string): string => (name.trim() === "" ? "" : oneLine(name, 60));
