import type { Span } from "../language/automaton.ts";
import type { CompiledRules, Owner } from "./compile.ts";
import type { Format, Intent, Slot, SupportRow } from "./definition.ts";
import type { Signal } from "./signals.ts";

/** Longer spans first, then earlier ones. */
export const longer = (a: Span, b: Span): number => b.to - b.from - (a.to - a.from) || a.from - b.from;

/** Where a phrase of a slot was found. `choice`: the value that it stands for, in a choice. */
export interface SlotSpans {
  readonly spans: readonly Span[];
  readonly slot: Slot;
  readonly choice: string | undefined;
}

/** Where each part of each phrasing was found. */
export type PartSpans = Map<number, Map<number, readonly Span[]>>;

/** Groups what was found by its owner. */
export function groupSpans({ owners }: CompiledRules, found: readonly (readonly Span[])[]) {
  const phrasings = new Map<Intent, PartSpans>();
  const slots = new Map<Intent, SlotSpans[]>();
  const formats: { format: Format; span: Span; isWeak: boolean }[] = [];
  const signals: Record<Signal, Span[]> = { form: [], config: [], want: [] };
  const subjects: { row: SupportRow; span: Span }[] = [];
  const also: { row: SupportRow; span: Span }[] = [];
  const product: Span[] = [];
  found.forEach((spans, template) => {
    if (spans.length === 0) return;
    const sorted = spans.length > 1 ? [...spans].sort(longer) : spans;
    for (const owner of owners[template] ?? []) addSpans(owner, sorted);
  });
  function addSpans(owner: Owner, spans: readonly Span[]): void {
    switch (owner.kind) {
      case "phrasing": {
        const parts: PartSpans = phrasings.get(owner.intent) ?? new Map();
        const own = parts.get(owner.phrasing) ?? new Map<number, readonly Span[]>();
        phrasings.set(owner.intent, parts.set(owner.phrasing, own.set(owner.part, spans)));
        break;
      }
      case "slot": {
        const own = slots.get(owner.intent) ?? [];
        own.push({ spans, slot: owner.slot, choice: owner.value });
        slots.set(owner.intent, own);
        break;
      }
      case "format":
        formats.push(...spans.map((span) => ({ format: owner.format, span, isWeak: owner.isWeak })));
        break;
      case "signal":
        signals[owner.signal].push(...spans);
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
  }
  formats.sort((a, b) => Number(a.isWeak) - Number(b.isWeak) || longer(a.span, b.span));
  signals.form.push(...formats.map(({ span }) => span));
  signals.config.push(...signals.form);
  signals.want.push(...signals.config);
  for (const spans of Object.values(signals)) spans.sort(longer);
  return { phrasings, slots, formats, subjects, also, product, signals };
}
