/** Help texts of the command line, one for each command. */
export const USAGE = {
  docsbot: `docsbot answers questions from Markdown documentation, with verbatim quotes and links.

  docsbot ask [QUESTION]   answer a question; without one, a conversation
  docsbot index            read the documentation, say what is in it and what is wrong with it
  docsbot start            start the bot; without chat credentials, a conversation in the terminal

docsbot COMMAND --help tells more.`,
  ask: `docsbot ask [QUESTION] [--docs DIR]… [--content DIR] [--json] [--why]
docsbot ask --batch --json [--docs DIR]…

Answers one question. Without a question: a conversation in a terminal, else one question a line from standard input.

  --docs DIR      answer from this documentation folder instead of the built-in pages; may be given several times
  --content DIR   take sources, glossary and phrasings from this folder
  --json          print JSON instead of text
  --batch         read {"id", "question"} lines from standard input, print one JSON line for each, in order
  --why           also print how the question was read, and what each signal added

The index is saved in DATA_DIR (default ./data) and rebuilt when a page changes.`,
  index: `docsbot index [--docs DIR]… [--content DIR] [--json]

Reads the documentation and prints how many pages and sections it has; with --json one line for each section.
What is wrong with a page goes to standard error as file:line: message.`,
  start: `docsbot start [--docs DIR]… [--content DIR]

Starts the bot. Without chat credentials it talks in the terminal; where there is none, it answers one question a line from
standard input, and with empty input it shows three sample questions with their answers.`,
} as const;

export type Command = Exclude<keyof typeof USAGE, "docsbot">;
