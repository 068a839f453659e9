import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type RenderContext, renderAnswer } from "../../src/teams/render.ts";
import { validateActivity } from "../../src/teams/validate.ts";
import { createKitchen } from "../answering/kitchen.ts";
import { ruled } from "../answering/kitchenrules.ts";
import { ANSWERS } from "../answers.ts";

const FOLDER = new URL("../goldens/teams/", import.meta.url);
const { intents } = ruled(createKitchen()).rulebook.rules.set;

/** Those that are between two people, or have nobody to ask, or an address to ask at, show what is different there. */
const PERSONAL = new Set(["snippet", "verdict", "secret", "unknown", "choice", "offer"]);
const context = (name: string): RenderContext => ({
  answerId: "a1b2c3",
  scope: PERSONAL.has(name) ? "personal" : "channel",
  canAskPerson: name !== "parts",
  supportUrl: name === "verdict" ? "https://help.example.com" : undefined,
  aiLabel: name === "table",
  user: "29:asker",
  intentOf: (id) => intents.find((one) => one.id === id),
});

/** `GOLDENS=write` rewrites them; the difference is what a review reads. */
describe.each(Object.entries(ANSWERS))("%s in Teams", (name, answer) => {
  const activities = renderAnswer(answer, context(name));
  const file = new URL(`${name}.json`, FOLDER);

  it("is as the golden says", () => {
    const told = `${JSON.stringify(activities, null, 2)}\n`;
    if (process.env.GOLDENS === "write") writeFileSync(file, told);
    expect(told).toBe(readFileSync(file, "utf8"));
  });

  it("is what Teams takes", () => {
    expect(activities.flatMap(validateActivity)).toEqual([]);
  });
});

it("there is no golden without its answer", () => {
  expect(readdirSync(FOLDER).sort()).toEqual(
    Object.keys(ANSWERS)
      .map((name) => `${name}.json`)
      .sort(),
  );
});
