import { readFileSync } from "node:fs";

/** The questions of a file of JSON lines, such as the evaluation sets are. */
export const readQuestions = (file) =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line).question);
