import { describe, expect, it } from "vitest";
import { githubSlug } from "../../../src/content/dialects/plain.ts";
import { anchorsOf, sites } from "../pages.ts";

const anchors = (...headings: readonly string[]): string[] =>
  anchorsOf(headings.map((heading) => `# ${heading}`).join("\n"), sites.plain);

describe("githubSlug", () => {
  it.each([
    ["Hello World", "hello-world"],
    ["a_b-c", "a_b-c"],
    ["C++ & C#", "c--c"],
    ["Größe", "größe"],
    ["日本語 text", "日本語-text"],
    ["e\u0301te\u0301", "e\u0301te\u0301"],
    ["🚀 Launch", "-launch"],
    ["1.2.3", "123"],
    ["", ""],
  ])("%s → %s", (heading, slug) => expect(githubSlug(heading)).toBe(slug));
});

describe("GitHub's anchors", () => {
  it("count repeats from 1, past those that a heading has by itself", () => {
    expect(anchors("a", "a", "a")).toEqual(["a", "a-1", "a-2"]);
    expect(anchors("a", "a-1", "a", "a")).toEqual(["a", "a-1", "a-2", "a-3"]);
  });

  it("are counted for names that every object has (A55)", () => {
    expect(
      anchors("constructor", "constructor", "\\_\\_proto\\_\\_", "\\_\\_proto\\_\\_", "toString", "hasOwnProperty"),
    ).toEqual(["constructor", "constructor-1", "__proto__", "__proto__-1", "tostring", "hasownproperty"]);
  });

  it("leave the empty anchor to the text above the first heading", () => {
    expect(anchorsOf("text\n\n# !!!\n\n# ???", sites.plain)).toEqual(["", "-1", "-2"]);
  });
});
