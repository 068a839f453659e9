import type { Dialect } from "./dialect.ts";
import { useDirectives } from "./directives.ts";
import { useMdx } from "./mdx.ts";
import { useVitepress } from "./vitepress.ts";

/** GitHub's anchors: letters, digits, `-` and `_` kept, spaces to hyphens, a counter on repeats. */
export const githubSlug = (heading: string): string =>
  heading
    .toLowerCase()
    .trim()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");

function githubAnchors(): (heading: string, explicit: string | undefined) => string {
  // "" belongs to the text above the first heading.
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
 * CommonMark with GFM tables, as GitHub and most editors show it, and what Docusaurus and VitePress add to it: what they add is
 * hardly ever meant as text elsewhere, so that no folder need be told apart.
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
