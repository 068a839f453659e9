import type { Fault } from "../content/section.ts";
import { readPhrase, TemplateError } from "../language/template.ts";
import { type Cite, type Intent, NO_RULES, type RuleSet } from "./definition.ts";
import { readPhrasing } from "./phrasing.ts";
import { readFormats, readIntent, readSharedSlots, readSupport, type SharedSlots } from "./read.ts";

export interface RuleFile {
  /** Relative to the content folder: `intents/gateway.yaml`, `formats.yaml`, `slots.yaml`, `support.yaml`. */
  readonly name: string;
  readonly text: string;
}

export interface LoadedRules {
  readonly set: RuleSet;
  /** By citation: the number of its section in the index. */
  readonly sections: Readonly<Record<Cite, number>>;
  readonly faults: readonly Fault[];
  /** Intents and rows that are switched off because nothing they cite is indexed. */
  readonly off: readonly string[];
}

/** Reads all rules. Invalid ones are reported and left out; those that cite nothing indexed are switched off. */
export function loadRules(files: readonly RuleFile[], numberOf: (cite: Cite) => number | undefined): LoadedRules {
  const { set, faults } = readRules(files);
  const sections: Record<Cite, number> = {};
  const isIndexed = (cites: readonly Cite[]): boolean => {
    for (const cite of cites) {
      const number = numberOf(cite);
      if (number !== undefined) sections[cite] = number;
    }
    return cites.some((cite) => Object.hasOwn(sections, cite));
  };
  const intents = set.intents.filter(({ cites, snippets }) => {
    for (const snippet of snippets) isIndexed(snippet.cites);
    return isIndexed(cites);
  });
  const rows = set.support.rows.filter(({ cites }) => isIndexed(cites));
  const off = [
    ...set.intents.filter((intent) => !intents.includes(intent)).map(({ file }) => file),
    ...set.support.rows.filter((row) => !rows.includes(row)).map(({ subject }) => `support.yaml: ${subject}`),
  ];
  return { set: { ...set, intents, support: { ...set.support, rows } }, sections, faults, off };
}

/** Reads all rules, whatever is indexed. */
export function readRules(files: readonly RuleFile[]): { set: RuleSet; shared: SharedSlots; faults: Fault[] } {
  const faults: Fault[] = [];
  const intents: Intent[] = [];
  const shared = readShared(files, faults);
  let { formats, support } = NO_RULES;
  for (const { name, text } of files) {
    if (name === SLOTS) continue;
    if (name === "formats.yaml") {
      const read = readFormats(text, name);
      faults.push(...read.faults);
      formats = (read.value ?? []).filter((format) =>
        (["phrases", "weak"] as const).every((key) =>
          areTemplates(format[key], {}, name, (at) => read.lineOf(format.id, key, at), faults),
        ),
      );
    } else if (name === "support.yaml") {
      const read = readSupport(text, name);
      faults.push(...read.faults);
      const product = read.value?.product ?? [];
      areTemplates(product, {}, name, (at) => read.lineOf("product", at), faults);
      const rows = (read.value?.rows ?? []).filter((row, number) =>
        (["aliases", "also"] as const).every((key) =>
          areTemplates(row[key], {}, name, (at) => read.lineOf("rows", number, key, at), faults),
        ),
      );
      support = { product: product.filter((one) => isTemplate(one)), rows };
    } else {
      const read = readIntent(text, name, shared);
      faults.push(...read.faults);
      const intent = read.value;
      if (!intent) continue;
      const twin = intents.find(({ id }) => id === intent.id);
      if (twin)
        faults.push({
          file: name,
          line: read.lineOf("intent"),
          message: `${twin.file} already defines the intent ${intent.id}; rename one`,
        });
      const wrong = checkTemplates(intent, name, read.lineOf);
      faults.push(...wrong);
      if (!twin && wrong.length === 0) intents.push(intent);
    }
  }
  return { set: { intents, formats, support }, shared, faults };
}

const SLOTS = "slots.yaml";

/** Shared slots with valid phrases. */
function readShared(files: readonly RuleFile[], faults: Fault[]): SharedSlots {
  const file = files.find(({ name }) => name === SLOTS);
  if (!file) return {};
  const read = readSharedSlots(file.text, SLOTS);
  faults.push(...read.faults);
  const right = Object.entries(read.value ?? {}).filter(([name, { phrases }]) =>
    areTemplates(phrases, {}, SLOTS, (at) => read.lineOf(name, "phrases", at), faults),
  );
  return Object.fromEntries(right);
}

type LineOf = (...path: readonly unknown[]) => number;

function checkTemplates(intent: Intent, file: string, lineOf: LineOf): Fault[] {
  const faults: Fault[] = [];
  for (const name of Object.keys(intent.rules))
    areTemplates([`<${name}>`], intent.rules, file, () => lineOf("rules", name), faults);
  if (faults.length > 0) return faults;
  areTemplates(intent.phrasings, intent.rules, file, (at) => lineOf("phrasings", at), faults, readPhrasing);
  for (const slot of intent.slots) {
    areTemplates(slot.phrases, intent.rules, file, (at) => lineOf("slots", slot.name, "phrases", at), faults);
    if (slot.kind === "choice")
      for (const [value, phrases] of Object.entries(slot.values))
        areTemplates(phrases, intent.rules, file, (at) => lineOf("slots", slot.name, "values", value, at), faults);
  }
  return faults;
}

function areTemplates(
  texts: readonly string[],
  rules: Readonly<Record<string, string>>,
  file: string,
  lineOf: (at: number) => number,
  faults: Fault[],
  read: (text: string, rules: Readonly<Record<string, string>>) => unknown = readPhrase,
): boolean {
  const before = faults.length;
  texts.forEach((text, at) => {
    try {
      read(text, rules);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      faults.push({ file, line: lineOf(at), message: `"${text}": ${error.message}` });
    }
  });
  return faults.length === before;
}

function isTemplate(text: string): boolean {
  return areTemplates([text], {}, "", () => 1, []);
}
