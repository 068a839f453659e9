import { maskSecrets } from "../answering/secrets.ts";
import { VOICE } from "../answering/voice.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { type Decision, decide, type Rules } from "../delivery/policy.ts";
import type { Reference, TurnAnswer } from "./adapter.ts";
import { answerClick, noteFeedback, onItsWay, searchDocs } from "./clicks.ts";
import { askingOf, type Desk, placeKey } from "./desk.ts";
import { answerChosen, answerInDialog } from "./dialog.ts";
import { inMessage, sayTo } from "./envelopes.ts";
import type { Kept } from "./messages.ts";
import { type Place, text } from "./place.ts";
import { type Clicked, type Ignored, type Installed, type Message, readActivity } from "./read.ts";
import { FIELD } from "./rendering/form.ts";

type Refused = Exclude<Decision, "answer">;

export interface Intake {
  readonly delivery: Pick<Delivery, "accept">;
  readonly rules: Rules;
  /** Ids of the tenants that are answered; all where this is empty. */
  readonly tenants: readonly string[];
  readonly desk: Desk;
  /** Tells the asker why there is no answer. */
  readonly tell: (place: Place, reference: Reference, text: string) => void;
  readonly welcome: (installed: Installed, reference: Reference) => void;
  readonly onIgnored: (reason: Ignored["reason"] | Refused | "other tenant" | "removed" | "private") => void;
}

/** Takes what Teams sent: a question is kept before it is acknowledged; what Teams waits for is answered at once. */
export async function takeIn(
  activity: Readonly<Record<string, unknown>>,
  reference: Reference,
  intake: Intake,
): Promise<TurnAnswer | undefined> {
  const { tenants, desk, rules, onIgnored } = intake;
  const read = readActivity(activity);
  if (read.kind === "ignored") {
    onIgnored(read.reason);
    return undefined;
  }
  if (tenants.length > 0 && !tenants.includes(read.tenant)) {
    onIgnored("other tenant");
    return { status: 403 };
  }
  const { channel, scope, isExternal } = read;
  const decision = decide({ channel, isDirect: scope === "personal", isExternal }, rules);
  if (decision !== "answer") {
    onIgnored(decision);
    return sayTo(text(activity.name), VOICE.notHere);
  }
  switch (read.kind) {
    case "message":
      // Nothing of ours is sent to one person of a channel: what was said to the bot alone must not be answered aloud.
      if (read.isTargeted) onIgnored("private");
      else {
        const refusal = await keep(read, reference, intake);
        if (refusal !== undefined) intake.tell(read, reference, refusal);
      }
      return undefined;
    case "clicked": {
      if (read.isInDialog) return answerInDialog(read, reference, desk);
      const answer = await answerClick(read, reference, desk);
      if (answer !== "later") return inMessage(answer);
      const refusal = await keep(read, reference, intake);
      return inMessage(refusal === undefined ? onItsWay(read, desk) : { text: refusal });
    }
    case "asking":
      return answerChosen(read, desk);
    case "strange":
      return sayTo(text(activity.name), VOICE.otherVersion);
    case "feedback":
      return noteFeedback(read, desk);
    case "searching":
      return searchDocs(read, desk);
    case "installed":
      intake.welcome(read, reference);
      return undefined;
    case "removed":
      onIgnored("removed");
      return undefined;
    default:
      return read satisfies never;
  }
}

/** Of what a card sends, whoever wrote it: ids as they are, what was entered without secrets, and nothing else. */
const keptOf = (data: Clicked["data"]): Clicked["data"] =>
  Object.fromEntries(
    Object.entries(data).flatMap(([name, value]): [string, unknown][] => {
      if (name.startsWith(FIELD)) return [[name, typeof value === "string" ? maskSecrets(value).text : value]];
      return IDS.has(name) ? [[name, typeof value === "string" ? value.slice(0, LONGEST_ID) : value]] : [];
    }),
  );
const IDS = new Set(["answer", "intent", "pick", "format"]);
/** Characters of an answer's id, an intent's or a format's. */
const LONGEST_ID = 200;

/** Keeps a question; returns what to say if it is not taken. */
async function keep(
  asked: Message | Clicked,
  reference: Reference,
  { delivery, desk }: Intake,
): Promise<string | undefined> {
  const asking = askingOf(asked);
  if (!desk.caps.take(asking)) return VOICE.tooMany;
  const masked = maskSecrets(asked.kind === "message" ? asked.text : "");
  const without = asked.kind === "message" ? { ...asked, text: masked.text } : { ...asked, data: keptOf(asked.data) };
  const body: Kept = { asked: without, secret: masked.found, reference };
  const accepted = await delivery.accept({ platform: "teams", keys: asked.keys, place: placeKey(asked), body });
  if (accepted !== "new") desk.caps.giveBack(asking);
  return accepted === "full" ? VOICE.busy : undefined;
}
