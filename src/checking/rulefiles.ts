import type { Fault } from "../content/section.ts";
import { readYaml } from "../content/yaml.ts";
import type { Format, Intent, Slot, Snippet } from "../intents/definition.ts";
import { readIntent, type SharedSlots } from "../intents/read.ts";
import { fillSnippet, valueIn } from "../intents/snippet.ts";
import { readValue } from "../intents/values.ts";

type Report = (message: string, ...path: readonly unknown[]) => void;

/** Checks an intent file beyond its schema: names that do not exist, slots and values without an example, invalid code. */
export function checkIntentFile(text: string, file: string, formats: readonly Format[], shared: SharedSlots): Fault[] {
  const { value: intent, lineOf } = readIntent(text, file, shared);
  if (!intent) return [];
  const faults: Fault[] = [];
  const report: Report = (message, ...path) => {
    faults.push({ file, line: lineOf(...path), message });
  };
  checkSlots(intent, report);
  intent.snippets.forEach((snippet, at) => {
    checkSnippet(intent, snippet, at, formats, report);
  });
  checkCoverage(intent, report);
  return faults;
}

function checkSlots({ slots }: Intent, report: Report): void {
  for (const slot of slots) {
    const path = ["slots", slot.name];
    const hasValue = slot.phrases.map((phrase) => phrase.split("{value}").length - 1);
    if (slot.kind !== "choice")
      hasValue.forEach((count, at) => {
        if (count !== 1) report(`a phrase of ${slot.name} must contain {value} exactly once`, ...path, "phrases", at);
      });
    if (slot.default !== undefined && !isValue(slot, slot.default))
      report(`default "${slot.default}" is not a valid value for ${slot.name}`, ...path, "default");
  }
}

const isValue = (slot: Slot, text: string): boolean =>
  slot.kind === "choice" ? Object.hasOwn(slot.values, text) : readValue(slot, { text, norm: "" })?.kind === "value";

/** Only bare `{{name}}`: `{{secrets/scope/key}}` and `{{ ENV.X }}` are part of the snippet's own language. */
const PLACEHOLDER = /\{\{([\w-]+)\}\}/g;

function checkSnippet(intent: Intent, snippet: Snippet, at: number, formats: readonly Format[], report: Report): void {
  const names = new Set(intent.slots.map(({ name }) => name));
  const written = snippet.kind === "text" ? snippet.text : [...snippet.conf.flat(), ...snippet.packages].join("\n");
  for (const [, name = ""] of [...written, ...snippet.notes].join("").matchAll(PLACEHOLDER))
    if (!names.has(name)) report(`{{${name}}} is not a slot of this intent`, "snippets", at);
  for (const [slot, allowed] of Object.entries(snippet.when)) {
    const known = intent.slots.find(({ name }) => name === slot);
    if (!known) report(`when: this intent has no slot ${slot}`, "snippets", at, "when", slot);
    else if (known.kind === "choice")
      for (const value of allowed.filter((one) => !Object.hasOwn(known.values, one)))
        report(`when: "${value}" is not a value of ${slot}`, "snippets", at, "when", slot);
  }
  if (snippet.kind === "conf")
    for (const id of snippet.formats)
      if (!formats.some((format) => format.id === id))
        report(`formats.yaml has no format ${id}`, "snippets", at, "formats");
  checkCode(intent, snippet, at, formats, report);
}

/** Fills each format with defaults and placeholders and parses the result, if there is a parser for its language. */
function checkCode(intent: Intent, snippet: Snippet, at: number, formats: readonly Format[], report: Report): void {
  const only: Intent = { ...intent, snippets: [{ ...snippet, when: {} }] };
  const defaults = Object.fromEntries(
    intent.slots.flatMap(({ name, default: assumed }) => (assumed === undefined ? [] : [[name, assumed] as const])),
  );
  const set = { intents: [], formats, support: { product: [], rows: [] } };
  for (const id of snippet.kind === "conf" ? snippet.formats : [""]) {
    const filled = fillSnippet(only, defaults, [id], set);
    const message = filled && whatIsWrong(filled.code, filled.language);
    if (message) report(`${id || filled.language}: ${message}`, "snippets", at);
  }
}

function whatIsWrong(code: string, language: string): string | undefined {
  try {
    if (language === "json") JSON.parse(code);
    else if (language === "yaml") readYaml(code);
    return undefined;
  } catch (error) {
    return `not valid ${language}: ${error instanceof Error ? error.message : "cannot be read"}`;
  }
}

/** Every slot and every value of a choice needs an example, and examples may only use slots that exist. */
function checkCoverage(intent: Intent, report: Report): void {
  const turns = intent.examples.flatMap((example, at) => [example, ...example.next].map((turn) => ({ turn, at })));
  for (const { turn, at } of turns) {
    for (const name of [...Object.keys(turn.slots), ...(turn.asks === undefined ? [] : [turn.asks])])
      if (!intent.slots.some((slot) => slot.name === name)) report(`this intent has no slot ${name}`, "examples", at);
  }
  for (const slot of intent.slots) {
    const covered = turns.flatMap(({ turn }) => valueIn(turn.slots, slot.name) ?? []);
    if (covered.length === 0) report(`no example gives ${slot.name} a value; add one`, "slots", slot.name);
    if (slot.kind !== "choice") continue;
    for (const value of Object.keys(slot.values))
      if (!covered.includes(value))
        report(`no example has ${slot.name}: ${value}; add one`, "slots", slot.name, "values", value);
  }
}
