import type { Part, Run } from "../search/excerpt.ts";

/** A quote, line by line, as every platform can show it. */
export type Line =
  /** Something of the section is left out here. */
  | { readonly kind: "gap" }
  | ({ readonly kind: "text" } & Run)
  /** `marker` is "-", "1." and the like, "" for what belongs to the item above; `depth` from 0. */
  | ({ readonly kind: "item"; readonly marker: string; readonly depth: number } & Run)
  | { readonly kind: "code"; readonly text: string; readonly language: string }
  /** A row of a table; `header` stands above it, once a table, or is empty. */
  | { readonly kind: "row"; readonly header: readonly string[]; readonly cells: readonly Run[] }
  /** A row of a table too wide for a line: each cell under its heading. */
  | {
      readonly kind: "fields";
      readonly header: readonly string[];
      readonly fields: readonly (Run & { readonly name: string })[];
    };

/** The mark of a gap. */
export const GAP = "[…]";

/** A table of this size is read in lines. */
const NARROW = { columns: 3, characters: 80 } as const;

export function linesOf(parts: readonly Part[]): Line[] {
  let header: readonly string[] = [];
  return parts.flatMap((part) => {
    if (part.kind === "row" && part.header.length > 0) header = part.header;
    return [...(part.gap ? [{ kind: "gap" } as const] : []), lineOf(part, header)];
  });
}

function lineOf(part: Part, header: readonly string[]): Line {
  switch (part.kind) {
    case "prose":
    case "label":
      return { kind: "text", text: part.text, marks: part.marks };
    case "item": {
      const { text, marks, marker, depth } = part;
      return { kind: "item", text, marks, marker, depth };
    }
    case "code":
      return { kind: "code", text: part.text, language: part.language };
    case "row": {
      const { header: own, cells } = part;
      if (header.length === 0 || !isWide(header, cells)) return { kind: "row", header: own, cells };
      return { kind: "fields", header: own, fields: cells.map((cell, at) => ({ ...cell, name: header[at] ?? "" })) };
    }
    default:
      return part satisfies never;
  }
}

function isWide(header: readonly string[], cells: readonly Run[]): boolean {
  const length = cells.reduce((sum, { text }) => sum + text.length, 0);
  return header.length > NARROW.columns || cells.length > NARROW.columns || length > NARROW.characters;
}

/** A quote in one line, for a label or a preview. */
export const inOneLine = (lines: readonly Line[]): string =>
  lines
    .flatMap((line) => {
      switch (line.kind) {
        case "gap":
          return [];
        case "text":
        case "item":
        case "code":
          return [line.text];
        case "row":
          return [line.cells.map(({ text }) => text).join(" | ")];
        case "fields":
          return [line.fields.map(({ text }) => text).join(" | ")];
        default:
          return line satisfies never;
      }
    })
    .join(" ");
