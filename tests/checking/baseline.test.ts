import { expect, it } from "vitest";
import { compareWithBaseline, readBaseline } from "../../src/checking/baseline.ts";

const faults = [
  { file: "a.md", line: 3, message: "link to b.md: no such page" },
  { file: "a.md", line: 9, message: "link to b.md: no such page" },
  { file: "c.md", message: "empty" },
];

it("ignores line numbers in what check printed", () => {
  expect(readBaseline("# known\n\na.md:7: link to b.md: no such page\n c.md: empty \n")).toEqual([
    "a.md: link to b.md: no such page",
    "c.md: empty",
  ]);
});

it("hides a known fault as often as it is listed", () => {
  const baseline = readBaseline("a.md:1: link to b.md: no such page\nc.md: empty");
  expect(compareWithBaseline(faults, baseline)).toEqual({ unknown: [faults[1]], gone: [] });
});

it("reports entries that are no longer faults", () => {
  const baseline = readBaseline("c.md: empty\nc.md: empty\nd.md: gone");
  expect(compareWithBaseline(faults.slice(2), baseline)).toEqual({ unknown: [], gone: ["c.md: empty", "d.md: gone"] });
});
