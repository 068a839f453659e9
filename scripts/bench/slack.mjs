// Mentions answered a second, beside a bare Bolt app with the same bot behind, in one run on one machine:
//
//     npm run bench:slack -- --questions FILE [--rounds 3] [--profile DIR]
//
// Both are processes of their own, built; driver and Slack's Web API are this process. Writes the table into docs/performance.md.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { SECRET, withBots } from "../../.ci/slack/bot.mjs";
import { envelope, question, readQuestions, typeOf } from "../../.ci/slack/events.mjs";
import { startFakeApi } from "../../.ci/slack/fakeapi.mjs";
import { createPost } from "../../.ci/slack/signed.mjs";

const PAGE = "docs/performance.md";
const MARK = "<!-- bench:slack -->";
const BARE = fileURLToPath(new URL("bareslack.mjs", import.meta.url));
const IN_FLIGHT = 32;
/** As an operator who wants it fast: as many hands as channels ask at once. */
const SETTINGS = `limits:\n  parallel: ${IN_FLIGHT}\n`;

const { values } = parseArgs({
  options: {
    questions: { type: "string" },
    rounds: { type: "string", default: "3" },
    only: { type: "string" },
    profile: { type: "string" },
  },
});
if (!values.questions) throw new Error("usage: npm run bench:slack -- --questions FILE [--rounds 3] [--profile DIR]");
const questions = readQuestions(values.questions);
const FULL = 4 * questions.length;
const HALF = 2 * questions.length;
const BOTS = { bare: { script: BARE, args: [] }, docsbot: {} };

let number = 0;
const nextMention = (lane) => {
  const at = number++;
  const channel = `C${String(lane % IN_FLIGHT).padStart(9, "0")}`;
  return question(at, channel, questions[at % questions.length]);
};

async function measure(name, folder) {
  const waiting = new Map();
  const onPosted = ({ channel, thread_ts: thread }) => waiting.get(`${channel} ${thread}`)?.();
  const api = await startFakeApi({ onPosted });
  try {
    return await withBots(async (start) => {
      const nodeFlags = values.profile ? ["--cpu-prof", `--cpu-prof-dir=${path.join(values.profile, name)}`] : [];
      const bot = await start({ folder, apiUrl: api.url, settings: SETTINGS, nodeFlags, ...BOTS[name] });
      const { post, close } = createPost(bot.port, SECRET);
      const mention = (lane) => send(nextMention(lane), post, waiting);
      await atFull(IN_FLIGHT * 10, mention);
      const before = cpuOf(bot.pid);
      const loaded = await atFull(FULL, mention);
      const full = { ...loaded, cpu: (cpuOf(bot.pid) - before) / FULL };
      const half = await atRate(full.perSecond / 2, HALF, mention);
      close();
      await bot.stop();
      return { full, half };
    });
  } finally {
    await api.close();
  }
}

/** Milliseconds of processor time, of all threads; Linux counts in hundredths of a second. */
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Milliseconds until the acknowledgement; resolves when the answer is there, too. */
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

/** So many in flight, each in a channel of its own: the next one follows when the last one is answered. */
async function atFull(count, mention) {
  const times = [];
  let left = count;
  const began = performance.now();
  const lane = async (_, channel) => {
    while (left-- > 0) times.push(await mention(channel));
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return { perSecond: (count * 1000) / (performance.now() - began), ...quantiles(times) };
}

/** So many a second, whatever becomes of them. */
async function atRate(perSecond, count, mention) {
  const began = performance.now();
  const times = await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const due = began + (at * 1000) / perSecond - performance.now();
      await new Promise((resolve) => setTimeout(resolve, due));
      return mention(at);
    }),
  );
  return quantiles(times);
}

function quantiles(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { p50: at(0.5), p99: at(0.99) };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

function render(rounds) {
  const of = (name, read) => median(rounds.map((round) => read(round[name])));
  const ratio = median(rounds.map(({ docsbot, bare }) => docsbot.full.perSecond / bare.full.perSecond));
  const ms = (time) => time.toFixed(1);
  const row = (title, name) => {
    const cells = [
      of(name, ({ full }) => full.perSecond).toFixed(0),
      ms(of(name, ({ full }) => full.cpu)),
      ms(of(name, ({ full }) => full.p50)),
      ms(of(name, ({ full }) => full.p99)),
      ms(of(name, ({ half }) => half.p50)),
      ms(of(name, ({ half }) => half.p99)),
    ];
    return `| ${title} | ${cells.join(" | ")} |`;
  };
  return [
    "| | answers a second | CPU ms an answer | ack p50 ms, full load | p99 | ack p50 ms, half load | p99 |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    row("docsbot", "docsbot"),
    row("bare Bolt app", "bare"),
    "",
    `Ratio of answers a second: **${ratio.toFixed(2)}** (rounds: ${rounds
      .map(({ docsbot, bare }) => (docsbot.full.perSecond / bare.full.perSecond).toFixed(2))
      .join(", ")}).`,
  ].join("\n");
}

const work = mkdtempSync(path.join(tmpdir(), "bench-slack-"));
try {
  const rounds = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const figures = {};
    for (const name of values.only ? [values.only] : round % 2 === 0 ? ["bare", "docsbot"] : ["docsbot", "bare"]) {
      figures[name] = await measure(name, path.join(work, `${name}-${round}`));
      console.log(name, JSON.stringify(figures[name]));
    }
    rounds.push(figures);
  }
  if (!values.only) {
    const table = render(rounds);
    console.log(table);
    const page = readFileSync(PAGE, "utf8");
    if (rounds.length >= 3 && page.includes(MARK)) {
      const [before, , after] = page.split(MARK);
      writeFileSync(PAGE, `${before}${MARK}\n\n${table}\n\n${MARK}${after}`);
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
