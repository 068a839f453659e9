/**
 * How well headings are found while they are typed: each of a documentation's headings is typed letter by letter.
 *
 *     npm run typing -- [--docs DIR] [--every N]
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createAsk } from "../src/answering/ask.ts";
import { createTypedSearch, type SearchTyped } from "../src/answering/typed.ts";
import type { Section } from "../src/content/section.ts";
import { loadKnowledge } from "../src/knowledge.ts";
import { sectionCount } from "../src/search/index.ts";

/** Letters from which on a beginning counts, and results that are looked at. */
const FROM = 4;
const FIRST = 10;

export interface Typing {
  readonly headings: number;
  /** Beginnings that were typed, and the share of them for which a section of that heading stands among the first ten. */
  readonly beginnings: number;
  readonly found: number;
  /** Headings that are not among the first ten after all their letters. */
  readonly missed: readonly string[];
}

const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.join(" ") ?? "";

/** Types every heading, or every nth, letter by letter: small, and without punctuation. */
export function typeHeadings(sections: readonly Section[], search: SearchTyped, every = 1): Typing {
  const headings = [...new Set(sections.map(({ heading }) => wordsOf(heading)))]
    .filter((heading) => heading.length >= FROM)
    .filter((_, at) => at % every === 0);
  const missed: string[] = [];
  let [beginnings, found] = [0, 0];
  for (const heading of headings)
    for (let length = FROM; length <= heading.length; length++) {
      const first = search(heading.slice(0, length)).slice(0, FIRST);
      const isThere = first.some((section) => wordsOf(section.heading) === heading);
      beginnings++;
      found += Number(isThere);
      if (!isThere && length === heading.length) missed.push(heading);
    }
  return { headings: headings.length, beginnings, found: found / beginnings, missed };
}

function main(): void {
  const { values } = parseArgs({
    options: { docs: { type: "string", multiple: true, default: [] }, every: { type: "string", default: "1" } },
  });
  const { knowledge, rulebook } = loadKnowledge({ docs: values.docs, contentDir: "content", dataDir: undefined });
  const sections = Array.from({ length: sectionCount(knowledge.index) }, (_, at) => knowledge.sectionAt(at));
  const ask = createAsk(knowledge, rulebook);
  const ways: Readonly<Record<string, SearchTyped>> = {
    "as a question": (typed) => ask(typed).hits.map(({ section }) => section),
    "headings alone": (typed) => knowledge.suggest(typed, FIRST).map(({ item }) => knowledge.sectionAt(item)),
    "headings, then as a question": createTypedSearch(knowledge, ask),
  };
  for (const [name, search] of Object.entries(ways)) {
    search("begin");
    const before = process.cpuUsage();
    const { headings, beginnings, found, missed } = typeHeadings(sections, search, Number(values.every));
    const { user, system } = process.cpuUsage(before);
    const each = (user + system) / 1_000 / beginnings;
    console.log(
      `${name}: ${(100 * found).toFixed(1)}% of ${beginnings} beginnings of ${headings} headings, ${missed.length} missed when whole, ${each.toFixed(2)} ms each`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
