import { join, relative } from "node:path";
import { append } from "../content/append.ts";
import { type Library, readLibrary } from "../content/library.ts";
import type { PageFacts } from "../content/pagefacts.ts";
import { type Fault, type Section, sectionKey } from "../content/section.ts";
import { openSource, readSourcesFile, type Source, type SourceSpec, sourcesOfFolders } from "../content/sources.ts";
import { TreeError } from "../content/tree.ts";
import { listRules, listVocabulary } from "../content/vocabulary.ts";
import { EmptyIndexError, loadKnowledge } from "../knowledge.ts";
import type { Knowledge } from "../search/search.ts";
import type { Targets } from "./links.ts";
import { checkPage } from "./pages.ts";
import { checkRules } from "./rules.ts";
import { checkVocabulary } from "./vocabulary.ts";

export interface Checked {
  readonly pages: number;
  readonly sections: number;
  /** File names are relative to the current folder. Ordered by source, page and line; faults in the content folder come last. */
  readonly faults: readonly Fault[];
  /** Rules that are switched off because nothing they cite is indexed. */
  readonly off: readonly string[];
}

/**
 * Checks documentation, and the content folder that describes it.
 *
 * @param docs documentation folders; if empty, the sources in the content folder's `sources.yaml`
 * @param contentDir if undefined, only the pages in `docs` are checked
 * @throws TreeError if a folder in `docs` cannot be used
 */
export function checkContent(docs: readonly string[], contentDir: string | undefined): Checked {
  const sections: Section[] = [];
  const faults: Fault[] = [];
  let pages = 0;
  const specs =
    contentDir === undefined || docs.length > 0
      ? sourcesOfFolders(docs)
      : tryReading(() => readSourcesFile(contentDir), faults);
  for (const spec of specs ?? []) {
    const source = docs.length > 0 ? openSource(spec) : tryReading(() => openSource(spec), faults);
    if (!source) continue;
    const library = readLibrary([source], new Map());
    const found = [...library.faults, ...checkPages(source, library)];
    append(faults, found.map(inFolder(folderOf(spec, source.site.docsDir))).sort(byPlace));
    append(sections, library.sections);
    pages += library.pages;
  }
  if (contentDir === undefined) return { pages, sections: sections.length, faults, off: [] };
  const rules = checkRules(listRules(contentDir), sections, keyOf, knowledge(docs, contentDir));
  const own = [...checkVocabulary(listVocabulary(contentDir), sections), ...rules.faults];
  append(faults, own.map(inFolder(contentDir)));
  return { pages, sections: sections.length, faults, off: rules.off };
}

function checkPages({ id, files }: Source, { sections, pageFacts }: Library): Fault[] {
  const factsOf = (path: string): PageFacts | undefined => pageFacts.get(`${id} ${path}`);
  const onPage = new Map<string, Section[]>(files.map(({ path }) => [path, []]));
  for (const section of sections) onPage.get(section.page.path)?.push(section);
  const anchored = sections.filter(({ anchor }) => anchor !== "");
  const targets: Targets = {
    anchors: new Set(sections.map(({ page, anchor }) => sectionKey(page.path, anchor))),
    headed: new Set(anchored.map(({ page }) => page.path)),
    idsOf: (path) => factsOf(path)?.ids,
  };
  return files.flatMap(({ path, text }) =>
    checkPage({ path, text, sections: onPage.get(path) ?? [], facts: factsOf(path) }, targets),
  );
}

const keyOf = ({ page, anchor }: Section): string => sectionKey(page.path, anchor);

/** For asking the examples. `undefined` if the documentation cannot be indexed, which is reported as a fault anyway. */
function knowledge(docs: readonly string[], contentDir: string): Knowledge | undefined {
  try {
    return loadKnowledge({ docs, contentDir, dataDir: undefined }).knowledge;
  } catch (error) {
    if (error instanceof TreeError || error instanceof EmptyIndexError) return undefined;
    throw error;
  }
}

const folderOf = (spec: SourceSpec, docsDir: string): string => join(spec.dir, docsDir);

/** Turns a TreeError into a fault. The message of one from `sources.yaml` starts with file and line. */
function tryReading<Result>(read: () => Result, faults: Fault[]): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TreeError)) throw error;
    const [, file = "sources.yaml", line, message = error.message] = /^(.+?):(\d+): (.*)$/s.exec(error.message) ?? [];
    faults.push({ file: relative("", file), ...(line === undefined ? {} : { line: Number(line) }), message });
    return undefined;
  }
}

const inFolder =
  (folder: string) =>
  (fault: Fault): Fault => ({ ...fault, file: relative("", join(folder, fault.file)) });

const byPlace = (a: Fault, b: Fault): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : (a.line ?? 0) - (b.line ?? 0);
