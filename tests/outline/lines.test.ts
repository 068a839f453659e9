import { expect, it } from "vitest";
import { inOneLine, linesOf } from "../../src/outline/lines.ts";
import type { Part } from "../../src/search/excerpt.ts";

const run = (text: string) => ({ text, marks: [] });
const row = (header: readonly string[], cells: readonly string[], gap = false): Part => ({
  ...{ kind: "row", header, gap, cells: cells.map(run) },
});

it.each([
  [
    "prose",
    [{ kind: "prose", gap: false, text: "Boil it.", marks: [[0, 4]] }],
    [{ kind: "text", text: "Boil it.", marks: [[0, 4]] }],
  ],
  [
    "a label, after a gap",
    [{ kind: "label", gap: true, ...run("Note") }],
    [{ kind: "gap" }, { kind: "text", ...run("Note") }],
  ],
  [
    "an item",
    [{ kind: "item", gap: false, marker: "1.", depth: 2, ...run("Rinse") }],
    [{ kind: "item", marker: "1.", depth: 2, ...run("Rinse") }],
  ],
  [
    "code",
    [{ kind: "code", gap: false, text: "boil()", language: "js", label: "" }],
    [{ kind: "code", text: "boil()", language: "js" }],
  ],
  [
    "rows of a narrow table, the second without its header",
    [row(["Tea", "Minutes"], ["green", "3"]), row([], ["black", "5"])],
    [
      { kind: "row", header: ["Tea", "Minutes"], cells: [run("green"), run("3")] },
      { kind: "row", header: [], cells: [run("black"), run("5")] },
    ],
  ],
  [
    "rows of a wide table, each cell with its heading, also where the header stands above another row",
    [row(["A", "B", "C", "D"], ["1", "2", "3", "4"]), row([], ["5", "6", "7", "8", "9"])],
    [
      {
        kind: "fields",
        header: ["A", "B", "C", "D"],
        fields: ["1", "2", "3", "4"].map((text, at) => ({ ...run(text), name: "ABCD"[at] })),
      },
      {
        kind: "fields",
        header: [],
        fields: ["5", "6", "7", "8", "9"].map((text, at) => ({ ...run(text), name: "ABCD"[at] ?? "" })),
      },
    ],
  ],
  [
    "a long row without any header",
    [row([], ["a".repeat(90)])],
    [{ kind: "row", header: [], cells: [run("a".repeat(90))] }],
  ],
] as const)("%s", (_, parts, lines) => {
  expect(linesOf(parts as unknown as Part[])).toEqual(lines);
});

it("stand in one line for a preview", () => {
  const parts: Part[] = [
    { kind: "prose", gap: true, ...run("Boil it.") },
    row(["A", "B", "C", "D"], ["1", "2", "3", "4"]),
    row([], ["5"]),
    { kind: "code", gap: false, text: "boil()", language: "", label: "" },
  ];
  expect(inOneLine(linesOf(parts))).toBe("Boil it. 1 | 2 | 3 | 4 5 boil()");
});
