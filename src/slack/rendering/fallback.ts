import { titleOf } from "../../answering/citations.ts";
import { GAP, type Line } from "../../outline/lines.ts";
import { type Block, type Outline, titlesOf } from "../../outline/outline.ts";
import { sourceLine } from "./card.ts";
import { MESSAGE } from "./limits.ts";
import { type Escaped, escapeText, escapeWithin, join, link } from "./mrkdwn.ts";
import { harmless } from "./text.ts";

/**
 * The answer without blocks: what notifications, screen readers and old clients show, and what is sent if Slack refuses the
 * blocks. It is cut between lines, never within a fence. What is asked back comes first: a notification shows no more.
 */
export function fallbackText({ blocks }: Outline, warning: Escaped | undefined): Escaped {
  const [asked, others] = [blocks.filter(isQuestion), blocks.filter((block) => !isQuestion(block))];
  let text = warning ?? escapeText("");
  for (const line of [...asked, ...others].flatMap(toLines)) {
    const longer = text === "" ? line : join([text, line], "\n");
    if (longer.length > MESSAGE.text - 2) return join([text, escapeText("…")], "\n");
    text = longer;
  }
  return text;
}

const isQuestion = ({ kind }: Block): boolean => kind === "question";

const some = (...texts: readonly string[]): Escaped[] => texts.filter(Boolean).map((text) => escapeWithin(text, 2_000));

function toLines(block: Block): Escaped[] {
  switch (block.kind) {
    case "verdict":
      return some(`${block.word} ${block.condition}`);
    case "card": {
      const { number, citation, lines } = block;
      const title = join([escapeText(`[${number}]`), link(citation.url, titleOf(citation))], " ");
      return [title, ...lines.flatMap(quoted), join(sourceLine(citation), " · ")];
    }
    case "code":
      return [...some(`[${block.number}] ${block.title}`), ...fenced(block.code)];
    case "note":
    case "question":
    case "reading":
    case "reply":
      return some(block.text);
    case "details": {
      const { citation, values, formats } = block;
      return [...some(values, formats), join([link(citation.url, titleOf(citation)), ...sourceLine(citation)], " · ")];
    }
    case "offers":
      return block.titles.flatMap((title) => some(`${block.text} ${title}.`));
    case "choices":
      return some(block.text, ...titlesOf(block).map((one, at) => `${at + 1}. ${one}`));
    case "pages":
      return [...some(block.text), ...block.pages.map((citation) => link(citation.url, titleOf(citation)))];
    default:
      return block satisfies never;
  }
}

function quoted(line: Line): Escaped[] {
  switch (line.kind) {
    case "gap":
      return some(GAP);
    case "text":
      return some(line.text);
    case "item":
      return some(`${"  ".repeat(Math.min(line.depth, 8))}${line.marker} ${line.text}`);
    case "code":
      return fenced(line.text);
    case "row":
    case "fields": {
      const cells = line.kind === "row" ? line.cells : line.fields;
      return some(line.header.join(" | "), cells.map(({ text }) => text).join(" | "));
    }
    default:
      return line satisfies never;
  }
}

/** One line to the one who cuts. Code that holds a fence stands without one: Slack knows no longer fences. */
const fenced = (code: string): Escaped[] =>
  harmless(code).trim() === ""
    ? []
    : [code.includes("```") ? escapeText(code) : join([escapeText("```"), escapeText(code), escapeText("```")], "\n")];
