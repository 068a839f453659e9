import { readSamples } from "../content/sources.ts";
import { answerLines, converse } from "../terminal/app.ts";
import { askFrom, type Command, type Flags, load, terminalOf } from "./command.ts";

export const start: Command = {
  summary: "start the bot; without chat credentials, a conversation in the terminal",
  usage: `docsbot start [--docs DIR]… [--content DIR]

Starts the bot. Without chat credentials it talks in the terminal; where there is none, it answers one question a line from
standard input, and with empty input it shows three sample questions with their answers.

  --docs DIR      answer from this documentation folder instead of the built-in pages; may be given several times
  --content DIR   take sources, glossary and phrasings from this folder`,
  flags: ["docs", "content", "help"],
  takesArgument: false,
  run: (_, flags) => runConversation(flags),
};

export async function runConversation(flags: Flags): Promise<number> {
  const ask = askFrom(load(flags));
  const samples = readSamples(flags.contentDir);
  const talk = process.stdin.isTTY ? converse : answerLines;
  await talk(ask, samples, terminalOf(flags));
  return 0;
}
