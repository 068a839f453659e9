// Mentions answered a second, beside a bare bot of the SDK with the same bot behind, in one run on one machine; and how long Teams
// waits for what it waits for, while mentions come at half that rate:
//
//     npm run bench:teams -- --questions FILE [--rounds 3] [--profile DIR]
//
// Both are processes of their own, built, without authentication; driver and Teams are this process. Writes the tables into
// docs/performance.md.
import { fileURLToPath } from "node:url";
import { createPost } from "../../.ci/load/post.mjs";
import { invoke, mention, SUPPORT } from "../../.ci/teams/activities.mjs";
import { withBots } from "../../.ci/teams/bot.mjs";
import { startFakeConnector } from "../../.ci/teams/fakeconnector.mjs";
import { createSeen, isAnswered, KINDS, makeInvoke } from "../../.ci/teams/invokes.mjs";
import { beside, profiled, readOptions } from "./beside.mjs";
import { atRate, IN_FLIGHT, quantiles } from "./measure.mjs";

/** As an operator who wants it fast: as many hands as people ask at once. */
const SETTINGS = `limits:\n  parallel: ${IN_FLIGHT}\n  perPerson: 100000\n  perChannel: 100000\n`;
/** With “Ask a person”, which is a message of its own below most answers. */
const WITH_SUPPORT = `teams:\n  supportChannel: ${SUPPORT}\n${SETTINGS}`;
const BOTS = { bare: { script: fileURLToPath(new URL("bareteams.mjs", import.meta.url)), args: [] }, docsbot: {} };
const INVOKES_PER_SECOND = 20;
/** Of each kind, in each round. */
const INVOKES = 40;

const options = readOptions("teams");
const { questions } = options;

/** Both bots get the same questions in the same order. */
function createQuestions() {
  let number = 0;
  return () => {
    const at = number++;
    return { id: `in-${at}`, question: questions[at % questions.length] };
  };
}

const withBot = (name, folder, work) =>
  withTeams({ folder, settings: SETTINGS, nodeFlags: profiled(options, name), ...BOTS[name] }, work);

/** A bot with a Teams of its own: `ask` mentions it, `seen` has the buttons it showed. */
async function withTeams(started, work) {
  const waiting = new Map();
  const seen = createSeen();
  const onPosted = (posted) => {
    seen.note(posted);
    waiting.get(posted.replyTo)?.();
  };
  const connector = await startFakeConnector({ onPosted });
  try {
    return await withBots(async (start) => {
      const bot = await start(started);
      const { post, close } = createPost(bot.port, "/api/messages");
      const send = (activity) => post(JSON.stringify(activity));
      const next = createQuestions();
      // Each lane has a channel of its own, and each mention a thread.
      const ask = (lane) => {
        const { id, question } = next();
        return answered(mention(id, lane % IN_FLIGHT, question, connector.url), send, waiting);
      };
      const done = await work({ pid: bot.pid, ask, next, seen, send, serviceUrl: connector.url });
      close();
      await bot.stop();
      return done;
    });
  } finally {
    await connector.close();
  }
}

/** Milliseconds until the acknowledgement; resolves when the answer is there, too. */
async function answered(activity, send, waiting) {
  const arrived = new Promise((resolve) => waiting.set(activity.id, resolve));
  const began = performance.now();
  const { status } = await send(activity);
  const acknowledged = performance.now() - began;
  if (status !== 200) throw new Error(`refused: ${status}`);
  await arrived;
  waiting.delete(activity.id);
  return acknowledged;
}

/** Invokes among mentions at half the rate that the bot can take. */
const alone = ({ full }, folder) =>
  withTeams({ folder, settings: WITH_SUPPORT }, async (world) => {
    const perSecond = full.perSecond / 2;
    // So that there is something to click on.
    await atRate(perSecond, questions.length, world.ask);
    const count = KINDS.length * INVOKES;
    const mentions = atRate(perSecond, Math.ceil((count / INVOKES_PER_SECOND) * perSecond), world.ask);
    const invokes = await atRate(INVOKES_PER_SECOND, count, (at) => invokeOnce(KINDS[at % KINDS.length], world));
    await mentions;
    return invokes;
  });

/** How long it took, and whether it was answered as it must be. */
async function invokeOnce(kind, { next, seen, send, serviceUrl }) {
  const { id, question } = next();
  const activity = invoke(id, makeInvoke(kind, seen, question), serviceUrl);
  const began = performance.now();
  const response = await send(activity);
  const time = performance.now() - began;
  return { kind, time, status: response.status, isRight: isAnswered(kind, response) };
}

function tableOf(rounds) {
  const all = rounds.flat();
  const rows = [...KINDS, undefined].map((kind) => {
    const those = all.filter((one) => kind === undefined || one.kind === kind);
    const { p50, p99, most } = quantiles(those.map(({ time }) => time));
    const failed = those.filter(({ status }) => status >= 500).length;
    const wrong = those.filter(({ isRight }) => !isRight).length;
    const cells = [those.length, ...[p50, p99, most].map((time) => time.toFixed(1)), failed, wrong];
    return `| ${kind ?? "all"} | ${cells.join(" | ")} |`;
  });
  return [
    "",
    `Invokes, ${INVOKES_PER_SECOND} a second, beside mentions at half load:`,
    "",
    "| | invokes | p50 ms | p99 | most | 5xx | not as it must be |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
  ];
}

await beside({ name: "teams", bare: "bare botbuilder bot", options, withBot, alone, more: tableOf });
