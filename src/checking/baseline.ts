import { type Fault, formatFault } from "../content/section.ts";

/** Known faults, as `docsbot check` prints them but without line numbers, which move when somebody edits further up. */
export type Baseline = readonly string[];

/** One fault per line. Empty lines and lines that start with # are ignored. */
export const readBaseline = (text: string): Baseline =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.replace(/^(.*?):\d+: /, "$1: "));

/**
 * `unknown` are faults missing from the baseline. `gone` are entries that are no longer faults: they must be removed, or the same
 * fault would go unnoticed if it came back.
 */
export function compareWithBaseline(
  faults: readonly Fault[],
  baseline: Baseline,
): { readonly unknown: readonly Fault[]; readonly gone: readonly string[] } {
  const left = new Map<string, number>();
  for (const entry of baseline) left.set(entry, (left.get(entry) ?? 0) + 1);
  const unknown = faults.filter((fault) => {
    const key = formatFault({ file: fault.file, message: fault.message });
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count === 0;
  });
  return { unknown, gone: [...left].flatMap(([entry, count]) => Array<string>(count).fill(entry)) };
}
