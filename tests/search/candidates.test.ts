import { expect, it } from "vitest";
import { findCandidates } from "../../src/search/candidates.ts";
import { readQuery } from "../../src/search/query.ts";
import { shelfOf } from "./shelf.ts";

const pages = Object.fromEntries(
  Array.from({ length: 60 }, (_, at) => [`p${at}.md`, `# Page ${at}\n\n${"apple ".repeat((at * 7) % 11)}pear`]),
);
const { knowledge } = shelfOf(pages);
const query = readQuery("apple", knowledge);
const { sections, scores } = findCandidates(query, knowledge.index, 1_000);

it("sorts by score, equal scores in index order", () => {
  const sorted = [...sections].sort((a, b) => scoreOf(b) - scoreOf(a) || a - b);
  expect(sections).toEqual(sorted);
  expect(sections.length).toBe(54);
});

it.each([1, 2, 7, 53, 54, 55])("gives the %d best of them", (most) => {
  expect(findCandidates(query, knowledge.index, most)).toEqual({
    sections: sections.slice(0, most),
    scores: scores.slice(0, most),
  });
});

function scoreOf(section: number): number {
  return scores[sections.indexOf(section)] as number;
}
