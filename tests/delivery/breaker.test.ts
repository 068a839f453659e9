import { expect, it } from "vitest";
import { createBreaker } from "../../src/delivery/breaker.ts";
import { createRateLimits } from "../../src/delivery/ratelimits.ts";

it("A75 opens after three calls in a row without an answer, lets one through every two seconds, and closes at any answer", () => {
  let ticks = 0;
  let opened = 0;
  const breaker = createBreaker(
    () => ticks,
    () => opened++,
  );
  const call = (outcome: "answered" | "silent") => breaker.begin()(outcome);
  for (const outcome of ["silent", "silent", "answered", "silent", "silent"] as const) call(outcome);
  expect([breaker.isOpen(), breaker.wait(), opened]).toEqual([false, 0, 0]);
  call("silent");
  expect([breaker.isOpen(), breaker.wait(), opened]).toEqual([true, 2_000, 1]);
  ticks = 2_000;
  expect(breaker.wait()).toBe(0);
  const ended = breaker.begin();
  expect(breaker.wait()).toBe(2_000);
  ticks = 12_000;
  ended("silent");
  expect([breaker.wait(), opened]).toEqual([2_000, 1]);
  ticks = 14_000;
  call("answered");
  expect([breaker.isOpen(), breaker.wait(), breaker.silences()]).toEqual([false, 0, 6]);
});

it("A75 says that nothing comes back as long as somebody tries: without calls nobody knows", () => {
  let ticks = 0;
  const breaker = createBreaker(() => ticks);
  expect(breaker.isSilent()).toBe(false);
  for (let n = 0; n < 3; n++) breaker.begin()("silent");
  expect(breaker.isSilent()).toBe(true);
  ticks = 60_000;
  expect([breaker.isSilent(), breaker.isOpen()]).toEqual([false, true]);
  breaker.begin()("silent");
  expect(breaker.isSilent()).toBe(true);
});

it("A74 knows until when a method, or a method in a channel, is not to be called", () => {
  let ticks = 0;
  const limits = createRateLimits(() => ticks);
  limits.note("chat.postMessage C1", 20_000);
  expect(["chat.postMessage C1", "chat.postMessage C2", "users.info"].map(limits.left)).toEqual([20_000, 0, 0]);
  ticks = 15_000;
  expect(limits.left("chat.postMessage C1")).toBe(5_000);
  ticks = 25_000;
  expect([limits.left("chat.postMessage C1"), limits.count()]).toEqual([0, 1]);
});

it("A26 forgets limits that are over, and none that are not", () => {
  let ticks = 0;
  const limits = createRateLimits(() => ticks);
  limits.note("long", 1_000_000);
  for (let n = 0; n < 5_000; n++) {
    ticks += 10;
    limits.note(`short ${n}`, 10);
  }
  expect([limits.left("long"), limits.count()]).toEqual([950_000, 5_001]);
});
