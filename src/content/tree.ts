import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "./section.ts";

/** A documentation tree past one of these is refused whole: a partial index would answer as if it knew everything. */
export const LIMITS = {
  pages: 200_000,
  entries: 1_000_000,
  depth: 40,
  fileBytes: 2_000_000,
  totalBytes: 512_000_000,
} as const;
export type Limits = { readonly [key in keyof typeof LIMITS]: number };

export interface TextFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The documentation cannot be used at all. The message says what to do. */
export class TreeError extends Error {}

const MARKDOWN = /\.(md|mdx|markdown)$/i;
const SKIPPED = new Set(["node_modules", "__pycache__"]);

/**
 * Reads every Markdown file below `root`, sorted by path. Symbolic links, devices, pipes and sockets are reported and not
 * opened, so nothing outside `root` is ever read. Hidden folders are skipped.
 *
 * @throws TreeError if `root` is not a folder, or a limit is exceeded
 */
export function readTree(root: string, limits: Limits = LIMITS): { files: TextFile[]; faults: Fault[] } {
  const base = folderAt(root);
  const faults: Fault[] = [];
  const paths = listMarkdown(base, root, limits, faults);
  if (paths.length > limits.pages) throw tooLarge(root, `it has ${paths.length} pages, the limit is ${limits.pages}`);
  const files: TextFile[] = [];
  let bytes = 0;
  for (const path of paths) {
    const size = lstatSync(join(base, path), { throwIfNoEntry: false })?.size ?? 0;
    bytes += size;
    if (size > limits.fileBytes)
      throw new TreeError(
        `page too large: ${join(root, path)} has ${size} bytes, the limit is ${limits.fileBytes}; split it or leave it out`,
      );
    if (bytes > limits.totalBytes)
      throw tooLarge(root, `its ${paths.length} pages have more than ${limits.totalBytes} bytes together`);
    const text = readText(join(base, path));
    if (typeof text === "string") files.push({ path, text });
    else faults.push({ file: path, message: text.fault });
  }
  return { files, faults };
}

/** A file may be unreadable, deleted since it was listed, or named in bytes that are not UTF-8. Only that file is lost. */
function readText(path: string): string | { fault: string } {
  try {
    return decode(readFileSync(path));
  } catch {
    return { fault: "cannot be opened; check its permissions and that its name is UTF-8" };
  }
}

const tooLarge = (root: string, what: string): TreeError =>
  new TreeError(
    `documentation too large: ${root}: ${what}; leave folders out, or name its parts as sources of their own`,
  );

function folderAt(root: string): string {
  try {
    const real = realpathSync(root);
    if (lstatSync(real).isDirectory()) return real;
  } catch {
    throw new TreeError(`${root}: no such folder; check the path`);
  }
  throw new TreeError(`${root} is not a folder; use the folder that contains the pages`);
}

function listMarkdown(base: string, root: string, limits: Limits, faults: Fault[]): string[] {
  const paths: string[] = [];
  let entries = 0;
  const visit = (folder: string, depth: number): void => {
    if (depth > limits.depth)
      throw new TreeError(
        `folder too deep: ${join(root, folder)} is ${depth} deep, the limit is ${limits.depth}; move it up or leave it out`,
      );
    for (const entry of listFolder(base, folder, faults)) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (++entries > limits.entries) throw tooLarge(root, `it has more than ${limits.entries} files and folders`);
      if (entry.name.startsWith(".") || SKIPPED.has(entry.name)) continue;
      if (entry.isDirectory()) visit(path, depth + 1);
      else if (entry.isSymbolicLink()) faults.push({ file: path, message: "symbolic link, not followed" });
      else if (MARKDOWN.test(entry.name)) {
        if (!entry.isFile()) faults.push({ file: path, message: "not a regular file, not opened" });
        else paths.push(path);
      }
    }
  };
  visit("", 0);
  return paths.sort(byCodeUnit);
}

function listFolder(base: string, folder: string, faults: Fault[]): Dirent[] {
  try {
    return readdirSync(join(base, folder), { withFileTypes: true });
  } catch {
    faults.push({ file: folder, message: "folder cannot be opened; check its permissions and that its name is UTF-8" });
    return [];
  }
}

/** Independent of the locale, so that every machine sorts the same way. */
const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** UTF-8 as text, with `\n` line endings and no byte order mark. Any other encoding is a fault. */
export function decode(bytes: Buffer): string | { fault: string } {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return { fault: "UTF-16 text; save it as UTF-8" };
  if (bytes.includes(0)) return { fault: "binary file, skipped" };
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r\n?/g, "\n");
  } catch {
    return { fault: "not valid UTF-8; save it as UTF-8" };
  }
}
