import type { Field } from "./fields.ts";
import type { Ragged } from "./ragged.ts";

/** What a section contains, as bits of `SectionFacts.flags`. */
export const HAS = { code: 1, ordered: 2, table: 4, list: 8, prose: 16, badge: 32 } as const;

/**
 * Everything the search needs, in flat arrays: a section, a page, a unit and a term are numbers. Texts stay with the sections.
 */
export interface SearchIndex {
  /** Term by number. */
  readonly vocabulary: readonly string[];
  readonly termIds: ReadonlyMap<string, number>;
  /** Inverse document frequency by term: ln((N - n + .5) / (n + .5)), not below a small floor. */
  readonly idf: Float32Array;
  /** Per term: the sections that hold it, ascending, and its BM25F weight in each (saturated, without idf; 0 to k + 1). */
  readonly postings: Ragged;
  readonly impacts: Float32Array;
  /** Terms by section or by page, as `FIELDS` says. `body` and `code` are in `units`. */
  readonly fields: { readonly [field in Exclude<Field, "body" | "code">]: Ragged };
  readonly units: UnitTable;
  readonly sections: SectionFacts;
  /** Attached phrasings: phrase by phrase. */
  readonly phrases: { readonly ofSection: Ragged; readonly terms: Ragged };
  /** Words as they are written, for correction: word, and in how many sections it stands. */
  readonly words: readonly string[];
  readonly wordCounts: Uint32Array;
}

interface UnitTable {
  /** Per section: its units, in order. A unit's terms, the block it stands in, and its offsets in the block's text. */
  readonly ofSection: Uint32Array;
  readonly terms: Ragged;
  readonly block: Uint32Array;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** 1 where the unit is code. */
  readonly isCode: Uint8Array;
}

interface SectionFacts {
  readonly page: Uint32Array;
  /** First section of each page, and one past the last page's end. */
  readonly pageStart: Uint32Array;
  readonly level: Uint8Array;
  readonly flags: Uint8Array;
  /** Links from other sections that lead here. */
  readonly inLinks: Uint32Array;
  /** Number of terms in body and code. */
  readonly length: Uint32Array;
}

export const sectionCount = (index: SearchIndex): number => index.sections.page.length;
