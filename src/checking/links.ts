import { type Fault, type Link, type Section, sectionKey } from "../content/section.ts";

/** What the links of one source can lead to. */
export interface Targets {
  /** `path#anchor` of every section. */
  readonly anchors: ReadonlySet<string>;
  /** Pages with at least one heading. A page without any is filled in by the browser, and so are its anchors. */
  readonly headed: ReadonlySet<string>;
  /** Ids in the HTML and attribute lists of a page. */
  readonly idsOf: (path: string) => ReadonlySet<string> | undefined;
}

/** Reports links to pages and headings that do not exist. */
export const brokenLinks = (file: string, sections: readonly Section[], targets: Targets): Fault[] =>
  sections.flatMap(({ links }) =>
    links.flatMap((link): Fault[] => {
      const message = whatIsWrong(link, targets);
      return message === undefined ? [] : [{ file, line: link.line, message: `link to ${link.href}: ${message}` }];
    }),
  );

/** Anchors made by the browser or the theme: routes of an API viewer, text fragments, footnotes, tabs. */
const GENERATED = /^(?:\/|:~:|fn:|fnref:|__)/;

function whatIsWrong({ href, path, anchor = "" }: Link, { anchors, headed, idsOf }: Targets): string | undefined {
  if (path === undefined) return isPageOfSource(href) ? "no such page" : undefined;
  const isThere = anchors.has(sectionKey(path, anchor)) || idsOf(path)?.has(anchor);
  if (anchor === "" || GENERATED.test(anchor) || isThere || !headed.has(path)) return undefined;
  return `no heading or id "${anchor}" on ${path}`;
}

/**
 * Whether a link should lead to a page of its own source. Not images and downloads, which are not read, and not `/path` without
 * an extension, where the server may have something other than documentation.
 */
function isPageOfSource(href: string): boolean {
  const target = href.split(/[?#]/, 1)[0] as string;
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(href)) return false;
  return /\.(?:md|mdx|markdown|html?)$/i.test(target) || (!target.startsWith("/") && /(?:^|\/)[^./]*$/.test(target));
}
