import type { Cues } from "../language/cues.ts";
import type { ReplyName } from "./answer.ts";

/** Messages that are no question to the documentation, recognised whole: a longer message is always searched. */
const SMALL_TALK = ["usage", "greeting", "thanks", "identity"] as const satisfies readonly ReplyName[];

export function readSmallTalk(text: string, cues: Cues): ReplyName | undefined {
  if (!/[\p{L}\p{N}]/u.test(text)) return "usage";
  return SMALL_TALK.find((name) => cues.has(name));
}
