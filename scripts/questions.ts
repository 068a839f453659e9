import { readFileSync } from "node:fs";

/** A question and the sections that answer it. Reads `docsbot eval` files, and training files, which write gold as `path#anchor`. */
export interface LabelledQuestion {
  readonly id: string;
  readonly question: string;
  readonly kind: string;
  readonly group: string;
  readonly gold: readonly { readonly path: string; readonly anchor: string }[];
  /** The words of the section that decide the answer. */
  readonly span: string;
  readonly keys: readonly string[];
}

export function readQuestions(file: string): LabelledQuestion[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line))
    .map((row) => ({
      id: row.id,
      question: row.question,
      kind: row.kind,
      group: row.group ?? row.id,
      gold: row.gold.map((gold: string | { path: string; anchor: string }) =>
        typeof gold === "string" ? { path: gold.split("#")[0], anchor: gold.slice(gold.indexOf("#") + 1) } : gold,
      ),
      span: row.answer_span ?? row.answer ?? "",
      keys: row.must_contain ?? [],
    }));
}

/** The same group is always in the same fold. */
export function foldOf(group: string, folds: number): number {
  let hash = 7;
  for (const character of group) hash = (hash * 31 + character.charCodeAt(0)) % 1_000_003;
  return hash % folds;
}
