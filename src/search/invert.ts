import { FIELDS, type Field, SATURATION } from "./fields.ts";
import type { SearchIndex } from "./index.ts";
import { type Ragged, rowOf } from "./ragged.ts";

type ForwardIndex = Pick<SearchIndex, "fields" | "units" | "sections">;

/** A term in more than half of all sections would have a negative idf, and a question of that one word would find nothing. */
const IDF_FLOOR = 0.05;

/**
 * Inverts the index, with BM25F weights (Robertson, Zaragoza, Taylor 2004). For a term in a section, tf is the sum over fields of
 * weight * frequency / (1 - b + b * length / average length); its impact is tf * (k1 + 1) / (tf + k1), between 0 and k1 + 1.
 */
export function invert(forward: ForwardIndex, terms: number): Pick<SearchIndex, "postings" | "impacts" | "idf"> {
  const sections = forward.sections.page.length;
  const averages = averageLengths(forward);
  const offsets = new Uint32Array(terms + 1);
  eachSection(forward, averages, terms, (_section, touched) => {
    for (const term of touched) offsets[term + 1] = (offsets[term + 1] ?? 0) + 1;
  });
  const idf = new Float32Array(terms);
  for (let term = 0; term < terms; term++) {
    const holding = offsets[term + 1] as number;
    idf[term] = Math.max(IDF_FLOOR, Math.log((sections - holding + 0.5) / (holding + 0.5)));
    offsets[term + 1] = holding + (offsets[term] as number);
  }
  const values = new Uint32Array(offsets[terms] as number);
  const impacts = new Float32Array(values.length);
  const next = offsets.slice();
  eachSection(forward, averages, terms, (section, touched, weights) => {
    for (const term of touched) {
      const at = next[term] as number;
      next[term] = at + 1;
      values[at] = section;
      const tf = weights[term] as number;
      impacts[at] = (tf * (SATURATION + 1)) / (tf + SATURATION);
    }
  });
  return { postings: { offsets, values }, impacts, idf };
}

type Averages = { readonly [field in Field]: number };

function averageLengths({ fields, units, sections }: ForwardIndex): Averages {
  const rows = (ragged: Ragged): number => Math.max(1, ragged.offsets.length - 1);
  const average = (ragged: Ragged): number => Math.max(1, ragged.values.length / rows(ragged));
  let code = 0;
  for (let unit = 0; unit < units.isCode.length; unit++)
    if (units.isCode[unit]) code += rowOf(units.terms, unit).length;
  const count = Math.max(1, sections.page.length);
  return {
    ...(Object.fromEntries(Object.entries(fields).map(([name, ragged]) => [name, average(ragged)])) as Omit<
      Averages,
      "body" | "code"
    >),
    body: Math.max(1, (units.terms.values.length - code) / count),
    code: Math.max(1, code / count),
  };
}

/** Calls `use` with the distinct terms of each section and their weighted frequencies. Both arrays are reused. */
function eachSection(
  { fields, units, sections }: ForwardIndex,
  averages: Averages,
  terms: number,
  use: (section: number, touched: readonly number[], weights: Float32Array) => void,
): void {
  const weights = new Float32Array(terms);
  const touched: number[] = [];
  const add = (row: Uint32Array, weight: number): void => {
    for (const term of row) {
      if (weights[term] === 0) touched.push(term);
      weights[term] = (weights[term] as number) + weight;
    }
  };
  const norm = (field: Field, length: number): number =>
    FIELDS[field].weight / (1 - FIELDS[field].lengthNorm + (FIELDS[field].lengthNorm * length) / averages[field]);
  for (let section = 0; section < sections.page.length; section++) {
    for (const name in fields) {
      const field = name as keyof typeof fields;
      const row = rowOf(fields[field], FIELDS[field].of === "page" ? (sections.page[section] as number) : section);
      if (row.length > 0) add(row, norm(field, row.length));
    }
    addUnits(units, section, norm, add);
    use(section, touched, weights);
    for (const term of touched) weights[term] = 0;
    touched.length = 0;
  }
}

function addUnits(
  units: ForwardIndex["units"],
  section: number,
  norm: (field: Field, length: number) => number,
  add: (row: Uint32Array, weight: number) => void,
): void {
  const [first, end] = [units.ofSection[section] as number, units.ofSection[section + 1] as number];
  let body = 0;
  let code = 0;
  for (let unit = first; unit < end; unit++) {
    const length = rowOf(units.terms, unit).length;
    if (units.isCode[unit]) code += length;
    else body += length;
  }
  for (let unit = first; unit < end; unit++)
    add(rowOf(units.terms, unit), units.isCode[unit] ? norm("code", code) : norm("body", body));
}
