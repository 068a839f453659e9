import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Dialect, Site } from "../../src/content/dialects/dialect.ts";
import { readJekyllSite } from "../../src/content/dialects/jekyll.ts";
import { mkdocs } from "../../src/content/dialects/mkdocs.ts";
import { plain } from "../../src/content/dialects/plain.ts";
import { type PageSections, readPage } from "../../src/content/page.ts";
import type { Block, Section } from "../../src/content/section.ts";

const siteOf = (dialect: Dialect): Site => ({ dialect, docsDir: "", urlOf: () => undefined, nav: new Map() });

export const sites = {
  mkdocs: siteOf(mkdocs),
  plain: siteOf(plain),
  jekyll: readJekyllSite("product: Stove\nbaseurl: /kitchen"),
};

/** One page without a tree around it. */
export const pageOf = (text: string, site: Site = sites.mkdocs, path = "page.md"): PageSections =>
  readPage(
    { source: "docs", path, text, revision: { id: "0123456789ab", kind: "hash" } },
    site.withFiles?.([{ path, text }]) ?? site,
  );

export const blocksOf = (text: string, site: Site = sites.mkdocs): Block[] =>
  pageOf(text, site).sections.flatMap((section) => [...section.blocks]);

export const anchorsOf = (text: string, site: Site = sites.mkdocs): string[] =>
  pageOf(text, site).sections.map((section) => section.anchor);

/** A page as text that one can read beside its Markdown. */
export function outline({ page, sections, faults }: PageSections): string {
  const head = [`title: ${page.title}`];
  if (page.description) head.push(`description: ${page.description}`);
  if (page.aliases.length > 0) head.push(`aliases: ${page.aliases.join(" | ")}`);
  if (page.official.length > 0) head.push(`official: ${page.official.join(" | ")}`);
  head.push(...faults.map((fault) => `fault: ${fault.message}`));
  return `${[head.join("\n"), ...sections.map(outlineSection)].join("\n\n")}\n`;
}

function outlineSection(section: Section): string {
  const lines = [
    `${"#".repeat(section.level)} ${section.heading} (${section.anchor ? `#${section.anchor}` : "no anchor"})`,
  ];
  lines.push(`in: ${section.breadcrumb.join(" > ")}`);
  if (section.badges.length > 0) lines.push(`badges: ${section.badges.join(" | ")}`);
  lines.push(...section.blocks.map(outlineBlock));
  lines.push(...section.links.map((link) => `link: ${link.text} -> ${link.href}`));
  return lines.join("\n");
}

function outlineBlock(block: Block): string {
  switch (block.kind) {
    case "prose":
    case "label":
      return `${block.kind}: ${block.text}`;
    case "item":
      return `item: ${"  ".repeat(block.depth)}${block.marker} ${block.text}`;
    case "row":
      return `row: ${block.header.join(" | ")} = ${block.cells.join(" | ")}`;
    case "code":
      return `code ${block.language || "plain"}${block.label && ` in tab ${block.label}`}:\n    ${block.text.replaceAll("\n", "\n    ")}`;
    default:
      return block satisfies never;
  }
}

/** A folder that is there while `use` runs. */
export function inFolder<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "docsbot-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
