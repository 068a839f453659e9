import type { Answer } from "../../answering/answer.ts";
import type { Picked } from "../../answering/ask.ts";
import { picksOf } from "../../answering/picks.ts";
import { blockOf, outlineOf, titlesOf } from "../../outline/outline.ts";
import { chipOf } from "./elements.ts";

/** What was picked by its number, as a button's `pick` tells it. */
export const pickByNumber = (answer: Answer, number: number): Picked | undefined => picksOf(answer)[number];

/** What was picked by saying what stands on its chip. */
export function pickByTitle(answer: Answer, said: string): Picked | undefined {
  const outline = outlineOf(answer);
  const choices = blockOf("choices", outline);
  const titles = choices ? titlesOf(choices) : (blockOf("offers", outline)?.titles ?? []);
  const at = titles.findIndex((title) => chipOf(title) === chipOf(said));
  return at < 0 ? undefined : picksOf(answer)[at];
}
