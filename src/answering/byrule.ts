import type { Intent } from "../intents/definition.ts";
import type { IntentMatch, Matching, SlotReading } from "../intents/match.ts";
import { findVerdict, type SupportRow, subjectOf } from "../intents/verdict.ts";
import type { Cues } from "../language/cues.ts";
import type { Knowledge } from "../search/search.ts";
import type { Conversation, Offer, ReplyName, Verdict } from "./answer.ts";
import { type Configured, configure, explainedShare } from "./configure.ts";
import { asksAnew, isFollowUp, MOST_AGAIN, readReply } from "./dialogue.ts";
import { type Rulebook, sectionOf } from "./rulebook.ts";
import { canWantConfiguration, looksForReason } from "./wanting.ts";

/** What the rules make of a message, before it becomes an answer. */
export type Ruling =
  | { readonly kind: "configured"; readonly configured: Configured; readonly again: number }
  | { readonly kind: "offers"; readonly offers: readonly Offer[]; readonly values: Conversation["values"] }
  | { readonly kind: "verdict"; readonly verdict: Verdict; readonly section: number }
  | { readonly kind: "reply"; readonly reply: ReplyName }
  /** The documentation answers, and this could be meant, too. */
  | { readonly kind: "offer"; readonly offer: Offer; readonly values: Conversation["values"] };

interface PickedIntent {
  readonly intent: string;
  readonly format?: string | undefined;
  readonly values?: Conversation["values"] | undefined;
}

export interface Scene {
  readonly text: string;
  readonly cues: Cues;
  readonly matching: Matching;
  readonly conversation: Conversation | undefined;
  /** The intent that the asker chose among those offered, with what was chosen of it. */
  readonly picked: PickedIntent | undefined;
  readonly knowledge: Pick<Knowledge, "sectionAt">;
  readonly rulebook: Rulebook;
}

/** From this share of explained words on a configuration is what was asked for; below, the documentation answers. */
const SPECIFIC = 0.6;
/** The same where it is asked for outright, whatever is told around it. */
const SPECIFIC_ENOUGH = 0.4;

export function ruleOn(scene: Scene): Ruling | undefined {
  return ruleOnConversation(scene) ?? ruleOnMessage(scene);
}

const intentOf = (id: string | undefined, { rulebook }: Scene): Intent | undefined =>
  rulebook.rules.set.intents.find((intent) => intent.id === id);

const formatsOf = ({ matching }: Scene): string[] => matching.formats.map(({ format }) => format.id);

function settle(
  scene: Scene,
  intent: Intent,
  reading: Pick<SlotReading, "values">,
  known: Conversation["values"] = {},
  format: string | undefined = undefined,
  again = 0,
  isChosen = false,
): Ruling | undefined {
  const said = formatsOf(scene);
  const before = format === undefined ? [] : [format];
  const formats = isChosen ? [...before, ...said] : [...said, ...before];
  const configured = configure(intent, reading, known, formats, scene.knowledge, scene.rulebook);
  return configured && { kind: "configured", configured, again };
}

/** A message that goes on with what was said before: a choice, a value, a correction. */
function ruleOnConversation(scene: Scene): Ruling | undefined {
  const { cues, matching, conversation, picked } = scene;
  const chosen = intentOf(picked?.intent, scene);
  if (chosen) {
    const known = { ...conversation?.values, ...picked?.values };
    return settle(scene, chosen, matching.slotsOf(chosen), known, picked?.format, 0, picked?.format !== undefined);
  }
  if (!conversation) return undefined;
  const intent = intentOf(conversation.intent, scene);
  if (intent && conversation.asked !== undefined) return ruleOnReply(scene, conversation, intent);
  const [offered] = conversation.offered;
  if (offered !== undefined && conversation.offered.length === 1 && cues.has("accept")) {
    const accepted = intentOf(offered, scene);
    if (accepted) return settle(scene, accepted, { values: new Map() }, conversation.values);
  }
  if (intent && matching.intents.length === 0) {
    const reading = matching.slotsOf(intent);
    const says = reading.values.size > 0 || matching.formats.length > 0;
    if (says && isFollowUp(cues, matching))
      return settle(scene, intent, reading, conversation.values, conversation.format);
  }
  const row = conversation.verdict && cues.has("whatAbout") ? subjectOf(matching, true) : undefined;
  return row && toVerdict(row, scene);
}

function ruleOnReply(scene: Scene, conversation: Conversation, intent: Intent): Ruling | undefined {
  const { text, cues, matching } = scene;
  if (cues.has("cancel")) return { kind: "reply", reply: "cancelled" };
  const slot = intent.slots.find(({ name }) => name === conversation.asked);
  if (!slot || matching.intents.some((match) => match.intent !== intent)) return undefined;
  const reading = matching.slotsOf(intent);
  const read = readReply(text, cues, slot, intent, matching);
  if (!read) {
    const says = reading.values.size > 0 || matching.formats.length > 0;
    return says && isFollowUp(cues, matching)
      ? settle(scene, intent, reading, conversation.values, conversation.format, conversation.again)
      : undefined;
  }
  if (read.kind === "invalid" && asksAnew(cues, matching)) return undefined;
  if (read.kind === "invalid" && conversation.again >= MOST_AGAIN) return { kind: "reply", reply: "leftOpen" };
  const values = new Map([...reading.values, [slot.name, read] as const]);
  const again = read.kind === "invalid" ? conversation.again + 1 : 0;
  return settle(scene, intent, { values }, conversation.values, conversation.format, again);
}

/** A message on its own. */
function ruleOnMessage(scene: Scene): Ruling | undefined {
  const { cues, matching, rulebook } = scene;
  const ranked = [...matching.intents].sort(bySpecificity);
  const [best] = ranked;
  if (best) {
    const enough = cues.has("asksOutright") ? SPECIFIC_ENOUGH : SPECIFIC;
    const isSpecific = canWantConfiguration(cues) && explainedShare(best, matching, rulebook) >= enough;
    const equals = ranked.filter((other) => bySpecificity(best, other) === 0);
    if (isSpecific && equals.length > 1)
      return { kind: "offers", offers: equals.map(offerOf), values: valuesOf(best.slots) };
    const ruling = isSpecific ? settle(scene, best.intent, best.slots) : undefined;
    if (ruling) return ruling;
  }
  const row = findVerdict(cues, matching);
  const verdict = row && toVerdict(row, scene);
  if (verdict) return verdict;
  return best && !looksForReason(cues)
    ? { kind: "offer", offer: offerOf(best), values: valuesOf(best.slots) }
    : undefined;
}

/** More words of the phrasing first, then more values. */
const bySpecificity = (a: IntentMatch, b: IntentMatch): number =>
  b.literals.length - a.literals.length || b.slots.values.size - a.slots.values.size;

const offerOf = ({ intent }: IntentMatch): Offer => ({ intent: intent.id, title: intent.title });

const valuesOf = ({ values }: SlotReading): Record<string, string> =>
  Object.fromEntries(
    [...values].flatMap(([slot, read]) => (read.kind === "value" ? [[slot, read.value] as const] : [])),
  );

function toVerdict({ verdict, condition, cites }: SupportRow, { rulebook }: Scene): Ruling | undefined {
  const section = sectionOf(cites, rulebook);
  return section === undefined ? undefined : { kind: "verdict", verdict: { verdict, condition }, section };
}
