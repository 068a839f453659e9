import type { MarkdownIt } from "markdown-it";
import type { Fault } from "../section.ts";
import type { TextFile } from "../tree.ts";

/** How one kind of documentation site extends Markdown and makes anchors. */
export interface Dialect {
  readonly name: string;
  /** Block and inline rules beyond CommonMark and GFM tables. */
  readonly extend: (md: MarkdownIt) => void;
  /**
   * Starts a page. The returned function makes each heading's anchor in turn, unique on the page, just as the built site does.
   * `given` are the explicit ids of the page's headings: an earlier heading must not take one of them.
   */
  readonly anchors: (given: readonly string[]) => (heading: string, explicit: string | undefined) => string;
}

/** What a documentation site's own configuration file says about it. */
export interface Site {
  readonly dialect: Dialect;
  /** Folder of the pages, relative to the root; "" for the root itself. */
  readonly docsDir: string;
  /** Public address of a page; `undefined` if the site has none. */
  readonly urlOf: (path: string) => string | undefined;
  /** Navigation labels above each page, by path, outermost first. */
  readonly nav: ReadonlyMap<string, readonly string[]>;
  /** The same site with its files known, for dialects in which front matter decides about addresses. */
  readonly withFiles?: (files: readonly TextFile[]) => Site;
  /** Whether a Markdown file is a page. Absent if all of them are. */
  readonly isPage?: (file: TextFile) => boolean;
  /** Expands the template language around the Markdown of a page. */
  readonly expand?: (file: TextFile) => Expanded;
  /** The page that a link on page `from` leads to, if links are addresses rather than paths of files. */
  readonly pathAt?: (target: string, from: string) => string | undefined;
}

export interface Expanded {
  readonly text: string;
  readonly faults: readonly Fault[];
  /** Maps a line of `text` to a line of the page's file; included text maps to the line of its tag. Both are 1-based. */
  readonly lineOf?: (line: number) => number;
}

/** Attribute lists such as `{#id}` and `{: .class target="_blank" }`: removed from text, read for ids in headings. */
export const ATTRIBUTE_LIST =
  /\{:?[ \t]*((?:[#.][\w:.-]+|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"'{}]+))(?:[ \t]+(?:[#.][\w:.-]+|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"'{}]+)))*)[ \t]*\}/g;

/** Splits `Heading {#id}` into its text and its id, if the attribute list has one. */
export function splitHeadingAttributes(text: string): { text: string; id: string | undefined } {
  const at = text.search(/[ \t]\{[^{}]*\}[ \t]*$/);
  if (at < 0) return { text, id: undefined };
  const list = text.slice(at);
  if (list.replace(ATTRIBUTE_LIST, "").trim() !== "") return { text, id: undefined };
  return { text: text.slice(0, at), id: /#([\w:.-]+)/.exec(list)?.[1] };
}

/** Each slug in use with the last one derived from it, so that 10,000 equal headings do not all start counting at one. */
export type TakenSlugs = Map<string, string>;

/** Takes the first of `slug`, `rename(slug)`, `rename(rename(slug))`, … that is neither empty nor in use. */
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

/** A file's path for use in an address. `encodeURI` alone would leave `?` and `#`, which end a path. */
export const encodePath = (path: string): string => encodeURI(path).replace(/[?#]/g, encodeURIComponent);
