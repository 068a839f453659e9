import { type AskedAs, attachAskedAs } from "./askedas.ts";
import { resolveLinks } from "./links.ts";
import { readPage } from "./page.ts";
import type { PageFacts } from "./pagefacts.ts";
import type { Fault, Section } from "./section.ts";
import type { Source } from "./sources.ts";
import { faultOf } from "./yaml.ts";

/** All sections of all sources, in order of source, path and heading, and what was wrong with the pages. */
export interface Library {
  readonly sections: readonly Section[];
  readonly pages: number;
  /** By `source path`. */
  readonly pageFacts: ReadonlyMap<string, PageFacts>;
  readonly faults: readonly Fault[];
}

/** A page that cannot be read costs that page and one named fault. */
export function readLibrary(sources: readonly Source[], askedAs: AskedAs, onPage?: (done: number) => void): Library {
  const sections: Section[] = [];
  const faults: Fault[] = [];
  const pageFacts = new Map<string, PageFacts>();
  let pages = 0;
  for (const source of sources) {
    const found: Section[] = [];
    faults.push(...source.faults);
    for (const file of source.files) {
      try {
        const page = readPage({ source: source.id, ...file, revision: source.revisionOf(file) }, source.site);
        found.push(...page.sections);
        pageFacts.set(`${source.id} ${file.path}`, page.facts);
        faults.push(...page.faults);
      } catch (error) {
        faults.push(faultOf(error, file.path));
      }
      pages++;
      onPage?.(pages);
    }
    sections.push(
      ...attachAskedAs(resolveLinks(found, new Set(source.files.map(({ path }) => path)), source.site.pathAt), askedAs),
    );
  }
  return { sections, pages, pageFacts, faults };
}
