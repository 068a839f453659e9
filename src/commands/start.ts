import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Config, ConfigError, readConfig } from "../config.ts";
import { readSamples } from "../content/sources.ts";
import type { Loaded } from "../knowledge.ts";
import { createLog } from "../log.ts";
import { DEFAULT_SETTINGS, readSettings, type Settings } from "../settings.ts";
import { answerLines, converse } from "../terminal/app.ts";
import { askFrom, type Command, type Flags, load, terminalOf } from "./command.ts";
import { startupError } from "./startuperror.ts";

/** Settings besides the environment; docs/operating.md describes each key. */
const SETTINGS_FILE = "docsbot.config.yaml";
const MANIFEST = fileURLToPath(new URL("../../manifests/slack.json", import.meta.url));

export const start: Command = {
  summary: "start the bot in Slack and Teams; without credentials, in the terminal",
  usage: `docsbot start [--docs DIR]… [--content DIR]

Starts the bot in each platform that has credentials:
  Slack             SLACK_BOT_TOKEN, and SLACK_SIGNING_SECRET or, for Socket Mode, SLACK_APP_TOKEN
  Microsoft Teams   MicrosoftAppType, MicrosoftAppId and what goes with them, or TEAMS_AUTH=off for the Agents Playground
Without credentials, it talks in the terminal. If standard input is not a terminal, it answers one question per line, or its
sample questions if there are none.

  --docs DIR      answer from this documentation folder instead of the built-in pages; can be repeated
  --content DIR   use the sources, glossary, phrasings and rules in this folder

More settings: docsbot.config.yaml in the current folder.`,
  flags: ["docs", "content", "help"],
  takesArgument: false,
  run: (_, flags) => {
    const config = readConfig();
    return config.slack || config.teams ? runBot(config, flags) : runConversation(flags);
  },
};

/** Sample questions belong to the sources in `sources.yaml`, so there are none for `--docs`. */
export async function runConversation(flags: Flags): Promise<number> {
  const ask = askFrom(load(flags));
  const samples = flags.docs.length > 0 ? [] : readSamples(flags.contentDir);
  const talk = process.stdin.isTTY ? converse : answerLines;
  await talk(ask, samples, terminalOf(flags));
  return 0;
}

/** Runs until SIGTERM or SIGINT. */
async function runBot(config: Config, flags: Flags): Promise<number> {
  const settings: Settings = existsSync(SETTINGS_FILE)
    ? readSettings(readFileSync(SETTINGS_FILE, "utf8"), SETTINGS_FILE)
    : DEFAULT_SETTINGS;
  const manifest = readManifest();
  const log = createLog(config.logLevel, (line) => console.error(line), Date.now);
  const loaded = load(flags);
  checkSources(settings, loaded);
  const loadOnly = (sources: readonly string[]) => load(flags, sources);
  // The platforms' SDKs are large. Nobody who asks in the terminal should wait for them.
  const { startBot } = await import("../main.ts");
  const running = await startBot({ config, settings, loaded, loadOnly, ...manifest, log }).catch((error) => {
    throw startupError(error, config);
  });
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
  await running.stop();
  return 0;
}

/** A channel with an unknown source would have no documentation at all. @throws ConfigError */
function checkSources({ slack, teams }: Settings, { knowledge }: Loaded): void {
  const known = knowledge.about.sources.map(({ id }) => id);
  const all = Object.entries({ slack, teams }).flatMap(([platform, settings]) =>
    Object.entries(settings.sources).map(([channel, ids]) => ({ at: `${platform}.sources.${channel}`, ids })),
  );
  const faults = all.flatMap(({ at, ids }) =>
    ids
      .filter((source) => !known.includes(source))
      .map((source) => `${SETTINGS_FILE}: ${at}: no source ${source}; the sources are ${known.join(", ")}`),
  );
  if (faults.length > 0) throw new ConfigError(faults.join("\n"));
}

/** The manifest is the only place for the command's name, the suggested prompts and the scopes. */
function readManifest() {
  const { features, oauth_config } = JSON.parse(readFileSync(MANIFEST, "utf8")) as {
    features: {
      slash_commands: [{ command: string }];
      agent_view: { suggested_prompts: { title: string; message: string }[] };
    };
    oauth_config: { scopes: { bot: string[] } };
  };
  return {
    command: features.slash_commands[0].command,
    prompts: features.agent_view.suggested_prompts,
    scopes: oauth_config.scopes.bot,
  };
}
