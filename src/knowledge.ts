import { join } from "node:path";
import type { Rulebook } from "./answering/rulebook.ts";
import { type Library, readLibrary } from "./content/library.ts";
import { sha256 } from "./content/revision.ts";
import { type Fault, type Section, sectionKey } from "./content/section.ts";
import { openSource, readSourcesFile, type Source, sourcesOfFolders } from "./content/sources.ts";
import { type ContentFile, listRules, listVocabulary, readVocabulary } from "./content/vocabulary.ts";
import { compileRules } from "./intents/compile.ts";
import type { RuleSet } from "./intents/definition.ts";
import { loadRules } from "./intents/load.ts";
import { buildIndex } from "./search/build.ts";
import { createSpeller } from "./search/fuzzy.ts";
import { sectionCount } from "./search/index.ts";
import { compileLexicon, type PackedLexicon, packLexicon, unpackLexicon } from "./search/lexicon.ts";
import { readSaved, writeSaved } from "./search/saved.ts";
import type { About, Knowledge } from "./search/search.ts";
import { createSectionSuggest } from "./search/suggest.ts";
import { WEIGHTS } from "./search/weights.ts";
import { VERSION } from "./version.ts";

export interface LoadOptions {
  /** Documentation folders; where there are none, `content/sources.yaml` decides. */
  readonly docs: readonly string[];
  readonly contentDir: string;
  /** Ids of the sources to read; all where this is absent. */
  readonly only?: readonly string[];
  /** Where the index is saved; `undefined` saves nothing. */
  readonly dataDir: string | undefined;
  /** `false` leaves the attached phrasings out, to measure what the documentation says alone. */
  readonly phrasings?: boolean;
  readonly onPage?: (done: number, of: number) => void;
}

export interface Loaded {
  readonly knowledge: Knowledge;
  readonly rulebook: Rulebook;
  readonly faults: readonly Fault[];
  readonly fromSaved: boolean;
}

interface Kept {
  readonly lexicon: PackedLexicon;
  readonly about: About;
  readonly rules: RuleSet;
  readonly cited: Rulebook["sections"];
  readonly faults: readonly Fault[];
}

/** The documentation holds nothing to answer from. The message says what to do. */
export class EmptyIndexError extends Error {}

/**
 * Reads the documentation and indexes it, or takes the saved index where it was made from the very same bytes.
 *
 * @throws TreeError, EmptyIndexError: the message says what is wrong and what to do
 */
export function loadKnowledge(options: LoadOptions): Loaded {
  const all = options.docs.length > 0 ? sourcesOfFolders(options.docs) : readSourcesFile(options.contentDir);
  const specs = options.only === undefined ? all : all.filter(({ id }) => options.only?.includes(id));
  const sources = specs.map(openSource);
  const content = listVocabulary(options.contentDir).filter(
    ({ name }) => name === "glossary.yaml" || options.phrasings !== false,
  );
  const rules = listRules(options.contentDir);
  const key = sha256(
    [
      VERSION,
      ...sources.map(({ fingerprint }) => fingerprint),
      ...[...content, ...rules].map(({ name, text }) => `${name} ${sha256(text)}`),
    ].join("\n"),
  );
  const file =
    options.dataDir === undefined
      ? undefined
      : join(options.dataDir, `index-${sha256(specs.map(({ id, dir }) => `${id} ${dir}`).join("\n")).slice(0, 8)}.bin`);
  const saved = file === undefined ? undefined : readSaved<Kept>(file, key);
  if (saved) return { ...toLoaded(saved.index, saved.sectionAt, saved.extra), fromSaved: true };
  const built = build(sources, content, rules, key, options);
  if (file !== undefined) trySaving(() => writeSaved(file, key, built.index, built.library.sections, built.kept));
  const { sections } = built.library;
  return { ...toLoaded(built.index, (number) => sections[number] as Section, built.kept), fromSaved: false };
}

/** A disk that is full or read-only costs the saved index, not the answer. */
function trySaving(save: () => void): void {
  try {
    save();
  } catch {
    // The next start builds the index again.
  }
}

function toLoaded(
  index: Knowledge["index"],
  sectionAt: Knowledge["sectionAt"],
  { lexicon, about, rules, cited, faults }: Kept,
): Omit<Loaded, "fromSaved"> {
  const language = {
    index,
    lexicon: unpackLexicon(lexicon),
    speller: createSpeller(index.words, index.wordCounts),
  };
  const suggest = createSectionSuggest(sectionCount(index), sectionAt);
  return {
    knowledge: { ...language, sectionAt, suggest, weights: WEIGHTS, about },
    rulebook: { rules: compileRules(rules), sections: cited },
    faults,
  };
}

function build(
  sources: readonly Source[],
  content: readonly ContentFile[],
  ruleFiles: readonly ContentFile[],
  key: string,
  options: LoadOptions,
) {
  const { glossary, askedAs, faults } = readVocabulary(content);
  const pages = sources.reduce((sum, source) => sum + source.files.length, 0);
  const library = readLibrary(sources, askedAs, { onPage: (done) => options.onPage?.(done, pages) });
  if (library.sections.length === 0)
    throw new EmptyIndexError(
      `no Markdown pages found in ${options.docs.length > 0 ? options.docs.join(", ") : options.contentDir}; name a folder with .md files`,
    );
  const about: About = { sources: sources.map((source) => summary(source, library)), fingerprint: key.slice(0, 12) };
  const numbers = new Map(library.sections.map(({ page, anchor }, at) => [sectionKey(page.path, anchor), at] as const));
  const rules = loadRules(ruleFiles, (cite) => numbers.get(cite));
  return {
    index: buildIndex(library.sections),
    library,
    kept: {
      lexicon: packLexicon(compileLexicon(glossary)),
      about,
      rules: rules.set,
      cited: rules.sections,
      faults: [...faults, ...rules.faults, ...library.faults],
    },
  };
}

function summary(source: Source, library: Library): About["sources"][number] {
  const own = library.sections.filter(({ page }) => page.source === source.id);
  const latest = own
    .map(({ page }) => page.revision.date ?? "")
    .sort()
    .at(-1);
  return {
    id: source.id,
    pages: new Set(own.map(({ page }) => page.path)).size,
    sections: own.length,
    revision: latest || source.fingerprint.slice(0, 12),
  };
}
