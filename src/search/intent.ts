import type { Cues } from "../language/cues.ts";

/** What kind of answer a question wants, read off its form. Several may hold at once. */
export interface Wants {
  readonly howto: boolean;
  readonly definition: boolean;
  readonly verdict: boolean;
  readonly config: boolean;
  readonly reason: boolean;
  /** A number. */
  readonly figure: boolean;
}

export const readWants = (cues: Cues): Wants => ({
  howto: cues.has("howTo"),
  definition: cues.has("definition"),
  verdict: cues.has("possible"),
  config: cues.has("setting"),
  reason: cues.has("reason"),
  figure: cues.has("figure"),
});
