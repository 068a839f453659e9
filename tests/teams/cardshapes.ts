import { isObject } from "../../src/shapes.ts";
import { CODE_LANGUAGES, VERBS } from "../../src/teams/rendering/adaptivecard.ts";
import { ACTIVITY, bytesOf, CARD, CARD_TEXT } from "../../src/teams/rendering/limits.ts";
import { webAddress } from "../../src/teams/rendering/markdown.ts";
import { all, byType, type Fault, flag, integer, list, object, oneOf, rule, type Shape } from "../shapes.ts";

/** Texts are counted in UTF-16 units. */
export const units =
  (most: number, least = 1): Shape =>
  (value, pointer): Fault[] => {
    if (typeof value !== "string") return [{ pointer, message: "must be a text" }];
    if (value.length > most) return [{ pointer, message: `has ${value.length} units, at most ${most} are allowed` }];
    return value.length < least ? [{ pointer, message: "must not be empty" }] : [];
  };

export const address: Shape = (value, pointer) =>
  typeof value === "string" && webAddress(value) === value
    ? []
    : [{ pointer, message: "must be an address of the web" }];

/** Words of the bot's own: whatever Markdown would take for its own must not be there. */
const plainWords: Shape = (value, pointer) =>
  typeof value === "string" && /[\\`*_[\]<>#|]/.test(value) ? [{ pointer, message: "holds Markdown" }] : [];

const title = units(CARD.title);
const opens = { "Action.OpenUrl": object({ title, url: address }) };

const run = byType({
  TextRun: object(
    { text: units(CARD_TEXT.text) },
    {
      weight: oneOf("Bolder"),
      fontType: oneOf("Monospace"),
      isSubtle: flag,
      color: oneOf("Attention"),
      selectAction: byType(opens),
    },
  ),
});
const richText = object({ inlines: list(run, 100) }, { spacing: oneOf("Small"), separator: oneOfTrue() });

const named = {
  id: units(CARD_TEXT.id),
  label: units(CARD_TEXT.label),
  isRequired: flag,
  errorMessage: units(CARD_TEXT.error),
};
const placeholder = units(CARD_TEXT.placeholder);
const number = integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

const pattern: Shape = (value, pointer) => {
  try {
    new RegExp(String(value));
    return units(CARD_TEXT.error)(value, pointer);
  } catch {
    return [{ pointer, message: "is no pattern" }];
  }
};

const element = byType({
  TextBlock: object(
    { text: all(units(CARD_TEXT.text), plainWords), wrap: oneOfTrue() },
    { weight: oneOf("Bolder"), isSubtle: flag },
  ),
  RichTextBlock: richText,
  CodeBlock: object({
    codeSnippet: units(ACTIVITY.whole / 2),
    language: oneOf(...CODE_LANGUAGES),
    fallback: byType({ RichTextBlock: richText }),
  }),
  "Input.Text": object(
    { ...named, placeholder, maxLength: integer(1, 10_000) },
    { value: units(CARD_TEXT.text), regex: pattern },
  ),
  "Input.Number": all(
    object({ ...named, placeholder, min: number, max: number }, { value: number }),
    rule(({ min, max }) => Number(min) <= Number(max), "has a range with nothing in it"),
  ),
  "Input.ChoiceSet": all(
    object(
      {
        ...named,
        placeholder,
        style: oneOf("compact", "filtered"),
        choices: list(object({ title: units(CARD_TEXT.choice), value: units(CARD_TEXT.choice) }), CARD_TEXT.choices),
      },
      { value: units(CARD_TEXT.choice) },
    ),
    rule(
      ({ value, choices }) =>
        value === undefined || (Array.isArray(choices) && choices.some((one) => isObject(one) && one.value === value)),
      "begins with what is no choice",
    ),
  ),
});

function oneOfTrue(): Shape {
  return (value, pointer) => (value === true ? [] : [{ pointer, message: "must be true" }]);
}

/** What comes back is an answer's id and the like. */
const data: Shape = (value, pointer) =>
  isObject(value) &&
  Object.values(value).every(
    (one) => typeof one === "number" || (typeof one === "string" && one.length <= CARD_TEXT.id),
  )
    ? []
    : [{ pointer, message: "must be short texts and numbers" }];

const sending = { associatedInputs: oneOf("none"), style: oneOf("positive") };
const action = byType({
  "Action.Execute": object({ title, verb: oneOf(...VERBS), data }, sending),
  "Action.Submit": all(
    object({ title, data }, sending),
    rule(({ data: sent }) => isObject(sent) && VERBS.some((verb) => verb === sent.verb), "says no verb that is known"),
  ),
  ...opens,
});

const card = byType({
  AdaptiveCard: object(
    {
      $schema: oneOf("http://adaptivecards.io/schemas/adaptive-card.json"),
      version: oneOf("1.5"),
      body: list(element, 200),
    },
    { actions: list(action, CARD.actions), msteams: object({ width: oneOf("full") }) },
  ),
});

/** What Teams would refuse of a card, or show as nothing. */
export function cardFaults(value: unknown, pointer: string): Fault[] {
  const body = isObject(value) && Array.isArray(value.body) ? (value.body as unknown[]) : [];
  const ids = body.flatMap((one) => (isObject(one) && typeof one.id === "string" ? [one.id] : []));
  const repeated = ids.filter((id, at) => ids.indexOf(id) !== at);
  const actions = isObject(value) && Array.isArray(value.actions) ? (value.actions as unknown[]) : [];
  const sends = actions.some(
    (one) => isObject(one) && one.type !== "Action.OpenUrl" && one.associatedInputs === undefined,
  );
  const bytes = bytesOf(JSON.stringify(value) ?? "");
  return [
    ...card(value, pointer),
    ...repeated.map((id) => ({ pointer, message: `input “${id}” is there already` })),
    ...(ids.length > 0 && !sends
      ? [{ pointer, message: "has something to fill in, and no button that sends it" }]
      : []),
    ...(bytes > ACTIVITY.whole
      ? [{ pointer, message: `has ${bytes} bytes, at most ${ACTIVITY.whole} are allowed` }]
      : []),
  ];
}
