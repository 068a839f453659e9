import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSuggest, type Named } from "../../src/search/suggest.ts";

const HEADINGS: readonly Named[] = [
  { name: "SQL warehouses", context: "Compute" },
  { name: "Presigned mode", context: "Hadoop FileSystem" },
  { name: "Hadoop FileSystem", context: "" },
  { name: "Access keys and credentials", context: "Security" },
  { name: "Garbage collection rules", context: "Storage" },
  { name: "Garbage collection", context: "Storage" },
  { name: "Rules", context: "Policies" },
  { name: "spark.hadoop.fs.s3a.endpoint", context: "Reference" },
  { name: "Überblick", context: "" },
  { name: "⚠️", context: "" },
];
const suggest = createSuggest(() => HEADINGS);
const names = (typed: string, most = 3): string[] => suggest(typed, most).map(({ item }) => HEADINGS[item]?.name ?? "");

describe("a heading is suggested", () => {
  it.each<readonly [string, string, string]>([
    ["for a beginning", "wareh", "SQL warehouses"],
    ["for one letter", "w", "SQL warehouses"],
    ["for the beginnings of two words, in any order", "coll garb", "Garbage collection"],
    ["with the fewest other words first", "garbage collection", "Garbage collection"],
    ["with the words that are there, if another is not", "garbage rules", "Garbage collection rules"],
    ["before one that has the word in its context alone", "hadoop", "Hadoop FileSystem"],
    ["for a word of its context", "policies", "Rules"],
    ["for a misspelt word", "credntials", "Access keys and credentials"],
    ["for a misspelt beginning", "wharehou", "SQL warehouses"],
    ["for a misspelt first letter", "gresigned", "Presigned mode"],
    ["for a part of a name", "s3a", "spark.hadoop.fs.s3a.endpoint"],
    ["in capitals, with punctuation", "SQL, WAREHOUSES?", "SQL warehouses"],
    ["without its marks", "uberbl", "Überblick"],
  ])("%s: %s", (_, typed, name) => expect(names(typed)[0]).toBe(name));

  it("with how much of what was typed it is", () => {
    expect(suggest("hadoop", 3)).toEqual([
      { item: 2, likeness: 1, weakest: 1 },
      { item: 7, likeness: 1, weakest: 1 },
      { item: 1, likeness: 0.5, weakest: 0 },
    ]);
    expect(suggest("garbage zxqj", 1)).toEqual([{ item: 5, likeness: 0.5, weakest: 0 }]);
    const [misspelt] = suggest("colection", 1);
    expect([misspelt?.item, (misspelt?.weakest ?? 0) > 0.5, (misspelt?.weakest ?? 1) < 0.7]).toEqual([5, true, true]);
  });
});

describe("nothing is suggested", () => {
  it.each([
    ["nothing", ""],
    ["white space", " \n"],
    ["marks", "?!"],
    ["no word", "zxqj"],
    ["too short", "xy"],
  ])("for %s", (_, typed) => expect(names(typed)).toEqual([]));

  it("of nothing", () => expect(createSuggest(() => [])("a", 5)).toEqual([]));
});

const word = fc.stringMatching(/^[a-z]{3,9}$/);
const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(" "));

describe("whatever the headings are", () => {
  it("after all its letters a heading is the first, or one that is spelled alike", () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 40 }), fc.nat(), (all, at) => {
        const own = all[at % all.length] as string;
        const items = all.map((one) => ({ name: one, context: "" }));
        const [best] = createSuggest(() => items)(own, 1);
        const wordsOf = (text: string | undefined): string[] => [...new Set(text?.split(" "))].sort();
        const first = wordsOf(items[best?.item ?? -1]?.name);
        expect([best?.likeness, wordsOf(own).every((one) => first.some((known) => known.startsWith(one)))]).toEqual([
          1,
          true,
        ]);
      }),
    );
  });

  it("each of its beginnings suggests it, if there is room for all", () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 20 }), fc.nat(), (all, at) => {
        const own = at % all.length;
        const items = all.map((one) => ({ name: one, context: "" }));
        const typing = createSuggest(() => items);
        const letters = items[own]?.name ?? "";
        for (let length = 1; length <= letters.length; length++)
          expect(typing(letters.slice(0, length), all.length).map(({ item }) => item)).toContain(own);
      }),
    );
  });

  it("whatever is typed, however long, is answered with as many as were asked for, best first", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 3_000 }), fc.nat(12), (typed, most) => {
        const found = suggest(typed, most);
        expect(found.length).toBeLessThanOrEqual(most);
        for (const { likeness, weakest } of found)
          expect([likeness > 0, likeness <= 1, weakest >= 0, weakest <= likeness]).toEqual([true, true, true, true]);
        expect(new Set(found.map(({ item }) => item)).size).toBe(found.length);
      }),
    );
  });
});
