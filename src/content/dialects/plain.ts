import type { Dialect } from "./dialect.ts";
import { useDirectives } from "./directives.ts";
import { useMdx } from "./mdx.ts";
import { useVitepress } from "./vitepress.ts";

/** GitHub's anchors: keeps letters, digits, `-` and `_`; spaces become hyphens. */
export const githubSlug = (heading: string): string =>
  heading
    .toLowerCase()
    .trim()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");

function githubAnchors(): (heading: string, explicit: string | undefined) => string {
  // "" is the anchor of the text above the first heading.
  const repeats = new Map<string, number>([["", 0]]);
  return (heading, explicit) => {
    const base = explicit ?? githubSlug(heading);
    let anchor = base;
    while (repeats.has(anchor)) {
      const count = (repeats.get(base) ?? 0) + 1;
      repeats.set(base, count);
      anchor = `${base}-${count}`;
    }
    repeats.set(anchor, 0);
    return anchor;
  };
}

/**
 * CommonMark with GFM tables, as on GitHub, plus what Docusaurus and VitePress add to it. Those additions are hardly ever meant
 * as text elsewhere, so these folders need no detection.
 */
export const plain: Dialect = {
  name: "plain",
  extend: (md) => {
    useDirectives(md);
    useVitepress(md);
    useMdx(md);
  },
  anchors: githubAnchors,
};
