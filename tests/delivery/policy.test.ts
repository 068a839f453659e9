import { describe, expect, it } from "vitest";
import { createCaps, createRateCap, decide } from "../../src/delivery/policy.ts";

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

const MINUTE = 60_000;

it("A22 a key is taken at most so often in any minute", () => {
  let ticks = 0;
  const { take, giveBack } = createRateCap(2, () => ticks);
  expect(["a", "a", "a", "b"].map(take)).toEqual([true, true, false, true]);
  ticks = MINUTE - 1;
  expect(take("a")).toBe(false);
  ticks = MINUTE;
  expect(["a", "a", "a"].map(take)).toEqual([true, true, false]);
  giveBack("a");
  expect(["a", "a"].map(take)).toEqual([true, false]);
  giveBack("nobody");
  expect(take("nobody")).toBe(true);
});

describe("caps (A22, A26)", () => {
  const limits = { perThread: 2, perPerson: 3, perChannel: 4 };
  const asking = (thread: string | undefined, person: string, channel = "C1") => ({ thread, person, channel });

  it.each([
    [
      "a loop in a thread",
      () => asking("T1", "U1"),
      "too many in a minute, thread",
      [true, true, false, false, false, false],
    ],
    [
      "a loop of commands, or of threads, by one person in many channels",
      (at: number) => asking(at % 2 === 0 ? undefined : `T${at}`, "U1", `C${at}`),
      "too many in a minute, person",
      [true, true, true, false, false, false],
    ],
    [
      "a loop of many people in one channel",
      (at: number) => asking(`T${at}`, `U${at}`),
      "too many in a minute, channel",
      [true, true, true, true, false, false],
    ],
  ])("stop %s, and count it", (_, askedAt, reason, taken) => {
    const { take, refused } = createCaps(limits, () => 0);
    expect(taken.map((_, at) => take(askedAt(at)))).toEqual(taken);
    expect(refused()).toEqual({ [reason]: taken.filter((one) => !one).length });
  });

  it("count nothing that was refused, or given back", () => {
    const { take, giveBack, refused } = createCaps(limits, () => 0);
    for (let at = 0; at < 20; at++) {
      expect(take(asking("T1", "U1"))).toBe(true);
      giveBack(asking("T1", "U1"));
    }
    for (const person of ["U1", "U1", "U1", "U1", "U2"]) take(asking("T1", person));
    // What its thread refused took nothing of the person and the channel.
    expect([take(asking("T2", "U1")), take(asking("T3", "U3")), take(asking("T4", "U4"))]).toEqual([true, true, false]);
    expect(refused()).toEqual({ "too many in a minute, thread": 3, "too many in a minute, channel": 1 });
  });
});
