import type { Answer, Citation } from "../answering/answer.ts";
import type { Picked } from "../answering/ask.ts";
import { picksOf } from "../answering/picks.ts";
import { chipOf } from "./cards.ts";

/** “Kettle › Descale [Cloud]”. */
export const titleOf = ({ breadcrumb, heading, badges }: Citation): string =>
  `${breadcrumb.join(" › ") || heading}${badges.length > 0 ? ` [${badges.join(", ")}]` : ""}`;

/** Titles of the configurations that an answer offers. */
export const offersOf = (answer: Answer): readonly string[] =>
  answer.kind === "choice"
    ? answer.offers.map(({ title }) => title)
    : answer.kind === "answer" && answer.offer
      ? [answer.offer.title]
      : [];

/** What was picked by its number, as a button's `pick` tells it. */
export const pickByNumber = (answer: Answer, number: number): Picked | undefined => picksOf(answer)[number];

/** What was picked by saying what stands on its chip. */
export function pickByTitle(answer: Answer, said: string): Picked | undefined {
  const titles = [...(answer.kind === "choice" ? answer.choices.map(titleOf) : []), ...offersOf(answer)];
  const at = titles.findIndex((title) => chipOf(title) === chipOf(said));
  return at < 0 ? undefined : picksOf(answer)[at];
}
