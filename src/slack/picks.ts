import type { Answer } from "../answering/answer.ts";
import type { Picked } from "../answering/ask.ts";

/** What the buttons `pick_0`, `pick_1`, … of an answer stand for, in their order. */
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
