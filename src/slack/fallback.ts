import type { Answer, Citation, Excerpt, Snippet } from "../answering/answer.ts";
import { numberOf } from "../answering/citations.ts";
import { choiceText, formatsText, readingText, replyText, VOICE, valuesText, verdictText } from "../answering/voice.ts";
import type { Part } from "../search/excerpt.ts";
import { sourceLine } from "./excerpts.ts";
import { MESSAGE } from "./limits.ts";
import { type Escaped, escapeText, escapeWithin, join, link } from "./mrkdwn.ts";
import { harmless } from "./text.ts";

/**
 * The answer without blocks: what notifications, screen readers and old clients show, and what is sent where Slack refuses the
 * blocks. It is cut between lines, never within a fence.
 */
export function fallbackText(answer: Answer, warning: Escaped | undefined): Escaped {
  let text = warning ?? escapeText("");
  for (const line of fallbackLines(answer)) {
    const longer = text === "" ? line : join([text, line], "\n");
    if (longer.length > MESSAGE.text - 2) return join([text, escapeText("…")], "\n");
    text = longer;
  }
  return text;
}

const some = (...texts: readonly string[]): Escaped[] => texts.filter(Boolean).map((text) => escapeWithin(text, 2_000));

function fallbackLines(answer: Answer): Escaped[] {
  switch (answer.kind) {
    case "answer":
      return [
        ...(answer.verdict ? some(verdictText(answer.verdict)) : []),
        ...answer.excerpts.flatMap((excerpt, at) => excerptLines(excerpt, at + 1)),
        ...(answer.offer ? some(`${VOICE.offerHere} ${answer.offer.title}.`) : []),
        ...some(readingText(answer.reading)),
      ];
    case "snippet":
      return [
        ...snippetLines(answer.snippet),
        ...answer.excerpts.flatMap((excerpt) => excerptLines(excerpt, numberOf(excerpt.citation, answer))),
      ];
    case "ask":
      return [
        ...some(answer.question),
        ...snippetLines(answer.snippet),
        ...answer.excerpts.flatMap((excerpt) => excerptLines(excerpt, numberOf(excerpt.citation, answer))),
      ];
    case "choice": {
      const titles = [...answer.choices.map(titleOf), ...answer.offers.map(({ title }) => title)];
      return some(choiceText(answer), ...titles.map((title, at) => `${at + 1}. ${title}`), readingText(answer.reading));
    }
    case "unknown":
      return [
        ...some(answer.nearest.length > 0 ? `${VOICE.unknown} ${VOICE.nearest}` : VOICE.unknown),
        ...answer.nearest.map((citation) => link(citation.url, titleOf(citation))),
        ...some(readingText(answer.reading)),
      ];
    case "reply":
      return some(replyText(answer.reply));
    default:
      return answer satisfies never;
  }
}

const titleOf = ({ breadcrumb, badges, heading }: Citation): string =>
  `${breadcrumb.join(" › ") || heading}${badges.length > 0 ? ` [${badges.join(", ")}]` : ""}`;

const excerptLines = ({ citation, parts }: Excerpt, number: number): Escaped[] => [
  join([escapeText(`[${number}]`), link(citation.url, titleOf(citation))], " "),
  ...parts.flatMap((part) => [...(part.gap ? some("[…]") : []), ...partLines(part)]),
  join(sourceLine(citation), " · "),
];

const snippetLines = (snippet: Snippet): Escaped[] => [
  ...some(`[1] ${snippet.title}`),
  ...fenced(snippet.code),
  ...some(...snippet.notes, valuesText(snippet), formatsText(snippet)),
  join([link(snippet.citation.url, titleOf(snippet.citation)), ...sourceLine(snippet.citation)], " · "),
];

function partLines(part: Part): Escaped[] {
  switch (part.kind) {
    case "prose":
    case "label":
      return some(part.text);
    case "item":
      return some(`${"  ".repeat(Math.min(part.depth, 8))}${part.marker} ${part.text}`);
    case "code":
      return fenced(part.text);
    case "row":
      return some(part.header.join(" | "), part.cells.map(({ text }) => text).join(" | "));
    default:
      return part satisfies never;
  }
}

/** One line to the one who cuts. Code that holds a fence stands without one: Slack knows no longer fences. */
const fenced = (code: string): Escaped[] =>
  harmless(code).trim() === ""
    ? []
    : [code.includes("```") ? escapeText(code) : join([escapeText("```"), escapeText(code), escapeText("```")], "\n")];
