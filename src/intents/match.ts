import { runAutomaton, type Span } from "./automaton.ts";
import type { Owner, Rules } from "./compile.ts";
import type { Format, Intent, Slot, SupportRow } from "./definition.ts";
import { wantsForm } from "./template.ts";
import { normWord, readWords, type Word } from "./tokens.ts";
import { isAddress, type Read, readValue } from "./values.ts";

/** A message read once against all rules. */
export interface Matching {
  readonly words: readonly Word[];
  readonly intents: readonly IntentMatch[];
  /** Formats that the message names, the longest phrase first. */
  readonly formats: readonly { readonly format: Format; readonly span: Span }[];
  readonly subjects: readonly { readonly row: SupportRow; readonly span: Span }[];
  readonly also: readonly { readonly row: SupportRow; readonly span: Span }[];
  readonly product: readonly Span[];
  readonly steps: number;
  /** Spans by intent, for messages that continue a conversation about it. */
  readonly slotsOf: (intent: Intent) => SlotReading;
}

export interface IntentMatch {
  readonly intent: Intent;
  readonly phrasing: string;
  /** Words of the message that the phrasing takes. */
  readonly literals: readonly number[];
  readonly slots: SlotReading;
}

/** Values by slot name, and the words that they took. */
export interface SlotReading {
  readonly values: ReadonlyMap<string, Read>;
  readonly taken: ReadonlySet<number>;
  /** Which phrase of which slot matched where, for `--why`. */
  readonly spans: readonly { readonly slot: string; readonly from: number; readonly to: number }[];
}

/** A phrasing counts from this many of its words on. */
const LEAST_LITERALS = 2;

/** @param corrected what the search read a misspelt word as, by the word in lower case */
export function matchRules(text: string, rules: Rules, corrected: ReadonlyMap<string, string> = new Map()): Matching {
  const words = readWords(text).map((word) => {
    const right = corrected.get(word.text.toLowerCase());
    return right === undefined ? word : { ...word, norm: normWord(right) };
  });
  const { found, steps } = runAutomaton(rules.automaton, words, (at, template) =>
    mayBeValue(words[at] as Word, rules.owners[template] as Owner),
  );
  const spansBy = groupSpans(rules, found);
  const slotsOf = (intent: Intent): SlotReading => readSlots(intent, words, spansBy.slots.get(intent) ?? [], rules);
  return {
    words,
    intents: rules.set.intents.flatMap((intent) => {
      const parts = spansBy.phrasings.get(intent) ?? new Map();
      const best = bestPhrasing(intent, rules.parts.get(intent) ?? [], parts, spansBy.formats[0]?.span);
      return best ? [{ intent, ...best, slots: slotsOf(intent) }] : [];
    }),
    ...spansBy,
    steps,
    slotsOf,
  };
}

const mayBeValue = ({ text }: Word, owner: Owner): boolean => {
  if (owner.kind !== "slot") return false;
  switch (owner.slot.kind) {
    case "url":
      return isAddress(text);
    case "number":
    case "version":
      return readValue(owner.slot, { text, norm: "" }) !== undefined;
    case "name":
    case "choice":
      return !isAddress(text);
    default:
      return owner.slot satisfies never;
  }
};

interface SlotSpan extends Span {
  readonly slot: Slot;
  readonly choice: string | undefined;
}

type Parts = Map<number, Map<number, readonly Span[]>>;

function groupSpans({ owners }: Rules, found: readonly (readonly Span[])[]) {
  const phrasings = new Map<Intent, Parts>();
  const slots = new Map<Intent, SlotSpan[]>();
  const formats: { format: Format; span: Span }[] = [];
  const subjects: { row: SupportRow; span: Span }[] = [];
  const also: { row: SupportRow; span: Span }[] = [];
  const product: Span[] = [];
  found.forEach((spans, template) => {
    if (spans.length === 0) return;
    const owner = owners[template] as Owner;
    switch (owner.kind) {
      case "phrasing": {
        const parts: Parts = phrasings.get(owner.intent) ?? new Map();
        const own = parts.get(owner.phrasing) ?? new Map<number, readonly Span[]>();
        phrasings.set(owner.intent, parts.set(owner.phrasing, own.set(owner.part, spans)));
        break;
      }
      case "slot": {
        const own = slots.get(owner.intent) ?? [];
        own.push(...spans.map((span) => ({ ...span, slot: owner.slot, choice: owner.value })));
        slots.set(owner.intent, own);
        break;
      }
      case "format":
        formats.push(...spans.map((span) => ({ format: owner.format, span })));
        break;
      case "subject":
        subjects.push(...spans.map((span) => ({ row: owner.row, span })));
        break;
      case "also":
        also.push(...spans.map((span) => ({ row: owner.row, span })));
        break;
      case "product":
        product.push(...spans);
        break;
      default:
        owner satisfies never;
    }
  });
  return { phrasings, slots, formats: formats.sort((a, b) => longer(a.span, b.span)), subjects, also, product };
}

export const longer = (a: Span, b: Span): number => b.to - b.from - (a.to - a.from) || a.from - b.from;

/** The phrasing all of whose parts were found that takes the most words; `form`: where the message names a form. */
function bestPhrasing(
  { phrasings }: Intent,
  counts: readonly number[],
  found: Parts,
  form: Span | undefined,
): { phrasing: string; literals: readonly number[] } | undefined {
  let best: { phrasing: string; literals: readonly number[] } | undefined;
  for (const [phrasing, parts] of found) {
    if (parts.size < (counts[phrasing] ?? 1)) continue;
    const text = phrasings[phrasing] as string;
    if (wantsForm(text) && !form) continue;
    const taken = new Set<number>();
    const parted = [...parts.values()].map((spans) => [...spans].sort(longer)[0]);
    for (const span of wantsForm(text) ? [...parted, form] : parted) {
      for (let at = span?.from ?? 0; at < (span?.to ?? 0); at++) taken.add(at);
    }
    if (taken.size >= LEAST_LITERALS && taken.size > (best?.literals.length ?? 0))
      best = { phrasing: text, literals: [...taken] };
  }
  return best;
}

const STRICTNESS = ["url", "choice", "version", "number", "name"] as const;

/** Strict kinds take their words first, and a word that is taken fills no other slot; of one slot's phrases the longest counts. */
function readSlots(intent: Intent, words: readonly Word[], spans: readonly SlotSpan[], rules: Rules): SlotReading {
  const vocabulary = rules.vocabulary.get(intent) ?? new Set();
  const values = new Map<string, Read>();
  const taken = new Set<number>();
  const used: { slot: string; from: number; to: number }[] = [];
  for (const kind of STRICTNESS)
    for (const span of spans.filter(({ slot }) => slot.kind === kind).sort(longer)) {
      const read = readSpan(span, words, vocabulary);
      const own = span.choice === undefined ? [span.value] : range(span);
      if (read === undefined || own.some((at) => taken.has(at))) continue;
      if (values.get(span.slot.name)?.kind === "value") continue;
      if (read.kind === "invalid" && values.has(span.slot.name)) continue;
      values.set(span.slot.name, read);
      for (const at of own) taken.add(at);
      used.push({ slot: span.slot.name, from: span.from, to: span.to });
    }
  return { values, taken, spans: used };
}

const range = ({ from, to }: Span): number[] => Array.from({ length: to - from }, (_, at) => from + at);

function readSpan(
  { slot, choice, value }: SlotSpan,
  words: readonly Word[],
  vocabulary: ReadonlySet<string>,
): Read | undefined {
  if (slot.kind === "choice") return choice === undefined ? undefined : { kind: "value", value: choice };
  const word = words[value];
  if (word === undefined) return undefined;
  if (slot.kind === "name" && (vocabulary.has(word.norm) || slot.stop.includes(word.text.toLowerCase())))
    return undefined;
  return readValue(slot, word);
}
