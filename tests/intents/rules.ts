import { type CompiledRules, compileRules } from "../../src/intents/compile.ts";
import { type RuleFile, readRules } from "../../src/intents/load.ts";
import { type Matching, matchRules } from "../../src/intents/match.ts";

/** Compiles rules from files, which must be free of faults. */
export function rulesOf(files: Readonly<Record<string, string>>): CompiledRules {
  const { set, faults } = readRules(Object.entries(files).map(([name, text]): RuleFile => ({ name, text })));
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return compileRules(set);
}

/** An intent file with these slots, phrasings and snippets, in YAML's flow style or indented by two. */
export const intentFile = (parts: {
  readonly id?: string;
  readonly phrasings?: string;
  readonly rules?: string;
  readonly slots?: string;
  readonly snippets?: string;
  readonly doc?: string;
}): string => `intent: ${parts.id ?? "tea"}
title: Tea
doc: ${parts.doc ?? "tea.md#tea"}
phrasings: ${parts.phrasings ?? "[make tea]"}
rules: ${parts.rules ?? "{}"}
slots: ${parts.slots ?? "{}"}
snippets: ${parts.snippets ?? "[{lang: ini, text: tea}]"}
examples: [{say: make tea}]
`;

/** What each slot of each intent that matched is read as: a value, `?` and the words of a wrong one. */
const slotsOf = ({ intents }: Matching): Record<string, Record<string, string>> =>
  Object.fromEntries(
    intents.map(({ intent, slots }) => [
      intent.id,
      Object.fromEntries(
        [...slots.values].map(([name, read]) => [name, read.kind === "value" ? read.value : `? ${read.text}`]),
      ),
    ]),
  );

export const matched = (message: string, rules: CompiledRules): Record<string, Record<string, string>> =>
  slotsOf(matchRules(message, rules));
