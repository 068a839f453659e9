/** Documentation as the engine sees it: pages cut into sections, each of which can be cited. */

/** A run of a section, in document order. `text` is rendered: markup removed, white space folded (kept in code). */
export type Block =
  | { readonly kind: "prose"; readonly text: string }
  | { readonly kind: "item"; readonly text: string; readonly depth: number; readonly marker: string }
  | { readonly kind: "row"; readonly header: readonly string[]; readonly cells: readonly string[] }
  | { readonly kind: "code"; readonly text: string; readonly language: string; readonly label: string }
  /** A heading that has no anchor of its own (raw HTML), a tab label, or the title of an admonition. */
  | { readonly kind: "label"; readonly text: string };

/** A link that leaves a section; `path` and `anchor` are set where it leads to a page of the same source. */
export interface Link {
  readonly text: string;
  readonly href: string;
  /** Of the Markdown file, 1-based. */
  readonly line: number;
  readonly path?: string;
  readonly anchor?: string;
}

/** Where the words of a page come from: a git commit, or a hash of the file where there is none. */
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
  /** Labels of the navigation tree above the page, outermost first. */
  readonly nav: readonly string[];
  /** Further phrasings in which people ask for this page. */
  readonly aliases: readonly string[];
  /** Official pages that the facts of this page come from, shown apart from the citation. */
  readonly official: readonly string[];
  readonly revision: Revision;
}

export interface Section {
  readonly page: Page;
  readonly heading: string;
  readonly anchor: string;
  /** Of the heading in the Markdown file, 1-based. */
  readonly line: number;
  /** 1 to 6. */
  readonly level: number;
  /** Public address, where the source has one. */
  readonly url: string | undefined;
  /** From the page's title down to this heading. */
  readonly breadcrumb: readonly string[];
  /** Edition badges of the heading: "Enterprise", "Cloud". */
  readonly badges: readonly string[];
  readonly blocks: readonly Block[];
  readonly links: readonly Link[];
  /** Phrasings attached to this section by the documentation team. */
  readonly askedAs: readonly string[];
}

/** Something in the content that is wrong: what, where, and what it costs. */
export interface Fault {
  readonly file: string;
  /** 1-based; absent where the fault is the file's. */
  readonly line?: number;
  readonly message: string;
}

export const formatFault = (fault: Fault): string =>
  `${fault.file}${fault.line === undefined ? "" : `:${fault.line}`}: ${fault.message}`;

/** `path#anchor`, unique within a source. */
export const sectionKey = (path: string, anchor: string): string => `${path}#${anchor}`;

/** The rendered text of one block; cells and header are joined by a space, as white space folding would. */
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

/** Every run of white space becomes one space. */
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
