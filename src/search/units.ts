import type { Block } from "../content/section.ts";

/** The smallest part of a section that can be shown: a sentence, a table row, a few lines of code. Offsets into the block's text. */
export interface Unit {
  readonly block: number;
  readonly from: number;
  readonly to: number;
}

/** In characters. Code is split at line breaks into runs of about this length. */
const CODE_RUN = 160;
const SENTENCE_END = /[.!?]["')\]]*\s+(?=["'([`]?[\p{Lu}\p{N}])/gu;
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|vs|cf|resp|approx|incl|fig|no)\.|\b\p{Lu}\.)$/iu;

export function unitsOf(blocks: readonly Block[]): Unit[] {
  return blocks.flatMap((block, at) => {
    switch (block.kind) {
      case "prose":
      case "item":
        return sentences(block.text).map((run) => ({ block: at, ...run }));
      case "code":
        return codeRuns(block.text).map((run) => ({ block: at, ...run }));
      case "row":
        return [{ block: at, from: 0, to: block.cells.join(" ").length }];
      case "label":
        return [{ block: at, from: 0, to: block.text.length }];
      default:
        return block satisfies never;
    }
  });
}

interface TextRange {
  readonly from: number;
  readonly to: number;
}

export function sentences(text: string): TextRange[] {
  const runs: TextRange[] = [];
  let from = 0;
  for (const match of text.matchAll(SENTENCE_END)) {
    const to = match.index + match[0].trimEnd().length;
    if (ABBREVIATION.test(text.slice(from, to))) continue;
    runs.push({ from, to });
    from = match.index + match[0].length;
  }
  if (from < text.length) runs.push({ from, to: text.length });
  return runs;
}

export function codeRuns(text: string): TextRange[] {
  const runs: TextRange[] = [];
  let from = 0;
  let at = 0;
  for (const line of text.split("\n")) {
    const end = at + line.length;
    if (end - from > CODE_RUN && at > from) {
      runs.push({ from, to: at - 1 });
      from = at;
    }
    at = end + 1;
  }
  if (from < text.length) runs.push({ from, to: text.length });
  return runs;
}
