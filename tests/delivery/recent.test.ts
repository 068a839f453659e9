import { expect, it } from "vitest";
import { createAsk } from "../../src/answering/ask.ts";
import { createExpiring, type Recent } from "../../src/delivery/recent.ts";
import { createKitchen } from "../answering/kitchen.ts";

const answer = createAsk(createKitchen())("kettle");
const recent = (question: string) => ({ question, answer, place: "C1", asker: "U1" });

it("keeps the last answers, for a while", () => {
  let now = 0;
  const answers = createExpiring<Recent>(() => now, { most: 2, live: 100 });
  for (const id of ["a", "b", "c"]) answers.keep(id, recent(id));
  expect(["a", "b", "c", "toString"].map((id) => answers.find(id)?.question)).toEqual([undefined, "b", "c", undefined]);
  now = 101;
  expect(answers.find("c")).toBeUndefined();
});
