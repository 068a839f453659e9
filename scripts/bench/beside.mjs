// The bot beside a bare one: rounds in turns, and their table in docs/performance.md.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { readQuestions } from "../../.ci/load/questions.mjs";
import { median } from "./measure.mjs";

const PAGE = "docs/performance.md";
const FEWEST = 3;

/** What was asked for: the questions, how many rounds, `only` one of the two, a folder for profiles. */
export function readOptions(name) {
  const { values } = parseArgs({
    options: {
      questions: { type: "string" },
      rounds: { type: "string", default: `${FEWEST}` },
      only: { type: "string" },
      profile: { type: "string" },
    },
  });
  if (!values.questions)
    throw new Error(`usage: npm run bench:${name} -- --questions FILE [--rounds ${FEWEST}] [--profile DIR]`);
  return { ...values, rounds: Number(values.rounds), questions: readQuestions(values.questions) };
}

/** Flags of Node.js that write a profile of a bot. */
export const profiled = ({ profile }, bot) =>
  profile ? ["--cpu-prof", `--cpu-prof-dir=${path.join(profile, bot)}`] : [];

/**
 * Measures both in turns, and writes the table between the page's marks where there are rounds enough.
 *
 * @param options.measure one of "docsbot", "bare", started in a folder of its own; gives what `underLoad` gives
 * @param options.more what follows the table, from the rounds
 */
export async function beside({ name, bare, options, measure, more = () => [] }) {
  const work = mkdtempSync(path.join(tmpdir(), `bench-${name}-`));
  try {
    const rounds = [];
    for (let round = 0; round < options.rounds; round++) {
      const figures = {};
      for (const bot of options.only ? [options.only] : round % 2 === 0 ? ["bare", "docsbot"] : ["docsbot", "bare"]) {
        figures[bot] = await measure(bot, path.join(work, `${bot}-${round}`));
        const { full, half } = figures[bot];
        console.log(bot, JSON.stringify({ full, half }));
      }
      rounds.push(figures);
    }
    if (options.only) return;
    const text = [...tableOf(rounds, bare), ...more(rounds)].join("\n");
    console.log(text);
    if (rounds.length >= FEWEST) write(`<!-- bench:${name} -->`, text);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function write(mark, text) {
  const page = readFileSync(PAGE, "utf8");
  const [before, old, after] = page.split(mark);
  if (old === undefined || after === undefined) throw new Error(`${PAGE} has no two marks ${mark}`);
  writeFileSync(PAGE, `${before}${mark}\n\n${text}\n\n${mark}${after}`);
}

const ratioOf = ({ docsbot, bare }) => docsbot.full.perSecond / bare.full.perSecond;

function tableOf(rounds, bare) {
  const row = (title, bot) => {
    const of = (read) => median(rounds.map((round) => read(round[bot])));
    const times = [
      of(({ full }) => full.cpu),
      of(({ full }) => full.p50),
      of(({ full }) => full.p99),
      of(({ half }) => half.p50),
      of(({ half }) => half.p99),
    ];
    const cells = [of(({ full }) => full.perSecond).toFixed(0), ...times.map((time) => time.toFixed(1))];
    return `| ${title} | ${cells.join(" | ")} |`;
  };
  const ratios = rounds.map(ratioOf);
  return [
    "| | answers a second | CPU ms an answer | ack p50 ms, full load | p99 | ack p50 ms, half load | p99 |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    row("docsbot", "docsbot"),
    row(bare, "bare"),
    "",
    `Ratio of answers a second: **${median(ratios).toFixed(2)}** (rounds: ${ratios.map((one) => one.toFixed(2)).join(", ")}).`,
  ];
}
