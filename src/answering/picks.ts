import type { Answer } from "./answer.ts";
import type { Picked } from "./ask.ts";

/** What can be picked of an answer, in the order in which it is offered. */
export function picksOf(answer: Answer): Picked[] {
  switch (answer.kind) {
    case "answer":
      return answer.offer ? [{ intent: answer.offer.intent }] : [];
    case "choice":
      return [
        ...answer.choices.map(({ source, path, anchor }) => ({ source, path, anchor })),
        ...answer.offers.map(({ intent }) => ({ intent })),
      ];
    case "snippet":
    case "ask":
    case "unknown":
    case "reply":
      return [];
    default:
      return answer satisfies never;
  }
}
