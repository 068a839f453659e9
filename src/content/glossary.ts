import type { Fault } from "./section.ts";
import { faultOf, readYaml, type Yaml } from "./yaml.ts";

/** `content/glossary.yaml`: different words for the same thing. A phrase has one to five words. */
export interface Glossary {
  /** Groups of exact synonyms: spellings, abbreviations. */
  readonly same: readonly (readonly string[])[];
  /** Groups of loose synonyms: people say one, the documentation another. */
  readonly near: readonly (readonly string[])[];
  /** One way only: a person who says the first may mean the second. */
  readonly leads: readonly { readonly say: readonly string[]; readonly means: readonly string[] }[];
  /** Products and technologies. A question that names one is about it. */
  readonly names: readonly string[];
}

export const EMPTY_GLOSSARY: Glossary = { same: [], near: [], leads: [], names: [] };

/** A wrong entry is skipped and reported. */
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
    if (!KEYS.has(key)) fault(`${key}: no such list; the lists are ${[...KEYS].join(", ")}`, key);
  /** The entries of one list. Those that `readEntry` cannot read are reported. */
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
