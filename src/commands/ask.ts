import type { Ask } from "../answering/ask.ts";
import { present } from "../terminal/app.ts";
import { answerLine, readBatchLine } from "../terminal/batch.ts";
import { askFrom, type Command, load, terminalOf, UsageError } from "./command.ts";
import { runConversation } from "./start.ts";

export const ask: Command = {
  summary: "answer a question; without one, start a conversation",
  usage: `docsbot ask [QUESTION] [--docs DIR]… [--content DIR] [--json] [--why]
docsbot ask --batch --json [--docs DIR]…

Answers one question. Without a question, starts a conversation in the terminal, or reads one question per line from standard
input.

  --docs DIR      answer from this documentation folder instead of the built-in pages; can be repeated
  --content DIR   use the sources, glossary, phrasings and rules in this folder
  --json          print JSON instead of text
  --batch         read lines of {"id", "question"} from standard input and print one JSON line for each, in order
  --why           also explain how the question was read and how the answer was ranked

The index is saved in DATA_DIR (default ./data) and rebuilt when a page changes.`,
  flags: ["docs", "content", "json", "why", "batch", "help"],
  takesArgument: true,
  run: (question, flags) => {
    if (flags.batch && !flags.json) throw new UsageError("--batch prints JSON lines; add --json");
    if (flags.batch && question)
      throw new UsageError("--batch reads questions from standard input; leave out the question");
    if (flags.json && flags.why) throw new UsageError("--why prints text, not JSON; leave out --json");
    if (flags.json && !flags.batch && question.trim() === "")
      throw new UsageError("--json needs a question; add one, or add --batch to read questions from standard input");
    if (!flags.batch && question.trim() === "") return runConversation(flags);
    const answer = askFrom(load(flags));
    if (flags.batch) return runBatch(answer);
    console.log(
      flags.json ? answerLine({ id: undefined, question }, answer) : present(answer(question), terminalOf(flags)),
    );
    return 0;
  },
};

/** Reports and skips lines that cannot be read; the exit code is 1 if there were any. */
async function runBatch(answer: Ask): Promise<number> {
  let number = 0;
  let wrong = 0;
  for await (const line of linesOf(process.stdin)) {
    number++;
    if (line.trim() === "") continue;
    const read = readBatchLine(line);
    if (typeof read === "string") {
      wrong++;
      console.error(`line ${number}: ${read}`);
    } else console.log(answerLine(read, answer));
  }
  return wrong > 0 ? 1 : 0;
}

/** Splits at line feeds only. readline would also split at U+2028, which JSON strings may contain. */
async function* linesOf(input: NodeJS.ReadStream): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of input.setEncoding("utf8")) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  yield rest;
}
