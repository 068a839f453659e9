/** Words that begin a message and are no part of the question, with a slash or without. The manifest lists the same. */
export const COMMANDS = ["ask", "config", "help", "about"] as const;
export type Command = (typeof COMMANDS)[number];

export interface Commanded {
  readonly command: Command | undefined;
  /** What is asked: for `config`, with the word. */
  readonly text: string;
}

/** “help me with …” and “about branches” are questions: these two stand alone, and `ask` and `config` before something. */
export function readCommand(text: string): Commanded {
  const said = text.trim();
  const [, slash = "", word = "", rest = ""] = /^(\/?)([A-Za-z]+)(?::?\s+([\s\S]*)|[?!.]?)$/.exec(said) ?? [];
  const command = COMMANDS.find((one) => one === word.toLowerCase());
  switch (command) {
    case "help":
      return rest === "" ? { command, text: "help" } : { command: undefined, text: said.replace(/^\//, "") };
    case "about":
      return rest === "" ? { command, text: "" } : { command: undefined, text: said.replace(/^\//, "") };
    case "ask":
      return { command, text: rest };
    case "config":
      return { command, text: `config ${rest}`.trim() };
    case undefined:
      return { command, text: slash === "" ? text : said };
    default:
      return command satisfies never;
  }
}
