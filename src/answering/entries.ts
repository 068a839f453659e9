import type { Intent, Slot } from "../intents/definition.ts";
import { normWord } from "../intents/tokens.ts";
import { LONGEST_VALUE, type Read, readValue } from "../intents/values.ts";
import { maskSecrets } from "./secrets.ts";

/** What was entered in a form, whatever the platform: one field for each slot. */
export type Filled =
  | { readonly kind: "values"; readonly values: Readonly<Record<string, string>> }
  /** What is wrong, by the slot's name. */
  | { readonly kind: "errors"; readonly errors: Readonly<Record<string, string>> };

/** Characters of a value when it is repeated. */
const SHOWN = 60;

/** @param entered what stands in the field of a slot, "" where there is nothing; an empty one means the default */
export function readEntries(intent: Intent, entered: (slot: string) => string): Filled {
  const values: [string, string][] = [];
  const errors: [string, string][] = [];
  for (const slot of intent.slots) {
    const text = entered(slot.name);
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
export function readEntry(slot: Slot, text: string): Read {
  const invalid: Read = { kind: "invalid", text };
  if (text === "" || text.length > LONGEST_VALUE || maskSecrets(text).found) return invalid;
  if (slot.kind === "choice") return Object.hasOwn(slot.values, text) ? { kind: "value", value: text } : invalid;
  return readValue(slot, { text, norm: normWord(text) }) ?? invalid;
}

function errorText(slot: Slot, text: string): string {
  if (text === "") return withoutCode(slot.prompt);
  const shown = maskSecrets(text).text.slice(0, SHOWN).replace(/[`<>]/g, "");
  return withoutCode(slot.invalid.replace("{{value}}", () => shown));
}

/** What a field begins with: what is known, else the default. */
export const knownOf = (
  { name, default: assumed }: Slot,
  values: Readonly<Record<string, string>>,
): string | undefined => (Object.hasOwn(values, name) ? values[name] : assumed);

/** “Server”, over the field. */
export const labelOf = ({ name }: Slot): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** Forms know no code in sentences. */
export const withoutCode = (text: string): string => text.replaceAll("`", "");
