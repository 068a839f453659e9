// Compares the bot with a minimal one, and writes the table into docs/performance.md.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { readQuestions } from "../../.ci/load/questions.mjs";
import { compare, median } from "./measure.mjs";

const PAGE = "docs/performance.md";
const FEWEST = 3;

/** Reads the flags: questions, number of rounds, folder for profiles. */
export function readOptions(name) {
  const { values } = parseArgs({
    options: {
      questions: { type: "string" },
      rounds: { type: "string", default: `${FEWEST}` },
      profile: { type: "string" },
    },
  });
  if (!values.questions)
    throw new Error(`usage: npm run bench:${name} -- --questions FILE [--rounds ${FEWEST}] [--profile DIR]`);
  return { ...values, rounds: Number(values.rounds), questions: readQuestions(values.questions) };
}

/** Node.js flags that write a CPU profile of a bot. */
export const profiled = ({ profile }, bot) =>
  profile ? ["--cpu-prof", `--cpu-prof-dir=${path.join(profile, bot)}`] : [];

/**
 * Measures both bots side by side, and writes the table between the marks in the page if there were enough rounds.
 *
 * @param options.withBot starts "docsbot" or "bare" in a folder, and calls `work` with its `ask` and `pid`
 * @param options.alone an extra measurement of docsbot after each round
 * @param options.more lines below the table, made from the results of `alone`
 */
export async function beside({ name, bare, options, withBot, alone = () => undefined, more = () => [] }) {
  const work = mkdtempSync(path.join(tmpdir(), `bench-${name}-`));
  const folderOf = (bot, round) => path.join(work, `${bot}-${round}`);
  try {
    const rounds = [];
    const others = [];
    for (let round = 0; round < options.rounds; round++) {
      const both = (use) =>
        withBot("bare", folderOf("bare", round), (plain) =>
          withBot("docsbot", folderOf("docsbot", round), (own) => use({ bare: plain, docsbot: own })),
        );
      const compared = await both((bots) => compare(bots, options.questions.length));
      console.log(JSON.stringify(compared.figures), ratiosOf([compared]).map(short).join(" "));
      rounds.push(compared);
      others.push(await alone(compared.figures.docsbot, folderOf("alone", round)));
    }
    const text = [...tableOf(rounds, bare), ...more(others)].join("\n");
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
  execFileSync("npx", ["biome", "format", "--write", PAGE]);
}

const short = (ratio) => ratio.toFixed(2);
const ratiosOf = (rounds) =>
  rounds.flatMap(({ slices }) => slices.map(({ docsbot, bare }) => docsbot.perSecond / bare.perSecond));

function tableOf(rounds, bare) {
  const row = (title, bot) => {
    const of = (read) => median(rounds.map(({ figures }) => read(figures[bot])));
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
  const ratios = ratiosOf(rounds).toSorted((a, b) => a - b);
  const cost = median(rounds.map(({ figures }) => figures.bare.full.cpu / figures.docsbot.full.cpu));
  return [
    "| | answers a second | CPU ms an answer | ack p50 ms, full load | p99 | ack p50 ms, half load | p99 |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    row("docsbot", "docsbot"),
    row(bare, "bare"),
    "",
    `Ratio of answers a second: **${short(median(ratios))}**, the median of ${ratios.length} turns ` +
      `(${short(ratios[0])} to ${short(ratios.at(-1))}; of the rounds ${rounds.map((one) => short(median(ratiosOf([one])))).join(", ")}). ` +
      `By CPU time: **${short(cost)}**.`,
  ];
}
