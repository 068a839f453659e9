import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitFrontMatter } from "../../src/content/frontmatter.ts";

const none = { title: "", description: "", aliases: [], official: [] };

describe("splitFrontMatter", () => {
  it("reads the fields it knows and keeps the body on its lines", () => {
    const text =
      "---\ntitle: Import  data\ndescription: >\n  Two\n  lines\naliases:\n  - load data\nsource: https://x.y/z\nhide: [toc]\n---\n# Body\n";
    expect(splitFrontMatter(text, "a.md")).toEqual({
      front: { title: "Import data", description: "Two lines", aliases: ["load data"], official: ["https://x.y/z"] },
      body: "\n\n\n\n\n\n\n\n\n\n# Body\n",
      faults: [],
    });
  });

  it.each([
    ["none", "# a", none, "# a"],
    ["an empty one", "---\n---\n# a", none, "\n\n# a"],
    ["an empty one above a thematic break", "---\n---\na\n\n---\n", none, "\n\na\n\n---\n"],
    ["only a comment", "---\n# nothing\n---\n", none, "\n\n\n"],
    ["an ending in dots", "---\ntitle: a\n...\nb", { ...none, title: "a" }, "\n\n\nb"],
    ["white space after the fences", "---  \ntitle: a\n--- \t\nb", { ...none, title: "a" }, "\n\n\nb"],
    ["no line after it", "---\ntitle: a\n---", { ...none, title: "a" }, "\n\n"],
    ["no end", "---\ntitle: a\n", none, "---\ntitle: a\n"],
    ["not on the first line", "\n---\ntitle: a\n---\n", none, "\n---\ntitle: a\n---\n"],
    ["a number as title", "---\ntitle: 404\n---\n", { ...none, title: "404" }, "\n\n\n"],
    ["other types", "---\ntitle: [a]\naliases: {a: b}\nsource: 1\n---\n", none, "\n\n\n\n\n"],
    ["one alias", "---\naliases: a b\n---\n", { ...none, aliases: ["a b"] }, "\n\n\n"],
    ["mixed aliases", '---\naliases: [a, 1, "", null]\n---\n', { ...none, aliases: ["a"] }, "\n\n\n"],
    [
      "a source that is no web page",
      "---\nsource: [javascript:x, http://a.b]\n---\n",
      { ...none, official: ["http://a.b"] },
      "\n\n\n",
    ],
  ])("%s", (_, text, front, body) => expect(splitFrontMatter(text, "a.md")).toEqual({ front, body, faults: [] }));

  it.each([
    ["a repeated key", 3, "title: a\ntitle: b", "Map keys must be unique"],
    ["an alias", 3, "a: &x 1\ntitle: *x", "aliases (*name) are not allowed; write the value out"],
    ["a key that reaches the prototype", 2, "__proto__: {x: 1}", "the key __proto__ is not allowed; rename it"],
    ["the constructor", 2, "constructor: 1", "the key constructor is not allowed; rename it"],
    ["a tag", 2, "title: !run x", "Unresolved tag: !run"],
    ["a list", 2, "- a", "expected `key: value` lines"],
    ["a sentence", 2, "Just text", "expected `key: value` lines"],
    ["far too much", 2, `title: ${"a".repeat(16_000)}`, "longer than 16000 characters; is its closing --- missing?"],
  ])("ignores %s and reports its line in the page (A54)", (_, line, yaml, message) => {
    const page = `---\n${yaml}\n---\n`;
    expect(splitFrontMatter(`${page}# a`, "a.md")).toEqual({
      front: none,
      body: `${"\n".repeat(page.split("\n").length - 1)}# a`,
      faults: [{ file: "a.md", line, message: `front matter: ${message}` }],
    });
  });

  it("keeps the line numbers of the body", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]*$/), fc.array(fc.stringMatching(/^[a-z #]*$/)), (title, lines) => {
        const text = ["---", `title: "${title}"`, "---", ...lines].join("\n");
        expect(splitFrontMatter(text, "a.md")).toEqual({
          front: { ...none, title },
          body: ["", "", "", ...lines].join("\n"),
          faults: [],
        });
      }),
    );
  });
});
