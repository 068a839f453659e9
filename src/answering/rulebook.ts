import type { Rules } from "../intents/compile.ts";
import { compileRules } from "../intents/compile.ts";
import { type Cite, NO_RULES } from "../intents/definition.ts";

/** The rules that are switched on, and the sections that they cite, by their numbers in the index. */
export interface Rulebook {
  readonly rules: Rules;
  readonly sections: Readonly<Record<Cite, number>>;
}

export const NO_RULEBOOK: Rulebook = { rules: compileRules(NO_RULES), sections: {} };

/** The first of the alternatives that is indexed. */
export const sectionOf = (cites: readonly Cite[], { sections }: Rulebook): number | undefined =>
  cites.map((cite) => (Object.hasOwn(sections, cite) ? sections[cite] : undefined)).find((one) => one !== undefined);
