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

it("keeps for longer what is kept again", () => {
  let ticks = 0;
  const answers = createExpiring<string>(() => ticks, { most: 2, live: 100 });
  answers.keep("a", "old");
  answers.keep("b", "b");
  ticks = 60;
  answers.keep("a", "new");
  answers.keep("c", "c");
  ticks = 150;
  expect(["a", "b", "c"].map((key) => answers.find(key))).toEqual(["new", undefined, "c"]);
});
