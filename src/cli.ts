#!/usr/bin/env node
import { existsSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Ask, createAsk } from "./answering/ask.ts";
import { readConfig } from "./config.ts";
import { codeOf, formatFault, proseOf } from "./content/section.ts";
import { readSamples } from "./content/sources.ts";
import { TreeError } from "./content/tree.ts";
import { EmptyIndexError, type Loaded, loadKnowledge } from "./knowledge.ts";
import { sectionCount } from "./search/index.ts";
import { answerLines, converse, present, type Terminal } from "./terminal/app.ts";
import { answerLine, readBatchLine } from "./terminal/batch.ts";
import { COLOUR, PLAIN } from "./terminal/render.ts";
import { type Command, USAGE } from "./usage.ts";

/** Wrong usage: one line that says what to do, exit 2. */
class UsageError extends Error {}

const BUILT_IN_CONTENT = fileURLToPath(new URL("../content", import.meta.url));

const OPTIONS = {
  docs: { type: "string", multiple: true, default: [] as string[] },
  content: { type: "string" },
  json: { type: "boolean", default: false },
  why: { type: "boolean", default: false },
  batch: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

const ALLOWED: { readonly [command in Command]: readonly (keyof typeof OPTIONS)[] } = {
  ask: ["docs", "content", "json", "why", "batch", "help"],
  index: ["docs", "content", "json", "help"],
  start: ["docs", "content", "help"],
};

interface Flags {
  readonly docs: readonly string[];
  readonly contentDir: string;
  readonly json: boolean;
  readonly why: boolean;
  readonly batch: boolean;
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(USAGE.docsbot);
    return name === undefined ? 2 : 0;
  }
  if (!(name in ALLOWED)) throw new UsageError(`unknown command "${name}"; run docsbot --help for the list`);
  const command = name as Command;
  const { values, positionals } = parseFlags(command, rest);
  if (values.help) {
    console.log(USAGE[command]);
    return 0;
  }
  const flags: Flags = { ...values, contentDir: folder("--content", values.content ?? BUILT_IN_CONTENT) };
  for (const dir of flags.docs) folder("--docs", dir);
  if (command !== "ask" && positionals.length > 0)
    throw new UsageError(`docsbot ${command} takes no argument "${positionals[0]}"; run docsbot ${command} --help`);
  if (command === "index") return runIndex(flags);
  return command === "ask" ? runAsk(positionals.join(" "), flags) : runConversation(flags);
}

function parseFlags(command: Command, args: readonly string[]) {
  const allowed = Object.fromEntries(ALLOWED[command].map((flag) => [flag, OPTIONS[flag]]));
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: allowed as typeof OPTIONS,
      allowPositionals: true,
    });
    return { values: { ...{ docs: [], json: false, why: false, batch: false, help: false }, ...values }, positionals };
  } catch (error) {
    const reason = (error as Error).message.split(". ")[0]?.toLowerCase() ?? "wrong flags";
    throw new UsageError(`${reason}; run docsbot ${command} --help for the flags`);
  }
}

function folder(flag: string, dir: string): string {
  if (!existsSync(dir)) throw new UsageError(`${flag} ${dir}: no such folder; name an existing one`);
  if (!statSync(dir).isDirectory())
    throw new UsageError(`${flag} ${dir} is not a folder; name the folder that holds the files`);
  return dir;
}

function load(flags: Flags): Loaded {
  const { dataDir } = readConfig();
  const progress = process.stderr.isTTY;
  const loaded = loadKnowledge({
    docs: flags.docs,
    contentDir: flags.contentDir,
    dataDir: [...flags.docs, flags.contentDir].some((dir) => isInside(dataDir, dir)) ? undefined : dataDir,
    ...(progress ? { onPage: (done, of) => process.stderr.write(`\rreading page ${done} of ${of}`) } : {}),
  });
  if (progress && !loaded.fromSaved) process.stderr.write("\r\u001b[K");
  return loaded;
}

/** The index is never written into a documentation folder. */
const isInside = (path: string, dir: string): boolean => {
  const way = relative(resolve(dir), resolve(path));
  return way === "" || !(way === ".." || way.startsWith(join("..", "/")) || way.startsWith("/"));
};

const terminalOf = (flags: Flags): Terminal => ({
  input: process.stdin,
  output: process.stdout,
  look: process.stdout.isTTY && readConfig().colour ? COLOUR : PLAIN,
  why: flags.why,
});

async function runAsk(question: string, flags: Flags): Promise<number> {
  if (flags.batch && !flags.json) throw new UsageError("--batch prints JSON lines: add --json");
  if (flags.batch && question)
    throw new UsageError("--batch reads its questions from standard input: leave the question out");
  if (!flags.batch && question.trim() === "") return runConversation(flags);
  const ask = createAsk(load(flags).knowledge);
  if (flags.batch) return runBatch(ask);
  console.log(flags.json ? answerLine({ id: undefined, question }, ask) : present(ask(question), terminalOf(flags)));
  return 0;
}

/** A line that cannot be read is named and passed over; the others are answered, and the exit code tells. */
async function runBatch(ask: Ask): Promise<number> {
  let number = 0;
  let wrong = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    number++;
    if (line.trim() === "") continue;
    const read = readBatchLine(line);
    if (typeof read === "string") {
      wrong++;
      console.error(`line ${number}: ${read}`);
    } else console.log(answerLine(read, ask));
  }
  return wrong > 0 ? 1 : 0;
}

async function runConversation(flags: Flags): Promise<number> {
  const ask = createAsk(load(flags).knowledge);
  const samples = readSamples(flags.contentDir);
  const talk = process.stdin.isTTY ? converse : answerLines;
  await talk(ask, samples, terminalOf(flags));
  return 0;
}

function runIndex(flags: Flags): number {
  const { knowledge, faults } = load(flags);
  const count = sectionCount(knowledge.index);
  for (const fault of faults) console.error(formatFault(fault));
  if (!flags.json) {
    for (const { id, pages, sections, revision } of knowledge.about.sources)
      console.log(`${id}: ${pages} pages, ${sections} sections, revision ${revision}`);
    console.log(`${count} sections, ${faults.length} faults`);
    return 0;
  }
  for (let at = 0; at < count; at++) {
    const { page, heading, anchor, url, breadcrumb, blocks } = knowledge.sectionAt(at);
    const place = { source: page.source, path: page.path, heading, anchor, url: url ?? null, breadcrumb };
    console.log(JSON.stringify({ ...place, text: proseOf(blocks), code: codeOf(blocks) }));
  }
  return 0;
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const expected = error instanceof UsageError || error instanceof TreeError || error instanceof EmptyIndexError;
    console.error(expected ? `docsbot: ${error.message}` : error);
    process.exitCode = expected ? 2 : 70;
  },
);
