import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderAnswer, renderWhy } from "../../src/terminal/render.ts";
import { HIDDEN } from "../answering/hidden.ts";
import { answer, text } from "../slack/hostile.ts";

describe("whatever documentation, rules and people write", () => {
  it("steers no terminal, and nothing of it is hidden (A29, A30, A31)", () => {
    fc.assert(
      fc.property(answer, text, (of, word) => {
        const words = [{ word, weight: 1, as: [word], found: true }];
        const shown = [renderAnswer(of), renderWhy({ ...of.why, words }, of.confidence)];
        expect(shown.filter((one) => HIDDEN.test(one))).toEqual([]);
        expect(shown.filter((one) => /(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/u.test(one))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
