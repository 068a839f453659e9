import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { harmless, webAddress } from "../../src/answering/plain.ts";
import { HIDDEN } from "./hidden.ts";

describe("text that is shown", () => {
  it.each<readonly [string, string, string]>([
    ["tag characters, assigned or not", "a\u{E0041}\u{E0000}\u{E007F}b", "ab"],
    ["the supplement of variation selectors", "a\u{E0100}\u{E01EF}b", "ab"],
    ["characters of no width", "a\u200Bb\u2060c\uFEFFd\u00ADe\u034Ff", "abcdef"],
    ["fillers that take no room", "a\u115Fb\u3164c\uFFA0d", "abcd"],
    ["marks of a direction", "a\u200Eb\u200F\u061Cc", "abc"],
    ["joiners between letters that are not joined", "a\u200Db\u200Cc", "abc"],
    ["variation selectors behind what has no variants", "a\uFE0Fb1\uFE0F2", "ab12"],
    ["overrides of the direction, control characters, halves", "\u202Ea\u0000\uD800", "\uFFFDa\uFFFD\uFFFD"],
  ])("is without %s (A29)", (_, written, shown) => expect(harmless(written)).toBe(shown));

  it.each([
    ["plain words", "Set the dial to 4 degrees.\n\tThen wait."],
    ["letters of many scripts", "größer, Ελληνικά, 漢字, ไทย, עברית"],
    ["an emoji of several", "👩‍👩‍👧‍👦 👍🏽 ❤️ 👨‍❤️‍👨 1️⃣"],
    ["Persian and Hindi, whose letters are kept apart or joined", "می‌خواهم क्‍ष"],
  ])("keeps %s", (_, written) => expect(harmless(written)).toBe(written));

  it("is without all that is hidden, whatever stands around it, and stays so (A29)", () => {
    const pieces = fc.oneof(
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.integer({ min: 0xe0000, max: 0xe0fff }).map((code) => String.fromCodePoint(code)),
      fc.constantFrom("👩", "\u200D", "\u200C", "\uFE0F", "\uFE0E", "\u20E3", "1", "م", "क", "\u2060", "a"),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (all) => {
        const shown = harmless(all.join(""));
        expect([HIDDEN.test(shown), harmless(shown)]).toEqual([false, shown]);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("the address of a link", () => {
  it("is without what nobody sees (A29)", () => {
    expect(webAddress("https://docs.example.com/ke\u{E0041}tt\u200Ble#de\u{E0100}scale")).toBe(
      "https://docs.example.com/kettle#descale",
    );
  });
});
