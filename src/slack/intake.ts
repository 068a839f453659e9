import { maskSecrets } from "../answering/secrets.ts";
import { VOICE } from "../answering/voice.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { decide, type Rules } from "../delivery/policy.ts";
import { type Ignored, type Message, readCommand, readEvent, readShortcut } from "./read.ts";

type Body = Readonly<Record<string, unknown>>;

/** An event as it is kept until it is answered: the message, without its secrets. */
export interface Kept {
  readonly message: Message;
  /** Whether a secret was taken out. */
  readonly secret: boolean;
  /** For commands and shortcuts: where the private answer goes. */
  readonly responseUrl: string | undefined;
}

export interface Intake {
  readonly delivery: Pick<Delivery, "accept">;
  readonly rules: Rules;
  /** Everything that is no question: clicks, forms, pages that were opened. */
  readonly dispatch: (body: Body, ack: (response?: unknown) => Promise<void>) => Promise<void>;
  /** Tells the asker that there is too much to do. */
  readonly sayBusy: (message: Message) => Promise<void>;
  readonly onIgnored: (reason: Ignored["reason"] | "another channel" | "external" | "guest") => void;
}

/** The callback id of the message shortcut, as the manifest names it. */
export const ANSWER_SHORTCUT = "answer_from_docs";

/** Takes what Slack sent: a question is kept before it is acknowledged, and worked on afterwards. */
export async function takeIn(body: Body, ack: (response?: unknown) => Promise<void>, intake: Intake): Promise<void> {
  const question = readQuestionFrom(body);
  if (!question) return intake.dispatch(body, ack);
  if (question.kind === "ignored") {
    intake.onIgnored(question.reason);
    return ack();
  }
  const { from, channel, isExternal } = question;
  const isDirect = from === "direct";
  const decision = decide({ channel, isDirect, isExternal, isGuest: undefined }, intake.rules);
  if (decision !== "answer") {
    intake.onIgnored(decision);
    return ack(from === "command" ? { response_type: "ephemeral", text: VOICE.notHere } : undefined);
  }
  const { text, found } = maskSecrets(question.text);
  const responseUrl = typeof body.response_url === "string" ? body.response_url : undefined;
  const kept: Kept = { message: { ...question, text }, secret: found, responseUrl };
  const accepted = await intake.delivery.accept({
    platform: "slack",
    keys: question.keys,
    place: `${question.team}:${channel}`,
    body: kept,
  });
  if (accepted !== "full") return ack();
  if (from === "command") return ack({ response_type: "ephemeral", text: VOICE.busy });
  await ack();
  await intake.sayBusy(question);
}

function readQuestionFrom(body: Body): Message | Ignored | undefined {
  if (body.type === "event_callback") {
    const { type } = (body.event ?? {}) as { type?: unknown };
    return type === "app_mention" || type === "message" ? readEvent(body) : undefined;
  }
  if (typeof body.command === "string") return readCommand(body);
  if (body.type === "message_action" && body.callback_id === ANSWER_SHORTCUT) return readShortcut(body);
  return undefined;
}
