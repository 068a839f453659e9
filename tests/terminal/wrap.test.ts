import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COLOUR } from "../../src/terminal/render.ts";
import { wrap } from "../../src/terminal/wrap.ts";

describe("lines of a terminal", () => {
  it.each([
    ["short", "a b c", "a b c"],
    ["at spaces", "one two three four", "one two\nthree four"],
    ["a longer word stays whole", "see https://docs.example.com/a now", "see\nhttps://docs.example.com/a\nnow"],
    [
      "further lines of an item align with its text",
      "- one two three\n1. one two three",
      "- one two\n  three\n1. one two\n   three",
    ],
    ["an indented line", "  one two three", "  one two\n  three"],
    ["code stays as it is", "a\n```sh\none two three four\n```\nb", "a\n```sh\none two three four\n```\nb"],
    ["a fence in a longer one", "````\n```\none two three four\n````", "````\n```\none two three four\n````"],
    ["after the code", "```\na\n```\none two three four", "```\na\n```\none two\nthree four"],
    ["empty lines", "a\n\n\nb", "a\n\n\nb"],
  ])("%s", (_, text, wrapped) => {
    expect(wrap(text, 10)).toBe(wrapped);
  });

  it("counts visible characters", () => {
    const bold = COLOUR.strong("one");
    expect(wrap(`${bold} two ${bold}`, 11)).toBe(`${bold} two ${bold}`);
    expect(wrap(`${bold} two ${bold}`, 10)).toBe(`${bold} two\n${bold}`);
  });

  it("neither loses nor adds words", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "- ", " ", "\n", "`", "word", "1. ")), fc.nat(20), (parts, columns) => {
        const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);
        expect(words(wrap(parts.join(""), columns))).toEqual(words(parts.join("")));
      }),
    );
  });
});
