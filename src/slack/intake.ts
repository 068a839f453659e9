import { maskSecrets } from "../answering/secrets.ts";
import { VOICE } from "../answering/voice.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { type Asking, type Caps, type Decision, decide, type Rules } from "../delivery/policy.ts";
import { plainText } from "./incoming/plaintext.ts";
import { type Ignored, type Message, readCommand, readEvent, readShortcut } from "./read.ts";

type Body = Readonly<Record<string, unknown>>;
type Refused = Exclude<Decision, "answer">;

/** An event as it is kept until it is answered: the message as its reader sees it, without its secrets. */
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
  readonly caps: Caps;
  /** Everything that is no question: clicks, forms, pages that were opened. */
  readonly dispatch: (body: Body, ack: (response?: unknown) => Promise<void>) => Promise<void>;
  /** Tells the asker, and nobody else, why there is no answer. */
  readonly tell: (message: Message, responseUrl: string | undefined, text: string) => Promise<void>;
  readonly onIgnored: (reason: Ignored["reason"] | Refused) => void;
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
  const responseUrl = typeof body.response_url === "string" ? body.response_url : undefined;
  // A command is its own place to answer in; the others need a message of their own.
  const refuse = async (words: string): Promise<void> => {
    await ack(from === "command" ? { response_type: "ephemeral", text: words } : undefined);
    if (from !== "command") await intake.tell(question, responseUrl, words);
  };
  const decision = decide({ channel, isDirect: isDirect(question), isExternal }, intake.rules);
  if (decision !== "answer") {
    intake.onIgnored(decision);
    return from === "command" || from === "shortcut" ? refuse(VOICE.notHere) : ack();
  }
  const asking = askingOf(question);
  if (!intake.caps.take(asking)) return refuse(VOICE.tooMany);
  const { text, found } = maskSecrets(plainText(question.text));
  // A link's address is not kept if another text is shown for it, but the asker is told of a secret in it.
  const secret = found || maskSecrets(question.text).found;
  const kept: Kept = { message: { ...question, text }, secret, responseUrl };
  const accepted = await intake.delivery.accept({
    platform: "slack",
    keys: question.keys,
    place: `${question.team}:${channel}`,
    body: kept,
  });
  if (accepted !== "new") intake.caps.giveBack(asking);
  return accepted === "full" ? refuse(VOICE.busy) : ack();
}

/** What goes round in a loop does so in a thread, or as one person, or in one channel; commands stand in no thread. */
const askingOf = ({ from, team, channel, user, ts, thread = ts }: Message): Asking => ({
  thread: from === "command" ? undefined : `${team}:${channel}:${thread ?? ""}`,
  person: `${team}:${user}`,
  channel: `${team}:${channel}`,
});

/** A command in a direct message is one, too; ids of such channels begin with a D. */
const isDirect = ({ from, channel }: Message): boolean => from === "direct" || channel.startsWith("D");

function readQuestionFrom(body: Body): Message | Ignored | undefined {
  if (body.type === "event_callback") {
    const { type } = (body.event ?? {}) as { type?: unknown };
    return type === "app_mention" || type === "message" ? readEvent(body) : undefined;
  }
  if (typeof body.command === "string") return readCommand(body);
  if (body.type === "message_action" && body.callback_id === ANSWER_SHORTCUT) return readShortcut(body);
  return undefined;
}
