import type { CompiledRules } from "../intents/compile.ts";
import { compileRules } from "../intents/compile.ts";
import { type Cite, NO_RULES } from "../intents/definition.ts";
import { normWord } from "../intents/tokens.ts";
import { createSpeller } from "../search/fuzzy.ts";

/** The rules that are switched on, and the sections that they cite, by their numbers in the index. */
export interface Rulebook {
  readonly rules: CompiledRules;
  readonly sections: Readonly<Record<Cite, number>>;
}

/** Shorter words are too much like others: `bath` is a name, not `bash` misspelt. */
const SHORTEST = 5;

/** Words of the rules that a word of the message may stand for, where neither the documentation nor the rules know it. */
export function createRuleSpeller({ rules }: Rulebook): (word: string) => string | undefined {
  const words = [...rules.automaton.byWord.keys()].filter((word) => /^\p{L}+$/u.test(word));
  const speller = createSpeller(
    words,
    words.map(() => 1),
  );
  return (word) =>
    word.length < SHORTEST || rules.automaton.byWord.has(normWord(word)) ? undefined : speller.correct(word)[0]?.word;
}

export const NO_RULEBOOK: Rulebook = { rules: compileRules(NO_RULES), sections: {} };

/** The first of the alternatives that is indexed. */
export const sectionOf = (cites: readonly Cite[], { sections }: Rulebook): number | undefined =>
  cites.map((cite) => (Object.hasOwn(sections, cite) ? sections[cite] : undefined)).find((one) => one !== undefined);
