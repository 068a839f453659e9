import type { Answer, Citation, Excerpt } from "../../src/answering/answer.ts";
import type { Part } from "../../src/search/excerpt.ts";

/** Answers of every kind, put together by hand. */
export const citation = (parts: Partial<Citation> = {}): Citation => ({
  source: "kitchen",
  path: "kettle.md",
  heading: "Descale",
  anchor: "descale",
  breadcrumb: ["Kettle", "Descale"],
  badges: [],
  url: undefined,
  official: [],
  revision: { id: "0123456789ab" },
  ...parts,
});

export const common = {
  confidence: 0.75,
  hits: [],
  reading: { searchedFor: ["kettle"], corrections: [], missing: [], cut: false, foreign: false },
  why: { words: [], ranking: [], confidence: [], rules: [] },
  secret: false,
  conversation: undefined,
} as const;

export const quoting = (...excerpts: readonly Excerpt[]): Answer => ({
  ...common,
  kind: "answer",
  verdict: undefined,
  excerpts,
  offer: undefined,
});
export const card = (parts: readonly Part[], of: Partial<Citation> = {}): Excerpt => ({
  citation: citation(of),
  parts,
});
export const prose = (text: string, marks: readonly (readonly [number, number])[] = []): Part => ({
  kind: "prose",
  gap: false,
  text,
  marks,
});
export const offering = (...choices: readonly Citation[]): Answer => ({
  ...common,
  kind: "choice",
  choices,
  offers: [],
});
export const lost = (...nearest: readonly Citation[]): Answer => ({ ...common, kind: "unknown", nearest });
