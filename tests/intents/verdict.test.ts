import { describe, expect, it } from "vitest";
import { matchRules } from "../../src/intents/match.ts";
import { findVerdict, subjectOf } from "../../src/intents/verdict.ts";
import { readCues } from "../../src/language/cues.ts";
import { rulesOf } from "./rules.ts";

const row = (subject: string, verdict: string, more: string): string =>
  `  - {subject: ${subject}, verdict: ${verdict}, condition: It depends., doc: a.md#a, evidence: [x], ${more}}\n`;
const rules = rulesOf({
  "support.yaml": `product: [kettle, "kettle pro"]
rows:
${row("vinegar", "yes", 'aliases: ["[white] vinegar"], also: [descaling, "hard water"]')}${row("wine vinegar", "partly", 'aliases: ["wine vinegar"]')}${row("milk", "no", "aliases: [milk]")}${row("tea bags", "yes", "aliases: [tea bag]")}`,
});
const verdict = (text: string): string | undefined => findVerdict(readCues(text), matchRules(text, rules))?.subject;

describe("a verdict is given", () => {
  it.each<readonly [string, string]>([
    ["can I use vinegar?", "vinegar"],
    ["Can I use white vinegar with the kettle?", "vinegar"],
    ["hi, can we use vinegar in our kettle pro", "vinegar"],
    ["does the kettle support milk?", "no: milk"],
    ["does milk work with kettles", "no: milk"],
    ["is vinegar supported?", "vinegar"],
    ["are tea bags allowed in the kettle", "tea bags"],
    ["so is it possible to use milk?", "no: milk"],
    ["can I use vinegar for descaling with hard water?", "vinegar"],
    ["can I use wine vinegar?", "wine vinegar"],
    ["could you use milk", "no: milk"],
  ])("“%s”", (text, subject) => expect(verdict(text)).toBe(subject.replace("no: ", "")));
});

describe("none is given", () => {
  it.each<readonly [string, string]>([
    ["no question of this kind", "vinegar in the kettle"],
    ["how, not whether", "how can I use vinegar?"],
    ["why", "can I use vinegar, and why?"],
    ["which", "does the kettle support milk or which one"],
    ["should", "should I use vinegar?"],
    ["a comparison", "can I use vinegar instead of milk?"],
    ["a negation", "can I not use vinegar?"],
    ["a negation, contracted", "can't I use vinegar?"],
    ["a negation, contracted, with another apostrophe", "isn’t vinegar supported?"],
    ["without", "can I use the kettle without vinegar?"],
    ["only", "can I use only vinegar?"],
    ["one word more", "can I use vinegar twice?"],
    ["one word more, in front", "can I use old vinegar?"],
    ["a word of another row", "can I use milk for descaling?"],
    ["two subjects", "can I use milk and vinegar?"],
    ["two subjects, one longer: it is a word more", "can I use wine vinegar with milk?"],
    ["no subject", "can I use the kettle?"],
    ["an unknown subject", "can I use soda?"],
    ["nothing that supports", "is vinegar sour?"],
    ["nothing", ""],
  ])("%s: “%s”", (_, text) => expect(verdict(text)).toBeUndefined());
});

describe("the subject alone", () => {
  const subject = (text: string, short = false): string | undefined =>
    subjectOf(matchRules(text, rules), short)?.subject;

  it("is enough after a verdict", () => {
    expect([
      subject("what about milk?", true),
      subject("and vinegar", true),
      subject("and for vinegar?", true),
    ]).toEqual(["milk", "vinegar", "vinegar"]);
  });

  it("is not enough elsewhere, nor with a word more", () => {
    expect([subject("what about milk?"), subject("what about old milk?", true), subject("what about", true)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("is ambiguous where two rows have it", () => {
    const twice = rulesOf({
      "support.yaml": `rows:\n${row("vinegar", "yes", "aliases: [vinegar]")}${row("vinegars", "no", "aliases: [vinegars]")}`,
    });
    expect(findVerdict(readCues("can I use vinegar?"), matchRules("can I use vinegar?", twice))).toBeUndefined();
  });
});
