// Questions to the built bot, with repeats and out of order, while Teams refuses, breaks and cuts off, with clicks, searches and
// feedback in between; then the same with the bot killed twice: node .ci/teams/load.mjs <work folder> [questions.jsonl]
//
// No question may be lost, and every invoke is answered as Teams wants it. Teams drops no repeats: a message whose acceptance the
// bot never heard of is sent twice. No other is, but where the bot was killed while it sent: one for each answer that was under
// way. Speed is printed and decides nothing.
import path from "node:path";
import { createChance, shuffle } from "../load/chance.mjs";
import { conclude, deliverAll, figuresOf } from "../load/deliveries.mjs";
import { FAULTS } from "../load/faulty.mjs";
import { createPost } from "../load/post.mjs";
import { readQuestions } from "../load/questions.mjs";
import { until } from "../wait.mjs";
import { direct, invoke, mention, SUPPORT } from "./activities.mjs";
import { withBots } from "./bot.mjs";
import { startFakeConnector } from "./fakeconnector.mjs";
import { createSeen, isAnswered, KINDS, makeInvoke } from "./invokes.mjs";

const [work, questionsFile = "../shared/eval/dev.jsonl"] = process.argv.slice(2);
const QUESTIONS = 800;
/** A tenth of the questions: several in one chat, which are answered in their order. */
const DIRECT = 0.1;
const PEOPLE = 40;
const CHANNELS = 50;
const REPEATS = 0.2;
const INVOKES = 100;
const PARALLEL = 32;
/** As an operator would for an organisation of this size. */
const SETTINGS = `teams:\n  supportChannel: ${SUPPORT}\nlimits:\n  waiting: 20000\n  parallel: ${PARALLEL}\n  perThread: 20\n  perPerson: 10000\n  perChannel: 10000\n`;

/** Every delivery in its order: each question once, a fifth of them again; every kind of invoke. */
function plan(texts) {
  const chance = createChance(7);
  const questions = Array.from({ length: QUESTIONS }, (_, at) => {
    const [id, text] = [`q${at}`, texts[at % texts.length]];
    const place = chance() < DIRECT ? { person: at % PEOPLE } : { channel: at % CHANNELS };
    return { id, text, ...place };
  });
  const repeats = questions.filter(() => chance() < REPEATS);
  const invokes = Array.from({ length: INVOKES }, (_, at) => ({
    id: `i${at}`,
    text: texts[at % texts.length],
    kind: KINDS[at % KINDS.length],
  }));
  return { questions, deliveries: shuffle([...questions, ...repeats, ...invokes], chance) };
}

const activityOf = ({ id, text, person, channel }, serviceUrl) =>
  person === undefined ? mention(id, channel, text, serviceUrl) : direct(id, person, text, serviceUrl);

/** How a question is answered, without what is another in each attempt. */
const contentOf = ({ text, attachments, suggestedActions }) =>
  JSON.stringify([text, attachments, suggestedActions]).replace(/"answer":"[^"]*"/g, "");

/** What became of the questions. An answer has several messages; one that another question has had in full has as many. */
function judge(questions, posted) {
  const answers = new Map(questions.map(({ id }) => [id, new Map()]));
  const counted = { lost: 0, incomplete: 0, unheard: 0, doubled: 0 };
  for (const { replyTo, activity, isHeard } of posted) {
    const messages = answers.get(replyTo);
    if (!messages) continue;
    const content = contentOf(activity);
    if (messages.has(content)) counted.doubled++;
    messages.set(content, true);
    if (!isHeard) counted.unheard++;
  }
  const whole = new Map();
  const inThreads = questions.filter(({ person }) => person === undefined);
  for (const { id, text } of inThreads) whole.set(text, Math.max(whole.get(text) ?? 0, answers.get(id).size));
  for (const { id } of questions) if (answers.get(id).size === 0) counted.lost++;
  for (const { id, text } of inThreads) if (answers.get(id).size < whole.get(text)) counted.incomplete++;
  return counted;
}

async function run(name, kills, { questions, deliveries }) {
  const seen = createSeen();
  const connector = await startFakeConnector({ faults: FAULTS, seed: 11 + kills, onPosted: seen.note });
  const folder = path.join(work, `teams-load-${kills}-${process.pid}`);
  const wrong = [];
  const connect = (port) => {
    const { post, close } = createPost(port, "/api/messages");
    const send = async (delivery) => {
      const { id, kind, text } = delivery;
      if (kind === undefined) return (await post(JSON.stringify(activityOf(delivery, connector.url)))).status === 200;
      await until("something to click on", seen.isReady, 60_000);
      const response = await post(JSON.stringify(invoke(id, makeInvoke(kind, seen, text), connector.url)));
      if (!isAnswered(kind, response, kills > 0))
        wrong.push(`${kind}: ${response.status} ${response.text.slice(0, 200)}`);
      return true;
    };
    return { send, close };
  };
  try {
    return await withBots(async (startAny) => {
      const start = () => startAny({ folder, settings: SETTINGS });
      const done = await deliverAll({ deliveries, kills, start, connect });
      const { lost, incomplete, unheard, doubled } = judge(questions, connector.posted);
      console.log(
        `${name}: ${QUESTIONS} questions and ${INVOKES} invokes in ${deliveries.length} deliveries, ${lost} lost, ` +
          `${incomplete} incomplete, ${wrong.length} invokes answered wrong; ${doubled} messages doubled, ` +
          `${unheard} of which the bot was not told that they had arrived; ${figuresOf(done, connector.counts)}`,
      );
      const isGood =
        lost + incomplete + wrong.length === 0 &&
        doubled <= unheard + kills * PARALLEL &&
        done.code === 0 &&
        done.store.faults === 0;
      if (!isGood) console.log([...wrong.slice(0, 20), ...done.bot.lines.slice(-20)].join("\n"));
      return isGood;
    });
  } finally {
    await connector.close();
  }
}

const planned = plan(readQuestions(questionsFile));
conclude([await run("without kills", 0, planned), await run("with two kills", 2, planned)]);
