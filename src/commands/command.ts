import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Ask, createAsk } from "../answering/ask.ts";
import { readConfig } from "../config.ts";
import { type Loaded, loadKnowledge } from "../knowledge.ts";
import type { Terminal } from "../terminal/app.ts";
import { COLOUR, PLAIN } from "../terminal/render.ts";

/** Wrong usage: its message says what to do, and the exit code is 2. */
export class UsageError extends Error {}

/** Every flag of every command, as `parseArgs` takes them. */
export const FLAGS = {
  docs: { type: "string", multiple: true },
  content: { type: "string" },
  baseline: { type: "string" },
  floor: { type: "string", multiple: true },
  json: { type: "boolean" },
  why: { type: "boolean" },
  batch: { type: "boolean" },
  platform: { type: "string" },
  user: { type: "string" },
  team: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

type FlagName = keyof typeof FLAGS;

export interface Flags {
  readonly docs: readonly string[];
  readonly contentDir: string;
  readonly baseline: string | undefined;
  /** Each `NAME=VALUE`. */
  readonly floors: readonly string[];
  readonly json: boolean;
  readonly why: boolean;
  readonly batch: boolean;
  readonly platform: string | undefined;
  readonly user: string | undefined;
  readonly team: string | undefined;
}

export interface Command {
  /** The help text; its first line is the synopsis. */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly flags: readonly FlagName[];
  /** Whether arguments other than flags are allowed. */
  readonly takesArgument: boolean;
  /** @returns the exit code: 0 for success, 1 if something is wrong with what was checked or read. */
  readonly run: (argument: string, flags: Flags) => number | Promise<number>;
}

export const BUILT_IN_CONTENT = fileURLToPath(new URL("../../content", import.meta.url));

/** `1 page`, `2 pages`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** @throws UsageError if `dir` is not a folder */
export function folder(flag: string, dir: string): string {
  if (!existsSync(dir)) throw new UsageError(`${flag} ${dir}: no such folder; check the path`);
  if (!statSync(dir).isDirectory())
    throw new UsageError(`${flag} ${dir} is not a folder; use the folder that contains the files`);
  return dir;
}

/** Loads the saved index or builds it, with progress if standard error is a terminal. `only`: ids of sources. */
export function load(flags: Flags, only?: readonly string[]): Loaded {
  const { dataDir } = readConfig();
  const progress = process.stderr.isTTY;
  const loaded = loadKnowledge({
    docs: flags.docs,
    contentDir: flags.contentDir,
    ...(only === undefined ? {} : { only }),
    dataDir: [...flags.docs, flags.contentDir].some((dir) => isInside(dataDir, dir)) ? undefined : dataDir,
    ...(progress ? { onPage: (done, of) => process.stderr.write(`\rreading page ${done} of ${of}`) } : {}),
  });
  if (progress && !loaded.fromSaved) process.stderr.write("\r\u001b[K");
  return loaded;
}

export const askFrom = ({ knowledge, rulebook }: Loaded): Ask => createAsk(knowledge, rulebook);

/** So that the index is never written into a documentation folder. */
const isInside = (path: string, dir: string): boolean => {
  const way = relative(realpathSync(dir), realPath(resolve(path)));
  return way === "" || !(way === ".." || way.startsWith(join("..", "/")) || way.startsWith("/"));
};

/** Like `realpathSync`, for a path whose last parts may not exist yet. */
function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realPath(parent), relative(parent, path));
}

/** Longer lines are hard to read. */
const WIDEST = 100;

export const terminalOf = (flags: Flags): Terminal => ({
  input: process.stdin,
  output: process.stdout,
  look: process.stdout.isTTY && readConfig().colour ? COLOUR : PLAIN,
  why: flags.why,
  columns: process.stdout.isTTY ? Math.min(process.stdout.columns || WIDEST, WIDEST) : undefined,
});
