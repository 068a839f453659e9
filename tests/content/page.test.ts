import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockText, fold } from "../../src/content/section.ts";
import { outline, pageOf, sites } from "./pages.ts";

const fixtures = new URL("fixtures/", import.meta.url);

// Each fixture is a page with its outline beside it; `npx vitest run tests/content -u` rewrites the outlines.
for (const [dialect, site] of Object.entries(sites)) {
  const folder = new URL(`${dialect}/`, fixtures);
  describe(`a ${dialect} page`, () => {
    for (const name of readdirSync(folder).filter((file) => file.endsWith(".md")))
      it(name, async () => {
        const text = readFileSync(new URL(name, folder), "utf8");
        const expected = new URL(name.replace(/\.md$/, ".expected.txt"), folder);
        await expect(outline(pageOf(text, site, name))).toMatchFileSnapshot(expected.pathname);
      });
  });
}

describe("a page without structure", () => {
  it("has no sections and one fault if there is nothing to index", () => {
    for (const text of ["", "\n\n", "---\ntitle: x\n---\n", "<!-- comment -->"])
      expect(outline(pageOf(text))).toContain("fault: no headings and no text, so there is nothing to index");
  });

  it("is one section named after the file if there is no heading", () => {
    expect(outline(pageOf("Only text.", sites.plain, "a/how-to_start.md"))).toBe(
      "title: how to start\n\n# how to start (no anchor)\nin: how to start\nprose: Only text.\n",
    );
  });

  it("keeps all of 10,000 headings, equal ones included", () => {
    const anchors = pageOf("# Same\n".repeat(10_000)).sections.map((section) => section.anchor);
    expect([anchors.length, anchors[0], anchors[1], anchors.at(-1)]).toEqual([10_000, "same", "same_1", "same_9999"]);
  });
});

describe("a paragraph that is too long (A53)", () => {
  const long = "x ".repeat(30_000);
  const fault = (line: number) => ({
    file: "page.md",
    line,
    message: "a paragraph of 60001 characters was left out; the limit is 50000, so split it up",
  });

  it.each(Object.entries(sites))("is left out of a %s page, and named with its line", (_, site) => {
    const { sections, faults } = pageOf(`---\ntitle: a\n---\n# A\n\n${long}\n\n# B\n\nText.\n`, site);
    expect(faults).toEqual([fault(6)]);
    expect(sections.map(({ heading, line, blocks }) => [heading, line, blocks])).toEqual([
      ["A", 4, []],
      ["B", 8, [{ kind: "prose", text: "Text." }]],
    ]);
  });

  it("is reported at its line in the file, below a template too", () => {
    const { faults } = pageOf(`---\n---\n{% comment %}\n1\n2\n{% endcomment %}\n${long}\n\n# A\n`, sites.jekyll);
    expect(faults).toEqual([fault(7)]);
  });
});

describe("the address of a section", () => {
  const address = (path: string, text: string) =>
    pageOf(text, { ...sites.plain, urlOf: (page) => `https://docs.example.com/${page}` }, path).sections.map(
      (section) => section.url,
    );

  it("ends in the encoded anchor, or in none above the first heading", () => {
    expect(address("a.md", "lead\n# Größe")).toEqual([
      "https://docs.example.com/a.md",
      "https://docs.example.com/a.md#gr%C3%B6%C3%9Fe",
    ]);
  });
});

/** Pieces that meet the rules of Markdown more often than letters do. */
const markdown = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom(
        "# ",
        "\n",
        "\n\n",
        "    ",
        "> ",
        "- ",
        "1. ",
        "`",
        "```",
        "!!! note",
        '=== "t"',
        "{#a}",
        "{: .b }",
        "a_1",
        "---\n",
        "key: ",
        "|",
        "\n|-|-|\n",
        "<div>",
        "<h2>",
        '<span class="badge">',
        "</span>",
        "[a](b)",
        "[",
        "](",
        "\u200b",
        " ",
        "\t",
        "*",
        "\\",
        "&amp;",
        "\ufeff",
        "{:toc}",
        "{::comment}",
        "{:/}",
        '<div markdown="1">',
        "</div>",
        "{% raw %}",
        "{% endraw %}",
        "{%- if x -%}",
        "{{ page.title }}",
        "{% include_relative page.md %}",
      ),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(""));

describe.each(Object.entries(sites))("any text as a %s page", (_, site) => {
  const each = (check: (page: ReturnType<typeof pageOf>) => void) =>
    fc.assert(
      fc.property(markdown, (text) => {
        check(pageOf(text, site));
      }),
      { numRuns: 1_000 },
    );

  it("is read, with unique anchors", () => {
    each(({ sections }) => {
      const anchors = sections.map((section) => section.anchor);
      expect(new Set(anchors).size).toBe(anchors.length);
    });
  });

  it("has its white space folded, except in code", () => {
    each(({ sections }) => {
      for (const section of sections)
        for (const text of [
          section.heading,
          ...section.badges,
          ...section.blocks.filter((block) => block.kind !== "code").map(blockText),
        ])
          expect(text).toBe(fold(text));
    });
  });

  it("has items with a depth and a marker, rows with cells, and no empty block", () => {
    each(({ sections }) => {
      for (const block of sections.flatMap((section) => section.blocks)) {
        if (block.kind === "item") expect([block.depth >= 0, /^(-|\d+\.)$/.test(block.marker)]).toEqual([true, true]);
        if (block.kind === "row") expect(block.cells.length).toBeGreaterThan(0);
        else if (block.kind !== "code") expect(block.text).not.toBe("");
      }
    });
  });
});
