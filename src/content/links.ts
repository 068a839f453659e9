import { posix } from "node:path";
import type { Site } from "./dialects/dialect.ts";
import type { Link, Section } from "./section.ts";

/** Resolves relative links in the sections of one source to its pages and their anchors. */
export function resolveLinks(
  sections: readonly Section[],
  pages: ReadonlySet<string>,
  pathAt: Site["pathAt"] = undefined,
): Section[] {
  return sections.map((section) => ({
    ...section,
    links: section.links.map((link) => resolveLink(link, section.page.path, pages, pathAt)),
  }));
}

/** Resolves `../reference/cli.md#x`, `./spark#x` and `#x`. A link with a scheme, or to no known page, is returned as it is. */
export function resolveLink(link: Link, from: string, pages: ReadonlySet<string>, pathAt?: Site["pathAt"]): Link {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(link.href)) return link;
  const [target = "", anchor = ""] = link.href.split("#", 2);
  const path = target === "" ? from : (pageAt(decode(target), from, pages) ?? pathAt?.(decode(target), from));
  return path === undefined ? link : { ...link, path, anchor: decode(anchor) };
}

function pageAt(target: string, from: string, pages: ReadonlySet<string>): string | undefined {
  const joined = target.startsWith("/") ? target.slice(1) : posix.join(posix.dirname(from), target);
  const path = posix
    .normalize(joined)
    .replace(/\/$/, "")
    .replace(/\.html$/, "");
  const files = [path, posix.join(path, "index"), posix.join(path, "README")];
  const candidates = [path, ...files.flatMap((file) => [`${file}.md`, `${file}.mdx`])];
  return candidates.find((candidate) => pages.has(candidate));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
