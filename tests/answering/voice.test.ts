import { describe, expect, it } from "vitest";
import type { Reading } from "../../src/answering/answer.ts";
import { LONGEST } from "../../src/answering/question.ts";
import { readingText, replyText, VOICE } from "../../src/answering/voice.ts";
import { LONGEST_UNCOMMITTED } from "../../src/terminal/render.ts";

const reading = (parts: Partial<Reading>): string =>
  readingText({ searchedFor: [], corrections: [], missing: [], cut: false, foreign: false, ...parts });

describe("what the bot says of its own", () => {
  it.each(Object.entries(VOICE))("%s: a short sentence, no markup, nothing that pretends to be a person", (_, text) => {
    expect(text.length).toBeLessThanOrEqual(LONGEST_UNCOMMITTED / 2);
    expect(text).toMatch(/^[A-Z][\p{L}\p{N} ,.:;!?“”'-]+$/u);
    expect(text).not.toMatch(/\b(feel|sorry|believe|guess|love|unfortunately|invalid|wrong)\b/i);
  });

  it("gives each reply its own words", () => {
    const replies = (["usage", "greeting", "thanks", "identity"] as const).map(replyText);
    expect(replies).toEqual([VOICE.usage, VOICE.greeting, VOICE.thanks, VOICE.identity]);
    expect(new Set(replies).size).toBe(4);
  });

  it("names the number of characters that are read (abuse case 28)", () => {
    expect(VOICE.cut).toContain(` ${LONGEST.toLocaleString("en")} characters`);
  });
});

describe("how the question was read", () => {
  it.each<readonly [string, Partial<Reading>, string]>([
    ["nothing", {}, ""],
    ["words", { searchedFor: ["kettle", "oven"] }, "Searched for kettle, oven."],
    ["words that are missing", { missing: ["microwave"] }, "Not in the docs: microwave."],
    [
      "a correction",
      { searchedFor: ["ketle"], corrections: [{ from: "ketle", to: "kettle" }] },
      "Searched for ketle; read “ketle” as “kettle”.",
    ],
    [
      "all of it, the missing words before the corrections",
      { searchedFor: ["ketle"], missing: ["microwave"], corrections: [{ from: "ketle", to: "kettle" }] },
      "Searched for ketle; not in the docs: microwave; read “ketle” as “kettle”.",
    ],
    [
      "another language, said first (abuse case 36)",
      { missing: ["wie"], foreign: true },
      "I can search the English docs only; this is what I understood. Not in the docs: wie.",
    ],
    [
      "a cut, said first (abuse case 28)",
      { searchedFor: ["kettle"], cut: true },
      "Your message was long: I read the first 2,000 characters. Searched for kettle.",
    ],
    [
      "at most six words and four missing ones",
      { searchedFor: [..."abcdefg"], missing: [..."vwxyz"] },
      "Searched for a, b, c, d, e, f, …; not in the docs: v, w, x, y, ….",
    ],
    [
      "three corrections",
      { corrections: [..."abcd"].map((from) => ({ from, to: from.repeat(2) })) },
      "Read “a” as “aa”; read “b” as “bb”; read “c” as “cc”.",
    ],
    [
      "a long word, shortened (abuse case 43)",
      { missing: ["x".repeat(41)], searchedFor: ["y".repeat(40)] },
      `Searched for ${"y".repeat(40)}; not in the docs: ${"x".repeat(39)}….`,
    ],
    [
      "long words, fewer of them",
      { searchedFor: ["a".repeat(40), "b".repeat(40), "c"], missing: ["d".repeat(40), "e".repeat(40)] },
      `Searched for ${"a".repeat(40)}, …; not in the docs: ${"d".repeat(40)}, ….`,
    ],
    [
      "no character cut in two (abuse case 31)",
      { missing: [`x${"\u{20000}".repeat(30)}`] },
      `Not in the docs: x${"\u{20000}".repeat(19)}….`,
    ],
    [
      "no character cut in two, at an even place (abuse case 31)",
      { missing: ["\u{20000}".repeat(30)] },
      `Not in the docs: ${"\u{20000}".repeat(19)}….`,
    ],
  ])("%s", (_, parts, text) => {
    expect(reading(parts)).toBe(text);
  });
});
