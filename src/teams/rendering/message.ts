import { VOICE } from "../../answering/voice.ts";
import { fitPieces, type Piece } from "../../outline/fit.ts";
import { type Activity, type Claim, type MessageEntity, textActivity } from "./activity.ts";
import { readOn } from "./card.ts";
import { ACTIVITY, bytesOf, CITATION, sizeOf } from "./limits.ts";
import { type Escaped, escapeText, paragraphs } from "./markdown.ts";

/** A paragraph or several; `claim` is what stands behind its number. */
export interface Paragraphs {
  readonly text: Escaped;
  readonly claim?: Claim;
}

export interface MessageLook {
  readonly aiLabel: boolean;
  /** Whether Teams asks if it helped. */
  readonly feedback: boolean;
}

/** As many paragraphs as Teams takes in one message. */
export const message = (pieces: readonly Piece<Paragraphs>[], look: MessageLook): Activity =>
  fitPieces(
    pieces,
    (citation) => ({ text: readOn(citation) }),
    (shown) => toActivity(shown, look),
    isTaken,
  );

const isTaken = (activity: Activity): boolean =>
  bytesOf(activity.text ?? "") <= ACTIVITY.text &&
  sizeOf(activity) <= ACTIVITY.whole &&
  (activity.entities?.[0]?.citation?.length ?? 0) <= CITATION.most;

function toActivity(shown: readonly Paragraphs[], { aiLabel, feedback }: MessageLook): Activity {
  const claims = uniqueClaims(shown);
  const entities = claims.length > 0 || aiLabel ? [entityOf(claims, aiLabel)] : [];
  return textActivity(paragraphs(shown.map(({ text }) => text)) || escapeText(VOICE.unknown), {
    ...(entities.length > 0 ? { entities } : {}),
    ...(feedback ? { channelData: { feedbackLoop: { type: "default" } } } : {}),
  });
}

/** A section may be cited twice: its number stands for one claim. */
function uniqueClaims(shown: readonly Paragraphs[]): Claim[] {
  const byPosition = new Map<number, Claim>();
  for (const { claim } of shown) if (claim && !byPosition.has(claim.position)) byPosition.set(claim.position, claim);
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
