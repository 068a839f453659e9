/** Documentation as the bot sees it: pages, split into sections that can be cited. */

/** A part of a section, in document order. `text` is rendered: no markup, white space folded (but not in code). */
export type Block =
  | { readonly kind: "prose"; readonly text: string }
  | { readonly kind: "item"; readonly text: string; readonly depth: number; readonly marker: string }
  | { readonly kind: "row"; readonly header: readonly string[]; readonly cells: readonly string[] }
  | { readonly kind: "code"; readonly text: string; readonly language: string; readonly label: string }
  /** A heading without an anchor (raw HTML), the label of a tab, or the title of an admonition. */
  | { readonly kind: "label"; readonly text: string };

/** `path` and `anchor` are set if the link leads to a page of the same source. */
export interface Link {
  readonly text: string;
  readonly href: string;
  /** In the Markdown file, 1-based. */
  readonly line: number;
  readonly path?: string;
  readonly anchor?: string;
}

/** Which version of a page was read: a git commit, or a hash of the file if there is none. */
export interface Revision {
  readonly id: string;
  readonly kind: "git" | "hash";
  /** ISO 8601 date of the commit. */
  readonly date?: string;
}

export interface Page {
  readonly source: string;
  /** Relative to the documentation root, with forward slashes. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** Labels above the page in the site's navigation, outermost first. */
  readonly nav: readonly string[];
  /** Other ways people ask for this page. */
  readonly aliases: readonly string[];
  /** Addresses of the official pages behind this page, shown beside the citation. */
  readonly official: readonly string[];
  readonly revision: Revision;
}

export interface Section {
  readonly page: Page;
  readonly heading: string;
  readonly anchor: string;
  /** Line of the heading in the Markdown file, 1-based. */
  readonly line: number;
  /** 1 to 6. */
  readonly level: number;
  /** Public address; `undefined` if the source has none. */
  readonly url: string | undefined;
  /** From the page's title down to this heading, both included. */
  readonly breadcrumb: readonly string[];
  /** Badges in the heading, such as "Enterprise" or "Cloud". */
  readonly badges: readonly string[];
  readonly blocks: readonly Block[];
  readonly links: readonly Link[];
  /** How people ask for this section, as written by the documentation team. */
  readonly askedAs: readonly string[];
}

/** A problem in the content: where it is, what is wrong, and how to fix it. */
export interface Fault {
  readonly file: string;
  /** 1-based; absent if the whole file is at fault. */
  readonly line?: number;
  readonly message: string;
}

export const formatFault = (fault: Fault): string =>
  `${fault.file}${fault.line === undefined ? "" : `:${fault.line}`}: ${fault.message}`;

/** `path#anchor`, unique within a source. */
export const sectionKey = (path: string, anchor: string): string => `${path}#${anchor}`;

/** The rendered text of one block; the cells of a row are joined by spaces. */
export function blockText(block: Block): string {
  switch (block.kind) {
    case "row":
      return block.cells.filter(Boolean).join(" ");
    case "prose":
    case "item":
    case "code":
    case "label":
      return block.text;
    default:
      return block satisfies never;
  }
}

/** Trims, and turns every run of white space into one space. */
export const fold = (text: string): string => text.replace(/\s+/g, " ").trim();

/** The rendered text of a section without its code. */
export const proseOf = (blocks: readonly Block[]): string =>
  blocks
    .filter((block) => block.kind !== "code")
    .map(blockText)
    .join("\n");

export const codeOf = (blocks: readonly Block[]): string =>
  blocks
    .filter((block) => block.kind === "code")
    .map(blockText)
    .join("\n");
