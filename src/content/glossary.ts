import type { Fault } from "./section.ts";
import { parseYaml } from "./yaml.ts";

/** Words that people use for the same thing, as `content/glossary.yaml` lists them. Phrases of one to five words. */
export interface Glossary {
  /** Interchangeable: spellings, abbreviations, exact synonyms. */
  readonly same: readonly (readonly string[])[];
  /** People say one where the documentation says another. */
  readonly near: readonly (readonly string[])[];
  /** One way only: who says the left may mean the right. */
  readonly leads: readonly { readonly say: readonly string[]; readonly means: readonly string[] }[];
  /** Names of products and technologies: who names one wants to read of it. */
  readonly names: readonly string[];
}

export const EMPTY_GLOSSARY: Glossary = { same: [], near: [], leads: [], names: [] };

/** Reads the glossary; a wrong entry is left out and named. */
export function readGlossary(yaml: string, file: string): { glossary: Glossary; faults: Fault[] } {
  let value: unknown;
  try {
    value = parseYaml(yaml) ?? new Map();
  } catch (error) {
    return {
      glossary: EMPTY_GLOSSARY,
      faults: [{ file, message: error instanceof Error ? error.message : "cannot be read" }],
    };
  }
  if (!(value instanceof Map))
    return {
      glossary: EMPTY_GLOSSARY,
      faults: [{ file, message: "expected `same:`, `near:`, `leads:` and `names:`" }],
    };
  const fields: ReadonlyMap<unknown, unknown> = value;
  const faults: Fault[] = [];
  const list = (key: string): readonly unknown[] => {
    const entries = fields.get(key) ?? [];
    if (Array.isArray(entries)) return entries;
    faults.push({ file, message: `${key}: expected a list of groups` });
    return [];
  };
  const groups = (key: "same" | "near"): string[][] =>
    list(key).flatMap((entry, at) => {
      const group = phrases(entry);
      if (group.length >= 2) return [group];
      faults.push({ file, message: `${key}, group ${at + 1}: expected two or more phrases of at most five words` });
      return [];
    });
  const leads = list("leads").flatMap((entry, at) => {
    const say = entry instanceof Map ? phrases(entry.get("say")) : [];
    const means = entry instanceof Map ? phrases(entry.get("means")) : [];
    if (say.length > 0 && means.length > 0) return [{ say, means }];
    faults.push({ file, message: `leads, entry ${at + 1}: expected \`say\` and \`means\`, each a list of phrases` });
    return [];
  });
  const names = list("names").flatMap((entry, at) => {
    const [name] = phrases([entry]);
    if (name !== undefined && !(entry instanceof Map) && !Array.isArray(entry)) return [name];
    faults.push({ file, message: `names, entry ${at + 1}: expected a name of at most five words` });
    return [];
  });
  return { glossary: { same: groups("same"), near: groups("near"), leads, names }, faults };
}

const phrases = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map((phrase) => String(phrase).trim()).filter((phrase) => phrase !== "" && phrase.split(/\s+/).length <= 5)
    : [];
