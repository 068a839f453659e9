import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMatcher } from "../../src/search/match.ts";
import { readQuery } from "../../src/search/query.ts";
import { createSimilarity, phrasingScores } from "../../src/search/similarity.ts";
import { shelfOf } from "./shelf.ts";

const PAGES = { "a.md": "# Revert\n\nBrings an earlier state back.\n\n# Import\n\nAdds objects." };
const QUESTION = "bring back a lost table";
const ALIKE = "bring back a lost table";
const LESS = "bring back a branch";
const LEAST = "table of contents";

/** Of the first section, whose phrasings are given, for the question. */
function sharesOf(phrasings: readonly string[]) {
  const { knowledge } = shelfOf(PAGES, undefined, new Map([["a.md#revert", phrasings]]));
  const query = readQuery(QUESTION, knowledge);
  const matcher = createMatcher(query, knowledge.index.vocabulary.length);
  const similarity = createSimilarity(query.allTerms, knowledge.index);
  const each = phrasings.map((_, row) => similarity(knowledge.index.phrases.terms, row)).sort((a, b) => b - a);
  const work = new Float32Array(matcher.concepts);
  return { each, shares: phrasingScores(0, matcher, similarity, knowledge.index, work) };
}

describe("the phrasings of a section beside a question", () => {
  it("give the likeness of the best and of the second-best, in whatever order they stand", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([ALIKE, LESS, LEAST], { minLength: 2 }), (phrasings) => {
        const { each, shares } = sharesOf(phrasings);
        expect(shares.similarity).toBe(each[0]);
        expect(shares.second).toBe(each[1]);
        expect(shares.second).toBeGreaterThan(0);
        expect(shares.second).toBeLessThan(shares.similarity);
      }),
    );
  });

  it("have a second as like as the best if it is there twice, and none if there is one alone", () => {
    expect(sharesOf([ALIKE, ALIKE]).shares).toMatchObject({ similarity: 1, second: 1 });
    expect(sharesOf([ALIKE]).shares).toMatchObject({ similarity: 1, second: 0 });
    expect(sharesOf([]).shares).toEqual({ recall: 0, f1: 0, similarity: 0, second: 0 });
  });
});
