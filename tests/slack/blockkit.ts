import { isObject } from "../../src/shapes.ts";
import {
  ACTIONS,
  BUTTON,
  CHECKBOXES,
  CONFIRM,
  CONTEXT_ACTIONS,
  CONTEXT_ELEMENTS,
  FEEDBACK,
  HEADER,
  ICON_BUTTON,
  ID,
  IMAGE,
  INPUT,
  MARKDOWN,
  OPTION,
  OVERFLOW,
  PLAIN_TEXT_INPUT,
  SECTION,
  SELECT,
  TABLE,
  TEXT,
} from "../../src/slack/rendering/limits.ts";
import { all, byType, flag, integer, list, object, oneOf, rule, type Shape, text } from "../shapes.ts";
import { richText } from "./richtextshape.ts";

/** The part of Block Kit that a bot without files, videos and streams needs: https://docs.slack.dev/reference/block-kit */

export const plainText = (most: number): Shape => byType({ plain_text: object({ text: text(most) }, { emoji: flag }) });
const mrkdwn = (most: number): Shape => byType({ mrkdwn: object({ text: text(most) }, { verbatim: flag }) });
const anyText =
  (most: number): Shape =>
  (value, pointer) =>
    isObject(value) && value.type === "mrkdwn" ? mrkdwn(most)(value, pointer) : plainText(most)(value, pointer);

const id = text(ID);
const confirm = object(
  { text: anyText(CONFIRM.text) },
  {
    title: plainText(CONFIRM.title),
    confirm: plainText(CONFIRM.confirm),
    deny: plainText(CONFIRM.deny),
    style: oneOf("primary", "danger"),
  },
);
const option = object(
  { text: anyText(OPTION.text) },
  { value: text(OPTION.value), description: anyText(OPTION.description), url: text(OPTION.url) },
);
const acting = { action_id: id, confirm, focus_on_load: flag };
const typing = { action_id: id, placeholder: plainText(SELECT.placeholder), focus_on_load: flag };

const sameOption = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const optionsOf = ({ options, option_groups }: Readonly<Record<string, unknown>>): unknown[] => [
  ...(Array.isArray(options) ? options : []),
  ...(Array.isArray(option_groups) ? option_groups.flatMap((group) => (isObject(group) ? optionsOf(group) : [])) : []),
];
const choosing = (more: Readonly<Record<string, Shape>>): Shape =>
  all(
    object(
      {},
      {
        ...acting,
        placeholder: plainText(SELECT.placeholder),
        options: list(option, SELECT.options),
        option_groups: list(
          object({ label: plainText(SELECT.group), options: list(option, SELECT.options) }),
          SELECT.groups,
        ),
        ...more,
      },
    ),
    rule((value) => "options" in value !== "option_groups" in value, "needs either options or option_groups"),
    rule(
      (value) =>
        [value.initial_option ?? [], value.initial_options ?? []]
          .flat()
          .every((initial) => optionsOf(value).some((one) => sameOption(one, initial))),
      "begins with an option that is none of its own",
    ),
  );

const ELEMENTS = {
  button: object(
    { text: plainText(BUTTON.text) },
    {
      ...acting,
      value: text(BUTTON.value),
      url: text(BUTTON.url),
      style: oneOf("primary", "danger"),
      accessibility_label: text(BUTTON.label),
    },
  ),
  static_select: choosing({ initial_option: option }),
  multi_static_select: choosing({ initial_options: list(option, SELECT.options), max_selected_items: integer(1, 100) }),
  external_select: object(
    {},
    {
      ...acting,
      placeholder: plainText(SELECT.placeholder),
      initial_option: option,
      min_query_length: integer(0, 100),
    },
  ),
  radio_buttons: object({ options: list(option, CHECKBOXES) }, { ...acting, initial_option: option }),
  checkboxes: object({ options: list(option, CHECKBOXES) }, { ...acting, initial_options: list(option, CHECKBOXES) }),
  conversations_select: object(
    {},
    {
      ...acting,
      placeholder: plainText(SELECT.placeholder),
      initial_conversation: id,
      default_to_current_conversation: flag,
      response_url_enabled: flag,
      filter: object(
        {},
        {
          include: list(oneOf("im", "mpim", "private", "public"), 4),
          exclude_external_shared_channels: flag,
          exclude_bot_users: flag,
        },
      ),
    },
  ),
} satisfies Readonly<Record<string, Shape>>;

const feedback = object(
  { text: plainText(FEEDBACK.text), value: text(FEEDBACK.value) },
  { accessibility_label: text(FEEDBACK.label) },
);
const image = object(
  { image_url: text(IMAGE.url), alt_text: text(IMAGE.alternative) },
  { title: plainText(IMAGE.alternative) },
);
const overflow = object({ options: list(option, OVERFLOW) }, acting);

const contextAction = byType({
  feedback_buttons: object({ positive_button: feedback, negative_button: feedback }, { action_id: id }),
  icon_button: object(
    { icon: oneOf("trash"), text: plainText(FEEDBACK.text) },
    {
      action_id: id,
      value: text(FEEDBACK.value),
      confirm,
      accessibility_label: text(FEEDBACK.label),
      visible_to_user_ids: list(id, ICON_BUTTON.users),
    },
  ),
});

const inputs = byType({
  ...ELEMENTS,
  plain_text_input: all(
    object(
      {},
      {
        ...typing,
        initial_value: text(PLAIN_TEXT_INPUT),
        multiline: flag,
        min_length: integer(0, PLAIN_TEXT_INPUT),
        max_length: integer(1, PLAIN_TEXT_INPUT),
      },
    ),
    rule(
      ({ initial_value, max_length }) =>
        typeof initial_value !== "string" || typeof max_length !== "number" || initial_value.length <= max_length,
      "begins with more than it takes",
    ),
  ),
  url_text_input: object({}, { ...typing, initial_value: text(PLAIN_TEXT_INPUT) }),
  number_input: object({ is_decimal_allowed: flag }, { ...typing, initial_value: text(PLAIN_TEXT_INPUT) }),
});

const BLOCKS: Readonly<Record<string, readonly [Readonly<Record<string, Shape>>, Readonly<Record<string, Shape>>?]>> = {
  actions: [{ elements: list(byType({ ...ELEMENTS, overflow }), ACTIONS) }],
  context: [
    {
      elements: list(
        byType({
          image,
          mrkdwn: object({ text: text(TEXT) }, { verbatim: flag }),
          plain_text: object({ text: text(TEXT) }, { emoji: flag }),
        }),
        CONTEXT_ELEMENTS,
      ),
    },
  ],
  context_actions: [{ elements: list(contextAction, CONTEXT_ACTIONS) }],
  divider: [{}],
  header: [{ text: plainText(HEADER) }],
  image: [{ image_url: text(IMAGE.url), alt_text: text(IMAGE.alternative) }, { title: plainText(IMAGE.alternative) }],
  input: [
    { label: plainText(INPUT.label), element: inputs },
    { hint: plainText(INPUT.hint), optional: flag, dispatch_action: flag },
  ],
  markdown: [{ text: text(MARKDOWN) }],
  rich_text: [{ elements: list(richText, Number.POSITIVE_INFINITY) }],
  section: [
    {},
    {
      text: anyText(SECTION.text),
      fields: list(anyText(SECTION.field), SECTION.fields),
      accessory: byType({ ...ELEMENTS, overflow, image }),
      expand: flag,
    },
  ],
  table: [
    {
      rows: list(
        list(
          byType({ raw_text: object({ text: text(TEXT) }), rich_text: object({ elements: list(richText, 100) }) }),
          TABLE.columns,
        ),
        TABLE.rows,
      ),
    },
    { column_settings: list(object({}, { align: oneOf("left", "center", "right"), is_wrapped: flag }), TABLE.columns) },
  ],
};

const shapes = Object.fromEntries(
  Object.entries(BLOCKS).map(([type, [required, optional]]) => [type, object(required, { ...optional, block_id: id })]),
);

/** Any block, but no block of the types that are named. */
export const block = (except: readonly string[] = []): Shape =>
  all(
    byType(Object.fromEntries(Object.entries(shapes).filter(([type]) => !except.includes(type)))),
    rule(({ type, text, fields }) => type !== "section" || text !== undefined || fields !== undefined, "is empty"),
  );
