import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import type { Revision } from "./section.ts";

export const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");

/** A revision for text outside git: the first 8 hex digits of its SHA-256. */
export const hashRevision = (text: string): Revision => ({ id: sha256(text).slice(0, 8), kind: "hash" });

/** What git knows about a folder. */
export interface GitFolder {
  readonly head: string;
  /** The last commit that changed a file, by its path below the folder; `undefined` if `text` is not what HEAD holds. */
  readonly revisionOf: (path: string, text: string) => Revision | undefined;
}

interface History {
  readonly commits: ReadonlyMap<string, Revision>;
  readonly blobs: ReadonlyMap<string, string>;
}

/** Bytes of what one call of git may print. */
const MOST_OUTPUT = 256_000_000;

type Git = (args: readonly string[]) => string;

/** So that the repository's own configuration can neither run a program nor write a file. */
const SAFE = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false"];

/** `undefined` if git is not installed, or the folder is not tracked in a work tree. */
export function gitFolder(folder: string, mostOutput = MOST_OUTPUT): GitFolder | undefined {
  const git: Git = (args) =>
    execFileSync("git", ["-C", folder, ...SAFE, ...args], {
      encoding: "utf8",
      maxBuffer: mostOutput,
      stdio: ["ignore", "pipe", "ignore"],
    });
  try {
    const head = git(["rev-parse", "HEAD"]).trim();
    if (git(["ls-files", "-z", "--", "."]) === "") return undefined;
    let history: History | undefined;
    return {
      head,
      revisionOf: (path, text) => {
        history ??= readHistory(git);
        return isBlob(text, history.blobs.get(path) ?? "") ? history.commits.get(path) : undefined;
      },
    };
  } catch {
    return undefined;
  }
}

/** A history too long to be read costs the commits, not the pages: none is known then. */
function readHistory(git: Git): History {
  try {
    return { commits: readCommits(git), blobs: readBlobs(git) };
  } catch {
    return { commits: new Map(), blobs: new Map() };
  }
}

/** The newest commit of each path. */
function readCommits(git: Git): ReadonlyMap<string, Revision> {
  const commits = new Map<string, Revision>();
  const log = git(["log", "--relative", "--no-renames", "--name-only", "-z", "--format=%x01%h %cI", "--", "."]);
  for (const commit of log.split("\u0001").slice(1)) {
    const [head = "", ...paths] = commit.split("\0");
    const [id = "", date = ""] = head.trim().split(" ");
    for (const path of paths.map((name) => name.replace(/^\n/, "")))
      if (path && !commits.has(path)) commits.set(path, { id, kind: "git", date });
  }
  return commits;
}

/** The blob of each path in HEAD. */
function readBlobs(git: Git): ReadonlyMap<string, string> {
  const entries = git(["ls-tree", "-r", "-z", "HEAD"]).split("\0");
  return new Map(
    entries
      .map((entry) => /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(entry))
      .map((match) => [match?.[2] ?? "", match?.[1] ?? ""]),
  );
}

/**
 * Whether the blob holds the text, with either line ending and with or without a byte order mark. Computed here because
 * `git status` and `git ls-files --modified` would run the filter programs in the repository's configuration.
 */
function isBlob(text: string, blob: string): boolean {
  const crlf = text.replaceAll("\n", "\r\n");
  return [text, crlf, `\uFEFF${text}`, `\uFEFF${crlf}`].some((written) => {
    const hash = createHash(blob.length === 64 ? "sha256" : "sha1");
    return hash.update(`blob ${Buffer.byteLength(written)}\0${written}`).digest("hex") === blob;
  });
}
