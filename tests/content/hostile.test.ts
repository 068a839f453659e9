import { describe, expect, it } from "vitest";
import { LONGEST_PARAGRAPH } from "../../src/content/paragraphlimit.ts";
import { cpuTime } from "../cputime.ts";
import { pageOf, sites } from "./pages.ts";

/** In ms. The aim is 300 on a machine of its own; ten times that keeps a busy one from failing, and still shows a square. */
const BOUND = 3_000;

const nested = (depth: number, line: (level: number) => string): string =>
  Array.from({ length: depth }, (_, at) => line(at)).join("\n");

const pages: Readonly<Record<string, string>> = {
  "stars after a link": `[a](b)${"*".repeat(100_000)}`,
  "64 KB of mail addresses": "<a@b.cd> ".repeat(7_300),
  "mail addresses left open": "<a@b.".repeat(13_000),
  "a reference definition left open, 200 KB": `[a]: b '${"x\n".repeat(100_000)}`,
  "a reference label left open, 200 KB": `[${"x\n".repeat(100_000)}`,
  "a reference address left open, 200 KB": `[a]: <${"x".repeat(200_000)}`,
  "reference titles that never fit": "[a]: b\n'".repeat(25_000),
  "opening brackets": "[".repeat(50_000),
  "opening brackets of images": "![".repeat(50_000),
  "brackets in brackets": "[".repeat(25_000) + "]".repeat(25_000),
  "links left open": "[a](".repeat(20_000),
  "parentheses in a link": `[a](${"(".repeat(50_000)}`,
  "quotes in quotes": `${">".repeat(50_000)}a`,
  "quotes, one deeper each line": nested(400, (level) => `${">".repeat(level)} a`),
  "lists in lists": `${"- ".repeat(50_000)}a`,
  "lists, one deeper each line": nested(600, (level) => `${"  ".repeat(level)}- a`),
  "10,000 backticks": `${"`".repeat(10_000)}a`,
  "backticks that never pair": nested(400, (level) => `${"`".repeat(level + 1)}a`),
  "admonitions in admonitions": nested(500, (level) => `${"    ".repeat(level)}!!! note "t"`),
  "a long body 50 admonitions deep": `${nested(50, (level) => `${"    ".repeat(level)}!!! note`)}${`\n${" ".repeat(200)}x`.repeat(1_000)}`,
  "an admonition that is none": `!!! a${" ".repeat(100_000)}!${" a".repeat(50_000)}!`,
  "tabs in a row": '=== "a"\n'.repeat(20_000),
  "attribute lists left open": `# a${" {.a".repeat(30_000)}\n\n${'{a="'.repeat(30_000)}`,
  "blank lines in code": `\`\`\`\n${"\n".repeat(100_000)}x\n${"\n".repeat(100_000)}y\n\`\`\``,
  "HTML left open": `${"<a ".repeat(30_000)}\n\n${"<div>".repeat(30_000)}${"<!--".repeat(30_000)}`,
  "badges that are none": `<b x="${"class= ".repeat(20_000)}">x</b>`,
  "a wide table": `${"|a".repeat(2_000)}|\n${"|-".repeat(2_000)}|\n${"|x\n".repeat(1_000)}`,
  "equal headings": "# a\n".repeat(10_000),
  "headings that take each other's anchors":
    "# a\n".repeat(5_000) + nested(5_000, (level) => `# a_${level + 1}\n# a-${level + 1}`),
  "numbers past 2^53 in headings": "# a_9007199254740993\n".repeat(50),
  "equal ids": "# a {#x}\n".repeat(10_000),
  "headings without letters": "# !\n".repeat(10_000),
  "blanks in a heading": `# a${" ".repeat(49_000)}{#x`,
  "lists of attributes on lines": "{: .x}\n".repeat(20_000),
  "lists of attributes below text": "a\n{: .x}\n".repeat(20_000),
  "lists of attributes in a heading": `# a${"{: .x".repeat(9_000)}}`,
  "an id of many parts": `a {${"#a".repeat(20_000)}`,
  "ids left open": "a {: #".repeat(8_000),
  "extensions left open": "{::comment}\n".repeat(20_000),
  "an extension of one long name": `{::${"a".repeat(45_000)}`,
  "tags in a paragraph": "x\n<a\n".repeat(9_000),
  "tags below headings": "# h\n<a\n".repeat(9_000),
  "a tag that is Markdown many times": `<div${" markdown=".repeat(4_500)}`,
  "Markdown in Markdown": '<div markdown="1">\n'.repeat(2_500),
  "code in items, left open": "- ```\nx\n".repeat(9_000),
  "code in items, left open in turn": "- a\n  ~~~ a\n  ``` b\nx\n".repeat(4_000),
  "tables of contents": "- a\n{:toc}\n".repeat(9_000),
  "references with blanks": "[a]: b c\n".repeat(5_000),
  "a reference with blanks left open": `[a]: x${" \t".repeat(20_000)}'`,
  "links with blanks": "[a](b c ".repeat(5_500),
  "references that are open": "[a][b]\n".repeat(7_000),
  "templates left open": "{% a {{ b ".repeat(20_000),
  "templates in every line": "{{ a }} {%- b -%}\n".repeat(20_000),
  "a page that includes itself": `---\n---\n${"{% include_relative page.md %}\n".repeat(10_000)}`,
  "invisible characters": "\u200b ".repeat(50_000),
};

describe.each(Object.entries(sites))("hostile Markdown as a %s page (A53)", (_, site) => {
  it.each(Object.entries(pages))("%s", (_, text) => {
    const spent = cpuTime(() => {
      pageOf(text, site);
      // As much as is read of one paragraph: what is longer is left out.
      pageOf(text.slice(0, LONGEST_PARAGRAPH - 1), site);
    });
    expect(spent).toBeLessThan(BOUND);
  });
});
