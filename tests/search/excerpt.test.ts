import { fileURLToPath } from "node:url";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { type DefaultTreeAdapterMap, parseFragment } from "parse5";
import { describe, expect, it } from "vitest";
import { openSource } from "../../src/content/sources.ts";
import { chooseExcerpt, LONGEST_CARD, type Part } from "../../src/search/excerpt.ts";
import { search } from "../../src/search/search.ts";
import { shelfOf } from "./shelf.ts";

/** Runs of text that a part shows. */
const runsOf = (part: Part): string[] =>
  part.kind === "row" ? part.cells.map(({ text }) => text).filter(Boolean) : [part.text];

const letters = (text: string): string => text.normalize("NFKC").replace(/\s+/g, " ").trim();

type Node = DefaultTreeAdapterMap["node"];

/** The text of a page by another way: markdown-it's own HTML, read by an HTML parser. */
function textByHtml(markdown: string): string {
  const html = new MarkdownIt({ html: true, linkify: false }).render(markdown.replace(/^---\n[\s\S]*?\n---\n/, ""));
  const texts: string[] = [];
  const visit = (node: Node): void => {
    if ("value" in node) texts.push(node.value);
    if ("tagName" in node && /^(p|li|td|th|h\d|pre|br|tr|div)$/.test(node.tagName)) texts.push(" ");
    if ("childNodes" in node) node.childNodes.forEach(visit);
    if ("tagName" in node && /^(p|li|td|th|h\d|pre|tr|div)$/.test(node.tagName)) texts.push(" ");
  };
  visit(parseFragment(html));
  return letters(texts.join(""));
}

const CONTENT = fileURLToPath(new URL("../../content/docs", import.meta.url));

describe("excerpts", () => {
  const pages = Object.fromEntries(
    openSource({ id: "docs", dir: CONTENT }).files.map(({ path, text }) => [path, text]),
  );
  const { knowledge, sections } = shelfOf(pages);
  const byHtml = new Map(Object.entries(pages).map(([path, text]) => [path, textByHtml(text)]));

  it("of every section of our own pages are runs of the page as another renderer gives it", () => {
    const strange: string[] = [];
    sections.forEach((section, number) => {
      for (const question of [section.heading, "how do I configure access to a branch", "what is not supported"]) {
        const { wants, matcher } = search(question, knowledge);
        const parts = chooseExcerpt(number, section, { wants, matcher }, knowledge.index);
        for (const run of parts.flatMap(runsOf))
          if (!byHtml.get(section.page.path)?.includes(letters(run))) strange.push(`${section.page.path}: ${run}`);
      }
    });
    expect(strange).toEqual([]);
    expect(sections.length).toBeGreaterThan(200);
  });

  const word = fc.constantFrom(
    "apple",
    "branch",
    "the",
    "Set",
    "`fs.s3a.key`",
    "*soft*",
    "**hard**",
    "[link](x.md)",
    "2.",
    "e.g.",
    "end.",
    "a_b",
    "&amp;",
    "\\*",
  );
  const line = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(" "));
  const block = fc.oneof(
    line,
    line.map((text) => `- ${text}`),
    line.map((text) => `1. ${text}`),
    line.map((text) => `> ${text}`),
    line.map((text) => `\`\`\`sh\n${text}\n\n${text}\n\`\`\``),
    fc.tuple(line, line).map(([a, b]) => `| a | b |\n| --- | --- |\n| ${a} | ${b} |`),
    line.map((text) => `## ${text}`),
  );

  it("of any page are runs of it, within the card, with marks inside", () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 12 }), line, (blocks, question) => {
        const markdown = blocks.join("\n\n");
        const shelf = shelfOf({ "a.md": `# Page\n\n${markdown}` });
        const html = textByHtml(`# Page\n\n${markdown}`);
        shelf.sections.forEach((section, number) => {
          const { wants, matcher } = search(question, shelf.knowledge);
          const parts = chooseExcerpt(number, section, { wants, matcher }, shelf.knowledge.index);
          const shown = parts.flatMap(runsOf);
          expect(parts.length === 0).toBe(section.blocks.every(({ kind }) => kind === "label"));
          for (const run of shown) {
            expect(html).toContain(letters(run));
            expect(run.trim()).not.toBe("");
          }
          const rows = parts.filter(({ kind }) => kind === "row").length;
          if (rows === 0) expect(shown.join("").length).toBeLessThanOrEqual(LONGEST_CARD);
          for (const part of parts)
            if (part.kind !== "row" && part.kind !== "code")
              for (const [start, end] of part.marks) {
                expect(start).toBeLessThan(end);
                expect(end).toBeLessThanOrEqual(part.text.length);
              }
        });
      }),
      { numRuns: 150 },
    );
  });

  it("leave out what does not help, and say so", () => {
    const text =
      "# Retention\n\nIntroduction that says little. The lights are blue.\n\n" +
      `${"Filler about nothing at all in many words. ".repeat(12)}\n\nRetention of tags is 30 days by default.`;
    const shelf = shelfOf({ "a.md": text });
    const { wants, matcher } = search("how long is the retention of tags", shelf.knowledge);
    const parts = chooseExcerpt(0, shelf.sections[0] as never, { wants, matcher }, shelf.knowledge.index, 100);
    expect(parts).toEqual([
      { kind: "prose", gap: false, text: "Introduction that says little.", marks: [] },
      {
        kind: "prose",
        gap: true,
        text: "Retention of tags is 30 days by default.",
        marks: [
          [0, 9],
          [13, 17],
        ],
      },
    ]);
  });

  it("cut code at line ends", () => {
    const code = Array.from({ length: 40 }, (_, at) => `option_${at} = ${"v".repeat(30)}`).join("\n");
    const shelf = shelfOf({ "a.md": `# Options\n\n\`\`\`ini\n${code}\n\`\`\`` });
    const { wants, matcher } = search("option_17", shelf.knowledge);
    const parts = chooseExcerpt(0, shelf.sections[0] as never, { wants, matcher }, shelf.knowledge.index);
    const lines = new Set(code.split("\n"));
    const shown = parts.flatMap(runsOf).flatMap((run) => run.split("\n"));
    expect(shown.filter((line) => !lines.has(line))).toEqual([]);
    expect(shown).toContain(`option_17 = ${"v".repeat(30)}`);
  });

  it("show a table row with its header", () => {
    const shelf = shelfOf({ "a.md": "# Limits\n\n| what | most |\n| --- | --- |\n| tags | 100 |\n| branches | 50 |" });
    const { wants, matcher } = search("how many tags", shelf.knowledge);
    const [part] = chooseExcerpt(0, shelf.sections[0] as never, { wants, matcher }, shelf.knowledge.index, 30);
    expect(part).toEqual({
      kind: "row",
      gap: false,
      header: ["what", "most"],
      cells: [
        { text: "tags", marks: [[0, 4]] },
        { text: "100", marks: [] },
      ],
    });
  });
});
