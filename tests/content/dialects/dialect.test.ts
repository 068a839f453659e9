import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ATTRIBUTE_LIST, encodePath, splitHeadingAttributes, uniqueIn } from "../../../src/content/dialects/dialect.ts";

describe("splitHeadingAttributes", () => {
  it.each([
    ["Heading", { text: "Heading", id: undefined }],
    ["Heading {#id}", { text: "Heading", id: "id" }],
    ["Heading {: #a-b.c:d .class } ", { text: "Heading", id: "a-b.c:d" }],
    ["Heading {.class}", { text: "Heading", id: undefined }],
    ['Heading {title="x y" #id}', { text: "Heading", id: "id" }],
    ["Heading {plain words}", { text: "Heading {plain words}", id: undefined }],
    ["Heading{#id}", { text: "Heading{#id}", id: undefined }],
    ["Heading {#id} more", { text: "Heading {#id} more", id: undefined }],
    ["Heading {#a} {#b}", { text: "Heading {#a}", id: "b" }],
  ])("%s", (text, expected) => expect(splitHeadingAttributes(text)).toEqual(expected));
});

describe("ATTRIBUTE_LIST", () => {
  it.each([
    ["[a](b){target=_blank}", "[a](b)"],
    ['{: style="color: red" .a }', ""],
    ["{'a': 1}", "{'a': 1}"],
    ["{}", "{}"],
    ["{ENV.SECRET}", "{ENV.SECRET}"],
    ["x{a}", "x{a}"],
  ])("%s leaves %s", (text, left) => expect(text.replace(ATTRIBUTE_LIST, "")).toBe(left));
});

describe("uniqueIn", () => {
  const stars = (slug: string): string => `${slug}*`;

  it("takes the first free slug, counting on from the last one found", () => {
    const taken = new Map();
    expect(["a", "a", "", "a", "a*", ""].map((slug) => uniqueIn(taken, slug, stars))).toEqual([
      "a",
      "a*",
      "*",
      "a**",
      "a***",
      "**",
    ]);
  });

  it("finds the same slug as counting from one", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ab]?\*{0,3}$/)), (slugs) => {
        const taken = new Map();
        const simple = new Set<string>();
        for (const slug of slugs) {
          let expected = slug;
          while (expected === "" || simple.has(expected)) expected = stars(expected);
          simple.add(expected);
          expect(uniqueIn(taken, slug, stars)).toBe(expected);
        }
      }),
    );
  });
});

describe("encodePath", () => {
  it("encodes everything that would end the path", () => {
    expect(encodePath("a b/c#d?e%20/ü.md")).toBe("a%20b/c%23d%3Fe%2520/%C3%BC.md");
  });
});
