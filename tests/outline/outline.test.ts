import { describe, expect, it } from "vitest";
import { blockOf, outlineOf, titlesOf } from "../../src/outline/outline.ts";
import { ANSWERS } from "../answers.ts";

/** The order of what is said, and what can be done with it. */
const laidOut = (name: string): readonly [string, readonly string[]] => {
  const { blocks, actions } = outlineOf(ANSWERS[name] as (typeof ANSWERS)[string]);
  return [blocks.map(({ kind }) => kind).join(" "), actions];
};
const FINISHED = ["share", "person", "judge"];

describe("an outline", () => {
  it.each([
    ["answer", "card card reading", FINISHED],
    ["verdict", "verdict card reading", FINISHED],
    ["offer", "card offers reading", FINISHED],
    ["snippet", "code details card card", FINISHED],
    ["ask", "code details card card question", ["form"]],
    ["choiceOfAll", "choices reading", []],
    ["offers", "choices reading", []],
    ["unknown", "pages reading", ["person"]],
    ["reply", "reply", []],
  ])("of %s: %s", (name, kinds, actions) => {
    const [shown, possible] = laidOut(name);
    expect([shown.replace(/(card ?)+/g, "card "), possible]).toEqual([kinds.replace(/(card ?)+/g, "card "), actions]);
  });

  it("numbers cards, and gives a section that stands twice beside a configuration one number", () => {
    const numbers = (name: string): unknown[] =>
      outlineOf(ANSWERS[name] as (typeof ANSWERS)[string]).blocks.flatMap((block) =>
        "number" in block ? [[block.kind, block.number, block.citation.anchor]] : [],
      );
    expect(numbers("parts")).toEqual([
      ["card", 1, "descale"],
      ["card", 2, ""],
    ]);
    const [code, ...cards] = numbers("snippet") as [string, number, string][];
    expect(code?.slice(0, 2)).toEqual(["code", 1]);
    for (const [, number, anchor] of cards) expect(number === 1).toBe(anchor === code?.[2]);
  });

  it("has what is asked for with the values that are known", () => {
    expect(blockOf("question", outlineOf(ANSWERS.ask as (typeof ANSWERS)[string]))).toMatchObject({
      kind: "question",
      intent: "kettle-settings",
      values: {},
    });
  });

  it("offers sections before configurations", () => {
    const choices = blockOf("choices", outlineOf(ANSWERS.choiceOfAll as (typeof ANSWERS)[string]));
    expect(choices && titlesOf(choices)).toEqual(["Kettle › Descale", "Oven › Grill [Cloud]", "Settings of the oven"]);
  });

  it("says that a message held a secret", () => {
    expect(outlineOf(ANSWERS.secret as (typeof ANSWERS)[string]).secret).toBe(true);
  });
});
