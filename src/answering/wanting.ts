import type { Cues } from "../language/cues.ts";

/**
 * Whether a message can want a configuration to be written, by its form. Questions about where, who, when and why, yes-or-no
 * questions and error messages want the documentation, whatever configuration they speak of.
 */
export function canWantConfiguration(cues: Cues): boolean {
  if (reportsError(cues) || cues.has("wentWell")) return false;
  if (cues.has("comparison") || cues.has("toExplain")) return false;
  if (cues.has("asksWhat")) return cues.has("whatToWrite") || (cues.has("whatSetting") && !cues.has("asksPurpose"));
  if (cues.has("whether")) return cues.has("asksForIt");
  return !cues.has("asksAround") || cues.has("asksLook");
}

/** A status code alone may be a number of something else; a question about one is about an error. */
const reportsError = (cues: Cues): boolean =>
  cues.has("namesError") || cues.has("trouble") || (cues.has("statusCode") && cues.has("asked"));

/** Who looks for the reason of an error is not helped by the offer of a configuration. */
export const looksForReason = (cues: Cues): boolean => cues.has("namesError") || cues.has("why");
