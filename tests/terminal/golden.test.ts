import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type Look, renderAnswer } from "../../src/terminal/render.ts";
import { ANSWERS } from "../answers.ts";

const FILE = new URL("../goldens/terminal.txt", import.meta.url);

/** Decisive words in brackets, side notes in parentheses, so that a reader of the golden sees both. */
const VISIBLE: Look = { strong: (text) => `[[${text}]]`, faint: (text) => `((${text}))` };

/** The same answers that every platform shows. `GOLDENS=write` rewrites them; the difference is what a review reads. */
it("shows an answer of each kind as in the golden", () => {
  const told = Object.entries(ANSWERS)
    .map(([name, answer]) => `= ${name}\n\n${renderAnswer(answer, VISIBLE)}\n`)
    .join("\n\n");
  if (process.env.GOLDENS === "write") writeFileSync(FILE, told);
  expect(told).toBe(readFileSync(FILE, "utf8"));
});
