#!/usr/bin/env node
import { parseArgs } from "node:util";
import { ask } from "./commands/ask.ts";
import { check } from "./commands/check.ts";
import { BUILT_IN_CONTENT, type Command, FLAGS, folder, UsageError } from "./commands/command.ts";
import { evaluate } from "./commands/eval.ts";
import { forget } from "./commands/forget.ts";
import { index } from "./commands/index.ts";
import { start } from "./commands/start.ts";
import { ConfigError } from "./config.ts";
import { TreeError } from "./content/tree.ts";
import { QuestionFileError } from "./evaluation/questions.ts";
import { EmptyIndexError } from "./knowledge.ts";
import { StoreError } from "./store/error.ts";

const COMMANDS: ReadonlyMap<string, Command> = new Map(
  Object.entries({ ask, index, check, eval: evaluate, start, forget }),
);

/** Errors whose message says what to do. */
const EXPECTED = [UsageError, TreeError, EmptyIndexError, QuestionFileError, ConfigError, StoreError];

const HELP = `docsbot answers questions from Markdown documentation, with verbatim quotes and links.

${[...COMMANDS].map(([name, { summary }]) => `  docsbot ${name.padEnd(8)} ${summary}`).join("\n")}

Run docsbot COMMAND --help for its flags.`;

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(HELP);
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.get(name);
  if (!command) throw new UsageError(`unknown command "${name}"; run docsbot --help for the list`);
  const { values, positionals } = parseFlags(name, command, args);
  if (values.help) {
    console.log(command.usage);
    return 0;
  }
  if (!command.takesArgument && positionals.length > 0)
    throw new UsageError(`docsbot ${name} takes no argument "${positionals[0]}"; run docsbot ${name} --help`);
  for (const dir of values.docs ?? []) folder("--docs", dir);
  return command.run(positionals.join(" "), {
    docs: values.docs ?? [],
    contentDir: folder("--content", values.content ?? BUILT_IN_CONTENT),
    baseline: values.baseline,
    floors: values.floor ?? [],
    json: values.json ?? false,
    why: values.why ?? false,
    batch: values.batch ?? false,
    platform: values.platform,
    user: values.user,
    team: values.team,
  });
}

function parseFlags(name: string, { flags }: Command, args: readonly string[]) {
  const options = Object.fromEntries(flags.map((flag) => [flag, FLAGS[flag]])) as typeof FLAGS;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const reason =
      (error as Error).message.split(". ")[0]?.replace(/^[A-Z]/, (first) => first.toLowerCase()) ?? "wrong flags";
    throw new UsageError(`${reason}; run docsbot ${name} --help for the flags`);
  }
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
    const expected = EXPECTED.some((kind) => error instanceof kind);
    console.error(expected ? `docsbot: ${(error as Error).message}` : error);
    process.exitCode = expected ? 2 : 70;
  },
);
