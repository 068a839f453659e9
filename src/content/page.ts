import { type PageElement, readElements } from "./blocks.ts";
import type { Site } from "./dialects/dialect.ts";
import { splitFrontMatter } from "./frontmatter.ts";
import { parserFor } from "./markdown.ts";
import { type PageFacts, readPageFacts } from "./pagefacts.ts";
import { limitParagraphs } from "./paragraphlimit.ts";
import type { Block, Fault, Link, Page, Revision, Section } from "./section.ts";

export interface PageFile {
  readonly source: string;
  readonly path: string;
  readonly text: string;
  readonly revision: Revision;
}

export interface PageSections {
  readonly page: Page;
  readonly sections: readonly Section[];
  readonly facts: PageFacts;
  readonly faults: readonly Fault[];
}

interface Draft {
  readonly heading: string;
  readonly line: number;
  readonly anchor: string;
  readonly level: number;
  readonly badges: readonly string[];
  readonly breadcrumb: readonly string[];
  readonly blocks: Block[];
  readonly links: Link[];
}

/** Splits a page into sections at its headings. */
export function readPage(file: PageFile, site: Site): PageSections {
  const expanded = site.expand?.(file) ?? { text: file.text, faults: [], lineOf: undefined };
  const { front, body, faults } = splitFrontMatter(expanded.text, file.path);
  const limited = limitParagraphs(body, file.path);
  const tokens = parserFor(site.dialect).parse(limited.text, { path: file.path });
  const elements = [...readElements(tokens)];
  const firstTitle = elements.find((element) => element.kind === "heading" && element.level === 1);
  const title =
    front.title || (firstTitle?.kind === "heading" ? firstTitle.inline.plain : "") || titleOfPath(file.path);
  const page: Page = {
    source: file.source,
    path: file.path,
    title,
    description: front.description,
    nav: site.nav.get(file.path) ?? [],
    aliases: front.aliases,
    official: front.official,
    revision: file.revision,
  };
  const lineOf = (line: number): number => expanded.lineOf?.(line) ?? line;
  const drafts = cutAtHeadings(elements, page, site);
  const url = site.urlOf(file.path);
  const sections = drafts.map((draft) => ({
    page,
    ...draft,
    line: lineOf(draft.line),
    links: draft.links.map((link) => ({ ...link, line: lineOf(link.line) })),
    url: url === undefined ? undefined : `${url}${draft.anchor ? `#${encodeURI(draft.anchor)}` : ""}`,
    askedAs: [],
  }));
  const tooLong = limited.faults.map((fault) => ({ ...fault, line: lineOf(fault.line) }));
  const empty =
    sections.length === 0
      ? [{ file: file.path, message: "no headings and no text, so there is nothing to index" }]
      : [];
  return {
    page,
    sections,
    facts: readPageFacts(tokens, lineOf),
    faults: [...faults, ...expanded.faults, ...tooLong, ...empty],
  };
}

/** Text above the first heading becomes a section without an anchor. */
function cutAtHeadings(elements: readonly PageElement[], page: Page, site: Site): Draft[] {
  const anchorOf = site.dialect.anchors(
    elements.flatMap((element) => (element.kind === "heading" && element.id !== undefined ? [element.id] : [])),
  );
  const drafts: Draft[] = [];
  const above: { level: number; heading: string }[] = [];
  let current: Draft | undefined;
  for (const element of elements) {
    if (element.kind === "heading") {
      while ((above.at(-1)?.level ?? 0) >= element.level) above.pop();
      const heading = element.inline.plain || element.inline.text;
      const anchor = anchorOf(element.inline.text, element.id);
      above.push({ level: element.level, heading });
      current = {
        heading,
        line: element.line,
        anchor,
        level: element.level,
        badges: element.inline.badges,
        breadcrumb: breadcrumbOf(page.title, above),
        blocks: [],
        links: [],
      };
      drafts.push(current);
    } else {
      current ??= startOfPage(page, drafts);
      current.blocks.push(element.block);
      current.links.push(...element.links);
    }
  }
  return drafts;
}

function startOfPage(page: Page, drafts: Draft[]): Draft {
  const draft: Draft = {
    heading: page.title,
    line: 1,
    anchor: "",
    level: 1,
    badges: [],
    breadcrumb: [page.title],
    blocks: [],
    links: [],
  };
  drafts.push(draft);
  return draft;
}

/** A first-level heading is replaced by the page's title. */
function breadcrumbOf(title: string, above: readonly { level: number; heading: string }[]): string[] {
  const headings = above.map((entry) => entry.heading);
  return above[0]?.level === 1 ? [title, ...headings.slice(1)] : [title, ...headings];
}

const titleOfPath = (path: string): string =>
  path
    .replace(/\.\w+$/, "")
    .split("/")
    .at(-1)
    ?.replace(/[-_]+/g, " ") ?? path;
