import { type AskedAs, attachAskedAs } from "./askedas.ts";
import { resolveLinks } from "./links.ts";
import { readPage } from "./page.ts";
import type { Fault, Section } from "./section.ts";
import type { Source } from "./sources.ts";

/** All sections of all sources, in the order of sources, paths and headings, and what was wrong on the way. */
export interface Library {
  readonly sections: readonly Section[];
  readonly pages: number;
  readonly faults: readonly Fault[];
}

/** A page that cannot be read costs that page and one named fault. */
export function readLibrary(sources: readonly Source[], askedAs: AskedAs, onPage?: (done: number) => void): Library {
  const sections: Section[] = [];
  const faults: Fault[] = [];
  let pages = 0;
  for (const source of sources) {
    const found: Section[] = [];
    faults.push(...source.faults);
    for (const file of source.files) {
      try {
        const page = readPage({ source: source.id, ...file, revision: source.revisionOf(file) }, source.site);
        found.push(...page.sections);
        faults.push(...page.faults);
      } catch (error) {
        faults.push({ file: file.path, message: error instanceof Error ? error.message : "cannot be read" });
      }
      pages++;
      onPage?.(pages);
    }
    sections.push(...attachAskedAs(resolveLinks(found), askedAs));
  }
  return { sections, pages, faults };
}
