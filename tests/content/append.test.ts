import { expect, it } from "vitest";
import { append } from "../../src/content/append.ts";

it("adds to the end, far more than a call takes arguments", () => {
  const list = [0];
  append(list, [1, 2]);
  expect(list).toEqual([0, 1, 2]);
  append(
    list,
    Array.from({ length: 1_000_000 }, () => 3),
  );
  expect(list).toHaveLength(1_000_003);
});
