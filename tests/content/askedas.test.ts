import { describe, expect, it } from "vitest";
import { attachAskedAs, readAskedAs } from "../../src/content/askedas.ts";
import { pageOf } from "./pages.ts";

const read = (yaml: string) => {
  const { lineOf: _, ...rest } = readAskedAs(yaml, "asked.yaml");
  return rest;
};
const fault = (line: number, message: string) => ({ file: "asked.yaml", line, message });

describe("readAskedAs", () => {
  it("reads phrasings by section, whatever its name", () => {
    expect(read("a.md#x: [how do I, 2]\n'a.md#constructor': [why]\ntoString: []")).toEqual({
      askedAs: new Map([
        ["a.md#x", ["how do I", "2"]],
        ["a.md#constructor", ["why"]],
        ["toString", []],
      ]),
      faults: [],
    });
  });

  it("knows the line of a section and of a phrasing", () => {
    const { lineOf } = readAskedAs("a.md#x:\n  - how\n  - why\nb.md#y: [where]", "asked.yaml");
    expect([lineOf("a.md#x"), lineOf("a.md#x", 1), lineOf("b.md#y", 0), lineOf("none")]).toEqual([1, 3, 4, 1]);
    expect(readAskedAs("a: [", "asked.yaml").lineOf("a")).toBe(1);
  });

  it("skips and reports wrong entries", () => {
    expect(read("a.md#x: text\nb.md#y: [fine]\nc.md#z:")).toEqual({
      askedAs: new Map([["b.md#y", ["fine"]]]),
      faults: [fault(1, "a.md#x: expected a list of phrasings"), fault(3, "c.md#z: expected a list of phrasings")],
    });
  });

  it.each([
    ["", []],
    ["- a", [fault(1, "expected `path#anchor:` keys, each with a list of phrasings")]],
    ["a: [", [fault(1, "Flow sequence in block collection must be sufficiently indented and end with a ]")]],
    ["a: []\na: []", [fault(2, "Map keys must be unique")]],
    ["a: &x []\nb: *x", [fault(2, "aliases (*name) are not allowed; write the value out")]],
    ["__proto__: []", [fault(1, "the key __proto__ is not allowed; rename it")]],
  ])("reads nothing from %j", (yaml, faults) => expect(read(yaml)).toEqual({ askedAs: new Map(), faults }));
});

it("attachAskedAs gives each section its own phrasings, and a page's aliases to its first section with text", () => {
  const { sections } = pageOf("---\naliases: [whole page]\n---\n# One\n## Two\ntext\n## Three");
  const askedAs = new Map([
    ["page.md#one", ["first"]],
    ["page.md#three", ["third", "last"]],
    ["other.md#two", ["elsewhere"]],
  ]);
  expect(attachAskedAs(sections, askedAs).map((section) => section.askedAs)).toEqual([
    ["first"],
    ["whole page"],
    ["third", "last"],
  ]);
});
