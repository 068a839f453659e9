import { isObject } from "../../src/shapes.ts";
import { CARD_TYPE } from "../../src/teams/rendering/activity.ts";
import { ACTIVITY, bytesOf, CITATION, SUGGESTED, sizeOf } from "../../src/teams/rendering/limits.ts";
import { blocksOf } from "../../src/teams/rendering/markdown.ts";
import { all, below, byType, type Fault, integer, list, object, oneOf, rule, type Shape } from "../shapes.ts";
import { address, cardFaults, units } from "./cardshapes.ts";

/** What Teams would refuse, or what would call people, without asking Teams. Empty: it may be sent. */
export function validateActivity(activity: unknown): Fault[] {
  const { text, entities, attachments } = isObject(activity) ? activity : {};
  return [
    ...shape(activity, ""),
    ...most("", "bytes", sizeOf(activity), ACTIVITY.whole),
    ...(typeof text === "string" ? textFaults(text) : []),
    ...(typeof text === "string" && attachments !== undefined
      ? [{ pointer: "/attachments", message: "stand beside a text: Teams would make two messages of it" }]
      : []),
    ...(text === undefined && attachments === undefined ? [{ pointer: "", message: "says nothing" }] : []),
    ...(Array.isArray(entities) ? positionFaults(entities as unknown[], String(text)) : []),
  ];
}

/** The same for a card by itself. */
export const validateCard = (card: unknown): Fault[] => cardFaults(card, "");

const most = (pointer: string, what: string, count: number, limit: number): Fault[] =>
  count > limit ? [{ pointer, message: `${what}: ${count}, at most ${limit} are allowed` }] : [];

const claim = object({
  "@type": oneOf("Claim"),
  position: integer(1, 1_000),
  appearance: object(
    {
      "@type": oneOf("DigitalDocument"),
      name: units(CITATION.name),
      abstract: units(CITATION.abstract),
      image: object({ "@type": oneOf("ImageObject"), name: oneOf("Text", "Source Code") }),
    },
    { url: address, keywords: list(units(CITATION.keyword), CITATION.keywords) },
  ),
});

/** One root, and no mention: the bot calls nobody. */
const entities = list(
  byType({
    "https://schema.org/Message": object(
      { "@type": oneOf("Message"), "@context": oneOf("https://schema.org"), "@id": oneOf("") },
      { additionalType: list(oneOf("AIGeneratedContent"), 1), citation: list(claim, CITATION.most) },
    ),
  }),
  1,
);

const chip = byType({
  imBack: all(
    object({ title: units(SUGGESTED.title), value: units(SUGGESTED.title) }),
    // Some clients send the title, others the value.
    rule(({ title, value }) => title === value, "says something else than it shows"),
  ),
});

const attachment = object({
  contentType: oneOf(CARD_TYPE),
  content: (value, pointer) => cardFaults(value, pointer),
});

const shape: Shape = byType({
  message: object(
    {},
    {
      textFormat: oneOf("markdown"),
      text: units(ACTIVITY.text / 2),
      entities,
      attachments: list(attachment, 1),
      suggestedActions: object({ actions: list(chip, SUGGESTED.actions) }, { to: list(units(200), 1) }),
      channelData: object({ feedbackLoop: onlyType("default") }),
    },
  ),
});

/** An object whose `type` is all that it has. */
function onlyType(type: string): Shape {
  return byType({ [type]: object({}) });
}

/** What of Markdown the bot never means. */
const UNMEANT: readonly (readonly [RegExp, string])[] = [
  [/<|(?<!^|\n|> ?|\n> )>/, "holds HTML"],
  [/^(?:> ?)?#{1,6}(?:\s|$)/m, "holds a heading"],
  [/(?<!\\)!\[/, "holds an image"],
  [/^(?:> ?)?(?:[-+*] |\d+[.)] )/m, "holds a list"],
  [/(?<!\\)\](?:\((?!https?:\/\/[^\s()<>]+\))|:)/, "holds a link that leads elsewhere than to the web"],
];

function textFaults(text: string): Fault[] {
  const pointer = "/text";
  const blocks = blocksOf(text);
  const fences = blocks.filter((block) => block.startsWith("```"));
  const prose = blocks.filter((block) => !block.startsWith("```")).map(withoutCode);
  return [
    ...most(pointer, "bytes", bytesOf(text), ACTIVITY.text),
    ...fences.filter((block) => !isClosed(block)).map(() => ({ pointer, message: "holds a fence that is not closed" })),
    ...UNMEANT.flatMap(([pattern, message]) =>
      prose.some((block) => pattern.test(block)) ? [{ pointer, message }] : [],
    ),
    ...(/(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/u.test(text)
      ? [{ pointer, message: "holds characters that cannot be shown" }]
      : []),
  ];
}

const withoutCode = (block: string): string => block.replace(/(?<!\\)`[^`\n]+`/g, "");

function isClosed(block: string): boolean {
  const [fence = ""] = /^`+/.exec(block) ?? [];
  return block.length > 2 * fence.length && block.endsWith(`\n${fence}`);
}

/** Each number is there once, and stands in the text. */
function positionFaults(all: readonly unknown[], text: string): Fault[] {
  const [root] = all;
  const claims = isObject(root) && Array.isArray(root.citation) ? (root.citation as unknown[]) : [];
  const positions = claims.map((one) => (isObject(one) ? one.position : undefined));
  const pointer = below(below("/entities", 0), "citation");
  return positions.flatMap((position, at) => [
    ...(positions.indexOf(position) < at
      ? [{ pointer: below(pointer, at), message: `number ${String(position)} is there already` }]
      : []),
    ...(text.includes(`[${String(position)}]`)
      ? []
      : [{ pointer: below(pointer, at), message: `number ${String(position)} is not in the text` }]),
  ]);
}
