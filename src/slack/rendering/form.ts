import type { InputBlock, KnownBlock, ModalView, PlainTextOption, StaticSelect } from "@slack/types";
import { type Filled, knownOf, labelOf, readEntries, readEntry, withoutCode } from "../../answering/entries.ts";
import { VOICE } from "../../answering/voice.ts";
import type { Intent, Slot } from "../../intents/definition.ts";
import { LONGEST_VALUE } from "../../intents/values.ts";
import { isObject } from "../shapes.ts";
import { paragraph, plain } from "./blocks.ts";
import { ID, OPTION, SELECT, VIEW } from "./limits.ts";
import { escapeWithin } from "./mrkdwn.ts";
import { harmless, oneLine } from "./text.ts";

export const FORM = "snippet_form";
/** The one element of each block; the block's id is the slot's name. */
const VALUE = "value";
/** Characters of a question below its field, and of what is said of a value. */
const HINT = 500;

/**
 * One field for each slot, filled in with what is known, else with the default.
 * @param privateMetadata comes back with the form, at most 3,000 characters; whoever fills it in can read it
 */
export function renderForm(
  intent: Intent,
  values: Readonly<Record<string, string>>,
  privateMetadata: string,
): ModalView {
  const fields = intent.slots.slice(0, VIEW.blocks - 1).map((slot) => field(slot, knownOf(slot, values)));
  const title: KnownBlock = paragraph(escapeWithin(harmless(intent.title).trim() || intent.id, ID));
  return {
    type: "modal",
    callback_id: FORM,
    private_metadata: privateMetadata,
    title: plain(intent.title, VIEW.title),
    submit: plain(VOICE.submit, VIEW.submit),
    close: plain(VOICE.cancel, VIEW.close),
    blocks: intent.title.length > VIEW.title || fields.length === 0 ? [title, ...fields] : fields,
  };
}

function field(slot: Slot, value: string | undefined): InputBlock {
  return {
    type: "input",
    block_id: slot.name,
    label: plain(labelOf(slot), SELECT.group),
    hint: plain(withoutCode(slot.prompt), HINT),
    // An empty field of these means the default, as it does in a message.
    optional: slot.default !== undefined,
    element: choiceElement(slot, value) ?? {
      type: "plain_text_input",
      action_id: VALUE,
      placeholder: plain(slot.placeholder, SELECT.placeholder),
      max_length: LONGEST_VALUE,
      ...(value !== undefined && readEntry(slot, value).kind === "value"
        ? { initial_value: oneLine(value, LONGEST_VALUE) }
        : {}),
    },
  };
}

/** `undefined` where it is no choice, or has more values than a menu holds. */
function choiceElement(slot: Slot, value: string | undefined): StaticSelect | undefined {
  const names = choicesOf(slot);
  if (names.length === 0 || names.length > SELECT.options) return undefined;
  const options = names.map((name): PlainTextOption => ({ text: plain(name, OPTION.text), value: name }));
  const initial = options.find((one) => one.value === value);
  return {
    type: "static_select",
    action_id: VALUE,
    placeholder: plain(slot.placeholder, SELECT.placeholder),
    options,
    ...(initial ? { initial_option: initial } : {}),
  };
}

const choicesOf = (slot: Slot): string[] =>
  slot.kind === "choice"
    ? Object.keys(slot.values).filter((name) => name.length <= OPTION.value && harmless(name) === name)
    : [];

/**
 * What is wrong is told by block id: the answer to `view_submission`.
 * @param state `view.state.values` of the submission, as it came
 */
export function readForm(state: unknown, intent: Intent): Filled {
  const filled = readEntries(intent, (slot) => enteredIn(state, slot));
  if (filled.kind === "values") return filled;
  const errors = Object.entries(filled.errors).map(([slot, text]) => [slot, oneLine(text, HINT)]);
  return { kind: "errors", errors: Object.fromEntries(errors) };
}

/** What stands in the field of a slot; "" where there is nothing, or something else than a form's field. */
function enteredIn(state: unknown, name: string): string {
  const block = isObject(state) && Object.hasOwn(state, name) ? state[name] : undefined;
  const entry = isObject(block) ? block[VALUE] : undefined;
  if (!isObject(entry)) return "";
  const { value, selected_option: option } = entry;
  const text = isObject(option) ? option.value : value;
  return typeof text === "string" ? text.trim() : "";
}
