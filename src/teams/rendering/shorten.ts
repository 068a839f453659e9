import { VOICE } from "../../answering/voice.ts";
import type { Activity, Claim } from "./activity.ts";
import { cardActivity } from "./activity.ts";
import { createCard } from "./adaptivecard.ts";
import { says } from "./elements.ts";
import { blocksOf, type Escaped, escapeText, italic, join, link, marker, paragraphs } from "./markdown.ts";
import { entityOf } from "./message.ts";

/**
 * For the case that Teams answers 413 all the same: half of the message, cut between paragraphs, with a link to what is left
 * out. To be called until it is taken, or there is nothing left.
 */
export function shorten(activity: Activity): Activity | undefined {
  return activity.text === undefined ? shortenCard(activity) : shortenText(activity, activity.text);
}

function shortenText(activity: Activity, text: string): Activity | undefined {
  const blocks = blocksOf(text);
  const claims = activity.entities?.[0]?.citation ?? [];
  const most = text.length / 2;
  const kept: Escaped[] = [];
  for (const block of blocks) {
    if (paragraphs([...kept, block]).length > most) break;
    kept.push(block);
  }
  if (kept.length === blocks.length) return undefined;
  const shown = paragraphs([...kept, ...more(claims, kept)]);
  if (shown.length >= text.length) return undefined;
  const left = claims.filter(({ position }) => shown.includes(marker(position)));
  const { entities: before, ...rest } = activity;
  const hasLabel = before?.[0]?.additionalType !== undefined;
  const entities = left.length > 0 || hasLabel ? { entities: [entityOf(left, hasLabel)] } : {};
  return { ...rest, text: shown, ...entities };
}

/** The first section that is not shown any more; where all are, the last. */
function more(claims: readonly Claim[], kept: readonly Escaped[]): Escaped[] {
  const text = paragraphs(kept);
  if (text.endsWith(MORE)) return [];
  const next = claims.find(({ position }) => !text.includes(marker(position))) ?? claims.at(-1);
  return [next ? join([MORE, link(next.appearance.url, next.appearance.name)], " ") : MORE];
}
const MORE = italic(escapeText(VOICE.more));

/** The buttons stay; the code stands in the message before. */
function shortenCard({ attachments = [] }: Activity): Activity | undefined {
  const card = attachments[0]?.content;
  if (!card?.body.some(({ type }) => type === "CodeBlock") || !card.actions) return undefined;
  return cardActivity(createCard([says(VOICE.codeAbove)], card.actions));
}
