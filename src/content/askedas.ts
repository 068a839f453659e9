import type { Fault, Section } from "./section.ts";
import { sectionKey } from "./section.ts";
import { faultOf, readYaml, type Yaml } from "./yaml.ts";

/** By `path#anchor`: the ways people ask for a section, often in words that the section does not use. */
export type AskedAs = ReadonlyMap<string, readonly string[]>;

/** Reads an `asked-as` file, a mapping from `path#anchor` to a list of phrasings. A wrong entry is skipped and reported. */
export function readAskedAs(yaml: string, file: string): { askedAs: AskedAs; faults: Fault[]; lineOf: Yaml["lineOf"] } {
  const askedAs = new Map<string, readonly string[]>();
  let read: Yaml;
  try {
    read = readYaml(yaml);
  } catch (error) {
    return { askedAs, faults: [faultOf(error, file)], lineOf: () => 1 };
  }
  const faults: Fault[] = [];
  const { lineOf } = read;
  const entries = read.value ?? new Map();
  if (!(entries instanceof Map))
    faults.push({ file, line: 1, message: "expected `path#anchor:` keys, each with a list of phrasings" });
  else
    for (const [key, phrases] of entries)
      if (Array.isArray(phrases)) askedAs.set(String(key), phrases.map(String));
      else faults.push({ file, line: lineOf(key), message: `${key}: expected a list of phrasings` });
  return { askedAs, faults, lineOf };
}

/** Adds to each section its own phrasings. The aliases in a page's front matter go to its first section that has text. */
export function attachAskedAs(sections: readonly Section[], askedAs: AskedAs): Section[] {
  const started = new Set<string>();
  return sections.map((section) => {
    const first = section.blocks.length > 0 && !started.has(section.page.path);
    if (first) started.add(section.page.path);
    const own = askedAs.get(sectionKey(section.page.path, section.anchor)) ?? [];
    const all = first ? [...section.page.aliases, ...own] : own;
    return all.length > 0 ? { ...section, askedAs: all } : section;
  });
}
