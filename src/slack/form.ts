import type { InputBlock, KnownBlock, ModalView, PlainTextOption, StaticSelect } from "@slack/types";
import { maskSecrets } from "../answering/secrets.ts";
import { VOICE } from "../answering/voice.ts";
import type { Intent, Slot } from "../intents/definition.ts";
import { normWord } from "../intents/tokens.ts";
import { LONGEST_VALUE, type Read, readValue } from "../intents/values.ts";
import { paragraph, plain } from "./blocks.ts";
import { ID, OPTION, SELECT, VIEW } from "./limits.ts";
import { escapeWithin } from "./mrkdwn.ts";
import { isObject } from "./shapes.ts";
import { oneLine } from "./text.ts";

export const FORM = "snippet_form";
/** The one element of each block; the block's id is the slot's name. */
const VALUE = "value";
/** Characters of a question below its field, and of what is said of a value. */
const HINT = 500;
/** Characters of a value when it is repeated. */
const SHOWN = 60;

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
  const title: KnownBlock = paragraph(escapeWithin(intent.title || intent.id, ID));
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

const knownOf = ({ name, default: assumed }: Slot, values: Readonly<Record<string, string>>): string | undefined =>
  Object.hasOwn(values, name) ? values[name] : assumed;

function field(slot: Slot, value: string | undefined): InputBlock {
  return {
    type: "input",
    block_id: slot.name,
    label: plain(`${slot.name.charAt(0).toUpperCase()}${slot.name.slice(1)}`, SELECT.group),
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
  slot.kind === "choice" ? Object.keys(slot.values).filter((name) => name.length <= OPTION.value) : [];

const withoutCode = (text: string): string => text.replaceAll("`", "");

export type Filled =
  | { readonly kind: "values"; readonly values: Readonly<Record<string, string>> }
  /** What is wrong, by block id: the answer to `view_submission`. */
  | { readonly kind: "errors"; readonly errors: Readonly<Record<string, string>> };

/** @param state `view.state.values` of the submission, as it came */
export function readForm(state: unknown, intent: Intent): Filled {
  const values: [string, string][] = [];
  const errors: [string, string][] = [];
  for (const slot of intent.slots) {
    const text = enteredIn(state, slot.name);
    if (text === "" && slot.default !== undefined) continue;
    const read = readEntry(slot, text);
    if (read.kind === "value") values.push([slot.name, read.value]);
    else errors.push([slot.name, errorText(slot, read.text)]);
  }
  return errors.length > 0
    ? { kind: "errors", errors: Object.fromEntries(errors) }
    : { kind: "values", values: Object.fromEntries(values) };
}

/** The same rules as for a word of a message, except that a field is one word, whatever stands in it. */
function readEntry(slot: Slot, text: string): Read {
  const invalid: Read = { kind: "invalid", text };
  if (text === "" || text.length > LONGEST_VALUE || maskSecrets(text).found) return invalid;
  if (slot.kind === "choice") return Object.hasOwn(slot.values, text) ? { kind: "value", value: text } : invalid;
  return readValue(slot, { text, norm: normWord(text) }) ?? invalid;
}

function errorText(slot: Slot, text: string): string {
  if (text === "") return plain(withoutCode(slot.prompt), HINT).text;
  const shown = maskSecrets(text).text.slice(0, SHOWN).replace(/[`<>]/g, "");
  return plain(withoutCode(slot.invalid.replace("{{value}}", () => shown)), HINT).text;
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
