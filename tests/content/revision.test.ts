import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { gitFolder, hashRevision } from "../../src/content/revision.ts";
import { openSource } from "../../src/content/sources.ts";
import { inFolder } from "./pages.ts";

const DATE = "2024-05-06T07:08:09+00:00";

/** Git as on a machine without any configuration of its own. */
const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync("git", ["-C", folder, ...args], {
    encoding: "utf8",
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_SYSTEM: "/dev/null",
      GIT_AUTHOR_DATE: DATE,
      GIT_COMMITTER_DATE: DATE,
      GIT_AUTHOR_NAME: "a",
      GIT_AUTHOR_EMAIL: "a@x.y",
      GIT_COMMITTER_NAME: "a",
      GIT_COMMITTER_EMAIL: "a@x.y",
    },
  }).trim();

/** Writes, commits, and returns the commit's short name. */
function commit(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  git(folder, "add", "--all");
  git(folder, "-c", "core.autocrlf=false", "commit", "--quiet", "--message", "x");
  return git(folder, "rev-parse", "--short", "HEAD");
}

function inRepository<Result>(use: (folder: string) => Result): Result {
  return inFolder((folder) => {
    git(folder, "init", "--quiet");
    return use(folder);
  });
}

/** Revisions by path, as a source gives them. */
function revisions(dir: string): Record<string, unknown> {
  const source = openSource({ id: "docs", dir });
  return Object.fromEntries(source.files.map((file) => [file.path, source.revisionOf(file)]));
}

const from = (id: string) => ({ id, kind: "git", date: DATE });

describe("the revision of a page", () => {
  it("is the last commit that changed it, in the documentation folder", () => {
    inRepository((folder) => {
      const first = commit(folder, { "docs/a.md": "a", "docs/sub/b ü.md": "b", "other.md": "x" });
      const second = commit(folder, { "docs/sub/b ü.md": "b2" });
      commit(folder, { "other.md": "y" });
      expect(revisions(join(folder, "docs"))).toEqual({ "a.md": from(first), "sub/b ü.md": from(second) });
    });
  });

  it("is a hash if the file has been changed (staged or not) or is not tracked", () => {
    inRepository((folder) => {
      const id = commit(folder, { "a.md": "a", "b.md": "b", "c.md": "c" });
      writeFileSync(join(folder, "b.md"), "changed");
      writeFileSync(join(folder, "c.md"), "staged");
      git(folder, "add", "c.md");
      writeFileSync(join(folder, "d.md"), "new");
      expect(revisions(folder)).toEqual({
        "a.md": from(id),
        "b.md": hashRevision("changed"),
        "c.md": hashRevision("staged"),
        "d.md": hashRevision("new"),
      });
    });
  });

  it("is unknown if the history is longer than what is read of it, and costs no page (A51)", () => {
    inRepository((folder) => {
      for (let at = 0; at < 9; at++) commit(folder, { "a.md": String(at) });
      expect(gitFolder(folder)?.revisionOf("a.md", "8")?.kind).toBe("git");
      expect(gitFolder(folder, 100)?.revisionOf("a.md", "8")).toBeUndefined();
    });
  });

  it("is a commit whatever the line endings and byte order mark", () => {
    inRepository((folder) => {
      const id = commit(folder, {
        "a.md": "a\r\nb\r\n",
        "b.md": "\uFEFFb\n",
        "c.md": "\uFEFFc\r\n",
        ".gitattributes": "* -text",
      });
      expect(revisions(folder)).toEqual({ "a.md": from(id), "b.md": from(id), "c.md": from(id) });
    });
  });

  it("is a hash in an untracked folder, and outside any repository", () => {
    const files = { "a.md": hashRevision("a") };
    inRepository((folder) => {
      commit(folder, { "tracked.md": "x", ".gitignore": "data/" });
      mkdirSync(join(folder, "data"));
      writeFileSync(join(folder, "data/a.md"), "a");
      expect(gitFolder(join(folder, "data"))).toBeUndefined();
      expect(revisions(join(folder, "data"))).toEqual(files);
    });
    inFolder((folder) => {
      writeFileSync(join(folder, "a.md"), "a");
      expect(revisions(folder)).toEqual(files);
    });
  });

  it("is a hash in a repository without commits", () => {
    inRepository((folder) => {
      writeFileSync(join(folder, "a.md"), "a");
      git(folder, "add", "a.md");
      expect(revisions(folder)).toEqual({ "a.md": hashRevision("a") });
    });
  });
});

describe("a repository configured to run programs", () => {
  it("does not run them", () => {
    inRepository((folder) => {
      const id = commit(folder, { "a.md": "a", "b.md": "b", ".gitattributes": "*.md filter=x diff=x" });
      const ran = join(folder, "ran");
      const program = JSON.stringify(`touch ${ran}; cat`);
      appendFileSync(
        join(folder, ".git/config"),
        `[core]\n\tfsmonitor = ${program}\n\tpager = ${program}\n[filter "x"]\n\tclean = ${program}\n\tsmudge = ${program}\n[diff "x"]\n\ttextconv = ${program}\n\tcommand = ${program}\n[diff]\n\texternal = ${program}\n`,
      );
      writeFileSync(join(folder, "b.md"), "c");
      expect(revisions(folder)).toEqual({ "a.md": from(id), "b.md": hashRevision("c") });
      expect(existsSync(ran)).toBe(false);
    });
  });
});

it("the hash is the first 8 digits of SHA-256", () => {
  expect(hashRevision("abc")).toEqual({ id: "ba7816bf", kind: "hash" });
});
