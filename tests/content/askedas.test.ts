import { describe, expect, it } from "vitest";
import { attachAskedAs, readAskedAs } from "../../src/content/askedas.ts";
import { pageOf } from "./pages.ts";

const read = (yaml: string) => readAskedAs(yaml, "asked.yaml");
const fault = (message: string) => ({ file: "asked.yaml", message });

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

  it("leaves out what is wrong, and names it", () => {
    expect(read("a.md#x: text\nb.md#y: [fine]\nc.md#z:")).toEqual({
      askedAs: new Map([["b.md#y", ["fine"]]]),
      faults: [fault("a.md#x: expected a list of phrasings"), fault("c.md#z: expected a list of phrasings")],
    });
  });

  it.each([
    ["", []],
    ["- a", [fault("expected `path#anchor:` keys, each with a list of phrasings")]],
    [
      "a: [",
      [fault("Flow sequence in block collection must be sufficiently indented and end with a ] at line 1, column 5")],
    ],
    ["a: []\na: []", [fault("Map keys must be unique at line 2, column 1")]],
    ["a: &x []\nb: *x", [fault("aliases (*name) are not allowed; write the value out")]],
    ["__proto__: []", [fault("the key __proto__ is not allowed")]],
  ])("reads nothing from %j", (yaml, faults) => expect(read(yaml)).toEqual({ askedAs: new Map(), faults }));
});

it("attachAskedAs gives a page's aliases to its first section with text, and to each its own", () => {
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
