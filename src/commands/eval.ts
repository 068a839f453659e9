import { existsSync, readFileSync } from "node:fs";
import { FIGURE_NAMES, type FigureName, type Figures, figuresOf, LOWER_IS_BETTER } from "../evaluation/figures.ts";
import { judge } from "../evaluation/judge.ts";
import { QuestionFileError, readQuestions } from "../evaluation/questions.ts";
import { changeTable, figureTable, type Report, reportOf } from "../evaluation/report.ts";
import { batchAnswer } from "../terminal/batch.ts";
import { askFrom, type Command, load, UsageError } from "./command.ts";

export const evaluate: Command = {
  summary: "measure the answers to a file of questions",
  usage: `docsbot eval FILE [--docs DIR]… [--content DIR] [--json] [--baseline FILE] [--floor NAME=VALUE]…

Asks every question in FILE and compares the answers with the sections that are right. FILE has one JSON object per line:
  {"id", "question", "kind", "gold": [{"path", "heading", "anchor"}], "answer_span", "must_contain": []}
"kind" is "unanswerable" if the documentation has no answer. "answer_span" and "must_contain" are optional.

  --docs DIR          answer from this documentation folder instead of the built-in pages; can be repeated
  --content DIR       use the sources, glossary, phrasings and rules in this folder
  --json              print the figures, and an entry for each question, as JSON
  --baseline FILE     show which questions changed since FILE, made earlier with: docsbot eval … --json > FILE
  --floor NAME=VALUE  exit with code 1 if a figure is worse than this, such as --floor recall3=.8; can be repeated`,
  flags: ["docs", "content", "json", "baseline", "floor", "help"],
  takesArgument: true,
  run: (file, flags) => {
    const floors = flags.floors.map(readFloor);
    const questions = readQuestions(readText(file), file);
    const baseline = flags.baseline === undefined ? undefined : readBaseline(flags.baseline);
    const ask = askFrom(load(flags));
    const judged = questions.map((question) => judge(question, batchAnswer(question.question, ask)));
    const figures = figuresOf(judged);
    const report = reportOf(judged, figures);
    if (flags.json) console.log(JSON.stringify(report, null, 1));
    else console.log(figureTable(report, baseline));
    if (baseline && !flags.json) console.log(`\n${changeTable(report, baseline)}`);
    const missed = floors.filter((floor) => !isReached(floor, figures));
    for (const { name, value } of missed)
      console.error(
        `${name} is ${figures[name].toFixed(3)}, but must be ${LOWER_IS_BETTER.has(name) ? "at most" : "at least"} ${value}`,
      );
    return missed.length > 0 ? 1 : 0;
  },
};

interface Floor {
  readonly name: FigureName;
  readonly value: number;
}

/** NaN (nothing to count) misses every floor. */
const isReached = ({ name, value }: Floor, figures: Figures): boolean =>
  LOWER_IS_BETTER.has(name) ? figures[name] <= value : figures[name] >= value;

function readFloor(text: string): Floor {
  const [name, value = ""] = text.split("=");
  const known = FIGURE_NAMES.find((figure) => figure === name);
  if (!known) throw new UsageError(`--floor ${text}: no figure "${name}"; the figures are ${FIGURE_NAMES.join(", ")}`);
  if (value.trim() === "" || !Number.isFinite(Number(value)))
    throw new UsageError(`--floor ${text}: "${value}" is not a number; write --floor ${known}=.8`);
  return { name: known, value: Number(value) };
}

function readText(file: string): string {
  if (file === "") throw new UsageError("which file of questions? Use docsbot eval FILE");
  if (!existsSync(file)) throw new UsageError(`${file}: no such file; check the path`);
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`${file} cannot be read; check that it is a file, and its permissions`);
  }
}

function readBaseline(file: string): Report {
  try {
    const report = JSON.parse(readText(file)) as Partial<Report>;
    if (report.figures && Array.isArray(report.questions)) return report as Report;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new QuestionFileError(`${file} is not a baseline; make one with: docsbot eval … --json > ${file}`);
}
