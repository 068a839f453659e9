import { posix } from "node:path";
import { type FrontFields, findFrontMatter, readFields } from "../frontmatter.ts";
import type { TextFile } from "../tree.ts";
import { parseSettings } from "../yaml.ts";
import { type Dialect, encodePath, type Site } from "./dialect.ts";
import { useKramdown } from "./kramdown.ts";
import { expandLiquid, type LiquidPage } from "./liquid.ts";

/** Jekyll with kramdown's GFM parser, its default. `useKramdown` gives headings their ids; equal ids are made unique here. */
const jekyll: Dialect = {
  name: "jekyll",
  extend: useKramdown,
  anchors: (given) => {
    const own = new Set(given);
    // "" is the anchor of the text above the first heading.
    const taken = new Set([""]);
    const repeats = new Map<string, number>();
    return (_, id = "") => {
      let anchor = id;
      let count = repeats.get(id) ?? 0;
      if (taken.has(anchor))
        do anchor = `${id}-${++count}`;
        while (taken.has(anchor) || own.has(anchor));
      repeats.set(id, count);
      taken.add(anchor);
      return anchor;
    };
  },
};

interface Settings {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly siteUrl: string;
  readonly baseurl: string;
  readonly pretty: boolean;
  readonly excluded: readonly string[];
}

/** Reads `_config.yml`. `url` replaces the `url` and `baseurl` in it. @throws YamlError */
export function readJekyllSite(yaml: string, url?: string | undefined): Site {
  const fields = parseSettings(yaml);
  const text = (name: string): string => (typeof fields[name] === "string" ? fields[name] : "").replace(/\/+$/, "");
  const site: Settings = {
    fields,
    siteUrl: url?.replace(/\/+$/, "") ?? (/^https?:\/\//.test(text("url")) ? text("url") : ""),
    baseurl: url === undefined ? text("baseurl") : "",
    pretty: fields.permalink === "pretty" || String(fields.permalink ?? "").endsWith("/"),
    excluded: strings(fields.exclude).map((path) => path.replace(/\/+$/, "")),
  };
  return siteWith([], site);
}

/** What the front matter of a file says about its page. */
interface FilePage {
  readonly front: FrontFields;
  readonly address: string;
}

function siteWith(files: readonly TextFile[], site: Settings): Site {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const pages = new Map<string, FilePage>();
  for (const file of files.filter((one) => isPage(one, site))) {
    const front = frontOf(file);
    pages.set(file.path, { front, address: addressOf(file.path, front, site) });
  }
  const addresses = new Map<string, string>();
  for (const [path, { front }] of pages)
    for (const old of strings(front.get("redirect_from"))) addresses.set(bare(old), path);
  for (const [path, { address }] of pages) addresses.set(bare(address), path);
  return {
    dialect: jekyll,
    docsDir: "",
    urlOf: (path) =>
      site.siteUrl === ""
        ? undefined
        : `${site.siteUrl}${site.baseurl}${pages.get(path)?.address ?? addressOf(path, new Map(), site)}`,
    nav: navLabels(pages),
    withFiles: (all) => siteWith(all, site),
    isPage: (file) => isPage(file, site),
    pathAt: (target, from) => {
      const rooted = posix.resolve(posix.dirname(`${pages.get(from)?.address ?? `/${from}`}_`), target);
      const inSite = site.baseurl !== "" && `${rooted}/`.startsWith(`${site.baseurl}/`);
      return addresses.get(bare(inSite ? rooted.slice(site.baseurl.length) : rooted));
    },
    expand: ({ path, text }) => {
      const { end } = findFrontMatter(text);
      const front = pages.get(path)?.front ?? new Map();
      if (front.get("render_with_liquid") === false) return { text, faults: [] };
      const firstLine = text.slice(0, end).split("\n").length;
      const expanded = expandLiquid(text.slice(end), firstLine, liquidPage(path, front, texts, site));
      return { ...expanded, text: text.slice(0, end) + expanded.text };
    },
  };
}

/** Jekyll copies files without front matter unchanged, and makes no pages from folders that begin with `_`. */
const isPage = ({ path, text }: TextFile, { excluded }: Settings): boolean =>
  !path.toLowerCase().endsWith(".mdx") &&
  findFrontMatter(text).end > 0 &&
  !UNPUBLISHED.test(findFrontMatter(text).yaml) &&
  !path.split("/").some((name) => name.startsWith("_")) &&
  !excluded.some((name) => path === name || path.startsWith(`${name}/`));

const UNPUBLISHED = /^published:\s*false\b/m;

/** Empty if it cannot be read; `readPage` reports that. */
function frontOf({ text }: TextFile): FrontFields {
  try {
    return readFields(findFrontMatter(text).yaml);
  } catch {
    return new Map();
  }
}

/** `/howto/import.html`, or `/howto/import/` with pretty permalinks. An index page has the address of its folder. */
function addressOf(path: string, front: FrontFields, { pretty }: Settings): string {
  const permalink = front.get("permalink");
  if (typeof permalink === "string" && permalink !== "" && !permalink.includes(":"))
    return permalink.startsWith("/") ? permalink : `/${permalink}`;
  const page = `/${encodePath(path.replace(/\.\w+$/, ""))}`;
  if (page.endsWith("/index")) return page.slice(0, -"index".length);
  return pretty ? `${page}/` : `${page}.html`;
}

const bare = (address: string): string =>
  address
    .replace(/\/index(?:\.html)?$/, "")
    .replace(/\.html$/, "")
    .replace(/\/+$/, "")
    .replace(/^(?!\/)/, "/");

/** The titles above a page: `parent` and `grand_parent`, as in Just the Docs. */
const navLabels = (pages: ReadonlyMap<string, FilePage>): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...pages].map(([path, { front }]) => [
      path,
      [front.get("grand_parent"), front.get("parent")].filter((label): label is string => typeof label === "string"),
    ]),
  );

function liquidPage(
  path: string,
  front: FrontFields,
  texts: ReadonlyMap<string, string>,
  { fields, siteUrl, baseurl }: Settings,
): LiquidPage {
  return {
    path,
    fileAt: (file) => texts.get(file),
    baseurl,
    siteUrl,
    valueOf: (name) => {
      if (name === "site.baseurl") return baseurl;
      if (name === "site.url") return siteUrl;
      const [owner, ...keys] = name.split(".");
      if (owner === "site") return textOf(keys.reduce<unknown>((value, key) => fieldOf(value, key), fields));
      return owner === "page" && keys.length === 1 ? textOf(front.get(keys[0])) : undefined;
    },
  };
}

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;

const strings = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((entry): entry is string => typeof entry === "string");
