import { isAbsolute } from "node:path";
import { useIndentedContainer } from "../containers.ts";
import { parseSettings } from "../yaml.ts";
import { type Dialect, encodePath, type Site, type TakenSlugs, uniqueIn } from "./dialect.ts";
import { usePythonMarkdown } from "./pythonmarkdown.ts";

/** Python-Markdown's `toc.slugify`: keeps ASCII letters, digits and `_`; runs of white space and `-` become one hyphen. */
const slugify = (heading: string): string =>
  heading
    .normalize("NFKD")
    .replace(/[^\p{ASCII}]/gu, "")
    .replace(/[^\w\s-]/g, "")
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, "-");

/**
 * Python-Markdown's `toc.unique`: `id`, `id_1`, `id_2`; a heading without any ASCII letter becomes `_1`. BigInt, as in Python: a
 * float stops counting at 2^53, and the search for a free id would never end.
 */
const countUp = (slug: string): string => {
  const match = /^(.*)_(\d+)$/.exec(slug);
  return match ? `${match[1]}_${BigInt(match[2] ?? 0) + 1n}` : `${slug}_1`;
};

function pythonMarkdownAnchors(given: readonly string[]): (heading: string, explicit: string | undefined) => string {
  const taken: TakenSlugs = new Map(given.map((id) => [id, id]));
  const unused = new Set(given);
  return (heading, explicit) => {
    if (explicit !== undefined && unused.delete(explicit)) return explicit;
    return uniqueIn(taken, explicit ?? slugify(heading), countUp);
  };
}

/** Material for MkDocs: Python-Markdown with admonitions, content tabs and attribute lists. */
export const mkdocs: Dialect = {
  name: "mkdocs",
  extend: (md) => {
    useIndentedContainer(md, {
      type: "admonition",
      marker: /^(?:!!!|\?\?\?\+?)[ ]*([\w-]+)(?:[ ]+[\w-]+)*(?:[ ]+"(.*)")?[ ]*$/,
      title: (match) => match[2] ?? "",
    });
    useIndentedContainer(md, {
      type: "tab",
      marker: /^===[!+]?[ ]+(?:"(.*)"|'(.*)')[ ]*$/,
      title: (match) => match[1] ?? match[2] ?? "",
    });
    usePythonMarkdown(md);
  },
  anchors: pythonMarkdownAnchors,
};

interface MkdocsFile {
  readonly site_url?: unknown;
  readonly docs_dir?: unknown;
  readonly use_directory_urls?: unknown;
  readonly nav?: unknown;
}

/** Reads `mkdocs.yml`. `url` replaces the `site_url` in it. @throws YamlError, or an Error if `docs_dir` leaves the folder */
export function readMkdocsSite(yaml: string, url?: string | undefined): Site {
  const file: MkdocsFile = parseSettings(yaml);
  const named = typeof file.site_url === "string" && /^https?:\/\//.test(file.site_url) ? file.site_url : undefined;
  const siteUrl = url ?? named;
  const docsDir = typeof file.docs_dir === "string" ? file.docs_dir.replace(/^\.\/|\/+$/g, "") : "docs";
  if (isAbsolute(docsDir) || docsDir.split(/[\\/]/).includes(".."))
    throw new Error(`docs_dir "${docsDir}" is outside the documentation folder; use a folder inside it`);
  const directories = file.use_directory_urls !== false;
  return {
    dialect: mkdocs,
    docsDir,
    urlOf: (path) => (siteUrl ? `${siteUrl.replace(/\/?$/, "/")}${pageAddress(path, directories)}` : undefined),
    nav: navLabels(file.nav),
    // MkDocs does not treat MDX as Markdown.
    isPage: ({ path }) => !/\.mdx$/i.test(path),
  };
}

/** `howto/import.md` → `howto/import/`, or `howto/import.html` without directory URLs. An index page has the address of its folder. */
function pageAddress(path: string, directories: boolean): string {
  const page = encodePath(path.replace(/\.(md|markdown)$/i, "").replace(/(^|\/)README$/, "$1index"));
  if (!directories) return `${page}.html`;
  return page === "index" ? "" : `${page.replace(/\/index$/, "")}/`;
}

function navLabels(nav: unknown): ReadonlyMap<string, readonly string[]> {
  const labels = new Map<string, readonly string[]>();
  const visit = (node: unknown, above: readonly string[]): void => {
    if (typeof node === "string") labels.set(node, above);
    else if (Array.isArray(node)) for (const child of node) visit(child, above);
    else if (node && typeof node === "object")
      for (const [label, child] of Object.entries(node)) visit(child, [...above, plainLabel(label)]);
  };
  visit(nav, []);
  return labels;
}

const plainLabel = (label: string): string =>
  label
    .replace(/&nbsp;/g, " ")
    .replace(/\p{Extended_Pictographic}|\uFE0F|\u20E3/gu, "")
    .trim();
