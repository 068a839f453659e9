import { readFileSync } from "node:fs";
import type { Answer } from "../../src/answering/answer.ts";
import type { Ask } from "../../src/answering/ask.ts";

/** A message and what should come of it, written by somebody who had not seen the rules. */
export interface Wanted {
  readonly id: string;
  readonly row: string;
  readonly question: string;
  readonly expect: "snippet" | "ask" | "docs" | "yes" | "no" | "partly";
  readonly has: readonly string[];
  readonly format?: string;
}

export const readWanted = (): Wanted[] =>
  readFileSync(new URL("config.jsonl", import.meta.url), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Wanted);

/** What came of it, in the words of `expect`. */
export function outcomeOf(answer: Answer): Wanted["expect"] {
  if (answer.kind === "snippet" || answer.kind === "ask") return answer.kind;
  return answer.kind === "answer" && answer.verdict ? answer.verdict.verdict : "docs";
}

/** What is written as text, in one form, is right where that form is in the language that was asked for. */
const LANGUAGES: Readonly<Record<string, string>> = { pyspark: "python", scala: "scala", "spark-submit": "bash" };

/** What is wrong with the answer; nothing where it is right. */
export function whatIsWrong({ question, expect, has, format }: Wanted, ask: Ask): string[] {
  const answer = ask(question);
  const outcome = outcomeOf(answer);
  if (outcome !== expect) return [`${outcome} instead of ${expect}`];
  if (answer.kind !== "snippet" && answer.kind !== "ask") return [];
  const { snippet } = answer;
  const isAsked = format === undefined || snippet.format === format || snippet.language === LANGUAGES[format];
  return [
    ...(isAsked ? [] : [`${snippet.format ?? "text"} instead of ${format}`]),
    ...has.filter((text) => !snippet.code.includes(text)).map((text) => `no ${text}`),
  ];
}
