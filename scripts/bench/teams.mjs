// Answers per second in Teams, compared with a minimal bot on the same SDK, in one run on one machine; and how long invokes take
// while mentions come in at half that rate:
//
//     npm run bench:teams -- --questions FILE [--rounds 3] [--profile DIR]
//
// Both bots are built and run in processes of their own, without authentication; this process is the driver and Teams. Writes the
// tables into docs/performance.md.
import { fileURLToPath } from "node:url";
import { createPost } from "../../.ci/load/post.mjs";
import { invoke, mention, SUPPORT } from "../../.ci/teams/activities.mjs";
import { withBots } from "../../.ci/teams/bot.mjs";
import { startFakeConnector } from "../../.ci/teams/fakeconnector.mjs";
import { createSeen, isAnswered, KINDS, makeInvoke } from "../../.ci/teams/invokes.mjs";
import { beside, profiled, readOptions } from "./beside.mjs";
import { atRate, IN_FLIGHT, quantiles } from "./measure.mjs";

/** Set for speed: as many answers in parallel as there are people asking. */
const SETTINGS = `limits:\n  parallel: ${IN_FLIGHT}\n  perPerson: 100000\n  perChannel: 100000\n`;
/** With “Ask a person”, which is a separate message below most answers. */
const WITH_SUPPORT = `teams:\n  supportChannel: ${SUPPORT}\n${SETTINGS}`;
const BOTS = { bare: { script: fileURLToPath(new URL("bareteams.mjs", import.meta.url)), args: [] }, docsbot: {} };
const INVOKES_PER_SECOND = 20;
/** Of each kind, per round. */
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

/** Starts a bot with its own Teams. `ask` mentions it; `seen` collects the buttons it shows. */
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
      // Each lane has its own channel, and each mention its own thread.
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

/** Resolves when the answer is there, to the milliseconds until the acknowledgement. */
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

/** Sends invokes while mentions come in at half the bot's full rate. */
const alone = ({ full }, folder) =>
  withTeams({ folder, settings: WITH_SUPPORT }, async (world) => {
    const perSecond = full.perSecond / 2;
    // Answers with buttons to click on.
    await atRate(perSecond, questions.length, world.ask);
    const count = KINDS.length * INVOKES;
    const mentions = atRate(perSecond, Math.ceil((count / INVOKES_PER_SECOND) * perSecond), world.ask);
    const invokes = await atRate(INVOKES_PER_SECOND, count, (at) => invokeOnce(KINDS[at % KINDS.length], world));
    await mentions;
    return invokes;
  });

/** Milliseconds that an invoke took, and whether its response is right. */
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
