import type { Answer, Citation, Why } from "../answering/answer.ts";
import { fileOf, pageOf, revisionText, titleOf } from "../answering/citations.ts";
import { clip, harmless } from "../answering/plain.ts";
import { VOICE } from "../answering/voice.ts";
import { GAP, type Line } from "../outline/lines.ts";
import { type Block, blockOf, type Outline, outlineOf, titlesOf } from "../outline/outline.ts";
import type { Run } from "../search/excerpt.ts";

/** How decisive words and side notes look; plain text leaves both as they are. */
export interface Look {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

export const PLAIN: Look = { strong: (text) => text, faint: (text) => text };
export const COLOUR: Look = {
  strong: (text) => `\u001b[1m${text}\u001b[22m`,
  faint: (text) => `\u001b[2m${text}\u001b[22m`,
};

/** A reply that does not commit to an answer stays this short. */
export const LONGEST_UNCOMMITTED = 500;

/** The whole answer as plain text, as the terminal shows it. */
export function renderAnswer(answer: Answer, look: Look = PLAIN): string {
  const outline = outlineOf(answer);
  const warning = outline.secret ? [VOICE.secret] : [];
  return [...warning, ...(isUncommitted(outline) ? [shortOf(outline)] : wholeOf(outline, look))].join("\n\n");
}

const joinLines = (lines: readonly string[]): string => lines.filter(Boolean).join("\n");

/** What is there to choose from, and nothing else. */
const isUncommitted = ({ blocks }: Outline): boolean =>
  blocks.some(({ kind }) => kind === "choices" || kind === "pages");

/** The small print of a configuration stands right below it, and its notes between. */
function wholeOf({ blocks }: Outline, look: Look): string[] {
  const shown: string[] = [];
  for (const block of blocks) {
    const text = toText(block, look);
    if (block.kind === "note" || block.kind === "details") shown.push(joinLines([shown.pop() ?? "", text]));
    else shown.push(text);
  }
  return shown;
}

function toText(block: Block, look: Look): string {
  switch (block.kind) {
    case "verdict":
      return look.strong(harmless(`${block.word} ${block.condition}`));
    case "card": {
      const { number, citation, lines } = block;
      const quote = lines.flatMap((line) => quoted(line, look)).join("\n");
      return joinLines([`[${number}] ${harmless(titleOf(citation))}`, quote, look.faint(sourceLine(citation))]);
    }
    case "code": {
      const { number, title, code, language } = block;
      return joinLines([`[${number}] ${harmless(title)}`, ...fenced(code, language)]);
    }
    case "details":
      return look.faint(joinLines([harmless(block.values), harmless(block.formats), sourceLine(block.citation)]));
    case "note":
    case "reply":
      return harmless(block.text);
    case "offers":
      return offerText(block.titles);
    case "question":
      return look.strong(harmless(block.text));
    case "reading":
      return look.faint(harmless(block.text));
    case "choices":
      return joinLines([block.text, ...numbered(titlesOf(block))]);
    case "pages":
      return joinLines([block.text, ...numbered(block.pages.map(pageText))]);
    default:
      return block satisfies never;
  }
}

const offerText = (titles: readonly string[]): string =>
  joinLines(titles.map((title) => clip(`${VOICE.offer}: ${harmless(title)}.`, 160)));

const numbered = (lines: readonly string[], most = Number.POSITIVE_INFINITY): string[] =>
  lines.map((line, at) => `${at + 1}. ${clip(harmless(line), most)}`);

/** A heading line, numbered lines and how the question was read, each shortened so that all stay within the limit together. */
function shortOf(outline: Outline): string {
  const [choices, pages] = [blockOf("choices", outline), blockOf("pages", outline)];
  const reading = harmless(blockOf("reading", outline)?.text ?? "");
  const head = choices?.text ?? pages?.text ?? "";
  if (choices?.sections.length === 0) return joinLines([head, ...numbered(choices.titles)]);
  const lines = choices ? choices.sections.map(titleOf) : (pages?.pages.map(pageText) ?? []);
  if (lines.length === 0) return joinLines([head, clip(reading, 300)]);
  const below = joinLines([offerText(choices?.titles.slice(0, 1) ?? []), clip(reading, 160)]);
  const each = Math.floor((LONGEST_UNCOMMITTED - head.length - below.length - 2) / lines.length) - 4;
  return joinLines([head, ...numbered(lines, each), below]);
}

const pageText = (citation: Citation): string => {
  const { title, url } = pageOf(citation);
  return url === undefined ? `${title} (${citation.path})` : `${title}: ${url}`;
};

/** The public address, else the file; the revision that the words stand at; the official page apart. */
function sourceLine(citation: Citation): string {
  const { url, official } = citation;
  const pages = official.length > 0 ? ` · ${VOICE.official}: ${official[0]}` : "";
  return harmless(`${url ?? fileOf(citation)} ${revisionText(citation)}${pages}`);
}

function quoted(line: Line, look: Look): string[] {
  switch (line.kind) {
    case "gap":
      return [GAP];
    case "text":
      return [marked(line, look)];
    case "item":
      return [`${"  ".repeat(line.depth)}${line.marker ? `${line.marker} ` : "  "}${marked(line, look)}`];
    case "code":
      return fenced(line.text, line.language);
    case "row":
    case "fields": {
      const cells = (line.kind === "row" ? line.cells : line.fields).map((cell) => marked(cell, look)).join(" | ");
      return line.header.length > 0 ? [harmless(line.header.join(" | ")), cells] : [cells];
    }
    default:
      return line satisfies never;
  }
}

/** The fence is longer than any that stands in the code. */
function fenced(written: string, language: string): string[] {
  const code = harmless(written);
  const longest = Math.max(2, ...(code.match(/`{3,}/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${harmless(language)}`, code, fence];
}

function marked({ text, marks }: Pick<Run, "text" | "marks">, look: Look): string {
  let shown = "";
  let at = 0;
  for (const [from, to] of marks) {
    shown += harmless(text.slice(at, from)) + look.strong(harmless(text.slice(from, to)));
    at = to;
  }
  return shown + harmless(text.slice(at));
}

/** What `--why` adds: words and how they were understood, then what each signal brought. */
export function renderWhy(why: Why, confidence: number): string {
  const number = (value: number): string => value.toFixed(2).padStart(6);
  const words = why.words.map(
    ({ word, weight, as, found }) =>
      `  ${number(weight)}  ${word} → ${as.length > 0 ? as.join(", ") : "missing"}${found ? "" : "  (not in the best section)"}`,
  );
  const signals = (list: Why["ranking"]): string[] =>
    list
      .filter(({ share }) => Math.abs(share) >= 0.005)
      .toSorted((a, b) => Math.abs(b.share) - Math.abs(a.share))
      .map(({ name, value, share }) => `  ${number(share)}  ${name} ${value.toFixed(2)}`);
  const lines = [
    "Why: words (share of the question's weight, and what each may stand for)",
    ...words,
    "Why: ranking of the best section (share of its score, signal, value)",
    ...signals(why.ranking),
    ...why.rules.map(
      ({ intent, phrasing, words, slots, explained }) =>
        `Why: rule ${intent}: “${phrasing}” in “${words.join(" ")}”, explains ${number(explained).trim()} of the message${slots.map(({ slot, words, value }) => `; ${slot} = ${value} from “${words}”`).join("")}`,
    ),
    `Why: confidence ${confidence.toFixed(3)} (share before the logistic function, signal, value)`,
    ...signals(why.confidence),
  ];
  return harmless(joinLines(lines));
}
