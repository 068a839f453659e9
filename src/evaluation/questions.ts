/** A question and the sections that answer it: one line of an evaluation file. */
export interface EvalQuestion {
  readonly id: string;
  readonly question: string;
  /** "unanswerable" if the documentation has no answer. Any other value is a label for reports. */
  readonly kind: string;
  readonly gold: readonly SectionRef[];
  /** The words of a gold section that decide the answer; "" if not given. */
  readonly answerSpan: string;
  /** Configuration keys that the answer must show exactly. */
  readonly mustContain: readonly string[];
}

export interface SectionRef {
  readonly path: string;
  readonly heading?: string;
  readonly anchor: string;
}

/** A file or line that cannot be used. The message names the file and the line, and says what to do. */
export class QuestionFileError extends Error {}

/** @throws QuestionFileError */
export function readQuestions(text: string, file: string): EvalQuestion[] {
  const questions: EvalQuestion[] = [];
  const lines = new Map<string, number>();
  text.split("\n").forEach((line, at) => {
    if (line.trim() === "") return;
    const question = readQuestion(line, (message) => new QuestionFileError(`${file}:${at + 1}: ${message}`));
    const before = lines.get(question.id);
    if (before !== undefined)
      throw new QuestionFileError(`${file}:${at + 1}: the id "${question.id}" is also on line ${before}; rename one`);
    lines.set(question.id, at + 1);
    questions.push(question);
  });
  if (questions.length === 0) throw new QuestionFileError(`${file}: no questions; write one JSON object per line`);
  return questions;
}

function readQuestion(line: string, fault: (message: string) => QuestionFileError): EvalQuestion {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw fault("not JSON; write one object per line");
  }
  const row = (typeof value === "object" && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const { id, question, kind, gold = [], answer_span = "", must_contain = [] } = row;
  if (typeof id !== "string" || typeof question !== "string" || typeof kind !== "string")
    throw fault('expected "id", "question" and "kind", each a string');
  if (!Array.isArray(gold) || !gold.every(isSectionRef))
    throw fault('expected "gold" to be a list of objects with "path" and "anchor"');
  if (kind !== "unanswerable" && gold.length === 0)
    throw fault('an answerable question needs "gold"; if nothing answers it, set "kind" to "unanswerable"');
  if (typeof answer_span !== "string") throw fault('expected "answer_span" to be a string');
  if (!Array.isArray(must_contain) || !must_contain.every((key): key is string => typeof key === "string"))
    throw fault('expected "must_contain" to be a list of strings');
  return { id, question, kind, gold, answerSpan: answer_span, mustContain: must_contain };
}

function isSectionRef(value: unknown): value is SectionRef {
  const { path, anchor, heading } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return (
    typeof path === "string" && typeof anchor === "string" && (heading === undefined || typeof heading === "string")
  );
}
