import { append } from "./append.ts";
import { type AskedAs, attachAskedAs } from "./askedas.ts";
import { type Capacity, capacityOfProcess, checkCapacity, textLengthOf } from "./capacity.ts";
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

interface Options {
  readonly onPage?: (done: number) => void;
  readonly capacity?: Capacity;
}

/**
 * A page that cannot be read costs that page and one named fault.
 *
 * @throws TreeError if there is more than the process can hold: a part of the documentation would answer as if it were all of it
 */
export function readLibrary(
  sources: readonly Source[],
  askedAs: AskedAs,
  { onPage, capacity = capacityOfProcess() }: Options = {},
): Library {
  const sections: Section[] = [];
  const faults: Fault[] = [];
  const pageFacts = new Map<string, PageFacts>();
  const textLength = textLengthOf(sources);
  let pages = 0;
  for (const source of sources) {
    const found: Section[] = [];
    append(faults, source.faults);
    for (const [at, file] of source.files.entries()) {
      try {
        const page = readPage({ source: source.id, ...file, revision: source.revisionOf(file) }, source.site);
        append(found, page.sections);
        pageFacts.set(`${source.id} ${file.path}`, page.facts);
        append(faults, page.faults);
      } catch (error) {
        faults.push(faultOf(error, file.path));
      }
      const allSections = sections.length + found.length;
      checkCapacity({ source, pages: at + 1, sections: found.length, allSections, textLength }, capacity);
      pages++;
      onPage?.(pages);
    }
    const paths = new Set(source.files.map(({ path }) => path));
    append(sections, attachAskedAs(resolveLinks(found, paths, source.site.pathAt), askedAs));
  }
  return { sections, pages, pageFacts, faults };
}
