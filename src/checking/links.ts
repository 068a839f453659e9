import { type Fault, type Link, type Section, sectionKey } from "../content/section.ts";

/** Where links within one source can lead. */
export interface Targets {
  /** Every `path#anchor` of a section. */
  readonly anchors: ReadonlySet<string>;
  /** Pages that have a heading. One without is filled in the browser, and so are its anchors. */
  readonly headed: ReadonlySet<string>;
  /** Ids that HTML and attribute lists of a page name. */
  readonly idsOf: (path: string) => ReadonlySet<string> | undefined;
}

/** Links to pages and headings that are not there. */
export const brokenLinks = (file: string, sections: readonly Section[], targets: Targets): Fault[] =>
  sections.flatMap(({ links }) =>
    links.flatMap((link): Fault[] => {
      const message = whatIsWrong(link, targets);
      return message === undefined ? [] : [{ file, line: link.line, message: `link to ${link.href}: ${message}` }];
    }),
  );

/** Made in the browser or by the theme: routes of an API viewer, text fragments, footnotes, tabs. */
const MADE_LATER = /^(?:\/|:~:|fn:|fnref:|__)/;

function whatIsWrong({ href, path, anchor = "" }: Link, { anchors, headed, idsOf }: Targets): string | undefined {
  if (path === undefined) return isPageOfSource(href) ? "no such page" : undefined;
  const isThere = anchors.has(sectionKey(path, anchor)) || idsOf(path)?.has(anchor);
  if (anchor === "" || MADE_LATER.test(anchor) || isThere || !headed.has(path)) return undefined;
  return `no heading or id "${anchor}" on ${path}`;
}

/**
 * Whether a link should lead to a page of its own source. Images and downloads are not read, so nothing is known about them; at
 * an address from the root without an ending, the server may have something beside the documentation.
 */
function isPageOfSource(href: string): boolean {
  const target = href.split(/[?#]/, 1)[0] as string;
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(href)) return false;
  return /\.(?:md|mdx|markdown|html?)$/i.test(target) || (!target.startsWith("/") && /(?:^|\/)[^./]*$/.test(target));
}
