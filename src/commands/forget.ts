import { existsSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../config.ts";
import type { Store } from "../store/store.ts";
import { type Command, type Flags, UsageError } from "./command.ts";

export const forget: Command = {
  summary: "remove everything that is kept of one person",
  usage: `docsbot forget --platform slack|teams --user ID [--team ID]

Removes what DATA_DIR holds of one person: questions that wait, conversations, answers to their questions and feedback. The bot may
run meanwhile. Says how many rows were removed; nothing of them is left in the files afterwards.

  --platform NAME  slack or teams
  --user ID        the person: in Slack a member ID (U…), in Teams an object ID
  --team ID        only in this workspace (T…) or tenant; in all that the bot has answered in when it is left out`,
  flags: ["platform", "user", "team", "help"],
  takesArgument: false,
  run: async (_, flags) => {
    const person = readPerson(flags);
    // SQLite is large: the other commands need not load it.
    const { openBeside, openStore, STORE_FILE } = await import("../store/open.ts");
    const { StoreError } = await import("../store/error.ts");
    const file = join(readConfig().dataDir, STORE_FILE);
    if (!existsSync(file)) throw new UsageError(`${file}: no such store; set DATA_DIR to the bot's folder`);
    try {
      const { store, warnings } = await openStore(file, Date.now);
      for (const warning of warnings) console.error(`docsbot: ${warning}`);
      await forgetIn(store, person, []);
    } catch (error) {
      if (!(error instanceof StoreError && error.fault === "busy")) throw error;
      await forgetIn(await openBeside(file, Date.now), person, [RUNNING]);
    }
    return 0;
  },
};

const RUNNING = `The bot is running: a question that it is answering right now is kept once it is answered, and for up to an hour it
remembers in memory what its buttons belong to. Run this again in a minute, or restart the bot.`;

function readPerson({ platform, user, team }: Flags): Parameters<Store["forget"]>[0] {
  if (platform !== "slack" && platform !== "teams")
    throw new UsageError(`--platform ${platform ?? ""}: set slack or teams; run docsbot forget --help`);
  if (!user) throw new UsageError("--user is missing: set the person's id; run docsbot forget --help");
  if (team === "") throw new UsageError("--team is empty: set the id of a workspace or tenant, or leave it out");
  return { platform, user, team };
}

/** Closing empties the write-ahead log. */
async function forgetIn(store: Store, person: Parameters<Store["forget"]>[0], notes: readonly string[]): Promise<void> {
  try {
    const { answers, conversations, feedback, events } = await store.forget(person);
    const parts = [
      `answers ${answers}`,
      `conversations ${conversations}`,
      `feedback ${feedback}`,
      `questions that waited ${events}`,
    ];
    console.log(`Removed ${answers + conversations + feedback + events} rows: ${parts.join(", ")}.`);
    for (const note of notes) console.log(note);
  } finally {
    await store.close();
  }
}
