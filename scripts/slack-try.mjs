// Tries the built bot in an emulator of Slack, without an account. Each line you type mentions the bot in #general; its answers
// are printed as in Slack's notifications.
//
//     npm run slack:try        npx downloads the emulator
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { SECRET, TOKEN, withBots } from "../.ci/slack/bot.mjs";
import { BOT, createSender, GENERAL, startEmulator, USER } from "../.ci/slack/emulator.mjs";
import { until } from "../.ci/wait.mjs";

/** npx puts `<folder>/node_modules/.bin` on the PATH. */
function folderOfEmulator() {
  const folders = (process.env.PATH ?? "").split(path.delimiter).map((bin) => path.resolve(bin, "../.."));
  const folder = folders.find((one) => existsSync(path.join(one, "node_modules/emulate/package.json")));
  if (folder === undefined) throw new Error("no emulator here: start this with npm run slack:try");
  return folder;
}

/** `<address|words>` as `words (address)`, and entities as characters. */
const shown = (text) =>
  text
    .replace(/<([^|>]+)\|([^>]+)>/g, "$2 ($1)")
    .replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&" })[name]);

async function talk(emulator, slack) {
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: "\n#general @docsbot " });
  console.log(`A Slack on this machine, its channels at ${emulator.url}/?tab=messages`);
  console.log("What you type mentions the bot; “> …” replies in the last thread; “quit” ends.");
  const inThread = (thread) => emulator.lab.store.messages.all().filter((message) => message.thread_ts === thread);
  let last = 1_700_000_000;
  let thread;
  lines.prompt();
  for await (const line of lines) {
    const [, reply, words] = /^\s*(>?)\s*(.*?)\s*$/.exec(line);
    if (/^(?:quit|exit|q)$/i.test(words)) break;
    if (words !== "") {
      const ts = `${++last}.000100`;
      const parent = reply && thread ? { thread_ts: thread } : {};
      thread = parent.thread_ts ?? ts;
      const before = inThread(thread).length;
      const text = `<@${BOT}> ${words}`;
      await slack.event({ type: "app_mention", user: USER, channel: GENERAL, text, ts, ...parent });
      const answer = await until("an answer", () => inThread(thread)[before]);
      console.log(`\n${shown(answer.text)}`);
    }
    lines.prompt();
  }
  lines.close();
}

const folder = mkdtempSync(path.join(tmpdir(), "slack-try-"));
try {
  const emulator = await startEmulator(folderOfEmulator(), TOKEN);
  await withBots(async (startBot) => {
    const bot = await startBot({ folder, apiUrl: emulator.url });
    await talk(emulator, createSender(`http://127.0.0.1:${bot.port}`, SECRET, emulator.url));
  });
  await emulator.close();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
