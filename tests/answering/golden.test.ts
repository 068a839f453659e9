import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { createAsk } from "../../src/answering/ask.ts";
import { type Look, renderAnswer } from "../../src/terminal/render.ts";
import { createKitchen } from "./kitchen.ts";

const FILE = new URL("../goldens/kitchen.txt", import.meta.url);

const QUESTIONS = [
  "how do I descale the kettle?",
  "how do I make tea?",
  "how warm is the upper shelf of the refrigerator?",
  "which setting is the boiling point of the kettle?",
  "does the gril work with the door open?",
  "how to bake bread",
  "clean",
  "kettle warranty",
  "can I wash the microwave?",
  "how long does milk stay fresh, and what colour is it?",
  "Wie kann ich die Milch und den Kühlschrank nicht putzen?",
  "help",
  "hello",
  "thanks!",
  "are you a robot?",
];

/** Decisive words in brackets, side notes in parentheses, so that a reader of the golden sees both. */
const VISIBLE: Look = { strong: (text) => `[[${text}]]`, faint: (text) => `((${text}))` };

/** The whole answers of the small documentation. `GOLDENS=write` rewrites them; the difference is what a review reads. */
it("answers a small documentation as the golden says", () => {
  const ask = createAsk(createKitchen());
  const told = QUESTIONS.map((question) => {
    const answer = ask(question);
    return `? ${question}\n= ${answer.kind}\n\n${renderAnswer(answer, VISIBLE)}\n`;
  }).join("\n\n");
  if (process.env.GOLDENS === "write") writeFileSync(FILE, told);
  expect(told).toBe(readFileSync(FILE, "utf8"));
});
