import { existsSync, lstatSync, readFileSync, realpathSync } from "node:fs";
import { basename, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Site } from "./dialects/dialect.ts";
import { readMkdocsSite } from "./dialects/mkdocs.ts";
import { plain } from "./dialects/plain.ts";
import { gitFolder, hashRevision, sha256 } from "./revision.ts";
import type { Fault, Revision } from "./section.ts";
import { readTree, type TextFile, TreeError } from "./tree.ts";
import { parseYaml } from "./yaml.ts";

/** One documentation tree to index, as `content/sources.yaml` or `--docs` names it. */
export interface SourceSpec {
  readonly id: string;
  readonly dir: string;
  /** Public address of the folder, where the tree does not name one itself. */
  readonly url?: string;
}

/** A documentation tree, read from disk and not yet parsed. */
export interface Source {
  readonly id: string;
  readonly site: Site;
  readonly files: readonly TextFile[];
  readonly faults: readonly Fault[];
  /** Changes with any byte of the tree, its configuration, and the commit it stands at. */
  readonly fingerprint: string;
  readonly revisionOf: (file: TextFile) => Revision;
}

/** @throws TreeError where the folder cannot be used; the message says what to do */
export function openSource(spec: SourceSpec): Source {
  if (!existsSync(spec.dir)) throw new TreeError(`no folder at ${spec.dir}; name an existing documentation folder`);
  const site = readSite(spec);
  const root = inside(spec.dir, site.docsDir);
  const { files, faults } = readTree(root);
  if (files.length === 0 && faults.length === 0)
    throw new TreeError(`no Markdown files in ${root}; name the folder that holds the pages`);
  const git = gitFolder(root);
  const config = siteFile(spec.dir);
  const parts = [spec.id, spec.url ?? "", git?.head ?? "", config ? readFileSync(config, "utf8") : ""];
  return {
    id: spec.id,
    site,
    files,
    faults,
    fingerprint: sha256([...parts, ...files.map((file) => `${file.path} ${sha256(file.text)}`)].join("\n")),
    revisionOf: (file) => git?.revisionOf(file.path, file.text) ?? hashRevision(file.text),
  };
}

/** A folder below `dir` that no link leads out of it: what a tree or a list of sources says of itself is not to be trusted. */
function inside(dir: string, folder: string): string {
  const path = join(dir, folder);
  if (!existsSync(path)) throw new TreeError(`no folder at ${path}; name an existing documentation folder`);
  const way = relative(realpathSync(dir), realpathSync(path));
  if (isAbsolute(way) || way.split(sep)[0] === "..")
    throw new TreeError(`${path} leads out of ${dir}; name a folder inside it`);
  return path;
}

function siteFile(dir: string): string | undefined {
  const file = ["mkdocs.yml", "mkdocs.yaml"].map((name) => join(dir, name)).find((path) => existsSync(path));
  if (file && !lstatSync(file).isFile())
    throw new TreeError(`${file} is not a regular file; put the file itself there`);
  return file;
}

function readSite(spec: SourceSpec): Site {
  const file = siteFile(spec.dir);
  if (!file) return plainSite(spec.url);
  let site: Site;
  try {
    site = readMkdocsSite(readFileSync(file, "utf8"));
  } catch (error) {
    throw new TreeError(`${file}: ${error instanceof Error ? error.message : "cannot be read"}`);
  }
  return spec.url ? { ...site, urlOf: plainSite(spec.url).urlOf } : site;
}

const plainSite = (url: string | undefined): Site => ({
  dialect: plain,
  docsDir: "",
  urlOf: (path) => (url ? `${url.replace(/\/?$/, "/")}${encodeURI(path)}` : undefined),
  nav: new Map(),
});

/** `--docs` folders as sources named after themselves: `docs`, `docs-2` where two share a name. */
export function sourcesOfFolders(folders: readonly string[]): SourceSpec[] {
  const taken = new Map<string, number>();
  return folders.map((dir) => {
    const name = basename(resolve(dir)) || "docs";
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return { id: count === 1 ? name : `${name}-${count}`, dir };
  });
}

/** Reads `content/sources.yaml`: `sources:` with `id`, `dir` (relative to the file) and, where public, `url`. */
export function readSourcesFile(contentDir: string): SourceSpec[] {
  const file = join(contentDir, "sources.yaml");
  if (!existsSync(file))
    throw new TreeError(`no sources.yaml in ${contentDir}; write one, or name a folder with --docs`);
  const entries = readField(file, "sources");
  if (!Array.isArray(entries) || entries.length === 0)
    throw new TreeError(`${file}: expected \`sources:\` with at least one \`id\` and \`dir\``);
  const taken = new Set<string>();
  return entries.map((entry: unknown, at) => {
    const field = (name: string): unknown => (entry instanceof Map ? entry.get(name) : undefined);
    const [id, dir, url] = [field("id"), field("dir"), field("url")];
    if (typeof id !== "string" || typeof dir !== "string")
      throw new TreeError(`${file}: source ${at + 1} needs an \`id\` and a \`dir\``);
    if (taken.has(id)) throw new TreeError(`${file}: two sources have the id ${id}; rename one`);
    taken.add(id);
    if (isAbsolute(dir) || dir.split(/[\\/]/).includes(".."))
      throw new TreeError(`${file}: dir "${dir}" of source ${id} must stay inside ${contentDir}`);
    return { id, dir: inside(contentDir, dir), ...(typeof url === "string" ? { url } : {}) };
  });
}

function readField(file: string, name: string): unknown {
  try {
    const value = parseYaml(readFileSync(file, "utf8"));
    return value instanceof Map ? value.get(name) : undefined;
  } catch (error) {
    throw new TreeError(`${file}: ${error instanceof Error ? error.message : "cannot be read"}`);
  }
}

/** Sample questions of `content/sources.yaml`, for newcomers; none where it names none. */
export function readSamples(contentDir: string): string[] {
  const file = join(contentDir, "sources.yaml");
  const samples = existsSync(file) ? readField(file, "samples") : undefined;
  return Array.isArray(samples) ? samples.filter((sample): sample is string => typeof sample === "string") : [];
}
