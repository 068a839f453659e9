import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMkdocsSite } from "../../../src/content/dialects/mkdocs.ts";
import { githubSlug } from "../../../src/content/dialects/plain.ts";
import { resolveLink } from "../../../src/content/links.ts";
import { type Block, blockText } from "../../../src/content/section.ts";
import { openSource } from "../../../src/content/sources.ts";
import { anchorsOf, blocksOf, inFolder, pageOf, sites } from "../pages.ts";

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
  it("count repeats from 1, skipping other headings' own anchors", () => {
    expect(anchors("a", "a", "a")).toEqual(["a", "a-1", "a-2"]);
    expect(anchors("a", "a-1", "a", "a")).toEqual(["a", "a-1", "a-2", "a-3"]);
  });

  it("are counted for names of object properties (A55)", () => {
    expect(
      anchors("constructor", "constructor", "\\_\\_proto\\_\\_", "\\_\\_proto\\_\\_", "toString", "hasOwnProperty"),
    ).toEqual(["constructor", "constructor-1", "__proto__", "__proto__-1", "tostring", "hasownproperty"]);
  });

  it("leave the empty anchor to the text above the first heading", () => {
    expect(anchorsOf("text\n\n# !!!\n\n# ???", sites.plain)).toEqual(["", "-1", "-2"]);
  });
});

const read = (text: string, path = "page.md"): string[] =>
  pageOf(text, sites.plain, path)
    .sections.flatMap((section): readonly Block[] => section.blocks)
    .map(
      (block) => `${block.kind}: ${block.kind === "code" && block.label ? `[${block.label}] ` : ""}${blockText(block)}`,
    );

describe("containers of colons", () => {
  it.each([
    [":::tip[a]\nb\n:::\nc", ["label: a", "prose: b", "prose: c"]],
    ["a\n:::tip\nb\n:::", ["prose: a", "prose: b"]],
    // A closing line with more colons than any that is open ends the innermost one; with fewer it is text.
    [":::tip\na\n::::\nb\n:::", ["prose: a", "prose: b :::"]],
    ["::::tip\na\n:::\nb\n::::", ["prose: a ::: b"]],
    ["::::a\n:::b\nc\n::::\n:::", ["prose: c", "prose: :::"]],
    ["- :::tip\n  a\n- b\n  :::", ["item: a", "item: b :::"]],
    [":::tip\n- a\n:::\nb\n:::", ["item: a", "prose: b :::"]],
    ["> :::tip\n> a\n\n:::", ["prose: a", "prose: :::"]],
    [":::tip [a](b)\n:::", ["label: a"]],
    [":::tip[a] {.b title='c'}\n:::", ["label: a"]],
    [":::tip{.x title='&amp; _a_'}\n:::", ["label: & _a_"]],
    [":::tip[]\n:::", []],
    [":::\n", ["prose: :::"]],
    ["::tip\na", ["prose: ::tip a"]],
    [":::tip:\na", ["prose: :::tip: a"]],
    ["```\n:::tip\n", ["code: :::tip"]],
    [":::tip\n```\n:::\n```\n:::\na", ["code: :::", "prose: a"]],
  ])("%j", (text, expected) => expect(read(text)).toEqual(expected));

  it("keep the lines of sections and links", () => {
    const [, second] = pageOf(
      ":::tip[a]\n[b](c)\n:::\n# d\n{/* e\n\nf */}\n<A\n  b='c'\n/>\n[g](h)",
      sites.plain,
    ).sections;
    expect([second?.line, second?.links[0]?.line]).toEqual([4, 11]);
  });
});

describe("MDX", () => {
  it.each([
    ["import a from 'a'\nimport {\n  b,\n\n  c\n} from \"d\";\n\ne", ["prose: e"]],
    ["import './a.css'\n\nb", ["prose: b"]],
    ["export const a = {\n  b: '}',\n\n  c: `\n\n`, // }\n};\n\nd", ["prose: d"]],
    ["export default function A() {\n\n  return <b>don't</b>;\n}\n\nc", ["prose: c"]],
    ["export {a} from 'b'\n\nc", ["prose: c"]],
    // What is never closed costs no more than its paragraph.
    ["export const a = {\nb\n\nc", ["prose: c"]],
    [
      "import the rows\n\nexport default settings\n\nimport 'a' and go on",
      ["prose: import the rows", "prose: export default settings", "prose: import 'a' and go on"],
    ],
    ["- import a from 'a'", ["item: import a from 'a'"]],
    ["a {/* b */} c {/* d", ["prose: a c {/* d"]],
    ["a {/* b\nc */}\nd", ["prose: a d"]],
    ["{/* a */} b", ["prose: b"]],
    ["{/* a\n\nb */} c", ["prose: c"]],
    ["a\n{/* b */}\nc", ["prose: a", "prose: c"]],
    ["{/* a\n\nb", ["prose: {/* a", "prose: b"]],
    ["<A>\n**b**\n</A>\nc", ["prose: b", "prose: c"]],
    ["<A><B>\n\n# c\n\n</B></A>", []],
    ["> <A\n>   b={`>`}\n> />\n> c", ["prose: c"]],
    ["<A b={\n\n1}/>\nc", ["prose: c"]],
    ["<A b=c/>d", ["prose: d"]],
    ["a <A b={{c: '}>'}}>d</A>e", ["prose: a de"]],
    ["if a <b & c> d", ["prose: if a <b & c> d"]],
    ["<Badge text='1' /> a", ["prose: 1 a"]],
    ["<Tab title='a'>\n```\nb\n```\n</Tab>\n```\nc\n```", ["label: a", "code: [a] b", "code: c"]],
    ["<Tabs>\n<TabItem value='a'>\n```\nb\n```\n</Tabs>\n```\nc\n```", ["label: a", "code: b", "code: c"]],
    ["<B>\n<Tab label='a'>\n```\nb\n```\n</B>\n```\nc\n```\n</Tab>", ["label: a", "code: [a] b", "code: c"]],
    ["<A b={1}\n\nc\n\n<B\n/>d", ["prose: <A b={1}", "prose: c", "prose: d"]],
    ["<TabItem label='never closed'>\n```\nb\n```", ["label: never closed", "code: b"]],
    ["</TabItem>\n```\nb\n```", ["code: b"]],
    [
      "<Tabs values={[\n  {label: 'The b', value: 'b'},\n\n  {value: \"c\"},\n]}>\n<TabItem value='b'>d</TabItem>\n<TabItem value='c'>\n```\ne\n```\n</TabItem>\n</Tabs>",
      ["label: The b", "prose: d", "label: c", "code: [c] e"],
    ],
    ["<A label={f('x')}>\n</A>", []],
  ])("%j", (text, expected) => {
    expect(read(text)).toEqual(expected);
    expect(read(text, "page.mdx")).toEqual(expected);
  });

  it("is recognised by the page's name if plain Markdown differs", () => {
    const text = "    indented\n\n<div>\n**a**\n</div>\n\nb <>c</> d{' '}";
    expect(read(text)).toEqual(["code: indented", "prose: **a**", "prose: b <>c</> d{' '}"]);
    expect(read(text, "page.MDX")).toEqual(["prose: indented", "prose: a", "prose: b c d"]);
  });

  it("keeps ids as link targets", () => {
    const { ids } = pageOf('<Part id="a">\n\n<b id="c" />d', sites.plain, "page.mdx").facts;
    expect([...ids]).toEqual(["a", "c"]);
  });

  it("is accepted as a page, except by MkDocs", () => {
    inFolder((folder) => {
      writeFileSync(join(folder, "a.mdx"), "<A />\n\ntext");
      expect(openSource({ id: "docs", dir: folder }).files.map(({ path }) => path)).toEqual(["a.mdx"]);
    });
    const { isPage } = readMkdocsSite("");
    expect(["a.md", "a.mdx"].map((path) => isPage?.({ path, text: "" }))).toEqual([true, false]);
  });

  it("is a target of links", () => {
    const pages = new Set(["a.mdx", "b/index.mdx", "c.md", "c.mdx"]);
    const paths = ["a", "a.mdx", "b/", "c", "c.mdx", "d"].map(
      (href) => resolveLink({ text: "", href, line: 1 }, "x.mdx", pages).path,
    );
    expect(paths).toEqual(["a.mdx", "a.mdx", "b/index.mdx", "c.md", "c.mdx", undefined]);
  });
});

describe("the text between tags", () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 4 }).map((all) => all.join(" "));
  const nothing = ["", ":::", ":::tip", "<Tabs>", "<A b={1}>", "</Tabs>", "{/* a */}", "[[toc]]"];

  it("keeps its words and their order inside any containers and components", () => {
    const balanced: readonly (readonly [string, string])[] = [
      ["", ""],
      [":::tip", ":::"],
      ["::: details {open}", ":::"],
      ["<A>", "</A>"],
      ["<TabItem\n  value={1}\n>", "</TabItem>"],
      ["{/* a\n\nb */}", "<B />"],
      ["[[toc]]", "<<< @/a.js"],
    ];
    const nested = fc.letrec<{ text: { written: string; words: string } }>((tie) => ({
      text: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        words.map((all) => ({ written: all, words: all })),
        fc
          .tuple(
            fc.constantFrom(...balanced),
            fc.constantFrom("\n", "\n\n"),
            fc.array(tie("text"), { minLength: 1, maxLength: 3 }),
          )
          .map(([[open, close], gap, inside]) => ({
            written: [open, ...inside.map(({ written }) => written), close].join(gap),
            words: inside.map(({ words }) => words).join(" "),
          })),
      ),
    }));
    fc.assert(
      fc.property(nested.text, fc.constantFrom("a.md", "a.mdx"), ({ written, words }, path) => {
        const blocks = pageOf(written, sites.plain, path).sections.flatMap((section) => section.blocks);
        expect(blocks.map(blockText).join(" ")).toBe(words);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps its line numbers, whatever is dropped above it", () => {
    const marks = [
      "{/*",
      "*/}",
      "<A",
      "<A>",
      "</A>",
      "b={",
      "}",
      "'",
      ">",
      "import {",
      "} from 'a'",
      "export {",
      "\n\n",
    ];
    const more = [
      ":::",
      "::::a",
      ":::b[c]",
      "    ",
      "> ",
      "- ",
      "\n~~~\n",
      "<TabItem label='d'>",
      "<e>",
      "[[toc]]",
      "\t",
      "|",
      "\n",
    ];
    const pieces = fc.array(fc.oneof(fc.constantFrom(...marks, ...more), fc.constantFrom("\n# ", "\n[link](#)")));
    fc.assert(
      fc.property(pieces, fc.constantFrom("a.md", "a.mdx"), (all, path) => {
        const text = all.map((piece, at) => piece.replace("# ", `# h${at} `).replace("(#)", `(#${at})`)).join("");
        const lineAt = (line: number): string => text.split("\n")[line - 1] ?? "";
        for (const { anchor, heading, line, links } of pageOf(text, sites.plain, path).sections) {
          if (anchor !== "" && /^h\d+/.test(heading)) expect(lineAt(line)).toContain(/^h\d+/.exec(heading)?.[0]);
          for (const link of links) expect(lineAt(link.line)).toContain(`(${link.href})`);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("stays unchanged in fenced code", () => {
    const line = fc.oneof(
      fc.constantFrom(...nothing, "import a from 'a';", "export {", "    x", "<TabItem>"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), fc.constantFrom("a.md", "a.mdx"), (lines, path) => {
        const code = lines.join("\n").replace(/[~\0\r]/g, "");
        const blocks = pageOf(`<A>\n:::tip\n~~~js\n${code}\n~~~\n:::\n</A>`, sites.plain, path).sections.flatMap(
          (section) => section.blocks,
        );
        expect(blocks).toEqual([{ kind: "code", text: code.replace(/^\n+|\n+$/g, ""), language: "js", label: "" }]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the language and the label of a fence", () => {
  it.each([
    ["js", "js", ""],
    ['js title="a.js"', "js", "a.js"],
    ["js title='a b'{1,2} showLineNumbers", "js", "a b"],
    ["sh [npm]", "sh", "npm"],
    ["sh{1} [npm]", "sh", "npm"],
    ["[npm]", "", "npm"],
    ["js subtitle=x a[0]", "js", ""],
    ['js title=""', "js", ""],
    ["{ .yaml }", "yaml", ""],
    ["{1-3}", "", ""],
    ["c++", "c++", ""],
  ])("%s", (info, language, label) =>
    expect(blocksOf(`\`\`\`${info}\nx\n\`\`\``, sites.plain)).toEqual([{ kind: "code", text: "x", language, label }]),
  );
});

describe("explicit ids of headings", () => {
  it("are the anchor, in both notations", () => {
    expect(anchors("A {#b}", "C {/* #d */}", "E {/*#f*/}", "G `h` {/* #i j */}", "K {/* l */}", "M {#n}")).toEqual([
      "b",
      "d",
      "f",
      "i",
      "k",
      "n",
    ]);
    expect(pageOf("# G `h` {/* #i j */}", sites.plain).sections[0]?.heading).toBe("G h");
  });
});
