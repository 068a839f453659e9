import { expect, it } from "vitest";
import { createDoubt, type Doubt } from "../../src/slack/doubt.ts";

const after = (...steps: ((doubt: Doubt) => void)[]): string | undefined => {
  const doubt = createDoubt();
  for (const step of steps) step(doubt);
  return doubt.warning();
};
const mismatched = (doubt: Doubt): void => doubt.mismatched();
const verified = (doubt: Doubt): void => doubt.verified();
const off = (seconds: number) => (doubt: Doubt) => doubt.off(seconds);

it.each([
  ["nothing yet", [], undefined],
  ["a guess or two", [mismatched, mismatched], undefined],
  [
    "another secret",
    [mismatched, mismatched, mismatched],
    "Slack: requests are signed with another secret; compare SLACK_SIGNING_SECRET with Basic Information at api.slack.com/apps",
  ],
  ["guesses beside genuine requests", [mismatched, mismatched, verified, mismatched], undefined],
  ["a secret that was mended", [mismatched, mismatched, mismatched, verified], undefined],
  [
    "a clock that is slow",
    [off(420), off(420), off(421)],
    "Slack: requests are 7 minutes ahead of this machine's clock; set this machine's clock, or start its time synchronisation",
  ],
  [
    "a clock that is fast",
    [off(-3_600), off(-3_600), off(-3_600)],
    "Slack: requests are 60 minutes behind this machine's clock; set this machine's clock, or start its time synchronisation",
  ],
] as const)("%s", (_, steps, expected) => {
  expect(after(...steps)).toBe(expected);
});
