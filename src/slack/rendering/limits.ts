/** Slack's limits. Lengths are in code points; those without a page of their own stand on the page of the block around them. */

/** https://docs.slack.dev/reference/methods/chat.postMessage, https://docs.slack.dev/reference/methods/chat.update */
export const MESSAGE = {
  blocks: 50,
  /** Over all blocks together; beyond about 13,170, Slack answers `msg_blocks_too_long`. */
  characters: 13_000,
  /** The fallback: `chat.update` takes no more. */
  text: 4_000,
} as const;

/** https://docs.slack.dev/reference/block-kit/blocks/markdown-block: over all markdown blocks of a message together. */
export const MARKDOWN = 12_000;

/** https://docs.slack.dev/reference/block-kit/blocks: of `block_id` and `action_id`. */
export const ID = 255;

/** https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export const TEXT = 3_000;

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const SECTION = { text: 3_000, fields: 10, field: 2_000 } as const;

/** https://docs.slack.dev/reference/block-kit/blocks/header-block */
export const HEADER = 150;

/** https://docs.slack.dev/reference/block-kit/blocks/context-block */
export const CONTEXT_ELEMENTS = 10;

/** https://docs.slack.dev/reference/block-kit/blocks/context-actions-block */
export const CONTEXT_ACTIONS = 5;

/** https://docs.slack.dev/reference/block-kit/blocks/actions-block */
export const ACTIONS = 25;

/** https://docs.slack.dev/reference/block-kit/blocks/table-block: one table a message. */
export const TABLE = { rows: 100, columns: 20, tables: 1 } as const;

/** https://docs.slack.dev/reference/block-kit/blocks/image-block */
export const IMAGE = { url: 3_000, alternative: 2_000 } as const;

/** https://docs.slack.dev/reference/block-kit/blocks/input-block */
export const INPUT = { label: 2_000, hint: 2_000 } as const;

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export const BUTTON = { text: 75, value: 2_000, url: 3_000, label: 75 } as const;

/** https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element */
export const FEEDBACK = { text: 75, value: 2_000, label: 75 } as const;

/** https://docs.slack.dev/reference/block-kit/block-elements/icon-button-element */
export const ICON_BUTTON = { users: 10 } as const;

/** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
export const CONFIRM = { title: 100, text: 300, confirm: 30, deny: 30 } as const;

/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
export const OPTION = { text: 75, value: 150, description: 75, url: 3_000 } as const;

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
export const SELECT = { options: 100, groups: 100, group: 75, placeholder: 150 } as const;

/** https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element */
export const OVERFLOW = 5;

/** https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element, the same for radio buttons */
export const CHECKBOXES = 10;

/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
export const PLAIN_TEXT_INPUT = 3_000;

/** https://docs.slack.dev/reference/block-kit/block-elements/rich-text-list-element */
export const RICH_TEXT_LIST = { indent: 8 } as const;

/** https://docs.slack.dev/reference/views: modals and the home tab. `bytes`: the whole view, as JSON. */
export const VIEW = { blocks: 100, metadata: 3_000, title: 24, close: 24, submit: 24, bytes: 250_000 } as const;
