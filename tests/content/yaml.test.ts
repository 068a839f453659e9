import { describe, expect, it } from "vitest";
import { faultOf, parseSettings, parseYaml, readYaml, YamlError } from "../../src/content/yaml.ts";

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
    ["an alias", 2, "a: &x 1\nb: *x", "aliases (*name) are not allowed; write the value out"],
    ["an alias of an empty value", 2, "a: &x []\nb: *x", "aliases (*name) are not allowed; write the value out"],
    ["a billion laughs", 2, bomb, "aliases (*name) are not allowed; write the value out"],
    ["a merge key", 3, "a: &x {y: 1}\nb:\n  <<: *x", "aliases (*name) are not allowed; write the value out"],
    ["a cycle", 1, "a: &x [*x]", "aliases (*name) are not allowed; write the value out"],
    ["__proto__", 1, "__proto__: {polluted: 1}", "the key __proto__ is not allowed; rename it"],
    ["__proto__ in quotes", 1, '"__proto__": {polluted: 1}', "the key __proto__ is not allowed; rename it"],
    ["__proto__ further down", 2, "a:\n  - __proto__: {polluted: 1}", "the key __proto__ is not allowed; rename it"],
    ["constructor", 1, "constructor: {prototype: {polluted: 1}}", "the key constructor is not allowed; rename it"],
    ["prototype", 1, "a: {prototype: 1}", "the key prototype is not allowed; rename it"],
    ["a repeated key", 2, "title: a\ntitle: b", "Map keys must be unique"],
    ["a tag", 1, "a: !!js/function 'x'", "Unresolved tag: tag:yaml.org,2002:js/function"],
    ["a tag of one's own", 1, "a: !x y", "Unresolved tag: !x"],
    [
      "what is not YAML",
      1,
      "a: [1",
      "Flow sequence in block collection must be sufficiently indented and end with a ]",
    ],
  ])("rejects %s", (_, line, text, message) => {
    expect(() => parseYaml(text)).toThrow(new YamlError(message, line));
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  // Deep enough nesting ends the process, not the test: the parser must never see it.
  it.each(["[", "{", "- ", "? ", "[? ", "- [", "a: {"])("refuses 20,000 levels of %s", (opening) => {
    expect(() => parseYaml(opening.repeat(20_000))).toThrow(
      new YamlError("nested more than 100 levels deep", undefined),
    );
  });

  it("rejects 3,000 levels of indentation", () => {
    const text = Array.from({ length: 3_000 }, (_, level) => `${" ".repeat(level)}a:`).join("\n");
    expect(() => parseYaml(text)).toThrow(new YamlError("nested more than 100 levels deep", undefined));
  });

  it("reads brackets in strings, and many side by side", () => {
    const list = Array.from({ length: 500 }, () => ["[", "{a"]);
    expect(parseYaml(`a: ${JSON.stringify(list)}`)).toEqual(new Map([["a", list]]));
  });
});

describe("readYaml", () => {
  it("knows the line of a path, or of the last step of it that exists", () => {
    const { lineOf } = readYaml("# notes\na:\n  b: [x,\n    y]\nc:\n  - d: 1\n    e: 2\n");
    expect([
      lineOf(),
      lineOf("a"),
      lineOf("a", "b"),
      lineOf("a", "b", 1),
      lineOf("c", 0),
      lineOf("c", 0, "e"),
      lineOf("c", 0, "none"),
      lineOf("c", 7),
      lineOf("none"),
      lineOf("toString"),
    ]).toEqual([2, 2, 3, 4, 6, 7, 6, 5, 2, 2]);
    expect(readYaml("").lineOf("a")).toBe(1);
  });
});

describe("faultOf", () => {
  it("keeps a known line, counted from the top of the file", () => {
    expect(faultOf(new YamlError("wrong", 2), "a.md", 1)).toEqual({ file: "a.md", line: 3, message: "wrong" });
    expect(faultOf(new Error("gone"), "a.md")).toEqual({ file: "a.md", message: "gone" });
    expect(faultOf("?", "a.md")).toEqual({ file: "a.md", message: "cannot be read" });
  });
});

describe("parseSettings", () => {
  it("ignores tags and follows a few aliases", () => {
    expect(parseSettings("a: !ENV [X, y]\nb: &b {c: 1}\nd: *b")).toEqual({ a: ["X", "y"], b: { c: 1 }, d: { c: 1 } });
  });

  it.each(["", "- a", "text", "12"])("is empty or a list, never text, for %j", (yaml) =>
    expect(typeof parseSettings(yaml)).toBe("object"),
  );

  it("reports the line of invalid YAML (A54)", () => {
    expect(() => parseSettings("a: 1\nb: ]")).toThrow(YamlError);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(parseSettings("__proto__: {polluted: 1}")).not.toHaveProperty("polluted");
  });
});
