import type { Answer } from "../answering/answer.ts";
import type { Ask } from "../answering/ask.ts";
import { citationsOf } from "../answering/citations.ts";
import { renderAnswer } from "./render.ts";

export type BatchLine = { readonly id: unknown; readonly question: string };

/** Reads a line of `{"id", "question"}`. Returns a message if the line cannot be used. */
export function readBatchLine(line: string): BatchLine | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return "not JSON";
  }
  if (typeof value !== "object" || value === null) return "expected an object with id and question";
  const { id, question } = value as { id?: unknown; question?: unknown };
  if (typeof question !== "string") return "expected a question of type string";
  return { id, question };
}

/** Answers one question as one line of JSON. */
export const answerLine = ({ id, question }: BatchLine, ask: Ask): string =>
  JSON.stringify({ ...(id === undefined ? {} : { id }), ...batchAnswer(question, ask) });

/** `ms`: milliseconds from the question to the rendered answer. */
export function batchAnswer(question: string, ask: Ask) {
  const start = performance.now();
  const answer = ask(question);
  const text = renderAnswer(answer);
  const ms = Math.round((performance.now() - start) * 1000) / 1000;
  return { ...toJson(answer), text, ms };
}

function toJson(answer: Answer) {
  return {
    kind: answer.kind,
    confidence: Math.round(answer.confidence * 1e4) / 1e4,
    hits: answer.hits.map(({ section, score }) => ({
      source: section.page.source,
      path: section.page.path,
      heading: section.heading,
      anchor: section.anchor,
      score: Math.round(score * 1e4) / 1e4,
    })),
    citations: citationsOf(answer).map(({ source, path, heading, anchor, url }) => ({
      source,
      path,
      heading,
      anchor,
      url: url ?? null,
    })),
    missing: answer.reading.missing,
  };
}
