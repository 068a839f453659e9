import { type Automaton, buildAutomaton } from "../language/automaton.ts";
import { type Node, readPhrase, wordsIn } from "../language/template.ts";
import type { Format, Intent, RuleSet, Slot, SupportRow } from "./definition.ts";
import { readPhrasing } from "./phrasing.ts";
import { SIGNAL_TEMPLATES, type Signal } from "./signals.ts";
import { normWord } from "./tokens.ts";

/** What a template of the automaton belongs to. */
export type Owner =
  | { readonly kind: "phrasing"; readonly intent: Intent; readonly phrasing: number; readonly part: number }
  | { readonly kind: "slot"; readonly intent: Intent; readonly slot: Slot; readonly value: string | undefined }
  | { readonly kind: "format"; readonly format: Format; readonly isWeak: boolean }
  | { readonly kind: "signal"; readonly signal: Signal }
  | { readonly kind: "subject"; readonly row: SupportRow }
  | { readonly kind: "also"; readonly row: SupportRow }
  | { readonly kind: "product" };

/** Rules ready for matching: the templates of all files in one automaton. */
export interface CompiledRules {
  readonly set: RuleSet;
  readonly automaton: Automaton;
  /** By template. Equal templates are stored once, with several owners. */
  readonly owners: readonly (readonly Owner[])[];
  /** By intent: the number of parts of each phrasing. */
  readonly parts: ReadonlyMap<Intent, readonly number[]>;
  /** By intent: the words of its templates, which are never read as a name. */
  readonly vocabulary: ReadonlyMap<Intent, ReadonlySet<string>>;
}

/** @throws TemplateError for an invalid template; `readRules` has left those out */
export function compileRules(set: RuleSet): CompiledRules {
  const nodes: Node[] = [];
  const owners: Owner[][] = [];
  const places = new Map<string, number>();
  const parts = new Map<Intent, number[]>();
  const vocabulary = new Map<Intent, Set<string>>();
  const add = (node: Node, owner: Owner): void => {
    // The kind of slot decides which words `{value}` accepts.
    const key = `${owner.kind === "slot" ? owner.slot.kind : ""} ${JSON.stringify(node)}`;
    const place = places.get(key) ?? nodes.push(node) - 1;
    places.set(key, place);
    owners[place] = [...(owners[place] ?? []), owner];
  };
  for (const intent of set.intents) {
    const words = new Set<string>();
    vocabulary.set(intent, words);
    const learn = (node: Node): void => {
      for (const word of wordsIn(node)) words.add(normWord(word));
    };
    parts.set(
      intent,
      intent.phrasings.map((text, phrasing) => {
        const read = readPhrasing(text, intent.rules);
        read.forEach((node, part) => {
          learn(node);
          add(node, { kind: "phrasing", intent, phrasing, part });
        });
        return read.length;
      }),
    );
    for (const slot of intent.slots)
      for (const { text, value } of slotTemplates(slot)) {
        const node = readPhrase(text, intent.rules);
        learn(node);
        add(node, { kind: "slot", intent, slot, value });
      }
  }
  for (const format of set.formats) {
    for (const text of format.phrases) add(readPhrase(text, {}), { kind: "format", format, isWeak: false });
    for (const text of format.weak) add(readPhrase(text, {}), { kind: "format", format, isWeak: true });
  }
  for (const row of set.support.rows) {
    for (const text of row.aliases) add(readPhrase(text, {}), { kind: "subject", row });
    for (const text of row.also) add(readPhrase(text, {}), { kind: "also", row });
  }
  for (const text of set.support.product) add(readPhrase(text, {}), { kind: "product" });
  for (const signal of ["config", "want"] as const)
    for (const text of SIGNAL_TEMPLATES[signal]) add(readPhrase(text, {}), { kind: "signal", signal });
  return { set, automaton: buildAutomaton(nodes, normWord), owners, parts, vocabulary };
}

/** The phrases of a choice each stand for one of its values; the phrases of other slots contain `{value}`. */
const slotTemplates = (slot: Slot): { text: string; value: string | undefined }[] =>
  slot.kind === "choice"
    ? Object.entries(slot.values).flatMap(([value, phrases]) => phrases.map((text) => ({ text, value })))
    : slot.phrases.map((text) => ({ text, value: undefined }));
