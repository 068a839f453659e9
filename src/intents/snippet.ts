import type { Format, Intent, RuleSet, Slot, Snippet, When } from "./definition.ts";
import { escapeValue } from "./escape.ts";

/** A snippet with its values filled in. */
export interface Filled {
  readonly snippet: Snippet;
  readonly code: string;
  readonly language: string;
  /** `undefined` for text snippets, which have no formats. */
  readonly format: Format | undefined;
  /** All possible formats, including `format`. */
  readonly formats: readonly Format[];
}

/** Values by slot name, defaults included. */
export type Values = Readonly<Record<string, string>>;

/** The first snippet whose `when` holds. A condition on an unknown value does not hold. */
export const chooseSnippet = ({ snippets }: Intent, values: Values): Snippet | undefined =>
  snippets.find(({ when }) => holds(when, values));

const holds = (when: When, values: Values): boolean =>
  Object.entries(when).every(([slot, allowed]) => allowed.some((value) => value === valueIn(values, slot)));

/** Not `values[slot]`, because a slot may be called `toString`. */
export const valueIn = (values: Values, slot: string): string | undefined =>
  Object.hasOwn(values, slot) ? values[slot] : undefined;

/** `wanted`: ids of the formats that were asked for; the first possible one is used. `undefined` if no snippet fits. */
export function fillSnippet(
  intent: Intent,
  values: Values,
  wanted: readonly string[],
  set: RuleSet,
): Filled | undefined {
  const snippet = chooseSnippet(intent, values);
  if (!snippet) return undefined;
  const fill = (text: string): string => fillIn(text, intent.slots, values);
  if (snippet.kind === "text")
    return { snippet, code: fill(snippet.text), language: snippet.language, format: undefined, formats: [] };
  const formats = snippet.formats.flatMap((id) => set.formats.filter((format) => format.id === id));
  const format = wanted.flatMap((id) => formats.filter((one) => one.id === id))[0] ?? formats[0];
  if (!format) return undefined;
  const conf = snippet.conf.map(([key, value]) => [fill(key), fill(value)] as const);
  const code = writeConf(conf, snippet.packages.map(fill), format);
  return { snippet, code, language: format.language, format, formats };
}

/** Replaces `{{name}}` of declared slots, by the value or else the placeholder. A `{{name}}` inside a value is not replaced. */
export function fillIn(text: string, slots: readonly Slot[], values: Values): string {
  return text.replace(/\{\{\s?([\w-]+)\s?\}\}/g, (whole, name: string) => {
    const slot = slots.find((one) => one.name === name);
    return slot ? (valueIn(values, name) ?? slot.placeholder) : whole;
  });
}

function writeConf(
  conf: readonly (readonly [string, string])[],
  packages: readonly string[],
  { parts, escape: how, prefix }: Format,
): string {
  const entries = conf
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => ({ key: escapeKey(key.slice(prefix.length), how), value: escapeValue(value, how) }));
  const coordinates = packages.map((one) => ({ key: "", value: escapeValue(one, how) }));
  const written = parts.map((part) => {
    if (part.kind === "text") return part.text;
    const list = part.of === "conf" ? entries : coordinates;
    if (list.length === 0) return "";
    const lines = list.map(({ key, value }) => fillLine(part.line, key, value));
    return part.head + lines.join(part.join) + part.foot;
  });
  return written.join("").replace(/\n+$/, "");
}

/** Keys of Spark and Hadoop need no escaping in a properties file; elsewhere a key is a string like its value. */
const escapeKey = (key: string, how: Format["escape"]): string =>
  how === "properties" || how === "none" ? key : escapeValue(key, how);

const fillLine = (line: string, key: string, value: string): string =>
  line.replace(/\{(key|value)\}/g, (_, name: string) => (name === "key" ? key : value));
