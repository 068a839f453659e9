import { readAskedAs } from "../content/askedas.ts";
import { readGlossary } from "../content/glossary.ts";
import { type Fault, type Section, sectionKey } from "../content/section.ts";
import type { ContentFile } from "../content/vocabulary.ts";
import { readYaml } from "../content/yaml.ts";

/** Checks the glossary and the asked-as phrasings. File names are relative to the content folder. */
export const checkVocabulary = (files: readonly ContentFile[], sections: readonly Section[]): Fault[] =>
  files.flatMap(({ name, text }) =>
    name === "glossary.yaml" ? checkGlossary(text, name) : checkAskedAs(text, name, sections),
  );

function checkGlossary(text: string, file: string): Fault[] {
  const { faults } = readGlossary(text, file);
  return faults.length > 0 && faults[0]?.line === undefined ? faults : [...faults, ...repeatedPhrases(text, file)];
}

/** A phrase in two groups of a list makes all words of both groups mean the same. */
function repeatedPhrases(text: string, file: string): Fault[] {
  let read: ReturnType<typeof readYaml>;
  try {
    read = readYaml(text);
  } catch {
    return [];
  }
  const lists = read.value instanceof Map ? read.value : new Map();
  return ["same", "near"].flatMap((key) => {
    const groups: unknown = lists.get(key);
    const seen = new Map<string, number>();
    return (Array.isArray(groups) ? groups : []).flatMap((group: unknown, at) =>
      (Array.isArray(group) ? group : []).flatMap((phrase: unknown, place): Fault[] => {
        const word = String(phrase).trim().toLowerCase();
        const line = read.lineOf(key, at, place);
        const first = seen.get(word);
        seen.set(word, first ?? line);
        return first === undefined
          ? []
          : [{ file, line, message: `${key}: "${word}" is also in the group on line ${first}; merge the two` }];
      }),
    );
  });
}

/** A file with more unknown keys than this number, and than this share, is about other documentation. */
const STRAY = { keys: 3, share: 0.1 } as const;

/** Reports unknown sections only in files about this documentation: others may belong to another source. */
function checkAskedAs(text: string, file: string, sections: readonly Section[]): Fault[] {
  const { askedAs, faults, lineOf } = readAskedAs(text, file);
  const known = new Set(sections.map(({ page, anchor }) => sectionKey(page.path, anchor)));
  const lost = [...askedAs.keys()].filter((key) => !known.has(key));
  const isOwn = lost.length < askedAs.size && lost.length <= Math.max(STRAY.keys, askedAs.size * STRAY.share);
  const repeats = [...askedAs].flatMap(([key, phrases]) =>
    phrases.flatMap((phrase, at): Fault[] =>
      phrases.indexOf(phrase) < at
        ? [{ file, line: lineOf(key, at), message: `${key}: "${phrase}" is listed twice` }]
        : [],
    ),
  );
  const missing = isOwn ? lost.map((key) => ({ file, line: lineOf(key), message: `${key}: no such section` })) : [];
  return [...faults, ...missing, ...repeats];
}
