import { describe, expect, it } from "vitest";
import { cpuTime } from "../../cputime.ts";
import { pageOf, sites } from "../pages.ts";

/** In ms, as in ../hostile.test.ts. */
const BOUND = 3_000;

const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join("\n");

const pages: Readonly<Record<string, string>> = {
  "containers that are never closed, 200 KB": ":::note\n".repeat(25_000),
  "containers that are never opened": ":::\n".repeat(50_000),
  "containers of ever more colons": `${lines(600, (at) => `${":".repeat(at + 3)}a`)}\n${":::\n".repeat(20_000)}`,
  "containers that no line closes": `${"::::a\n".repeat(15_000)}${":::\n".repeat(25_000)}`,
  "containers closed by longer lines": `${":::a\n".repeat(15_000)}${"::::\n".repeat(20_000)}`,
  "a line of colons": ":".repeat(200_000),
  "a title left open": `:::a${"[".repeat(100_000)}${"{title=".repeat(10_000)}}`,
  "a title of spaces": `:::a ${" ".repeat(100_000)}b${"\t{".repeat(50_000)}}`,
  "containers in lists": lines(20_000, () => "- :::a\n  :::"),
  "containers in quotes": "> :::a\n\n".repeat(20_000),
  "a paragraph before colons": "a\n:::\n".repeat(30_000),
  "comments left open": "{/*".repeat(65_000),
  "comments left open, a line each": "{/*\n".repeat(50_000),
  "comments closed far below, before a word": `${"{/*\n".repeat(45_000)}*/} a`,
  "comments of stars": `{/${"*".repeat(200_000)}`,
  "short comments": "{/*a*/}".repeat(28_000),
  "short comments, a line each": "{/*a*/} b\n".repeat(20_000),
  "tags left open": "<A ".repeat(65_000),
  "tags left open, a line each": "<A \n".repeat(50_000),
  "tags left open in braces": "<A b={".repeat(33_000),
  "tags left open in braces, a line each": "<A b={\n".repeat(28_000),
  "tags left open in braces, a long line each": `<A b={${"[".repeat(30)}\n`.repeat(5_500),
  "tags left open in quotes, a line each": '<A b="\n'.repeat(28_000),
  "tags left open in quotes of code, a line each": "<A b={`\n".repeat(25_000),
  "tags on lines of words": "<A b c d e f g h i j k l\n".repeat(8_000),
  "a tag of attributes": `<A${" b".repeat(100_000)}>`,
  "a tag of spaces": `<A${" ".repeat(200_000)}`,
  "a tag of lines": `<A${"\n b".repeat(60_000)}\n/>`,
  "tags of no name": "<>".repeat(100_000),
  "components in components": `${"<A>\n".repeat(25_000)}${"</A>\n".repeat(20_000)}`,
  "components closed by others": `${"<A>\n".repeat(20_000)}${"</B>\n".repeat(20_000)}</A>`,
  "components of all names": lines(12_000, (at) => `<A${at}>\n</A${at}>`),
  "components on one line": "<A>".repeat(65_000),
  "components, one deeper each line": `${lines(600, (at) => `${" ".repeat(at)}<A>`)}\n</A>`,
  "tabs in tabs": `${"<TabItem label='a'>\n".repeat(8_000)}${"</TabItem>\n".repeat(4_000)}`,
  "deep lines in a component": `<A>\n${lines(1_000, (at) => `${" ".repeat(200 - (at % 190))}x`)}\n</A>`,
  "imports left open": "import {\n".repeat(22_000),
  "imports left open, with blank lines": "import {\n\n".repeat(20_000),
  "exports left open": "export const a = [\n\n".repeat(10_000),
  "exports in quotes of code": "export const a = `\n\n".repeat(10_000),
  "exports in comments": "export {/*\n\n".repeat(16_000),
  "an import of spaces": `import${" ".repeat(100_000)}{${" ".repeat(100_000)}`,
  "an import of words": `import a${" from".repeat(40_000)}`,
  "an import that ends in spaces": `import a from "b${'" '.repeat(30_000)}${" ".repeat(100_000)}c`,
  "an export of spaces": `export ${" ".repeat(100_000)}default${" ".repeat(100_000)}a b`,
  "heading ids left open": "# a {/* #\n".repeat(20_000),
  "a heading of ids": `# a${" {/* #b */}".repeat(18_000)}`,
  "a fence of titles": `~~~ ${"title=".repeat(15_000)}${"[".repeat(50_000)}${"title='".repeat(10_001)}\nx\n~~~`,
  "a fence of brackets": `~~~ a${" [b".repeat(60_000)}\nx\n~~~`,
  badges: '<Badge text="a" /> '.repeat(10_000),
  "badges left open": '<Badge text="'.repeat(15_000),
  snippets: `<<< @/a\n`.repeat(25_000),
  "a snippet of spaces": `<<< @/a${" ".repeat(200_000)}\t`,
};

describe.each(["page.md", "page.mdx"])("hostile components and containers as %s (A53)", (path) => {
  it.each(Object.entries(pages))("%s", (_, text) => {
    const spent = cpuTime(() => {
      pageOf(text, sites.plain, path);
    });
    expect(spent).toBeLessThan(BOUND);
  });
});
