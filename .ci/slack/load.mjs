// 5,000 questions to the built bot, with repeats, out of order, while Slack refuses, breaks and cuts off; then the same with the
// bot killed twice: node .ci/slack/load.mjs <work folder> [questions.jsonl]
//
// Nothing may be lost, nothing answered twice. Speed is printed and decides nothing.
import path from "node:path";
import { createChance, shuffle } from "../load/chance.mjs";
import { conclude, deliverAll, figuresOf } from "../load/deliveries.mjs";
import { FAULTS } from "../load/faulty.mjs";
import { readQuestions } from "../load/questions.mjs";
import { SECRET, withBots } from "./bot.mjs";
import { envelope, otherTypeOf, question, typeOf } from "./events.mjs";
import { startFakeApi } from "./fakeapi.mjs";
import { createPost } from "./signed.mjs";

const [work, questionsFile = "../shared/eval/dev.jsonl"] = process.argv.slice(2);
const QUESTIONS = 5_000;
const CHANNELS = 200;
/** Of these, direct messages: there both events of a pair are read as questions. */
const DIRECT = 40;
const REPEATS = 0.2;
/** As an operator would for a workspace of this size. */
const SETTINGS =
  "limits:\n  waiting: 20000\n  parallel: 32\n  perThread: 20\n  perPerson: 10000\n  perChannel: 10000\n";

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
  return shuffle(deliveries, chance);
}

/** Slack says which attempt it is. */
function connect(port) {
  const { post, close } = createPost(port, SECRET);
  const send = async ({ body, isRepeat }, attempt) => {
    const headers =
      attempt > 0 || isRepeat
        ? { "x-slack-retry-num": `${Math.max(1, attempt)}`, "x-slack-retry-reason": "http_timeout" }
        : {};
    return (await post(body, headers)).status === 200;
  };
  return { send, close };
}

async function run(name, kills, deliveries) {
  const api = await startFakeApi({ faults: FAULTS, seed: 11 + kills });
  const folder = path.join(work, `load-${kills}-${process.pid}`);
  try {
    return await withBots(async (startAny) => {
      const start = () => startAny({ folder, apiUrl: api.url, settings: SETTINGS });
      const done = await deliverAll({ deliveries, kills, start, connect });
      const { posted, repeats, unrecorded } = api.seen;
      const answered = new Set(posted.map(({ channel, thread_ts: thread }) => `${channel} ${thread}`)).size;
      const lost = QUESTIONS - answered;
      const doubled = posted.length - answered;
      console.log(
        `${name}: ${QUESTIONS} questions in ${deliveries.length} deliveries, ${lost} lost, ${doubled} doubled; ` +
          `repeats that Slack dropped ${repeats}, ${unrecorded} of them after a kill; ${figuresOf(done, api.counts)}`,
      );
      const isGood = lost === 0 && doubled <= kills && done.code === 0 && done.store.faults === 0;
      if (!isGood) console.log(done.bot.lines.slice(-20).join("\n"));
      return isGood;
    });
  } finally {
    await api.close();
  }
}

const deliveries = plan(readQuestions(questionsFile));
conclude([await run("without kills", 0, deliveries), await run("with two kills", 2, deliveries)]);
