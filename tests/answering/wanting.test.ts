import { describe, expect, it } from "vitest";
import { canWantConfiguration, looksForReason } from "../../src/answering/wanting.ts";
import { readCues } from "../../src/language/cues.ts";

const wants = (text: string): boolean => canWantConfiguration(readCues(text));

describe("a configuration may be wanted", () => {
  it.each([
    "kettle settings",
    "give me the settings for the kettle",
    "hi team, we need the yaml of the oven",
    "how do I configure the kettle?",
    "how should the file for the timer look?",
    "which settings does the oven need?",
    "what do I put into the recipe?",
    "what does the config look like?",
    "can you give me a recipe?",
    "do you have an example of the settings?",
    "could I please get the script",
    "the kettle has 500 cups, settings please",
    "there is an oven in the hall, its settings please",
    "lid.timeout_seconds for the kettle",
  ])("%s", (text) => expect(wants(text)).toBe(true));
});

describe("the documentation is wanted", () => {
  it.each([
    "where are the settings of the kettle?",
    "why do I need the settings",
    "how long are the settings kept?",
    "what is a kettle?",
    "what are the settings for?",
    "what does this option mean?",
    "can the kettle be configured?",
    "is there a limit on lids?",
    "the settings of the kettle are wrong",
    "kettle settings, and I get a 403",
    "kettle settings return 404?",
    "the configured kettle does not work",
    "difference between the settings of the kettle and of the oven",
    "explain the kettle settings",
    "thanks, the kettle settings work",
    "the timer works now with these settings",
  ])("%s", (text) => expect(wants(text)).toBe(false));
});

it("the reason of an error is looked for, where one is named or why is asked", () => {
  expect(
    ["why that?", "errors at night", "the brew failed", "it is slow", "kettle settings"].map((text) =>
      looksForReason(readCues(text)),
    ),
  ).toEqual([true, true, true, false, false]);
});
