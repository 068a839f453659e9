import { type Piece, readPieces } from "./blocks.ts";
import { boundParagraphs } from "./bounds.ts";
import type { Site } from "./dialects/dialect.ts";
import { splitFrontMatter } from "./frontmatter.ts";
import { parserFor } from "./markdown.ts";
import { type PageRemarks, remarksOn } from "./remarks.ts";
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
  readonly remarks: PageRemarks;
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

/** Cuts one page into sections at its headings. */
export function readPage(file: PageFile, site: Site): PageSections {
  const expanded = site.expand?.(file) ?? { text: file.text, faults: [], lineOf: undefined };
  const { front, body, faults } = splitFrontMatter(expanded.text, file.path);
  const bounded = boundParagraphs(body, file.path);
  const tokens = parserFor(site.dialect).parse(bounded.text, { path: file.path });
  const pieces = [...readPieces(tokens)];
  const firstTitle = pieces.find((piece) => piece.kind === "heading" && piece.level === 1);
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
  const drafts = cutAtHeadings(pieces, page, site);
  const url = site.urlOf(file.path);
  const sections = drafts.map((draft) => ({
    page,
    ...draft,
    line: lineOf(draft.line),
    links: draft.links.map((link) => ({ ...link, line: lineOf(link.line) })),
    url: url === undefined ? undefined : `${url}${draft.anchor ? `#${encodeURI(draft.anchor)}` : ""}`,
    askedAs: [],
  }));
  const tooLong = bounded.faults.map((fault) => ({ ...fault, line: lineOf(fault.line) }));
  const empty = sections.length === 0 ? [{ file: file.path, message: "no heading and no text: nothing to index" }] : [];
  return {
    page,
    sections,
    remarks: remarksOn(tokens, lineOf),
    faults: [...faults, ...expanded.faults, ...tooLong, ...empty],
  };
}

/** Text above the first heading forms a section of its own, without an anchor. */
function cutAtHeadings(pieces: readonly Piece[], page: Page, site: Site): Draft[] {
  const anchorOf = site.dialect.anchors(
    pieces.flatMap((piece) => (piece.kind === "heading" && piece.id !== undefined ? [piece.id] : [])),
  );
  const drafts: Draft[] = [];
  const above: { level: number; heading: string }[] = [];
  let current: Draft | undefined;
  for (const piece of pieces) {
    if (piece.kind === "heading") {
      while ((above.at(-1)?.level ?? 0) >= piece.level) above.pop();
      const heading = piece.inline.plain || piece.inline.text;
      const anchor = anchorOf(piece.inline.text, piece.id);
      above.push({ level: piece.level, heading });
      current = {
        heading,
        line: piece.line,
        anchor,
        level: piece.level,
        badges: piece.inline.badges,
        breadcrumb: breadcrumbOf(page.title, above),
        blocks: [],
        links: [],
      };
      drafts.push(current);
    } else {
      current ??= startOfPage(page, drafts);
      current.blocks.push(piece.block);
      current.links.push(...piece.links);
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

/** The page's title stands for its own first-level heading. */
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
