import { type Node, partsOf, type Rules, readParts, TemplateError } from "../language/template.ts";
import { SIGNALS, type Signal } from "./signals.ts";

/*
 * A phrasing is a template whose parts may stand apart, in any order: `a … b`. A part may be a signal alone: `{form}`,
 * `{config}`, `{want}`; see signals.ts.
 */

const signalOf = (part: string): Signal | undefined => SIGNALS.find((signal) => part.trim() === `{${signal}}`);

/** The parts that are signals. */
export const signalsIn = (text: string): Signal[] => partsOf(text).flatMap((part) => signalOf(part) ?? []);

/** The parts that are not signals; each must be found. @throws TemplateError */
export function readPhrasing(text: string, rules: Rules): Node[] {
  const written = partsOf(text).filter((part) => signalOf(part) === undefined);
  if (written.length === 0) throw new TemplateError("a signal alone says nothing of what is wanted");
  return readParts(written, rules);
}
