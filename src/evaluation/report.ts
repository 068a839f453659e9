import { FIGURE_NAMES, type FigureName, type Figures, LOWER_IS_BETTER } from "./figures.ts";
import { type Judged, type Outcome, outcomeOf } from "./judge.ts";

/** What `docsbot eval --json` prints, and what `--baseline` reads. */
export interface Report {
  readonly figures: { readonly [name in FigureName]: number | null };
  readonly questions: readonly ReportLine[];
}

export interface ReportLine {
  readonly id: string;
  readonly question: string;
  readonly kind: string;
  readonly verdict: Outcome;
  /** Of the first right section, from 1; null if there is none. */
  readonly rank: number | null;
  readonly confidence: number;
}

export function reportOf(judged: readonly Judged[], figures: Figures): Report {
  return {
    figures: Object.fromEntries(
      FIGURE_NAMES.map((name) => [name, Number.isNaN(figures[name]) ? null : figures[name]]),
    ) as Report["figures"],
    questions: judged.map((one) => ({
      id: one.question.id,
      question: one.question.question,
      kind: one.question.kind,
      verdict: outcomeOf(one),
      rank: Number.isFinite(one.rank) ? one.rank : null,
      confidence: one.answer.confidence,
    })),
  };
}

const format = (value: number | null | undefined): string =>
  value === null || value === undefined ? "-" : Number.isInteger(value) ? String(value) : value.toFixed(3);

/** One figure per line; with a baseline, also what it was before. */
export function figureTable({ figures }: Report, baseline?: Report): string {
  return FIGURE_NAMES.map((name) => {
    const now = figures[name];
    const line = `${name.padEnd(16)}${format(now).padStart(9)}`;
    if (!baseline) return line;
    const before = baseline.figures[name];
    const change = typeof now === "number" && typeof before === "number" ? now - before : 0;
    const better = change !== 0 && change < 0 === LOWER_IS_BETTER.has(name) ? "better" : "worse";
    return `${line}  was ${format(before).padStart(9)}${change === 0 ? "" : `  ${better}`}`.trimEnd();
  }).join("\n");
}

/** How good each outcome is; the rank breaks ties. */
const WORTH: { readonly [outcome in Outcome]: number } = {
  right: 2,
  declined: 2,
  "held back": 1,
  wrong: 0,
  "false answer": 0,
};

/** Questions whose outcome or rank changed, improvements first, and questions that only one of the two reports has. */
export function changeTable(report: Report, baseline: Report): string {
  const before = new Map(baseline.questions.map((line) => [line.id, line]));
  const now = new Set(report.questions.map(({ id }) => id));
  const changes = report.questions.flatMap((line) => {
    const was = before.get(line.id);
    if (!was || (was.verdict === line.verdict && was.rank === line.rank)) return [];
    return [{ line, was, gain: worthOf(line) - worthOf(was) }];
  });
  const section = (title: string, holds: (gain: number) => boolean): string[] => {
    const some = changes.filter(({ gain }) => holds(gain));
    return some.length === 0 ? [] : [`${title}: ${some.length}`, ...some.map(({ line, was }) => changeLine(line, was))];
  };
  const added = report.questions.filter(({ id }) => !before.has(id)).map(({ id }) => id);
  const gone = baseline.questions.filter(({ id }) => !now.has(id)).map(({ id }) => id);
  const lines = [
    ...section("better", (gain) => gain > 0),
    ...section("worse", (gain) => gain <= 0),
    ...(added.length > 0 ? [`new: ${added.join(", ")}`] : []),
    ...(gone.length > 0 ? [`gone: ${gone.join(", ")}`] : []),
  ];
  return lines.length > 0 ? lines.join("\n") : "no question changed";
}

const worthOf = ({ verdict, rank }: ReportLine): number => WORTH[verdict] * 100 - (rank ?? 99);

const changeLine = (line: ReportLine, was: ReportLine): string =>
  `  ${line.id}  ${was.verdict} (rank ${was.rank ?? "-"}, ${was.confidence.toFixed(2)}) -> ${line.verdict} (rank ${line.rank ?? "-"}, ${line.confidence.toFixed(2)})  ${line.question.replace(/\s+/g, " ").slice(0, 100)}`;
