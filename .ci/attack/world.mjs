// The built bot in both platforms, and the platforms themselves, which fail as they are told.
import { rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { withBots } from "../load/bot.mjs";
import { createPost } from "../load/post.mjs";
import { SECRET, TOKEN } from "../slack/bot.mjs";
import { envelope, question, typeOf } from "../slack/events.mjs";
import { startFakeApi } from "../slack/fakeapi.mjs";
import { createPost as createSignedPost } from "../slack/signed.mjs";
import { direct, mention } from "../teams/activities.mjs";
import { startFakeConnector } from "../teams/fakeconnector.mjs";
import { until } from "../wait.mjs";

const BOTH = fileURLToPath(new URL("both.mjs", import.meta.url));

/** When each was answered: of one key, by the milliseconds of this process; several where it was answered more than once. */
function createBoard() {
  const answers = new Map();
  return {
    answers,
    note: (key) => answers.set(key, [...(answers.get(key) ?? []), performance.now()]),
  };
}

/**
 * Runs `use` with a bot of its own.
 *
 * @param options.rules mutable: `slack(method, call)` and `teams(activity)` say what becomes of a call, as `decide` of load/faulty.mjs
 */
export async function withWorld({ work, name, settings = "" }, use) {
  const folder = path.join(work, `limits-${name}-${process.pid}`);
  const rules = {};
  const [inSlack, inTeams] = [createBoard(), createBoard()];
  const api = await startFakeApi({
    onPosted: ({ channel, thread_ts: thread }) => inSlack.note(`${channel} ${thread}`),
    decide: (...call) => rules.slack?.(...call),
  });
  const connector = await startFakeConnector({
    onPosted: ({ replyTo }) => inTeams.note(replyTo),
    decide: (activity) => rules.teams?.(activity),
  });
  const env = { SLACK_BOT_TOKEN: TOKEN, SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: `${api.url}/api/` };
  try {
    return await withBots(async (start) => {
      const world = createWorld({ api, connector, inSlack, inTeams, rules });
      const open = (changed = settings) => start({ folder, env, settings: changed, script: BOTH, args: [] });
      world.restart = async (changed) => world.connect(await open(changed));
      await world.restart();
      const result = await use(world);
      world.close();
      await world.bot.stop();
      return result;
    });
  } finally {
    await Promise.all([api.close(), connector.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function createWorld({ api, connector, inSlack, inTeams, rules }) {
  let posts;
  let count = 0;
  const asked = new Map();
  const world = {
    rules,
    api,
    connector,
    asked,
    connect: (bot) => {
      world.close();
      world.bot = bot;
      posts = { slack: createSignedPost(bot.port, SECRET), teams: createPost(bot.port, "/api/messages") };
    },
    close: () => {
      posts?.slack.close();
      posts?.teams.close();
    },
    /** Asks in a channel; returns the key of the answer. */
    slack: async (channel, text, user = `U${count % 500}`) => {
      const message = { ...question(++count, channel, text), user };
      const key = `${channel} ${message.ts}`;
      const began = performance.now();
      const { status } = await posts.slack.post(envelope(`Ev${count}`, typeOf(message), message));
      if (status !== 200) throw new Error(`refused: ${status}`);
      asked.set(key, { board: inSlack, began });
      return key;
    },
    teams: async (place, text) => {
      const key = `t${++count}`;
      const began = performance.now();
      const activity = place.startsWith("a:")
        ? direct(key, place.slice(2), text, connector.url)
        : mention(key, place, text, connector.url);
      const { status } = await posts.teams.post(JSON.stringify(activity));
      if (status !== 200) throw new Error(`refused: ${status}`);
      asked.set(key, { board: inTeams, began });
      return key;
    },
    /** Milliseconds from each question to its answer. */
    timesOf: async (keys, most = 60_000) => {
      const isAnswered = (key) => asked.get(key).board.answers.has(key);
      const missing = () => keys.filter((key) => !isAnswered(key));
      await until("answers", () => missing().length === 0, most).catch(() => undefined);
      return keys.flatMap((key) => {
        const { board, began } = asked.get(key);
        return (board.answers.get(key) ?? []).slice(0, 1).map((at) => at - began);
      });
    },
    /** Whether they were answered one after the other. */
    isInOrder: (keys) => {
      const at = keys.map((key) => asked.get(key).board.answers.get(key)?.[0] ?? Number.NaN);
      return at.every((time, number) => number === 0 || time > at[number - 1]);
    },
    /** Of all that was asked: what was never answered in Slack, and what was answered twice. Teams sends several messages. */
    tally: () => {
      const all = [...asked].map(([key, { board }]) => ({ board, count: board.answers.get(key)?.length ?? 0 }));
      return {
        lost: all.filter(({ count }) => count === 0).length,
        doubled: all.filter(({ board, count }) => board === inSlack && count > 1).length,
      };
    },
    health: async () => (await fetch(`http://127.0.0.1:${world.bot.port}/healthz`)).json(),
    isReady: async () => (await fetch(`http://127.0.0.1:${world.bot.port}/readyz`)).status === 200,
    settled: (most = 90_000) =>
      until("the inbox to be empty", async () => (await world.health()).delivery.waiting === 0, most),
  };
  return world;
}

export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** "20 answered, 0.1 s in the middle, 0.4 s at most". */
export function timesText(times) {
  if (times.length === 0) return "none answered";
  const sorted = [...times].sort((a, b) => a - b);
  return `${times.length} answered, ${seconds(sorted[sorted.length >> 1])} in the middle, ${seconds(sorted.at(-1))} at most`;
}
