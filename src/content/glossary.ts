import type { Fault } from "./section.ts";
import { faultOf, readYaml, type Yaml } from "./yaml.ts";

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
  let read: Yaml;
  try {
    read = readYaml(yaml);
  } catch (error) {
    return { glossary: EMPTY_GLOSSARY, faults: [faultOf(error, file)] };
  }
  const faults: Fault[] = [];
  const fault = (message: string, ...path: readonly unknown[]): undefined => {
    faults.push({ file, line: read.lineOf(...path), message });
  };
  const fields = read.value ?? new Map();
  if (!(fields instanceof Map)) {
    fault("expected `same:`, `near:`, `leads:` and `names:`");
    return { glossary: EMPTY_GLOSSARY, faults };
  }
  for (const key of fields.keys())
    if (!KEYS.has(key)) fault(`${key}: no such list; there are ${[...KEYS].join(", ")}`, key);
  /** Every entry of a list as `readEntry` takes it; those that it does not take are named. */
  const list = <Entry>(key: string, expected: string, readEntry: (entry: unknown) => Entry | undefined): Entry[] => {
    const entries = fields.get(key) ?? [];
    if (!Array.isArray(entries)) fault(`${key}: expected a list`, key);
    return (Array.isArray(entries) ? entries : []).flatMap((entry, at) => {
      const taken = readEntry(entry);
      return taken === undefined ? (fault(`${key}, entry ${at + 1}: expected ${expected}`, key, at) ?? []) : [taken];
    });
  };
  const group = (entry: unknown): string[] | undefined => (phrases(entry).length >= 2 ? phrases(entry) : undefined);
  const glossary: Glossary = {
    same: list("same", GROUP, group),
    near: list("near", GROUP, group),
    leads: list("leads", "`say` and `means`, each a list of phrases", (entry) => {
      const [say, means] = ["say", "means"].map((side) => phrases(entry instanceof Map ? entry.get(side) : undefined));
      return say?.length && means?.length ? { say, means } : undefined;
    }),
    names: list("names", "a name of at most five words", (entry) =>
      entry instanceof Map || Array.isArray(entry) ? undefined : phrases([entry])[0],
    ),
  };
  return { glossary, faults };
}

const KEYS: ReadonlySet<unknown> = new Set(["same", "near", "leads", "names"]);
const GROUP = "two or more phrases of at most five words";

const phrases = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map((phrase) => String(phrase).trim()).filter((phrase) => phrase !== "" && phrase.split(/\s+/).length <= 5)
    : [];
