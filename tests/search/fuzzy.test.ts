import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSpeller, editDistance } from "../../src/search/fuzzy.ts";

const words = ["warehouse", "branch", "branches", "commit", "garbage", "collection", "metadata", "presigned"];
const speller = createSpeller(
  words,
  words.map((_, at) => at + 1),
);

describe("correct", () => {
  it.each([
    ["wharehouse", "warehouse"],
    ["warehuose", "warehouse"],
    ["comit", "commit"],
    ["garbgae", "garbage"],
    ["colection", "collection"],
    ["xresigned", "presigned"],
  ])("reads %s as %s", (typed, meant) => expect(speller.correct(typed)[0]?.word).toBe(meant));

  it.each(["git", "s3a1", "elephant", "", "日本語です"])("has no correction for %j", (typed) =>
    expect(speller.correct(typed)).toEqual([]),
  );

  it.each([
    ["one edit", "megre", ["merge"]],
    ["two edits in five letters", "marga", []],
    ["one edit in four letters", "tags", ["tags"]],
    ["two edits in four letters", "tigz", []],
    ["two edits in six letters", "brunck", ["branch"]],
    ["three edits in six letters", "bruncky", []],
  ])("allows one edit up to five letters, two in longer words: %s", (_, typed, meant) => {
    const short = createSpeller(["merge", "tags", "branch"], [1, 1, 1]);
    expect(short.correct(typed).map(({ word }) => word)).toEqual(meant);
  });

  it("takes two edits in a long word, and one in a word of five letters", () => {
    const few = createSpeller(["shelf", "warehouse"], [1, 1]);
    expect(["shlef", "shlfe", "waerhuose"].map((typed) => few.correct(typed)[0]?.word)).toEqual([
      "shelf",
      undefined,
      "warehouse",
    ]);
  });

  const letters = fc.string({ unit: fc.constantFrom(..."abcde"), minLength: 3, maxLength: 9 });

  it("finds every known word that is near enough, as comparing with each of them would", () => {
    fc.assert(
      fc.property(fc.uniqueArray(letters, { minLength: 1, maxLength: 40 }), letters, (known, typed) => {
        fc.pre(typed.length >= 4);
        const most = typed.length <= 5 ? 1 : 2;
        const near = known.filter((word) => editDistance(typed, word) <= most);
        const found = createSpeller(
          known,
          known.map(() => 1),
        )
          .correct(typed)
          .map(({ word }) => word);
        expect(found.length).toBe(Math.min(3, near.length));
        expect(found.filter((word) => !near.includes(word))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("puts the more frequent word first where two are as like", () => {
    expect(
      createSpeller(["branch", "branck"], [1, 50])
        .correct("brancc")
        .map(({ word }) => word),
    ).toEqual(["branck", "branch"]);
  });
});

describe("editDistance", () => {
  it.each([
    ["abc", "abc", 0],
    ["abc", "acb", 1],
    ["abc", "ab", 1],
    ["abc", "xbc", 1],
    ["", "abc", 3],
    ["kitten", "sitting", 3],
  ])("of %j and %j", (a, b, distance) => expect(editDistance(a, b)).toBe(distance));

  it("is the same both ways, and 0 for equal words only", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });
});
