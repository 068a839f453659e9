import { getHeapStatistics } from "node:v8";
import type { Source } from "./sources.ts";
import { TreeError } from "./tree.ts";

/** How much documentation one process can index. */
export interface Capacity {
  /** Of one source. A million short ones were tried: 85 s, and 4.5 GB of memory while they are indexed. */
  readonly sections: number;
  readonly heapBytes: number;
}

export const capacityOfProcess = (): Capacity => ({
  sections: 1_000_000,
  heapBytes: getHeapStatistics().heap_size_limit,
});

/**
 * Heap that indexing needs, in bytes. Measured by lowering Node's limit until it gave up: 119 MB of text in 151,800 sections need
 * 0.7 to 0.9 GB; 51 MB in 300,000 sections need 0.5 to 0.7 GB.
 */
const heapFor = (textLength: number, sections: number): number => 6 * textLength + 1_000 * sections;

export const textLengthOf = (sources: readonly Source[]): number =>
  sources.reduce((sum, { files }) => files.reduce((own, { text }) => own + text.length, sum), 0);

/** How far reading has come. */
export interface Progress {
  readonly source: Source;
  /** Of this source, read so far. */
  readonly pages: number;
  readonly sections: number;
  /** Of all sources: sections so far, and the length of all text, read or not. */
  readonly allSections: number;
  readonly textLength: number;
}

/** Without this, Node would abort in the middle and name nothing. @throws TreeError */
export function checkCapacity(
  { source, pages, sections, allSections, textLength }: Progress,
  capacity: Capacity,
): void {
  const read = `${sections} sections in ${pages} of its ${source.files.length} pages`;
  if (sections > capacity.sections)
    throw new TreeError(
      `documentation too large: source ${source.id} has ${read}, the limit is ${capacity.sections} sections; leave folders out, or name its parts as sources of their own`,
    );
  const needed = heapFor(textLength, allSections);
  if (needed > capacity.heapBytes)
    throw new TreeError(
      `documentation too large for Node's memory: source ${source.id} has ${read}; all sources need about ${megabytes(needed)} MB, the limit is ${megabytes(capacity.heapBytes)} MB; leave folders out, or set NODE_OPTIONS=--max-old-space-size=${megabytes(2 * needed)}`,
    );
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);
