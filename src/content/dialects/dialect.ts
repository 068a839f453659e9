import type { MarkdownIt } from "markdown-it";
import type { Fault } from "../section.ts";
import type { TextFile } from "../tree.ts";

/** How one family of documentation sites writes Markdown, names its anchors and lays out its addresses. */
export interface Dialect {
  readonly name: string;
  /** Block and inline rules beyond CommonMark and GFM tables. */
  readonly extend: (md: MarkdownIt) => void;
  /**
   * A fresh maker of anchors for one page: unique, as the built site makes them. `given` are the ids that the page's headings
   * name themselves, which a heading further up may not take.
   */
  readonly anchors: (given: readonly string[]) => (heading: string, explicit: string | undefined) => string;
}

/** What a documentation tree says of itself, read from its own configuration file. */
export interface Site {
  readonly dialect: Dialect;
  /** Folder of the pages, relative to the root; "" where it is the root itself. */
  readonly docsDir: string;
  /** Public address of a page, or undefined where the tree does not tell. */
  readonly urlOf: (path: string) => string | undefined;
  /** Labels of the navigation above each page, by path. */
  readonly nav: ReadonlyMap<string, readonly string[]>;
  /** The same site once its files are known, where front matter decides about it. */
  readonly withFiles?: (files: readonly TextFile[]) => Site;
  /** Whether a Markdown file is a page; all are where this is absent. */
  readonly isPage?: (file: TextFile) => boolean;
  /** A page without the template language around its Markdown. */
  readonly expand?: (file: TextFile) => Expanded;
  /** The page at the other end of a link that page `from` writes, where its address is not the path of a file. */
  readonly pathAt?: (target: string, from: string) => string | undefined;
}

export interface Expanded {
  readonly text: string;
  readonly faults: readonly Fault[];
  /** The line of the page's own file that became a line of `text`: for an included text, that of the tag. Both 1-based. */
  readonly lineOf?: (line: number) => number;
}

/** Attribute lists as in `{#id}`, `{: .class target="_blank" }`: swallowed in text, read for ids in headings. */
export const ATTRIBUTE_LIST =
  /\{:?[ \t]*((?:[#.][\w:.-]+|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"'{}]+))(?:[ \t]+(?:[#.][\w:.-]+|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"'{}]+)))*)[ \t]*\}/g;

/** `# Heading {#id}` without its list, and the id where the list has one. */
export function splitHeadingAttributes(text: string): { text: string; id: string | undefined } {
  const at = text.search(/[ \t]\{[^{}]*\}[ \t]*$/);
  if (at < 0) return { text, id: undefined };
  const list = text.slice(at);
  if (list.replace(ATTRIBUTE_LIST, "").trim() !== "") return { text, id: undefined };
  return { text: text.slice(0, at), id: /#([\w:.-]+)/.exec(list)?.[1] };
}

/** Each taken slug with the last one found for it, so that 10,000 equal headings do not each count from one. */
export type TakenSlugs = Map<string, string>;

/** The first of `slug`, `rename(slug)`, `rename(rename(slug))`, … that is neither empty nor taken; it is taken from then on. */
export function uniqueIn(taken: TakenSlugs, slug: string, rename: (slug: string) => string): string {
  const passed = [slug];
  let unique = slug;
  while (unique === "" || taken.has(unique)) {
    unique = rename(taken.get(unique) ?? unique);
    passed.push(unique);
  }
  for (const slug of passed) taken.set(slug, unique);
  return unique;
}

/** A file's path as the path of an address: `encodeURI` leaves `?` and `#`, which would end it. */
export const encodePath = (path: string): string => encodeURI(path).replace(/[?#]/g, encodeURIComponent);
