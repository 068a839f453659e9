import type { SearchIndex } from "./index.ts";
import type { Alternative, Query } from "./query.ts";

export interface Candidates {
  /** Section numbers, best first. */
  readonly sections: readonly number[];
  /** Their BM25F scores, in the same order. */
  readonly scores: readonly number[];
}

interface Scratch {
  readonly total: Float32Array;
  readonly best: Float32Array;
}

const scratches = new WeakMap<SearchIndex, Scratch>();

/**
 * The first stage: BM25F over the postings. Each concept counts once per section, with its best alternative, so that synonyms
 * do not add up. Returns the `most` best sections; ties keep the order of the index.
 */
export function findCandidates(query: Query, index: SearchIndex, most: number): Candidates {
  const scratch = scratchOf(index);
  const touched: number[] = [];
  for (const concept of query.concepts) addConcept(concept.idf, concept.alternatives, index, scratch, touched);
  const found = top(touched, scratch.total, most);
  const scores = found.map((section) => scratch.total[section] as number);
  for (const section of touched) scratch.total[section] = 0;
  return { sections: found, scores };
}

function scratchOf(index: SearchIndex): Scratch {
  let scratch = scratches.get(index);
  if (!scratch) {
    const sections = index.sections.page.length;
    scratch = { total: new Float32Array(sections), best: new Float32Array(sections) };
    scratches.set(index, scratch);
  }
  return scratch;
}

function addConcept(
  idf: number,
  alternatives: readonly Alternative[],
  index: SearchIndex,
  { total, best }: Scratch,
  touched: number[],
): void {
  const seen: number[] = [];
  for (const { terms, weight } of alternatives) {
    const worth = weight * Math.min(idf, sum(terms, index.idf));
    eachHolding(terms, index, (section, impact) => {
      const score = worth * impact;
      const before = best[section] as number;
      if (before === 0) seen.push(section);
      if (score > before) best[section] = score;
    });
  }
  for (const section of seen) {
    if (total[section] === 0) touched.push(section);
    total[section] = (total[section] as number) + (best[section] as number);
    best[section] = 0;
  }
}

const sum = (terms: readonly number[], idf: Float32Array): number => {
  let total = 0;
  for (const term of terms) total += idf[term] as number;
  return total;
};

/** Calls `use` with each section that has all terms, and the lowest of their impacts. Merges the postings, which are sorted. */
function eachHolding(
  terms: readonly number[],
  index: SearchIndex,
  use: (section: number, impact: number) => void,
): void {
  const { offsets, values } = index.postings;
  const first = terms[0] as number;
  const others = terms.slice(1).map((term) => ({ at: offsets[term] as number, end: offsets[term + 1] as number }));
  for (let at = offsets[first] as number; at < (offsets[first + 1] as number); at++) {
    const section = values[at] as number;
    let impact = index.impacts[at] as number;
    for (const other of others) {
      while (other.at < other.end && (values[other.at] as number) < section) other.at++;
      impact =
        other.at < other.end && values[other.at] === section ? Math.min(impact, index.impacts[other.at] as number) : 0;
      if (impact === 0) break;
    }
    if (impact > 0) use(section, impact);
  }
}

/** The `most` best sections, best first; ties keep the order of the index. The heap has the worst section on top. */
function top(sections: readonly number[], scores: Float32Array, most: number): number[] {
  const worse = (a: number, b: number): boolean => {
    const [left, right] = [scores[a] as number, scores[b] as number];
    return left < right || (left === right && a > b);
  };
  const heap: number[] = [];
  for (const section of sections) {
    if (heap.length < most) siftUp(heap, section, worse);
    else if (worse(heap[0] as number, section)) siftDown(heap, section, worse);
  }
  return heap.sort((a, b) => (worse(b, a) ? -1 : 1));
}

type Before = (a: number, b: number) => boolean;

function siftUp(heap: number[], item: number, before: Before): void {
  let at = heap.push(item) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(item, heap[parent] as number)) break;
    heap[at] = heap[parent] as number;
    at = parent;
  }
  heap[at] = item;
}

/** Replaces the top of the heap. */
function siftDown(heap: number[], item: number, before: Before): void {
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && before(heap[child + 1] as number, heap[child] as number)) child++;
    if (!before(heap[child] as number, item)) break;
    heap[at] = heap[child] as number;
    at = child;
  }
  heap[at] = item;
}
