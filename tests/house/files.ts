import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
export const exists = (path: string): boolean => existsSync(join(ROOT, path));

/** What `.gitignore` names: made by the project, not part of it. */
export const IGNORED = ["node_modules", "dist", "data", ".git"];

/** Every file below a folder, relative to the project's root, with forward slashes, sorted. */
export function filesBelow(folder: string): string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (folder === "" && IGNORED.includes(entry.name)) return [];
      return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
    })
    .sort();
}

/** The files of the project: what git tracks or would; without git, what lies there. */
export function projectFiles(): string[] {
  const git = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const listed = git.status === 0 ? git.stdout.split("\0").filter((path) => path !== "" && exists(path)) : [];
  return listed.length > 0 ? listed.filter((path) => statSync(join(ROOT, path)).isFile()) : filesBelow("");
}
