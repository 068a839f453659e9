import { expect, it } from "vitest";
import { SATURATION } from "../../src/search/fields.ts";
import { shelfOf } from "./shelf.ts";

it("weighs a term by BM25F, worked out by hand", () => {
  const { knowledge } = shelfOf({
    "a.md": "# Pear\n\napple",
    "b.md": "# Plum\n\napple apple nut",
    "c.md": "# Fig\n\nnut",
  });
  const { index } = knowledge;
  const term = index.termIds.get("appl") as number;
  const [from, to] = [index.postings.offsets[term] as number, index.postings.offsets[term + 1] as number];
  expect([...index.postings.values.subarray(from, to)]).toEqual([0, 1]);
  // Body weight .6, length norm .35; lengths 1, 3 and 1, on average 5 / 3. Two of three sections: idf at its floor.
  const saturated = (count: number, length: number): number => {
    const tf = (count * 0.6) / (1 - 0.35 + (0.35 * length) / (5 / 3));
    return (tf * (SATURATION + 1)) / (tf + SATURATION);
  };
  const impacts = [...index.impacts.subarray(from, to)];
  expect(impacts[0]).toBeCloseTo(saturated(1, 1), 5);
  expect(impacts[1]).toBeCloseTo(saturated(2, 3), 5);
  expect(index.idf[term]).toBeCloseTo(0.05, 5);
  expect(index.idf[index.termIds.get("plum") as number]).toBeCloseTo(Math.log(2.5 / 1.5), 5);
});
