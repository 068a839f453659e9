import { expect, it } from "vitest";
import { createOnce } from "../../src/delivery/once.ts";

it("A23 does what has a name once, also while it is being done; what failed may be tried again", async () => {
  const done: string[] = [];
  const once = createOnce();
  const run = (key: string, error?: Error) =>
    once.run(key, async () => {
      await Promise.resolve();
      if (error) throw error;
      done.push(key);
    });
  expect(await Promise.all([run("a"), run("a"), run("b")])).toEqual([true, false, true]);
  expect(await run("a")).toBe(false);
  await expect(run("c", new Error("later"))).rejects.toThrow("later");
  expect([await run("c"), done]).toEqual([true, ["a", "b", "c"]]);
});

it("remembers the last ones only", async () => {
  const once = createOnce(2);
  const run = (key: string) => once.run(key, async () => undefined);
  for (const key of ["a", "b", "c"]) await run(key);
  expect([await run("c"), await run("b"), await run("a")]).toEqual([false, false, true]);
});

it("a failure takes nobody else's place", async () => {
  const once = createOnce(2);
  const run = (key: string, error?: Error) =>
    once.run(key, async () => {
      if (error) throw error;
    });
  await run("a");
  await expect(run("b", new Error("later"))).rejects.toThrow("later");
  await run("c");
  expect([await run("a"), await run("c")]).toEqual([false, false]);
});
