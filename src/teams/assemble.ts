import { VOICE } from "../answering/voice.ts";
import { type Activity, type Claim, type MessageEntity, textActivity } from "./activity.ts";
import { type Piece, readOn } from "./excerpts.ts";
import { ACTIVITY, bytesOf, CITATION, sizeOf } from "./limits.ts";
import { type Escaped, escapeText, paragraphs } from "./markdown.ts";

export interface Parts {
  readonly head: readonly Escaped[];
  readonly body: readonly Piece[];
  readonly tail: readonly Escaped[];
  readonly aiLabel: boolean;
  readonly feedback?: boolean;
}

/** Head and tail are always there; of the body as many pieces as fit, and a line that says so where there are more. */
export function assemble(parts: Parts): Activity {
  const { body } = parts;
  const whole = withPieces(parts, body.length);
  if (fits(whole)) return whole;
  let count = body.length - 1;
  while (count > 0 && !fits(withPieces(parts, count))) count--;
  return withPieces(parts, count);
}

const fits = (activity: Activity): boolean =>
  bytesOf(activity.text ?? "") <= ACTIVITY.text &&
  sizeOf(activity) <= ACTIVITY.whole &&
  (activity.entities?.[0]?.citation?.length ?? 0) <= CITATION.most;

function withPieces({ head, body, tail, aiLabel, feedback }: Parts, count: number): Activity {
  const shown = body.slice(0, count);
  const next = body[count];
  const text = paragraphs([
    ...head,
    ...shown.map((piece) => piece.text),
    ...(next ? [readOn(next.citation)] : []),
    ...tail,
  ]);
  const claims = uniqueClaims(shown);
  const entities = claims.length > 0 || aiLabel ? [entityOf(claims, aiLabel)] : [];
  return textActivity(text || escapeText(VOICE.unknown), {
    ...(entities.length > 0 ? { entities } : {}),
    ...(feedback ? { channelData: { feedbackLoop: { type: "default" } } } : {}),
  });
}

/** A section may be cited twice: its number stands for one claim. */
function uniqueClaims(pieces: readonly Piece[]): Claim[] {
  const byPosition = new Map<number, Claim>();
  for (const { claim } of pieces) if (claim && !byPosition.has(claim.position)) byPosition.set(claim.position, claim);
  return [...byPosition.values()];
}

export const entityOf = (citation: readonly Claim[], aiLabel: boolean): MessageEntity => ({
  type: "https://schema.org/Message",
  "@type": "Message",
  "@context": "https://schema.org",
  "@id": "",
  ...(aiLabel ? { additionalType: ["AIGeneratedContent"] } : {}),
  ...(citation.length > 0 ? { citation } : {}),
});
