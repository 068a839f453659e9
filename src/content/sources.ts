import { existsSync, lstatSync, readFileSync, realpathSync } from "node:fs";
import { basename, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Site } from "./dialects/dialect.ts";
import { readJekyllSite } from "./dialects/jekyll.ts";
import { readMkdocsSite } from "./dialects/mkdocs.ts";
import { plain } from "./dialects/plain.ts";
import { gitFolder, hashRevision, sha256 } from "./revision.ts";
import { type Fault, formatFault, type Revision } from "./section.ts";
import { readTree, type TextFile, TreeError } from "./tree.ts";
import { faultOf, readYaml, type Yaml } from "./yaml.ts";

/** A documentation folder to index, from `content/sources.yaml` or `--docs`. */
export interface SourceSpec {
  readonly id: string;
  readonly dir: string;
  /** Public address of the folder. Takes precedence over the one in the site's configuration. */
  readonly url?: string;
}

/** A documentation folder, read from disk but not parsed yet. */
export interface Source {
  readonly id: string;
  readonly site: Site;
  readonly files: readonly TextFile[];
  readonly faults: readonly Fault[];
  /** Changes with the pages, the site's configuration, and the git commit. */
  readonly fingerprint: string;
  readonly revisionOf: (file: TextFile) => Revision;
}

/** @throws TreeError if the folder cannot be used; the message says what to do */
export function openSource(spec: SourceSpec): Source {
  if (!existsSync(spec.dir)) throw new TreeError(`${spec.dir}: no such folder; check the path`);
  const known = readSite(spec);
  const root = inside(spec.dir, known.docsDir);
  const { files: all, faults } = readTree(root);
  const site = known.withFiles?.(all) ?? known;
  const files = all.filter((file) => site.isPage?.(file) ?? true);
  if (files.length === 0 && faults.length === 0)
    throw new TreeError(`no Markdown files in ${root}; use the folder that contains the pages`);
  const git = gitFolder(root);
  const config = siteFile(spec.dir);
  const parts = [spec.id, spec.url ?? "", git?.head ?? "", config ? readFileSync(config.file, "utf8") : ""];
  return {
    id: spec.id,
    site,
    files,
    faults,
    fingerprint: sha256([...parts, ...all.map((file) => `${file.path} ${sha256(file.text)}`)].join("\n")),
    revisionOf: (file) => git?.revisionOf(file.path, file.text) ?? hashRevision(file.text),
  };
}

/** A folder below `dir`. A path from a configuration file must not lead out of `dir`, not even through a symbolic link. */
function inside(dir: string, folder: string): string {
  const path = join(dir, folder);
  if (!existsSync(path)) throw new TreeError(`${path}: no such folder; check the path`);
  const way = relative(realpathSync(dir), realpathSync(path));
  if (isAbsolute(way) || way.split(sep)[0] === "..")
    throw new TreeError(`${path} is outside ${dir}; use a folder inside it`);
  return path;
}

type ReadSite = (text: string, url: string | undefined) => Site;
/** The first of these files that a folder has decides its dialect. */
const DETECTED: readonly (readonly [name: string, read: ReadSite])[] = [
  ["mkdocs.yml", readMkdocsSite],
  ["mkdocs.yaml", readMkdocsSite],
  ["_config.yml", readJekyllSite],
];

function siteFile(dir: string): { file: string; read: ReadSite } | undefined {
  const found = DETECTED.map(([name, read]) => ({ file: join(dir, name), read })).find(({ file }) => existsSync(file));
  if (found && !lstatSync(found.file).isFile())
    throw new TreeError(`${found.file} is not a regular file; replace it with one`);
  return found;
}

function readSite(spec: SourceSpec): Site {
  const found = siteFile(spec.dir);
  if (!found) return plainSite(spec.url);
  try {
    return found.read(readFileSync(found.file, "utf8"), spec.url);
  } catch (error) {
    throw new TreeError(formatFault(faultOf(error, found.file)));
  }
}

const plainSite = (url: string | undefined): Site => ({
  dialect: plain,
  docsDir: "",
  urlOf: (path) => (url ? `${url.replace(/\/?$/, "/")}${encodeURI(path)}` : undefined),
  nav: new Map(),
});

/** One source per `--docs` folder, with its name as id: `docs`, then `docs-2` if two share a name. */
export function sourcesOfFolders(folders: readonly string[]): SourceSpec[] {
  const taken = new Map<string, number>();
  return folders.map((dir) => {
    const name = basename(resolve(dir)) || "docs";
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return { id: count === 1 ? name : `${name}-${count}`, dir };
  });
}

/**
 * Reads `content/sources.yaml`: `sources:` with `id`, `dir` (relative to the file) and, optionally, `url`.
 *
 * @throws TreeError with `file:line: message`
 */
export function readSourcesFile(contentDir: string): SourceSpec[] {
  const file = join(contentDir, "sources.yaml");
  if (!existsSync(file)) throw new TreeError(`no sources.yaml in ${contentDir}; create one, or use --docs`);
  const { value, lineOf } = readSettings(file);
  const refuse = (message: string, ...path: readonly unknown[]): never => {
    throw new TreeError(formatFault({ file, line: lineOf("sources", ...path), message }));
  };
  const entries = fieldOf(value, "sources");
  if (!Array.isArray(entries) || entries.length === 0)
    return refuse("expected `sources:` with at least one source, each with an `id` and a `dir`");
  const taken = new Set<string>();
  return entries.map((entry: unknown, at) => {
    const [id, dir, url] = [fieldOf(entry, "id"), fieldOf(entry, "dir"), fieldOf(entry, "url")];
    if (typeof id !== "string" || typeof dir !== "string")
      return refuse(`source ${at + 1} needs an \`id\` and a \`dir\``, at);
    if (taken.has(id)) refuse(`two sources have the id ${id}; rename one`, at, "id");
    taken.add(id);
    if (isAbsolute(dir) || dir.split(/[\\/]/).includes(".."))
      refuse(`dir "${dir}" of source ${id} must be a folder inside ${contentDir}`, at, "dir");
    if (!existsSync(join(contentDir, dir)))
      refuse(`${join(contentDir, dir)}: no such folder; check the path`, at, "dir");
    return { id, dir: inside(contentDir, dir), ...(typeof url === "string" ? { url } : {}) };
  });
}

function readSettings(file: string): Yaml {
  try {
    return readYaml(readFileSync(file, "utf8"));
  } catch (error) {
    throw new TreeError(formatFault(faultOf(error, file)));
  }
}

const fieldOf = (value: unknown, name: string): unknown => (value instanceof Map ? value.get(name) : undefined);

/** The sample questions in `content/sources.yaml`, if there are any. */
export function readSamples(contentDir: string): string[] {
  const file = join(contentDir, "sources.yaml");
  const samples = existsSync(file) ? fieldOf(readSettings(file).value, "samples") : undefined;
  return Array.isArray(samples) ? samples.filter((sample): sample is string => typeof sample === "string") : [];
}
