// 5,000 questions to the built bot, with repeats, out of order, while Slack refuses, breaks and cuts off; then the same with the
// bot killed twice: node .ci/slack/load.mjs <work folder> [questions.jsonl]
//
// Nothing may be lost, nothing answered twice. Speed is printed and decides nothing.
import { readFileSync } from "node:fs";
import path from "node:path";
import { SECRET, withBots } from "./bot.mjs";
import { envelope, otherTypeOf, question, readQuestions, typeOf } from "./events.mjs";
import { createChance, FAULTS, startFakeApi } from "./fakeapi.mjs";
import { createPost } from "./signed.mjs";
import { until } from "./wait.mjs";

const [work, questionsFile = "../shared/eval/dev.jsonl"] = process.argv.slice(2);
const QUESTIONS = 5_000;
const CHANNELS = 200;
/** Of these, direct messages: there both events of a pair are read as questions. */
const DIRECT = 40;
const REPEATS = 0.2;
const IN_FLIGHT = 48;
/** As an operator would for a workspace of this size. */
const SETTINGS = "limits:\n  waiting: 20000\n  parallel: 32\n  perThread: 20\n";
/** Milliseconds. */
const MOST = 150_000;

/** Every delivery in its order: each message once, a fifth of them again, as the same event or as its other half. */
function plan(questions) {
  const chance = createChance(7);
  const deliveries = [];
  for (let at = 0; at < QUESTIONS; at++) {
    const number = at % CHANNELS;
    const channel = `${number < DIRECT ? "D" : "C"}${String(number).padStart(9, "0")}`;
    const message = question(at, channel, questions[at % questions.length]);
    const body = envelope(`Ev${at}`, typeOf(message), message);
    deliveries.push({ body, isRepeat: false });
    if (chance() >= REPEATS) continue;
    const isPair = chance() < 0.5;
    deliveries.push({ body: isPair ? envelope(`Ew${at}`, otherTypeOf(message), message) : body, isRepeat: !isPair });
  }
  for (let at = deliveries.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1));
    [deliveries[at], deliveries[other]] = [deliveries[other], deliveries[at]];
  }
  return deliveries;
}

const memoryOf = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;

/** Sends until it is acknowledged, as Slack does; a bot that is away is waited for. */
async function deliver({ body, isRepeat }, sender, counted) {
  for (let attempt = 0; ; attempt++) {
    const repeated = attempt > 0 || isRepeat;
    const headers = repeated
      ? { "x-slack-retry-num": `${Math.max(1, attempt)}`, "x-slack-retry-reason": "http_timeout" }
      : {};
    const target = await sender();
    try {
      const { status } = await target.post(body, { change: { headers } });
      if (status === 200) return;
      counted.refused++;
    } catch {
      counted.cut++;
    }
    if (attempt === 50) throw new Error("an event was never acknowledged");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function run(name, kills, deliveries) {
  const api = await startFakeApi({ faults: FAULTS, seed: 11 + kills });
  const folder = path.join(work, `load-${kills}-${process.pid}`);
  const counted = { refused: 0, cut: 0, acknowledged: 0 };
  try {
    return await withBots(async (start) => {
      const startHere = () => start({ folder, apiUrl: api.url, settings: SETTINGS });
      let bot = await startHere();
      const before = memoryOf(bot.pid);
      let current = Promise.resolve(createPost(bot.port, SECRET));
      const killAt = Array.from({ length: kills }, (_, at) => Math.floor((deliveries.length * (at + 1)) / (kills + 1)));
      const restart = async () => {
        await bot.kill();
        bot = await startHere();
        return createPost(bot.port, SECRET);
      };
      const began = Date.now();
      let next = 0;
      const lane = async () => {
        while (next < deliveries.length) {
          await deliver(deliveries[next++], () => current, counted);
          if (killAt[0] !== undefined && ++counted.acknowledged >= killAt[0]) {
            killAt.shift();
            current = restart();
          }
        }
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
      const acknowledgedIn = Date.now() - began;
      const threads = () => new Set(api.seen.posted.map(({ channel, thread_ts: thread }) => `${channel} ${thread}`));
      const health = async () => (await fetch(`http://127.0.0.1:${bot.port}/healthz`)).json();
      await until(
        "the inbox to be empty",
        async () => {
          const { waiting, working } = (await health()).delivery;
          return waiting === 0 && working === 0;
        },
        MOST,
      );
      const seconds = (Date.now() - began) / 1000;
      const after = memoryOf(bot.pid);
      const { store } = await health();
      const code = await bot.stop();
      const answered = threads().size;
      const lost = QUESTIONS - answered;
      const doubled = api.seen.posted.length - answered;
      console.log(
        `${name}: ${QUESTIONS} questions in ${deliveries.length} deliveries, ${lost} lost, ${doubled} doubled; ` +
          `acknowledged in ${(acknowledgedIn / 1000).toFixed(1)} s, answered in ${seconds.toFixed(1)} s; ` +
          `refused ${api.seen.refused}, cut off ${api.seen.reset}, repeats that Slack dropped ${api.seen.repeats}, ` +
          `${api.seen.unrecorded} of them after a kill; ` +
          `sent again ${counted.cut + counted.refused}; store faults ${store.faults}, exit ${code}; ` +
          `RSS ${before.toFixed(0)} MB before, ${after.toFixed(0)} MB after`,
      );
      const isGood = lost === 0 && doubled <= kills && code === 0 && store.faults === 0;
      if (!isGood) console.log(bot.lines.slice(-20).join("\n"));
      return isGood;
    });
  } finally {
    await api.close();
  }
}

const deliveries = plan(readQuestions(questionsFile));
const results = [await run("without kills", 0, deliveries), await run("with two kills", 2, deliveries)];
const passed = results.filter(Boolean).length;
console.log(`${passed} passed, ${results.length - passed} failed`);
process.exit(passed === results.length ? 0 : 1);
