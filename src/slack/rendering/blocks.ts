import type {
  Button,
  ContextBlock,
  ExternalSelect,
  KnownBlock,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from "@slack/types";
import { VOICE } from "../../answering/voice.ts";
import { ACTIONS, BUTTON, OPTION, SELECT } from "./limits.ts";
import type { Escaped } from "./mrkdwn.ts";
import { oneLine } from "./text.ts";

/** What a click or a choice is called when it comes back. `pick_0`, `pick_1`, …: one of what the answer offers. */
export const ACTION = {
  pick: (number: number): string => `pick_${number}`,
  format: "format",
  fillForm: "fill_form",
  share: "share",
  askPerson: "ask_person",
  feedback: "feedback",
} as const;

/** `emoji: false`: documentation may write `:8000:` and mean it. */
export const plain = (text: string, most: number): PlainTextElement => ({
  type: "plain_text",
  text: oneLine(text, most),
  emoji: false,
});

/** `verbatim`: what looks like an address or a channel's name is not made a link. */
export const paragraph = (text: Escaped): SectionBlock => ({
  type: "section",
  text: { type: "mrkdwn", text, verbatim: true },
});

/** Small and grey; nothing where there is nothing to say. Escaped text that holds a `<` holds one of our own links. */
export function context(texts: readonly Escaped[]): ContextBlock[] {
  const elements = texts
    .filter(Boolean)
    .map((text) => ({ type: "mrkdwn" as const, text, ...(text.includes("<") ? {} : { verbatim: true }) }));
  return elements.length > 0 ? [{ type: "context", elements }] : [];
}

/** `value`: an answer's id and the like, never what somebody wrote: whoever clicks can read and forge it. */
export const button = (text: string, action_id: string, value: string, style?: "primary"): Button => ({
  type: "button",
  text: plain(text, BUTTON.text),
  action_id,
  value,
  ...(style ? { style } : {}),
});

/** As many blocks as the elements need. */
export function actions(elements: readonly Button[]): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  for (let at = 0; at < elements.length; at += ACTIONS)
    blocks.push({ type: "actions", elements: elements.slice(at, at + ACTIONS) });
  return blocks;
}

/** `block_id` is all that tells whose choice it is: a select has no value of its own. */
export function choose(
  placeholder: string,
  action_id: string,
  options: readonly { readonly id: string; readonly title: string }[],
  block_id: string,
): KnownBlock[] {
  if (options.length === 0) return [];
  const select: StaticSelect = {
    type: "static_select",
    action_id,
    placeholder: plain(placeholder, SELECT.placeholder),
    options: optionsOf(options),
  };
  return [{ type: "actions", block_id, elements: [select] }];
}

/** The same where the options come as somebody types; `block_suggestion` asks for them, from the first letter on and before. */
export function chooseTyping(placeholder: string, action_id: string, block_id: string): KnownBlock[] {
  const select: ExternalSelect = {
    type: "external_select",
    action_id,
    placeholder: plain(placeholder, SELECT.placeholder),
    min_query_length: 0,
  };
  return [{ type: "actions", block_id, elements: [select] }];
}

/** As many as a menu holds; what is too long to come back is left out. */
export const optionsOf = (options: readonly { readonly id: string; readonly title: string }[]): PlainTextOption[] =>
  options
    .filter(({ id }) => id.length <= OPTION.value)
    .slice(0, SELECT.options)
    .map(({ id, title }) => ({ text: plain(title, OPTION.text), value: id }));

/** Each change of mind sends another payload, and taking it back sends none: the last one counts. */
export const feedback = (answerId: string): KnownBlock => ({
  type: "context_actions",
  elements: [
    {
      type: "feedback_buttons",
      action_id: ACTION.feedback,
      positive_button: { text: plain(VOICE.helpful, BUTTON.text), value: `${answerId}:up` },
      negative_button: { text: plain(VOICE.notHelpful, BUTTON.text), value: `${answerId}:down` },
    },
  ],
});
