import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/answering/answer.ts";
import { inDialog } from "../../src/teams/envelopes.ts";
import { type Activity, cardActivity } from "../../src/teams/rendering/activity.ts";
import { renderAnswerCard, renderSharedCard } from "../../src/teams/rendering/answercard.ts";
import { type RenderContext, renderAnswer } from "../../src/teams/rendering/render.ts";
import { createKitchen } from "../answering/kitchen.ts";
import { ruled } from "../answering/kitchenrules.ts";
import { ANSWERS } from "../answers.ts";
import { cardOf } from "./shown.ts";
import { validateActivity } from "./validate.ts";

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

/** In a dialog, and, where it may be shared, as what is put into a message. */
const cards = (name: string, answer: Answer): readonly Activity[] => {
  const shared = renderSharedCard(answer);
  const shown = cardOf(inDialog({ card: renderAnswerCard(answer, context(name)) }));
  return [shown, ...(shared ? [shared] : [])].map(cardActivity);
};

const SHOWN = Object.entries(ANSWERS).flatMap(([name, answer]) => [
  [name, renderAnswer(answer, context(name))] as const,
  [`${name}Dialog`, cards(name, answer)] as const,
]);

/** `GOLDENS=write` rewrites them; the difference is what a review reads. */
describe.each(SHOWN)("%s in Teams", (name, activities) => {
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
  expect(readdirSync(FOLDER).sort()).toEqual(SHOWN.map(([name]) => `${name}.json`).sort());
});
