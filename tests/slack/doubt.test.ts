import { expect, it } from "vitest";
import { createDoubt, type Doubt } from "../../src/slack/doubt.ts";

type Step = (doubt: Doubt) => void;
const MINUTE = 60_000;

/** The warning after these steps, which follow each other by `pause` milliseconds. */
const after = (steps: readonly Step[], pause = 1_000): string | undefined => {
  let clock = 0;
  const doubt = createDoubt(() => clock);
  for (const step of steps) {
    step(doubt);
    clock += pause;
  }
  return doubt.warning();
};
const mismatched: Step = (doubt) => doubt.mismatched();
const verified: Step = (doubt) => doubt.verified();
const off =
  (seconds: number): Step =>
  (doubt) =>
    doubt.off(seconds);
const SECRET =
  "Slack: requests come in that are signed with another secret. If questions stay unanswered, compare SLACK_SIGNING_SECRET with Basic Information at api.slack.com/apps";
const clockIs = (what: string): string =>
  `Slack: requests come in that are about ${what} this machine's clock. If questions stay unanswered, set this machine's clock, or start its time synchronisation`;

it.each<readonly [string, readonly Step[], string | undefined]>([
  ["nothing yet", [], undefined],
  ["a guess or two", [mismatched, mismatched], undefined],
  ["another secret", [mismatched, mismatched, mismatched], SECRET],
  ["guesses beside genuine requests", [mismatched, mismatched, verified, mismatched], undefined],
  ["a secret that was mended", [mismatched, mismatched, mismatched, verified], undefined],
  ["a clock that is slow", [off(420), off(420), off(421)], clockIs("7 minutes ahead of")],
  ["a clock that is fast", [off(-3_600), off(-3_600), off(-3_600)], clockIs("60 minutes behind")],
  ["a clock that was set", [off(420), off(420), off(421), verified], undefined],
  ["times that no one clock accounts for", [off(420), off(-9_000), off(999)], undefined],
  ["times that agree in the end", [off(-9_000), off(420), off(421), off(419)], clockIs("7 minutes ahead of")],
  ["times that no clock has (A5)", [off(998_219_903_879), off(998_219_903_879), off(998_219_903_879)], undefined],
])("%s", (_, steps, expected) => {
  expect(after(steps)).toBe(expected);
});

it("four attempts of Slack at one event, within six minutes, are enough", () => {
  expect(after([mismatched, mismatched, mismatched, mismatched], 2 * MINUTE)).toBe(SECRET);
});

it.each([
  ["signatures", mismatched],
  ["times", off(420)],
])("%s that strangers try now and then are not, and a suspicion ends by itself", (_, step) => {
  expect(after([step, step, step], 6 * MINUTE)).toBeUndefined();
  expect(after([step, step, step, () => undefined], 10 * MINUTE)).toBeUndefined();
});
