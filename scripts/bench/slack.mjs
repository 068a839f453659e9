// Answers per second in Slack, compared with a minimal Bolt app with the same answers, in one run on one machine:
//
//     npm run bench:slack -- --questions FILE [--rounds 3] [--profile DIR]
//
// Both bots are built and run in processes of their own; this process is the driver and Slack's Web API. Writes the table into
// docs/performance.md.
import { fileURLToPath } from "node:url";
import { SECRET, withBots } from "../../.ci/slack/bot.mjs";
import { envelope, question, typeOf } from "../../.ci/slack/events.mjs";
import { startFakeApi } from "../../.ci/slack/fakeapi.mjs";
import { createPost } from "../../.ci/slack/signed.mjs";
import { beside, profiled, readOptions } from "./beside.mjs";
import { IN_FLIGHT } from "./measure.mjs";

/** Set for speed: as many answers in parallel as there are channels asking. */
const SETTINGS = `limits:\n  parallel: ${IN_FLIGHT}\n  perPerson: 100000\n  perChannel: 100000\n`;
const BOTS = { bare: { script: fileURLToPath(new URL("bareslack.mjs", import.meta.url)), args: [] }, docsbot: {} };

const options = readOptions("slack");
const { questions } = options;

/** Each lane has its own channel. Both bots get the same questions in the same order. */
function createMentions() {
  let number = 0;
  return (lane) => {
    const at = number++;
    const channel = `C${String(lane % IN_FLIGHT).padStart(9, "0")}`;
    return question(at, channel, questions[at % questions.length]);
  };
}

async function withBot(name, folder, work) {
  const waiting = new Map();
  const onPosted = ({ channel, thread_ts: thread }) => waiting.get(`${channel} ${thread}`)?.();
  const api = await startFakeApi({ onPosted });
  try {
    return await withBots(async (start) => {
      const nodeFlags = profiled(options, name);
      const bot = await start({ folder, apiUrl: api.url, settings: SETTINGS, nodeFlags, ...BOTS[name] });
      const { post, close } = createPost(bot.port, SECRET);
      const next = createMentions();
      const done = await work({ pid: bot.pid, ask: (lane) => send(next(lane), post, waiting) });
      close();
      await bot.stop();
      return done;
    });
  } finally {
    await api.close();
  }
}

/** Resolves when the answer is there, to the milliseconds until the acknowledgement. */
async function send(message, post, waiting) {
  const key = `${message.channel} ${message.ts}`;
  const answered = new Promise((resolve) => waiting.set(key, resolve));
  const began = performance.now();
  const { status } = await post(envelope(`Ev${message.ts}`, typeOf(message), message));
  const acknowledged = performance.now() - began;
  if (status !== 200) throw new Error(`refused: ${status}`);
  await answered;
  waiting.delete(key);
  return acknowledged;
}

await beside({ name: "slack", bare: "bare Bolt app", options, withBot });
