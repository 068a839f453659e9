/** Teams' limits. Teams counts UTF-16: two bytes for each unit of a JavaScript string. */

/**
 * Teams takes about 100 KB, and answered less than that in the past; these are our own, so that what is sent arrives.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
 */
export const ACTIVITY = {
  /** Bytes of `text`. */
  text: 20 * 1024,
  /** Bytes of the whole, as JSON. */
  whole: 28 * 1024,
} as const;

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content: more, and Teams answers 400. */
export const CITATION = { most: 20, name: 80, abstract: 160, keywords: 3, keyword: 28 } as const;

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/prompt-suggestions */
export const SUGGESTED = { actions: 6, title: 60 } as const;

/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference: further actions are hidden in a menu. */
export const CARD = { actions: 6, title: 60, url: 1_000 } as const;

/** Our own: longer texts are no texts of a card. */
export const CARD_TEXT = {
  text: 5_000,
  label: 200,
  error: 500,
  placeholder: 200,
  choices: 500,
  choice: 200,
  id: 200,
} as const;

/** https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search */
export const RESULTS = { most: 25, title: 120, text: 300 } as const;

/** Bytes of a text in UTF-16. */
export const bytesOf = (text: string): number => text.length * 2;

/** Bytes of a value as JSON, in UTF-16. */
export const sizeOf = (value: unknown): number => bytesOf(JSON.stringify(value) ?? "");
