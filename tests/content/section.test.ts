import { describe, expect, it } from "vitest";
import { blockText, codeOf, fold, formatFault, proseOf, sectionKey } from "../../src/content/section.ts";
import { blocksOf } from "./pages.ts";

it("formatFault shows file, line and message", () => {
  expect(formatFault({ file: "a.md", line: 3, message: "wrong" })).toBe("a.md:3: wrong");
  expect(formatFault({ file: "a.md", message: "wrong" })).toBe("a.md: wrong");
});

it("sectionKey is the path and the anchor", () => expect(sectionKey("a/b.md", "c")).toBe("a/b.md#c"));

it("fold turns every run of white space into one space", () => {
  expect(fold("\n a \t\u00a0\u2028 b\u3000")).toBe("a b");
});

describe("the text of blocks", () => {
  const blocks = blocksOf(
    'Prose.\n\n- item\n\n| a | b | c |\n|---|---|---|\n| 1 |   | 3 |\n\n```sh\nx  y\n```\n\n=== "Tab"\n    ~~~\n    z\n    ~~~',
  );

  it("is one line per block; empty cells are left out", () => {
    expect(blocks.map(blockText)).toEqual(["Prose.", "item", "1 3", "x  y", "Tab", "z"]);
  });

  it("is split into prose and code", () => {
    expect([proseOf(blocks), codeOf(blocks)]).toEqual(["Prose.\nitem\n1 3\nTab", "x  y\nz"]);
  });
});
