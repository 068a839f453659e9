import { describe, expect, it } from "vitest";
import { anchorsOf, blocksOf, pageOf, sites } from "../pages.ts";

const anchors = (text: string): string[] => anchorsOf(text, sites.jekyll);
const blocks = (text: string) => blocksOf(text, sites.jekyll);
const headings = (...texts: readonly string[]): string => texts.map((text) => `# ${text}\n`).join("\n");

// What kramdown 2.4 with its GFM parser 1.1 builds from the same pages.
describe("kramdown's ids", () => {
  it.each<[string, string, readonly string[]]>([
    ["count repeats from -1", headings("a", "a", "a"), ["a", "a-1", "a-2"]],
    [
      "take dashes out of text, not out of code",
      headings("a -- b", "a --- b", "`a -- b`", "`--flag`", "--flag", "a ---- b", "a--b", "*a -- b*", "-- x --"),
      ["a--b", "a--b-1", "a----b", "--flag", "flag", "a---b", "ab", "a--b-2", "-x-"],
    ],
    ["drop dashes around code", headings("a -- `--b` -- c", "**`--x`**"), ["a----b--c", "--x"]],
    [
      "take written dashes and quotes out",
      headings("a – b", "a — b", "a << b >> c", "a…b"),
      ["a--b", "a--b-1", "a-b-c", "ab"],
    ],
    [
      "take emoji out, and leave the blanks and marks beside them",
      headings("🚀 Launch", "Launch 🚀", ":rocket: go", "👩‍💻 dev", "1️⃣ one"),
      ["-launch", "launch-", "rocket-go", "-dev", "1️⃣-one"],
    ],
    [
      "read entities",
      headings("a &amp; b", "AT&T", "&lt;b&gt;", "&copy; 2024", "&eacute;t&eacute;", "&nbsp;y", "a &mdash; b"),
      ["a--b", "att", "b", "-2024", "été", "y", "a--b-1"],
    ],
    [
      "look through emphasis, links and tags, not through images",
      headings("*em* **strong** ~~gone~~ _x_y_", "A [link](x.md) and ![alt](a.png)", "[whole](b.md)", "a<b>c</b><br>d"),
      ["em-strong-gone-x_y", "a-link-and-", "whole", "acd"],
    ],
    ["keep the text of addresses", headings("<http://x.y>", "see http://x.y/z"), ["httpxy", "see-httpxyz"]],
    [
      "keep letters, marks, digits and numbers that are letters, of any language",
      headings("Größe & Maß", "日本語 テスト", "ÉTÉ", "İstanbul", "e\u0301te\u0301", "Привет мир", "½ ² ① Ⅷ", "ΟΔΟΣ"),
      ["größe--maß", "日本語-テスト", "été", "i̇stanbul", "e\u0301te\u0301", "привет-мир", "---ⅷ", "οδοσ"],
    ],
    [
      "keep every blank, and digits in front",
      headings("a  b", "a\tb", " lead", "trail ##", "1. Numbered", "1.2.3", "a\u00a0b"),
      ["a--b", "a-b", "lead", "trail", "1-numbered", "123", "ab"],
    ],
    [
      "keep underscores and hyphens",
      headings("snake_case_name", 'C++ / C#: "quotes" — dashes --- `code_with_underscore`', "a_b-c d", "What's new?"),
      ["snake_case_name", "c--c-quotes--dashes--code_with_underscore", "a_b-c-d", "whats-new"],
    ],
    ["treat escapes as text", headings("a\\*b\\*", "a\\\\b", "$x$", "a^b"), ["ab", "ab-1", "x", "ab-2"]],
    [
      "read the other kind of heading",
      "Setext\n======\n\nTwo words\n---\n\nThird {#s}\n---\n",
      ["setext", "two-words", "s"],
    ],
    ["are made in quotes and lists too", "> # quoted\n\n- # item\n\n  ## second\n", ["quoted", "item", "second"]],
    ["need no blank line around", "# a\ntext\n## b\nmore\n### c\n", ["a", "b", "c"]],
  ])("%s", (_, text, ids) => expect(anchors(text)).toEqual(ids));

  it("are counted for names of object properties (A55)", () => {
    const names = ["constructor", "toString", "hasOwnProperty", "\\_\\_proto\\_\\_", "`__proto__`", "valueOf"];
    expect(anchors(headings(...names, "constructor", "toString"))).toEqual([
      "constructor",
      "tostring",
      "hasownproperty",
      "__proto__",
      "__proto__-1",
      "valueof",
      "constructor-1",
      "tostring-1",
    ]);
    expect(anchors("# a {#constructor}\n\n# b {#__proto__}\n\n# constructor\n")).toEqual([
      "constructor",
      "__proto__",
      "constructor-1",
    ]);
  });
});

// As above.
describe("explicit ids", () => {
  it.each<[string, string, readonly string[]]>([
    ["at the end of a heading", "# h {#id}\n\n# h {#größe.x:y-z_1}\n\n# h\n", ["id", "größe.x:y-z_1", "h"]],
    ["on the next line", "# h\n{: #id}\n\n# h\n{:#id2 .x}\ntext\n\n# h\n{: .x}\n", ["id", "id2", "h"]],
    ["on the line before", "{: #id}\n# h\n\n# h\n", ["id", "h"]],
    ["on the line before, below a blank one", "# a\n\ntext\n\n{: #x}\n## h\n", ["a", "x"]],
    ["on the next line, over the heading's own", "# a {#x}\n{: #y}\n", ["y"]],
    ["next to classes", "# Title\n{:.no_toc #z}\n", ["z"]],
    ["not for the heading below a paragraph", "# a\n\ntext\n{: #id}\n# h\n", ["a", "h"]],
    ["not across a blank line", "{: #id}\n\n# h\n\n# g\n\n{: #id}\n", ["h", "g"]],
    [
      "not in a list that is no name: it is text",
      "# h {: #id}\n\n# h {:.no_toc}\n\n# h {#a .b}\n\n# h {#1x}\n\n# h{#x}\n\n# h {#x y}\n\n# h {#y}{: .x}\n",
      ["h--id", "h-no_toc", "h-a-b", "h-1x", "hx", "h-x-y", "h-y-x"],
    ],
    ["not if it is not an ASCII name", "# h\n{:#ü}\n\n# g\n{: #1x}\n", ["h", "g"]],
    ["a list with only a class changes nothing", "{:.no_toc}\n# h\n\n# g\n{:.no_toc}\n", ["h", "g"]],
  ])("%s", (_, text, ids) => expect(anchors(text)).toEqual(ids));
});

// kramdown builds the same id twice here, or none; a browser finds the first. A section's key must be unique.
describe("headings with the same id in kramdown", () => {
  it("get unique ids that no other heading has", () => {
    expect(anchors(headings("a", "a-1", "a"))).toEqual(["a", "a-1", "a-1-1"]);
    expect(anchors(headings("h {#x}", "h {#x}", "x-1"))).toEqual(["x", "x-2", "x-1"]);
  });

  it("are numbered if they have no letter, together with those that kramdown numbers", () => {
    expect(anchors(headings("!!!", "???", "..."))).toEqual(["-3", "-1", "-2"]);
    expect(anchors(`text\n\n${headings("!!!")}`)).toEqual(["", "-1"]);
  });
});

describe("attribute lists", () => {
  it("are removed from text everywhere", () => {
    const text = '{: .lead}\nOne.\n{: .note #n}\n\n> Two.\n{: .x}\n\nThree [a](b){:target="_blank"}.\n\n{: .none}\n';
    expect(blocks(text)).toEqual(["One.", "Two.", "Three a."].map((text) => ({ kind: "prose", text })));
    expect(pageOf("# h {:.no_toc}\n", sites.jekyll).sections[0]?.heading).toBe("h");
  });

  it("stay in code", () => {
    expect(blocks("```\n{: .x}\n```\n\n`{: .y}`\n")).toEqual([
      { kind: "code", text: "{: .x}", language: "", label: "" },
      { kind: "prose", text: "{: .y}" },
    ]);
  });
});

describe("a table of contents", () => {
  it.each([["* TOC\n{:toc}\n"], ["1. Table of contents\n{: toc }\n"], ["- TOC\n  - more\n- TOC\n{:toc .x}\n"]])(
    "%j is no text, and takes no other list along",
    (toc) => {
      expect(blocks(`- kept\n\ntext\n\n${toc}\n- kept, too\n`)).toEqual([
        { kind: "item", text: "kept", depth: 0, marker: "-" },
        { kind: "prose", text: "text" },
        { kind: "item", text: "kept, too", depth: 0, marker: "-" },
      ]);
    },
  );

  it("needs a list", () => {
    expect(blocks("text\n{:toc}\n")).toEqual([{ kind: "prose", text: "text" }]);
    expect(blocks("{:toc}\n")).toEqual([]);
  });
});

describe("extensions", () => {
  it.each([
    "{::comment}\n# gone\n\nmore\n{:/comment}\n",
    "{::comment}gone{:/comment}\n",
    "{::comment}\ngone\n{:/}\n",
    '{::options parse_block_html="true" /}\n',
    "{::nomarkdown}\n",
  ])("%j are removed", (text) => {
    expect(blocks(`before\n\n${text}\nafter\n`)).toEqual(["before", "after"].map((text) => ({ kind: "prose", text })));
  });

  it("may stay open until the end", () =>
    expect(blocks("a\n\n{::comment}\nb\n\nc\n")).toEqual([{ kind: "prose", text: "a" }]));
});

describe("Markdown inside HTML", () => {
  it("is read with or without blank lines around it", () => {
    for (const gap of ["\n", "\n\n"]) {
      const text = `<div markdown="1" class="note">${gap}# Inside${gap}Some *text*.${gap}</div>${gap}# After\n`;
      const { sections } = pageOf(text, sites.jekyll);
      expect(sections.map(({ anchor, blocks }) => [anchor, blocks])).toEqual([
        ["inside", [{ kind: "prose", text: "Some text." }]],
        ["after", []],
      ]);
    }
  });

  it("is read below other tags, and next to a line break alone on its line", () => {
    expect(blocks('<section>\n<div markdown="1">\n*a*\n</div>\n</section>\n*b*\n<br>\n*c*\n')).toEqual(
      ["a", "b", "c"].map((text) => ({ kind: "prose", text })),
    );
  });

  it("is found in each list item and quote", () => {
    const item = '- <b\n  <div markdown="1">\n  *a*\n  </div>\n';
    expect(
      blocks(`${item}${item}\n> x\n> <div markdown="1">\n> *a*\n> </div>\n`).map((block) => JSON.stringify(block)),
    ).toEqual(
      [...blocks(item), ...blocks(item), { kind: "prose", text: "x" }, { kind: "prose", text: "a" }].map((block) =>
        JSON.stringify(block),
      ),
    );
  });
});

describe("fenced code in a list", () => {
  const code = (text: string) => ({ kind: "code", text, language: "sh", label: "" });
  const item = { kind: "item", text: "step", depth: 0, marker: "-" };

  it("may be indented less than its item", () => {
    expect(blocks("- step\n  ```sh\none\n  two\n  ```\n\nafter\n")).toEqual([
      item,
      code("one\ntwo"),
      { kind: "prose", text: "after" },
    ]);
  });

  it("keeps its indentation inside the item", () => {
    expect(blocks("- step\n  ```sh\n  one\n    two\n  ```\n- step\n")).toEqual([item, code("one\n  two"), item]);
  });

  it("is found in each item after an unclosed one", () => {
    const open = "- ~~~sh\nx\n\n";
    expect(blocks(`${open}- step\n  \`\`\`sh\none\n  \`\`\`\n`).slice(-2)).toEqual([item, code("one")]);
    expect(blocks("- ```sh\n  a\n- step\n  ```sh\nb\n  ```\n").slice(-2)).toEqual([item, code("b")]);
  });
});

describe("underscores", () => {
  it.each([
    ["a per-_x_-part of _y_", "a per-_x_-part of y"],
    ["per-__x__", "per-__x__"],
    ["1-_x_ and - _y_ and _z_", "1-x and - y and z"],
  ])("do not start emphasis in the second part of a word: %s", (markdown, text) => {
    expect(blocks(markdown)).toEqual([{ kind: "prose", text }]);
  });
});

describe("addresses with spaces", () => {
  it("are links, inline and by reference", () => {
    const text = "[a **b**](my page.md) and [c][d].\n\n[d]: other page.md\nnext\n";
    const [section] = pageOf(text, sites.jekyll).sections;
    expect(section?.links).toEqual([
      { text: "a b", href: "my%20page.md", line: 1 },
      { text: "c", href: "other%20page.md", line: 1 },
    ]);
    expect(section?.blocks).toEqual(["a b and c.", "next"].map((text) => ({ kind: "prose", text })));
  });
});
