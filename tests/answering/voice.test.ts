import { describe, expect, it } from "vitest";
import type { Reading, Snippet } from "../../src/answering/answer.ts";
import { LONGEST } from "../../src/answering/question.ts";
import { formatsText, readingText, replyText, VOICE, valuesText, verdictText } from "../../src/answering/voice.ts";
import { LONGEST_UNCOMMITTED } from "../../src/terminal/render.ts";
import { citation } from "../terminal/answers.ts";

const reading = (parts: Partial<Reading>): string =>
  readingText({ searchedFor: [], corrections: [], missing: [], cut: false, foreign: false, ...parts });

describe("what the bot says of its own", () => {
  const { assumed, verdicts, ...sentences } = VOICE;

  it.each([
    ...Object.entries(sentences),
    ...Object.entries(verdicts).map(([name, text]) => [`verdicts, ${name}`, text] as const),
  ])("%s: a short sentence, no markup, nothing that pretends to be a person", (_, text) => {
    expect(text.length).toBeLessThanOrEqual(LONGEST_UNCOMMITTED / 2);
    expect(text).toMatch(/^[A-Z][\p{L}\p{N} ,.:;!?“”'-]+$/u);
    expect(text).not.toMatch(/\b(feel|sorry|believe|guess|love|unfortunately|invalid|wrong)\b/i);
  });

  it("calls a default by one plain word, in the middle of a sentence", () => {
    expect(assumed).toMatch(/^[a-z]+$/);
  });

  it("gives each reply its own words", () => {
    const replies = (["usage", "greeting", "thanks", "identity", "cancelled", "leftOpen"] as const).map(replyText);
    expect(replies).toEqual([
      VOICE.usage,
      VOICE.greeting,
      VOICE.thanks,
      VOICE.identity,
      VOICE.cancelled,
      VOICE.leftOpen,
    ]);
    expect(new Set(replies).size).toBe(6);
  });

  it("says a verdict in one word, then its condition", () => {
    const condition = "The grill works with the door shut only.";
    expect((["yes", "no", "partly"] as const).map((verdict) => verdictText({ verdict, condition }))).toEqual([
      `Yes. ${condition}`,
      `No. ${condition}`,
      `Partly. ${condition}`,
    ]);
  });

  it("warns of a secret without a word of it, and says what to do (A67)", () => {
    expect(VOICE.secret).toMatch(/not used or kept.*Delete the message.*replace/);
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
      "at most five words and four missing ones",
      { searchedFor: [..."abcdefg"], missing: [..."vwxyz"] },
      "Searched for a, b, c, d, e, …; not in the docs: v, w, x, y, ….",
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

describe("what was filled in", () => {
  const snippet = (parts: Partial<Snippet>): Snippet => ({
    intent: "kettle",
    title: "Kettle",
    code: "",
    language: "ini",
    format: undefined,
    formats: [],
    values: [],
    notes: [],
    citation: citation(),
    ...parts,
  });

  it("is each value by the name of its slot, defaults named as such", () => {
    const values = [
      { slot: "server", value: "https://kettle.example.com", isDefault: false },
      { slot: "degrees", value: "100", isDefault: true },
    ];
    expect(valuesText(snippet({ values }))).toBe(
      "Filled in: server = https://kettle.example.com; degrees = 100 (assumed).",
    );
    expect(valuesText(snippet({}))).toBe("");
  });

  it("can be had in the other forms", () => {
    const formats = [
      { id: "lines", title: "Lines" },
      { id: "json", title: "JSON" },
      { id: "xml", title: "XML" },
    ];
    expect(formatsText(snippet({ format: "json", formats }))).toBe("Also as: Lines, XML.");
    expect(formatsText(snippet({ format: "lines", formats: formats.slice(0, 1) }))).toBe("");
    expect(formatsText(snippet({}))).toBe("");
  });
});
