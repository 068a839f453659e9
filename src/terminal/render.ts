import type { Answer, Citation, Excerpt, Offer, Snippet, Why } from "../answering/answer.ts";
import { numberOf } from "../answering/citations.ts";
import { clip, harmless } from "../answering/plain.ts";
import { choiceText, formatsText, readingText, replyText, VOICE, valuesText, verdictText } from "../answering/voice.ts";
import type { Part } from "../search/excerpt.ts";

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
export const renderAnswer = (answer: Answer, look: Look = PLAIN): string =>
  [...(answer.secret ? [VOICE.secret] : []), renderKind(answer, look)].join("\n\n");

function renderKind(answer: Answer, look: Look): string {
  switch (answer.kind) {
    case "answer":
      return [
        ...(answer.verdict ? [look.strong(harmless(verdictText(answer.verdict)))] : []),
        ...answer.excerpts.map((excerpt, at) => renderExcerpt(excerpt, at + 1, look)),
        ...(answer.offer ? [offerLine(answer.offer)] : []),
        look.faint(readingOf(answer)),
      ].join("\n\n");
    case "snippet":
    case "ask":
      return [
        renderSnippet(answer.snippet, look),
        ...answer.excerpts.map((excerpt) => renderExcerpt(excerpt, numberOf(excerpt.citation, answer), look)),
        ...(answer.kind === "ask" ? [look.strong(harmless(answer.question))] : []),
      ].join("\n\n");
    case "choice":
      return answer.choices.length === 0
        ? joinLines([choiceText(answer), ...answer.offers.map((offer, at) => `${at + 1}. ${harmless(offer.title)}`)])
        : withinLimit(choiceText(answer), answer.choices, title, readingOf(answer), answer.offers.map(offerLine));
    case "unknown":
      return answer.nearest.length === 0
        ? joinLines([VOICE.unknown, clip(readingOf(answer), 300)])
        : withinLimit(`${VOICE.unknown} ${VOICE.nearest}`, answer.nearest, pageLine, readingOf(answer));
    case "reply":
      return replyText(answer.reply);
    default:
      return answer satisfies never;
  }
}

const joinLines = (lines: readonly string[]): string => lines.filter(Boolean).join("\n");
const readingOf = ({ reading }: Answer): string => harmless(readingText(reading));
const offerLine = (offer: Offer): string => clip(`${VOICE.offer}: ${harmless(offer.title)}.`, 160);

/** A heading line, numbered lines and the reading, each shortened so that all stay within the limit together. */
function withinLimit(
  head: string,
  citations: readonly Citation[],
  line: (citation: Citation) => string,
  reading: string,
  offers: readonly string[] = [],
): string {
  const readingPart = joinLines([...offers.slice(0, 1), clip(reading, 160)]);
  const each =
    Math.floor((LONGEST_UNCOMMITTED - head.length - readingPart.length - 2) / Math.max(1, citations.length)) - 4;
  return joinLines([head, ...citations.map((citation, at) => `${at + 1}. ${clip(line(citation), each)}`), readingPart]);
}

function renderSnippet(snippet: Snippet, look: Look): string {
  return joinLines([
    `[1] ${harmless(snippet.title)}`,
    ...fenced(snippet.code, snippet.language),
    ...snippet.notes.map(harmless),
    look.faint(harmless(joinLines([valuesText(snippet), formatsText(snippet), sourceLine(snippet.citation)]))),
  ]);
}

const title = ({ breadcrumb, badges }: Citation): string =>
  harmless(`${breadcrumb.join(" › ")}${badges.length > 0 ? ` [${badges.join(", ")}]` : ""}`);

const pageLine = (citation: Citation): string => {
  const page = citation.breadcrumb[0] ?? citation.path;
  return harmless(
    citation.url === undefined ? `${page} (${citation.path})` : `${page}: ${citation.url.replace(/#.*$/, "")}`,
  );
};

function renderExcerpt({ citation, parts }: Excerpt, number: number, look: Look): string {
  return joinLines([
    `[${number}] ${title(citation)}`,
    renderParts(parts, look),
    look.faint(harmless(sourceLine(citation))),
  ]);
}

/** The public address where there is one, else the file; the official page apart; and the revision the words stand at. */
function sourceLine({ url, path, anchor, official, revision }: Citation): string {
  const place = url ?? `${path}${anchor ? `#${anchor}` : ""}`;
  const date = revision.date ? ` of ${revision.date.slice(0, 10)}` : "";
  const pages = official.length > 0 ? ` · ${VOICE.official}: ${official[0]}` : "";
  return `${place} (${revision.id}${date})${pages}`;
}

function renderParts(parts: readonly Part[], look: Look): string {
  const lines = parts.flatMap((part) => [...(part.gap ? ["[…]"] : []), ...renderPart(part, look)]);
  return lines.join("\n");
}

function renderPart(part: Part, look: Look): string[] {
  switch (part.kind) {
    case "prose":
    case "label":
      return [marked(part.text, part.marks, look)];
    case "item":
      return [
        `${"  ".repeat(part.depth)}${part.marker ? `${harmless(part.marker)} ` : "  "}${marked(part.text, part.marks, look)}`,
      ];
    case "code":
      return fenced(part.text, part.language);
    case "row": {
      const cells = part.cells.map((cell) => marked(cell.text, cell.marks, look)).join(" | ");
      return part.header.length > 0 ? [harmless(part.header.join(" | ")), cells] : [cells];
    }
    default:
      return part satisfies never;
  }
}

/** The fence is longer than any that stands in the code. */
function fenced(written: string, language: string): string[] {
  const code = harmless(written);
  const longest = Math.max(2, ...(code.match(/`{3,}/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${harmless(language)}`, code, fence];
}

function marked(text: string, marks: readonly (readonly [number, number])[], look: Look): string {
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
  return joinLines(lines.map(harmless));
}
