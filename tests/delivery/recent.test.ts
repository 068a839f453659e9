import fc from "fast-check";
import { expect, it } from "vitest";
import { createAsk } from "../../src/answering/ask.ts";
import { createExpiring, type Recent } from "../../src/delivery/recent.ts";
import { createKitchen } from "../answering/kitchen.ts";

const answer = createAsk(createKitchen())("kettle");
const recent = (question: string) => ({ question, answer, place: "C1", asker: "U1" });

it("keeps the last answers, for a while by a clock that nobody sets (A84)", () => {
  let ticks = 0;
  const answers = createExpiring<Recent>(() => ticks, { most: 2, live: 100 });
  for (const id of ["a", "b", "c"]) answers.keep(id, recent(id));
  expect(["a", "b", "c", "toString"].map((id) => answers.find(id)?.question)).toEqual([undefined, "b", "c", undefined]);
  ticks = 101;
  expect(answers.find("c")).toBeUndefined();
});

it("gives what is kept again its time and its turn anew", () => {
  let now = 0;
  const values = createExpiring<number>(() => now, { most: 2, live: 100 });
  const all = () => ["a", "b", "c"].map((key) => values.find(key));
  values.keep("a", 1);
  values.keep("b", 2);
  now = 60;
  values.keep("a", 3);
  values.keep("c", 4);
  expect(all()).toEqual([3, undefined, 4]);
  now = 160;
  expect(all()).toEqual([3, undefined, 4]);
  now = 161;
  expect(all()).toEqual([undefined, undefined, undefined]);
});

it("never keeps more than it may, and always the last ones", () => {
  const keys = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 30 });
  fc.assert(
    fc.property(keys, fc.integer({ min: 1, max: 4 }), (kept, most) => {
      const values = createExpiring<number>(() => 0, { most, live: 100 });
      kept.forEach((key, at) => {
        values.keep(key, at);
      });
      const last: readonly string[] = [...new Set([...kept].reverse())].slice(0, most);
      for (const key of ["a", "b", "c", "d", "e"])
        expect(values.find(key)).toBe(last.includes(key) ? (kept as readonly string[]).lastIndexOf(key) : undefined);
    }),
  );
});
