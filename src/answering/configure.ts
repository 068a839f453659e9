import type { Intent, Slot } from "../intents/definition.ts";
import type { IntentMatch, Matching, SlotReading } from "../intents/match.ts";
import { fillIn, fillSnippet, valueIn } from "../intents/snippet.ts";
import { fitsSlot } from "../intents/values.ts";
import type { Knowledge } from "../search/search.ts";
import { STOP_WORDS } from "../search/stopwords.ts";
import { cite, type RuleTrace, type Snippet } from "./answer.ts";
import { type Rulebook, sectionOf } from "./rulebook.ts";

/** A configuration with all that is known of its values: done, or one value short. */
export interface Configured {
  readonly snippet: Snippet;
  /** The slot to ask for, and the question. */
  readonly open: { readonly slot: string; readonly question: string } | undefined;
  /** Number of the cited section. */
  readonly section: number;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Fills in what the message says over what was known before, perhaps of another intent. `undefined` where no snippet of the
 * intent fits the values.
 */
export function configure(
  intent: Intent,
  reading: Pick<SlotReading, "values">,
  known: Readonly<Record<string, string>>,
  formats: readonly string[],
  knowledge: Pick<Knowledge, "sectionAt">,
  rulebook: Rulebook,
): Configured | undefined {
  const values: Record<string, string> = {};
  let open: Configured["open"];
  for (const slot of intent.slots) {
    const before = valueIn(known, slot.name);
    if (before !== undefined && fitsSlot(slot, before)) values[slot.name] = before;
    const read = reading.values.get(slot.name);
    if (read?.kind === "value") values[slot.name] = read.value;
    else if (read?.kind === "invalid") {
      delete values[slot.name];
      open ??= { slot: slot.name, question: invalidText(slot, read.text) };
    }
  }
  const shown = Object.fromEntries(
    intent.slots.flatMap(({ name, default: assumed }) => {
      const value = valueIn(values, name) ?? (open?.slot === name ? undefined : assumed);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  const filled = fillSnippet(intent, shown, formats, rulebook.rules.set);
  const section = filled && (sectionOf(filled.snippet.cites, rulebook) ?? sectionOf(intent.cites, rulebook));
  if (!filled || section === undefined) return undefined;
  const missing = intent.slots.find(
    ({ name, default: assumed }) =>
      assumed === undefined && valueIn(values, name) === undefined && isUsed(name, filled.snippet, intent),
  );
  if (missing) open ??= { slot: missing.name, question: missing.prompt };
  const used = intent.slots.filter(
    ({ name }) => valueIn(shown, name) !== undefined && isUsed(name, filled.snippet, intent),
  );
  return {
    snippet: {
      intent: intent.id,
      title: intent.title,
      code: filled.code,
      language: filled.language,
      format: filled.format?.id,
      formats: filled.formats.map(({ id, title }) => ({ id, title })),
      values: used.map(({ name }) => ({
        slot: name,
        value: shown[name] as string,
        isDefault: !Object.hasOwn(values, name),
      })),
      notes: filled.snippet.notes.map((note) => fillIn(note, intent.slots, shown)),
      citation: cite(knowledge.sectionAt(section)),
    },
    open,
    section,
    values,
  };
}

type FilledSnippet = NonNullable<ReturnType<typeof fillSnippet>>["snippet"];

/** Whether a value changes what is shown: by standing in it, or by choosing it. */
function isUsed(name: string, snippet: FilledSnippet, intent: Intent): boolean {
  const code = snippet.kind === "text" ? [snippet.text] : [...snippet.conf.flat(), ...snippet.packages];
  const written = [...code, ...snippet.notes].join("\n");
  return (
    intent.snippets.some(({ when }) => Object.hasOwn(when, name)) ||
    new RegExp(`\\{\\{\\s?${name}\\s?\\}\\}`).test(written)
  );
}

/** The value is shown shortened, and cannot look like markup of the sentence around it. */
const invalidText = (slot: Slot, text: string): string => slot.invalid.replace("{{value}}", () => excerptOf(text));

/** The beginning of what was written, on one line, cut between characters. */
const excerptOf = (text: string): string =>
  text
    .slice(0, 60)
    .replace(/[\uD800-\uDBFF]$/, "")
    .replace(/[`<>]/g, "")
    .replace(/\s+/g, " ");

/** Share of the message's words, function words apart, that the rule explains: a message full of other things asks for those. */
export function explainedShare(
  { intent, literals, slots }: IntentMatch,
  matching: Matching,
  rulebook: Rulebook,
): number {
  const explained = new Set<number>([...literals, ...slots.taken]);
  for (const { from, to } of [...slots.spans, ...matching.formats.map(({ span }) => span), ...matching.product])
    for (let at = from; at < to; at++) explained.add(at);
  const vocabulary = rulebook.rules.vocabulary.get(intent);
  const content = matching.words.flatMap(({ text, norm }, at) =>
    STOP_WORDS.has(text.toLowerCase()) && !explained.has(at)
      ? []
      : [explained.has(at) || (vocabulary?.has(norm) ?? false)],
  );
  return content.length === 0 ? 0 : content.filter(Boolean).length / content.length;
}

export const traceOf = (match: IntentMatch, matching: Matching, rulebook: Rulebook): RuleTrace => ({
  intent: match.intent.id,
  phrasing: match.phrasing,
  words: match.literals.map((at) => matching.words[at]?.text ?? ""),
  slots: match.slots.spans.map(({ slot, from, to }) => {
    const read = match.slots.values.get(slot);
    return {
      slot,
      words: matching.words
        .slice(from, to)
        .map(({ text }) => text)
        .join(" "),
      value: read?.kind === "value" ? read.value : "?",
    };
  }),
  explained: explainedShare(match, matching, rulebook),
});
