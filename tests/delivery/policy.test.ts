import { describe, expect, it } from "vitest";
import { createThreadCap, decide } from "../../src/delivery/policy.ts";

const rules = { channels: [] as string[], connect: false };
const sender = { channel: "C1", isDirect: false, isExternal: false };

describe("decide (A72)", () => {
  it.each([
    ["anybody, anywhere", {}, {}, "answer"],
    ["a listed channel", {}, { channels: ["C1"] }, "answer"],
    ["another channel", {}, { channels: ["C2"] }, "another channel"],
    ["a direct message, whatever the channels", { isDirect: true }, { channels: ["C2"] }, "answer"],
    ["somebody from outside", { isExternal: true }, {}, "external"],
    ["somebody from outside, where they may", { isExternal: true }, { connect: true }, "answer"],
    [
      "somebody from outside, in another channel",
      { isExternal: true },
      { connect: true, channels: ["C2"] },
      "another channel",
    ],
  ] as const)("%s", (_, change, more, decision) => {
    expect(decide({ ...sender, ...change }, { ...rules, ...more })).toBe(decision);
  });
});

it("a thread gets at most so many answers a minute (A22)", () => {
  let now = 0;
  const mayAnswer = createThreadCap(2, () => now);
  expect([mayAnswer("a"), mayAnswer("a"), mayAnswer("a"), mayAnswer("b")]).toEqual([true, true, false, true]);
  now = 60_000;
  expect([mayAnswer("a"), mayAnswer("a"), mayAnswer("a")]).toEqual([true, true, false]);
});
