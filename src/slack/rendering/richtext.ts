import type {
  KnownBlock,
  RichTextBlock,
  RichTextLink,
  RichTextList,
  RichTextPreformatted,
  RichTextQuote,
  RichTextSection,
  RichTextText,
} from "@slack/types";
import type { Citation } from "../../answering/answer.ts";
import { webAddress } from "./mrkdwn.ts";
import { harmless, inPieces, oneLine } from "./text.ts";

/**
 * Rich text is taken literally: no markup, no mentions, copied as it stands. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 * `language` and `offset` are documented there, and missing in @slack/types 3.2.0.
 */
export type Preformatted = RichTextPreformatted & { language?: string };
export type List = RichTextList & { offset?: number };
export type Element = RichTextSection | RichTextQuote | List | Preformatted;
export type Words = (RichTextText | RichTextLink)[];
type Style = NonNullable<RichTextText["style"]>;

export const BOLD: Style = { bold: true };

export const words = (text: string, style?: Style): RichTextText[] =>
  inPieces(text).map((piece) => ({ type: "text", text: piece, ...(style ? { style } : {}) }));

/** The decisive words bold. */
export function marked(text: string, marks: readonly (readonly [number, number])[]): RichTextText[] {
  const shown: RichTextText[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    shown.push(...words(text.slice(at, from)), ...words(text.slice(from, to), BOLD));
    at = to;
  }
  return [...shown, ...words(text.slice(at))];
}

/** Sentences from the rules, whose one markup is code in backticks. */
export const sentence = (text: string, style: Style = {}): RichTextText[] =>
  text
    .split(/`([^`\n]+)`/)
    .flatMap((piece, at) => words(piece, at % 2 === 1 ? { ...style, code: true } : style))
    .map(({ style: own, ...rest }) => (own && Object.keys(own).length > 0 ? { ...rest, style: own } : rest));

/** Characters of a label. */
const LABEL = 300;

/** A link where the address is safe, else its label as text. */
export function linked(url: string | undefined, label: string, style?: Style): Words {
  const address = webAddress(url);
  const text = oneLine(label, LABEL);
  return [
    {
      ...(address === undefined ? { type: "text", text } : { type: "link", url: address, text }),
      ...(style ? { style } : {}),
    },
  ];
}

/** “Kettle › Descale”, a link to the section; then its editions. */
export const cited = ({ url, breadcrumb, badges, heading }: Citation, style?: Style): Words => [
  ...linked(url, breadcrumb.join(" › ") || heading, style),
  ...badges
    .slice(0, MOST_BADGES)
    .flatMap((badge) => [...words(" "), { type: "text" as const, text: oneLine(badge, BADGE), style: { code: true } }]),
];
const MOST_BADGES = 5;
const BADGE = 40;

/** Slack takes no empty ones. */
export const section = (elements: Words): RichTextSection => ({
  type: "rich_text_section",
  elements: elements.length > 0 ? elements : words("…"),
});

/** Names of languages are short words; anything else would be refused. */
const LANGUAGE = /^[a-z][a-z0-9+#-]{0,29}$/;

/** Code, to be copied as it stands. `undefined` where there is none: Slack takes no empty texts. */
export function preformatted(code: string, language: string): Preformatted | undefined {
  if (harmless(code).trim() === "") return undefined;
  return {
    type: "rich_text_preformatted",
    elements: words(code),
    ...(LANGUAGE.test(language) ? { language } : {}),
  };
}

export const richText = (elements: readonly Element[]): KnownBlock => {
  const block: RichTextBlock = { type: "rich_text", elements: [...elements] };
  return block;
};
