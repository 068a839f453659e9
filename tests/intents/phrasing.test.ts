import { describe, expect, it } from "vitest";
import { readPhrasing, signalsIn } from "../../src/intents/phrasing.ts";
import { TemplateError } from "../../src/language/template.ts";

describe("signals", () => {
  it.each<readonly [string, string[], string[]]>([
    ["tea … {form}", ["form"], ["tea"]],
    ["{want} … {config} … kettle", ["want", "config"], ["kettle"]],
    ["tea … kettle", [], ["tea", "kettle"]],
  ])("are parts of their own: %s", (text, signals, rest) => {
    expect([signalsIn(text), readPhrasing(text, {})]).toEqual([
      signals,
      rest.map((word) => ({ kind: "word", text: word })),
    ]);
  });

  it.each<readonly [string, string]>([
    ["{form}", "a signal alone says nothing of what is wanted"],
    ["{want} … {config}", "a signal alone says nothing of what is wanted"],
    ["the {form} tea", '"{" has no meaning here'],
    ["{forms} … tea", '"{" has no meaning here'],
  ])("are not enough alone, and stand alone in their part: %s", (text, message) => {
    expect(() => readPhrasing(text, {})).toThrow(new TemplateError(message));
  });
});
