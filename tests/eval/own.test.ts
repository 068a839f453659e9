import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { createAsk } from "../../src/answering/ask.ts";
import { figuresOf } from "../../src/evaluation/figures.ts";
import { judge } from "../../src/evaluation/judge.ts";
import { readQuestions } from "../../src/evaluation/questions.ts";
import { loadKnowledge } from "../../src/knowledge.ts";
import { batchAnswer } from "../../src/terminal/batch.ts";

/** The gate of the built-in content: questions by somebody who had not read the pages, 46 of which they do not answer. */
it("the built-in content answers 9 of 10 questions about it, and answers at most 1 of 10 that it should not", () => {
  const contentDir = fileURLToPath(new URL("../../content", import.meta.url));
  const { knowledge, rulebook } = loadKnowledge({ docs: [], contentDir, dataDir: undefined });
  const ask = createAsk(knowledge, rulebook);
  const questions = readQuestions(readFileSync(new URL("own.jsonl", import.meta.url), "utf8"), "own.jsonl");
  const figures = figuresOf(questions.map((one) => judge(one, batchAnswer(one.question, ask))));
  expect(figures.answeredRight).toBeGreaterThanOrEqual(0.9);
  expect(figures.falseAnswers).toBeLessThanOrEqual(0.1);
  expect(figures.questions).toBeGreaterThanOrEqual(141);
});
