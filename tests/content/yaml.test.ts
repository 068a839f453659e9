import { describe, expect, it } from "vitest";
import { parseYaml } from "../../src/content/yaml.ts";

describe("parseYaml (A54)", () => {
  it("reads maps as Map, at every depth", () => {
    expect(parseYaml("a: 1\nb: {c: [x, true]}")).toEqual(
      new Map<string, unknown>([
        ["a", 1],
        ["b", new Map([["c", ["x", true]]])],
      ]),
    );
  });

  it("reads an empty file as null", () => expect(parseYaml("# only a comment")).toBeNull());

  const bomb = [
    "a: &a [x, x, x, x, x, x, x, x, x]",
    ..."bcdefghi".split("").map((name, at) => {
      const above = "abcdefgh"[at];
      return `${name}: &${name} [${Array(9).fill(`*${above}`).join(", ")}]`;
    }),
  ].join("\n");

  it.each([
    ["an alias", "a: &x 1\nb: *x", "aliases (*name) are not allowed; write the value out"],
    ["an alias of nothing much", "a: &x []\nb: *x", "aliases (*name) are not allowed; write the value out"],
    ["a billion laughs", bomb, "aliases (*name) are not allowed; write the value out"],
    ["a merge key", "a: &x {y: 1}\nb:\n  <<: *x", "aliases (*name) are not allowed; write the value out"],
    ["a cycle", "a: &x [*x]", "aliases (*name) are not allowed; write the value out"],
    ["__proto__", "__proto__: {polluted: 1}", "the key __proto__ is not allowed"],
    ["__proto__ in quotes", '"__proto__": {polluted: 1}', "the key __proto__ is not allowed"],
    ["__proto__ further down", "a:\n  - __proto__: {polluted: 1}", "the key __proto__ is not allowed"],
    ["constructor", "constructor: {prototype: {polluted: 1}}", "the key constructor is not allowed"],
    ["prototype", "a: {prototype: 1}", "the key prototype is not allowed"],
    ["a key twice", "title: a\ntitle: b", "Map keys must be unique at line 2, column 1"],
    ["a tag", "a: !!js/function 'x'", "Unresolved tag: tag:yaml.org,2002:js/function at line 1, column 4"],
    ["a tag of one's own", "a: !x y", "Unresolved tag: !x at line 1, column 4"],
    [
      "what is not YAML",
      "a: [1",
      "Flow sequence in block collection must be sufficiently indented and end with a ] at line 1, column 6",
    ],
  ])("refuses %s", (_, text, message) => {
    expect(() => parseYaml(text)).toThrow(new Error(message));
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  // Deep enough nesting ends the process, not the test: the parser must never see it.
  it.each(["[", "{", "- ", "? ", "[? ", "- [", "a: {"])("refuses 20,000 levels of %s", (opening) => {
    expect(() => parseYaml(opening.repeat(20_000))).toThrow(new Error("nested deeper than 100 levels"));
  });

  it("refuses 3,000 levels of indentation", () => {
    const text = Array.from({ length: 3_000 }, (_, level) => `${" ".repeat(level)}a:`).join("\n");
    expect(() => parseYaml(text)).toThrow(new Error("nested deeper than 100 levels"));
  });

  it("reads brackets in strings, and many beside each other", () => {
    const list = Array.from({ length: 500 }, () => ["[", "{a"]);
    expect(parseYaml(`a: ${JSON.stringify(list)}`)).toEqual(new Map([["a", list]]));
  });
});
