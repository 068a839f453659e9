import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type RenderContext, renderAnswer } from "../../src/slack/rendering/render.ts";
import { ANSWERS } from "../answers.ts";
import { validateMessage } from "./validate.ts";

const FOLDER = new URL("../goldens/slack/", import.meta.url);

/** Those that are private, or have nobody to ask, show what is different there. */
const PRIVATE = new Set(["snippet", "verdict", "secret", "unknown"]);
const surroundings = (name: string): RenderContext => ({
  answerId: "a1b2c3",
  place: PRIVATE.has(name) ? "private" : "channel",
  canAskPerson: name !== "parts",
  command: "/docs",
});

/** `GOLDENS=write` rewrites them; the difference is what a review reads. */
describe.each(Object.entries(ANSWERS))("%s in Slack", (name, answer) => {
  const message = renderAnswer(answer, surroundings(name));
  const file = new URL(`${name}.json`, FOLDER);

  it("is as the golden says", () => {
    const told = `${JSON.stringify(message, null, 2)}\n`;
    if (process.env.GOLDENS === "write") writeFileSync(file, told);
    expect(told).toBe(readFileSync(file, "utf8"));
  });

  it("is what Slack takes", () => {
    expect(validateMessage(message)).toEqual([]);
  });
});

it("there is no golden without its answer", () => {
  expect(readdirSync(FOLDER).sort()).toEqual(
    Object.keys(ANSWERS)
      .map((name) => `${name}.json`)
      .sort(),
  );
});
