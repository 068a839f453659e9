import { runAutomaton, type Span } from "../language/automaton.ts";
import type { CompiledRules, Owner } from "./compile.ts";
import type { Format, Intent, Slot, SupportRow } from "./definition.ts";
import { signalsIn } from "./phrasing.ts";
import type { Signal } from "./signals.ts";
import { groupSpans, longer, type PartSpans, type SlotSpans } from "./spans.ts";
import { normWord, readWords, type Word } from "./tokens.ts";
import { isAddress, type Read, readValue } from "./values.ts";

/** A message matched against all rules. */
export interface Matching {
  readonly words: readonly Word[];
  readonly intents: readonly IntentMatch[];
  /** Formats named in the message, longest phrase first. */
  readonly formats: readonly { readonly format: Format; readonly span: Span }[];
  readonly subjects: readonly { readonly row: SupportRow; readonly span: Span }[];
  readonly also: readonly { readonly row: SupportRow; readonly span: Span }[];
  readonly product: readonly Span[];
  readonly steps: number;
  /** Slot values for an intent that the conversation is already about. */
  readonly slotsOf: (intent: Intent) => SlotReading;
}

export interface IntentMatch {
  readonly intent: Intent;
  readonly phrasing: string;
  /** Positions of the words that the phrasing matched. */
  readonly literals: readonly number[];
  readonly slots: SlotReading;
}

/** Values by slot name, and the positions of their words. */
export interface SlotReading {
  readonly values: ReadonlyMap<string, Read>;
  readonly taken: ReadonlySet<number>;
  /** Where the phrases of each slot matched, for `--why`. */
  readonly spans: readonly { readonly slot: string; readonly from: number; readonly to: number }[];
}

/** A phrasing must match at least this many words. */
const LEAST_LITERALS = 2;

/** @param corrected the search's spelling corrections, by misspelt word in lower case */
export function matchRules(
  text: string,
  rules: CompiledRules,
  corrected: ReadonlyMap<string, string> = new Map(),
): Matching {
  const words = readWords(text).map((word) => {
    const right = corrected.get(word.text.toLowerCase());
    return right === undefined ? word : { ...word, norm: normWord(right) };
  });
  const areAddresses = words.map(({ text: word }) => isAddress(word));
  const { found, steps } = runAutomaton(rules.automaton, words, (at, template) =>
    mayBeValue(words[at] as Word, areAddresses[at] === true, rules.owners[template]?.[0]),
  );
  const spansBy = groupSpans(rules, found);
  const slotsOf = (intent: Intent): SlotReading => readSlots(intent, words, spansBy.slots.get(intent) ?? [], rules);
  return {
    words,
    intents: rules.set.intents.flatMap((intent) => {
      const parts = spansBy.phrasings.get(intent) ?? new Map();
      const best = bestPhrasing(intent, rules.parts.get(intent) ?? [], parts, spansBy.signals);
      return best ? [{ intent, ...best, slots: slotsOf(intent) }] : [];
    }),
    ...spansBy,
    steps,
    slotsOf,
  };
}

const mayBeValue = ({ text }: Word, isAddress: boolean, owner: Owner | undefined): boolean => {
  if (owner?.kind !== "slot") return false;
  switch (owner.slot.kind) {
    case "url":
      return isAddress;
    case "number":
    case "version":
      return readValue(owner.slot, { text, norm: "" }) !== undefined;
    case "name":
    case "choice":
      return !isAddress;
    default:
      return owner.slot satisfies never;
  }
};

/** The phrasing that matches the most words. All its parts must be found, and no two may share a word. */
function bestPhrasing(
  { phrasings }: Intent,
  counts: readonly number[],
  found: PartSpans,
  signals: Readonly<Record<Signal, readonly Span[]>>,
): { phrasing: string; literals: readonly number[] } | undefined {
  let best: { phrasing: string; literals: readonly number[] } | undefined;
  for (const [phrasing, parts] of found) {
    if (parts.size < (counts[phrasing] ?? 1)) continue;
    const text = phrasings[phrasing] as string;
    const wanted = [...parts.values(), ...signalsIn(text).map((signal) => signals[signal])];
    const taken = takeApart(wanted);
    if (taken && taken.size >= LEAST_LITERALS && taken.size > (best?.literals.length ?? 0))
      best = { phrasing: text, literals: [...taken] };
  }
  return best;
}

/** Gives each part its longest span of free words; parts with few spans choose first. `undefined` if a part gets none. */
function takeApart(wanted: readonly (readonly Span[])[]): Set<number> | undefined {
  const taken = new Set<number>();
  for (const spans of [...wanted].sort((a, b) => a.length - b.length)) {
    const span = spans.find((one) => isFree(one, taken));
    if (!span) return undefined;
    for (let at = span.from; at < span.to; at++) taken.add(at);
  }
  return taken;
}

function isFree({ from, to }: Span, taken: ReadonlySet<number>): boolean {
  for (let at = from; at < to; at++) if (taken.has(at)) return false;
  return true;
}

const STRICTNESS = ["url", "choice", "version", "number", "name"] as const;

interface SlotSpan extends Span {
  readonly slot: Slot;
  readonly choice: string | undefined;
}

/** Strict kinds choose their words first, and a word fills one slot only. Of a slot's phrases the longest wins. */
function readSlots(
  intent: Intent,
  words: readonly Word[],
  found: readonly SlotSpans[],
  rules: CompiledRules,
): SlotReading {
  const spans = found.flatMap(({ spans: all, slot, choice }) =>
    all.map((span): SlotSpan => ({ ...span, slot, choice })),
  );
  const vocabulary = rules.vocabulary.get(intent) ?? new Set();
  const values = new Map<string, Read>();
  const taken = new Set<number>();
  const used: { slot: string; from: number; to: number }[] = [];
  for (const kind of STRICTNESS)
    for (const span of spans.filter(({ slot }) => slot.kind === kind).sort(longer)) {
      const found = readSpan(span, words, vocabulary);
      if (!found || found.own.some((at) => taken.has(at))) continue;
      const { read, own } = found;
      if (values.get(span.slot.name)?.kind === "value") continue;
      if (read.kind === "invalid" && values.has(span.slot.name)) continue;
      values.set(span.slot.name, read);
      for (const at of own) taken.add(at);
      used.push({ slot: span.slot.name, from: span.from, to: span.to });
    }
  return { values, taken, spans: used };
}

const range = ({ from, to }: Pick<Span, "from" | "to">): number[] =>
  Array.from({ length: to - from }, (_, at) => from + at);

/** The value of a phrase, and the positions of its words. */
function readSpan(
  span: SlotSpan,
  words: readonly Word[],
  vocabulary: ReadonlySet<string>,
): { read: Read; own: readonly number[] } | undefined {
  const { slot, choice, value } = span;
  if (slot.kind === "choice")
    return choice === undefined ? undefined : { read: { kind: "value", value: choice }, own: range(span) };
  const word = words[value];
  if (word === undefined) return undefined;
  if (slot.kind !== "name") return take(readValue(slot, word), value, 1);
  // `tables/events` may be one name, or two words written together.
  const whole = word.whole && readValue(slot, { text: word.whole.text, norm: "" });
  if (word.whole && whole?.kind === "value") return take(whole, value, word.whole.words);
  if (vocabulary.has(normWord(word.text)) || slot.stop.includes(word.text.toLowerCase())) return undefined;
  return take(readValue(slot, word), value, 1);
}

const take = (read: Read | undefined, from: number, words: number) =>
  read && { read, own: range({ from, to: from + words }) };
