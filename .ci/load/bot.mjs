// The bot as an operator runs it: a process of its own, with its settings in a file.
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/**
 * Starts it in `folder`, which keeps its data: the next one that is started there goes on where this one was killed.
 *
 * @param options.env what the platform's settings are, beside the usual
 * @param options.settings text of docsbot.config.yaml
 * @param options.nodeFlags for a profile
 */
export async function startBot({ folder, env, settings = "", nodeFlags = [], script = CLI, args = ["start"] }) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "docsbot.config.yaml"), settings);
  const child = spawn(process.execPath, [...nodeFlags, script, ...args], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      DATA_DIR: path.join(folder, "data"),
      PORT: "0",
      ...env,
    },
  });
  const exited = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
  const lines = [];
  const started = new Promise((resolve) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (lines.length < 1_000) lines.push(line);
      const port = /"message":"started".*?"port":(\d+)/.exec(line)?.[1];
      if (port) resolve(Number(port));
    });
  });
  const tooLate = new Promise((resolve) => setTimeout(() => resolve("late"), 60_000).unref());
  const port = await Promise.race([started, exited.then(() => "exited"), tooLate]);
  if (typeof port !== "number") {
    child.kill("SIGKILL");
    throw new Error(`the bot did not start (${port}):\n${lines.join("\n")}`);
  }
  const end = (signal) => {
    child.kill(signal);
    return exited;
  };
  return { port, pid: child.pid, lines, exited, kill: () => end("SIGKILL"), stop: () => end("SIGTERM") };
}

/** Every child that a run has started, so that a run that fails leaves none behind. */
export async function withBots(run) {
  const bots = [];
  try {
    return await run(async (options) => {
      const bot = await startBot(options);
      bots.push(bot);
      return bot;
    });
  } finally {
    await Promise.all(bots.map((bot) => bot.kill()));
  }
}
