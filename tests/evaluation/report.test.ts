import { expect, it } from "vitest";
import type { Figures } from "../../src/evaluation/figures.ts";
import { FIGURE_NAMES } from "../../src/evaluation/figures.ts";
import { changeTable, figureTable, type Report, type ReportLine } from "../../src/evaluation/report.ts";

const line = (id: string, verdict: ReportLine["verdict"], rank: number | null): ReportLine => ({
  id,
  question: `what\nabout ${id}?`,
  kind: "howto",
  verdict,
  rank,
  confidence: 0.5,
});
const report = (figures: Partial<Figures>, questions: ReportLine[] = []): Report => ({
  figures: Object.fromEntries(FIGURE_NAMES.map((name) => [name, figures[name] ?? null])) as Report["figures"],
  questions,
});

it("figureTable shows what got better and what got worse", () => {
  const table = figureTable(
    report({ questions: 3, recall1: 0.5, heldBack: 0.1, falseAnswers: 0.4 }),
    report({ questions: 3, recall1: 0.25, heldBack: 0.2, falseAnswers: 0.3 }),
  );
  const shown = table.split("\n").filter((row) => !/ was +-$/.test(row));
  expect(shown).toEqual([
    "questions               3  was         3",
    "recall1             0.500  was     0.250  better",
    "heldBack            0.100  was     0.200  better",
    "falseAnswers        0.400  was     0.300  worse",
  ]);
});

it("changeTable lists the questions that changed", () => {
  const now = report({}, [
    line("same", "right", 1),
    line("up", "right", 1),
    line("down", "wrong", 4),
    line("new", "right", 1),
  ]);
  const before = report({}, [
    line("same", "right", 1),
    line("up", "held back", 2),
    line("down", "wrong", 2),
    line("old", "right", 1),
  ]);
  expect(changeTable(now, before).split("\n")).toEqual([
    "better: 1",
    "  up  held back (rank 2, 0.50) -> right (rank 1, 0.50)  what about up?",
    "worse: 1",
    "  down  wrong (rank 2, 0.50) -> wrong (rank 4, 0.50)  what about down?",
    "new: new",
    "gone: old",
  ]);
  expect(changeTable(now, now)).toBe("no question changed");
});
