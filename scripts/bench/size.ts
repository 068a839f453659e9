/** One size of the benchmark, in a process of its own: `size.ts <docs> <questions> <copies> <most questions>`. Prints a line of JSON. */
import { rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAsk } from "../../src/answering/ask.ts";
import { loadKnowledge } from "../../src/knowledge.ts";
import { buildIndex } from "../../src/search/build.ts";
import { createSpeller } from "../../src/search/fuzzy.ts";
import { sectionCount } from "../../src/search/index.ts";
import { readSaved, writeSaved } from "../../src/search/saved.ts";
import type { Knowledge } from "../../src/search/search.ts";
import { createSectionSuggest } from "../../src/search/suggest.ts";
import { renderAnswer } from "../../src/terminal/render.ts";
import { readQuestions } from "../questions.ts";
import { perturbedCopies } from "./copies.ts";
import { buildFuse, buildMiniSearch, loadMiniSearch, toDocuments } from "./peers.ts";

export interface SizeReport {
  readonly copies: number;
  readonly sections: number;
  readonly questions: number;
  readonly ours: Figures;
  readonly minisearch: Figures;
  readonly fuse: { readonly p50: number; readonly p95: number } | undefined;
  readonly savedBytes: number;
}

/** Milliseconds and bytes. */
export interface Figures {
  readonly p50: number;
  readonly p95: number;
  readonly build: number;
  readonly load: number;
  readonly heap: number;
}

const FUSE_UP_TO = 10;
/** fuse.js takes seconds per question. */
const FUSE_QUESTIONS = 20;
const WARM_UP = 5;
const [docs = "", file = "", copiesText = "1", mostText = "100"] = process.argv.slice(2);
const copies = Number(copiesText);
const { knowledge, rulebook } = loadKnowledge({ docs: [docs], contentDir: "content", dataDir: undefined });
const base = Array.from({ length: sectionCount(knowledge.index) }, (_, at) => knowledge.sectionAt(at));
const sections = perturbedCopies(base, copies);
const questions = spread(readQuestions(file), Number(mostText)).map(({ question }) => question);

const ours = measured(() => buildIndex(sections));
const documents = toDocuments(sections);
const peer = measured(() => buildMiniSearch(documents));
const grown: Knowledge = {
  ...knowledge,
  index: ours.made,
  sectionAt: (at) => sections[at] as never,
  suggest: createSectionSuggest(sections.length, (at) => sections[at] as never),
  speller: createSpeller(ours.made.words, ours.made.wordCounts),
};
const ask = createAsk(grown, rulebook);
const fuse = copies <= FUSE_UP_TO ? buildFuse(documents) : undefined;
const runs = { ours: [] as number[], minisearch: [] as number[], fuse: [] as number[] };
for (const question of [...questions.slice(0, WARM_UP), ...questions]) {
  runs.ours.push(timed(() => renderAnswer(ask(question))));
  runs.minisearch.push(timed(() => peer.made.search(question)));
  if (fuse && runs.fuse.length < WARM_UP + FUSE_QUESTIONS) runs.fuse.push(timed(() => fuse(question)));
}
const saved = savedTimes();
const json = JSON.stringify(peer.made);
const peerLoad = timed(() => loadMiniSearch(json));
const times = (all: readonly number[]) => ({ p50: quantile(all, 0.5), p95: quantile(all, 0.95) });
const report: SizeReport = {
  copies,
  sections: sections.length,
  questions: questions.length,
  ours: { ...times(runs.ours), build: ours.ms, load: saved.ms, heap: ours.heap },
  minisearch: { ...times(runs.minisearch), build: peer.ms, load: peerLoad, heap: peer.heap },
  fuse: fuse ? times(runs.fuse) : undefined,
  savedBytes: saved.bytes,
};
console.log(JSON.stringify(report));

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** Milliseconds to make it, and bytes that it holds after garbage collection, typed arrays included. */
function measured<Made>(make: () => Made): { made: Made; ms: number; heap: number } {
  const before = held();
  const start = performance.now();
  const made = make();
  const ms = performance.now() - start;
  return { made, ms, heap: held() - before };
}

function held(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function savedTimes(): { ms: number; bytes: number } {
  const path = join(tmpdir(), `docsbot-bench-${process.pid}.bin`);
  try {
    writeSaved(path, "bench", ours.made, sections, {});
    const ms = timed(() => readSaved(path, "bench"));
    return { ms, bytes: statSync(path).size };
  } finally {
    rmSync(path, { force: true });
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.slice(WARM_UP).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Items evenly spread over the file, so that every kind of question is included. */
function spread<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, items.length / most);
  return Array.from({ length: Math.min(most, items.length) }, (_, at) => items[Math.floor(at * step)] as Item);
}
