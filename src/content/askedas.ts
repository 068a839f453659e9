import type { Fault, Section } from "./section.ts";
import { sectionKey } from "./section.ts";
import { parseYaml } from "./yaml.ts";

/** Phrasings by `path#anchor`: how people ask for a section, in words the section may not use. */
export type AskedAs = ReadonlyMap<string, readonly string[]>;

/** Reads one `asked-as` file: a mapping from `path#anchor` to a list of phrasings. A wrong entry is left out and named. */
export function readAskedAs(yaml: string, file: string): { askedAs: AskedAs; faults: Fault[] } {
  let value: unknown;
  try {
    value = parseYaml(yaml) ?? new Map();
  } catch (error) {
    return {
      askedAs: new Map(),
      faults: [{ file, message: error instanceof Error ? error.message : "cannot be read" }],
    };
  }
  if (!(value instanceof Map))
    return {
      askedAs: new Map(),
      faults: [{ file, message: "expected `path#anchor:` keys, each with a list of phrasings" }],
    };
  const askedAs = new Map<string, readonly string[]>();
  const faults: Fault[] = [];
  for (const [key, phrases] of value)
    if (Array.isArray(phrases)) askedAs.set(String(key), phrases.map(String));
    else faults.push({ file, message: `${key}: expected a list of phrasings` });
  return { askedAs, faults };
}

/** Gives each section the phrasings of its `path#anchor`, and the first section of a page that has text those of its front matter. */
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
