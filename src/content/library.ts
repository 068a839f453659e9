import { append } from "./append.ts";
import { type AskedAs, attachAskedAs } from "./askedas.ts";
import { type Capacity, capacityOfProcess, checkCapacity, textLengthOf } from "./capacity.ts";
import { resolveLinks } from "./links.ts";
import { readPage } from "./page.ts";
import type { PageRemarks } from "./remarks.ts";
import type { Fault, Section } from "./section.ts";
import type { Source } from "./sources.ts";
import { faultOf } from "./yaml.ts";

/** All sections of all sources, in the order of sources, paths and headings, and what was wrong on the way. */
export interface Library {
  readonly sections: readonly Section[];
  readonly pages: number;
  /** By `source path`. */
  readonly remarks: ReadonlyMap<string, PageRemarks>;
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
  const remarks = new Map<string, PageRemarks>();
  const textLength = textLengthOf(sources);
  let pages = 0;
  for (const source of sources) {
    const found: Section[] = [];
    append(faults, source.faults);
    for (const [at, file] of source.files.entries()) {
      try {
        const page = readPage({ source: source.id, ...file, revision: source.revisionOf(file) }, source.site);
        append(found, page.sections);
        remarks.set(`${source.id} ${file.path}`, page.remarks);
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
  return { sections, pages, remarks, faults };
}
