import { describe, expect, it } from "vitest";
import { codeRuns, sentences, unitsOf } from "../../src/search/units.ts";

const cut = (text: string, runs: readonly { from: number; to: number }[]): string[] =>
  runs.map(({ from, to }) => text.slice(from, to));

describe("sentences", () => {
  it.each<[string, string[]]>([
    ["One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]],
    ["Use e.g. Spark. Then stop.", ["Use e.g. Spark.", "Then stop."]],
    ["Set fs.s3a.endpoint to 3.2 or later.", ["Set fs.s3a.endpoint to 3.2 or later."]],
    ['He said "no." Then he left.', ['He said "no."', "Then he left."]],
    ["", []],
  ])("cuts %j", (text, expected) => expect(cut(text, sentences(text))).toEqual(expected));
});

it("codeRuns cuts at line ends only", () => {
  const lines = Array.from({ length: 9 }, (_, at) => `line ${at} ${"x".repeat(40)}`);
  const runs = cut(lines.join("\n"), codeRuns(lines.join("\n")));
  expect(runs.join("\n")).toBe(lines.join("\n"));
  expect(runs.every((run) => run.length <= 160)).toBe(true);
});

it("unitsOf gives rows and labels whole", () => {
  expect(
    unitsOf([
      { kind: "label", text: "Note" },
      { kind: "row", header: ["a", "b"], cells: ["one", "two"] },
      { kind: "item", text: "First. Second.", depth: 0, marker: "-" },
    ]),
  ).toEqual([
    { block: 0, from: 0, to: 4 },
    { block: 1, from: 0, to: 7 },
    { block: 2, from: 0, to: 6 },
    { block: 2, from: 7, to: 14 },
  ]);
});
