import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { htmlBlocks, isBadge, tagName } from "../../src/content/html.ts";
import { blockText, fold } from "../../src/content/section.ts";

const outline = (html: string): string[] => htmlBlocks(html).map((block) => `${block.kind}: ${blockText(block)}`);

describe("htmlBlocks", () => {
  it.each([
    ["<p>One</p><p>Two</p>", ["prose: One", "prose: Two"]],
    ["before <h3>Heading</h3> after", ["prose: before", "label: Heading", "prose: after"]],
    ["<p>a<br>b</p>", ["prose: a b"]],
    ["<p>a &amp; &lt;b&gt; &#x41;</p>", ["prose: a & <b> A"]],
    ["<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>", ["prose: a b", "prose: c"]],
    ["<p>a<script>b()</script>c<style>d</style></p>", ["prose: ac"]],
    ["<svg><title>x</title></svg><p>after</p>", ["prose: after"]],
    ["<script>never closed <p>a</p>", []],
    ["</script></div><p>a", ["prose: a"]],
    ["<details><summary>More</summary>text</details>", ["label: More", "prose: text"]],
    ["<!-- a --><p hidden></p>", []],
    ["text", ["prose: text"]],
  ])("%s", (html, expected) => expect(outline(html)).toEqual(expected));

  it("folds white space in any HTML and makes no empty blocks", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            "<p>",
            "</p>",
            "<h2>",
            "</h2>",
            "<br>",
            "<svg>",
            "</svg>",
            " ",
            "\n",
            "a",
            "&nbsp;",
            "<",
          ),
        }),
        (html) => {
          for (const text of htmlBlocks(html).map(blockText)) expect([text, text === ""]).toEqual([fold(text), false]);
        },
      ),
    );
  });
});

describe("inline tags", () => {
  it.each([
    ["<span>", "span"],
    ["</SPAN>", "/span"],
    ['<a href="x">', "a"],
    ["<my-tag/>", "my-tag"],
    ["<!-- x -->", ""],
  ])("%s is named %j", (html, name) => expect(tagName(html)).toBe(name));

  it.each([
    ['<span class="badge">', true],
    ["<span class='mr-1 badge badge-new'>", true],
    ['<SPAN ID="x" CLASS = "Badge">', true],
    ['<span class="badgeless">', false],
    ['<span title="badge">', false],
    ["</span>", false],
  ])("%s is a badge: %s", (html, expected) => expect(isBadge(html)).toBe(expected));
});
