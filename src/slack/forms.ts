import type { ModalView } from "@slack/types";
import { VOICE } from "../answering/voice.ts";
import { respond } from "../delivery/respond.ts";
import { intentOf } from "./actions.ts";
import { choose, paragraph, plain } from "./blocks.ts";
import { readForm, renderForm } from "./form.ts";
import { OPTION, SELECT, VIEW } from "./limits.ts";
import { askerOf, type Desk, post, rendered } from "./messages.ts";
import { escapeText } from "./mrkdwn.ts";
import { isObject } from "./shapes.ts";

export const CHOOSE_INTENT = "choose_intent";
/** Callback id of the global shortcut, as the manifest names it. */
export const BUILD_SHORTCUT = "build_config";

/** What a form carries from where it was opened to where its result goes. */
interface Origin {
  readonly intent: string;
  /** `undefined`: the result goes to the person's direct messages. */
  readonly channel: string | undefined;
  readonly thread: string | undefined;
  readonly responseUrl: string | undefined;
  readonly isEphemeral: boolean;
}

export interface Submitted {
  readonly team: string;
  readonly user: string;
  readonly viewId: string;
  readonly metadata: string;
  readonly state: unknown;
}

/** The first page of "Build a configuration": which one. */
export function renderIntents(desk: Desk): ModalView {
  const options = desk.intents
    .filter(({ id }) => id.length <= OPTION.value)
    .slice(0, SELECT.options)
    .map(({ id, title }) => ({ id, title }));
  return {
    type: "modal",
    callback_id: CHOOSE_INTENT,
    title: plain(VOICE.buildSnippet, VIEW.title),
    close: plain(VOICE.cancel, VIEW.close),
    blocks: [
      paragraph(escapeText(VOICE.chooseSnippet)),
      ...choose(VOICE.chooseSnippet, CHOOSE_INTENT, options, CHOOSE_INTENT),
    ],
  };
}

/** The second page: the values of the one that was chosen. */
export function renderChosen(intentId: string, desk: Desk): ModalView | undefined {
  const intent = intentOf(intentId, desk);
  const origin: Origin = {
    intent: intentId,
    channel: undefined,
    thread: undefined,
    responseUrl: undefined,
    isEphemeral: false,
  };
  return intent && renderForm(intent, {}, JSON.stringify(origin));
}

/** What is wrong with the form, by field; or nothing, and what to do once it is acknowledged. */
export function readSubmission(
  submitted: Submitted,
  desk: Desk,
): { readonly errors: Readonly<Record<string, string>> } | { readonly answer: () => Promise<void> } {
  const origin = readOrigin(submitted.metadata);
  const intent = origin && intentOf(origin.intent, desk);
  if (!origin || !intent) return { answer: async () => undefined };
  const filled = readForm(submitted.state, intent);
  if (filled.kind === "errors") return { errors: filled.errors };
  return { answer: () => answerForm(submitted, origin, filled.values, desk) };
}

async function answerForm(
  { team, user, viewId }: Submitted,
  { intent, channel, thread, responseUrl, isEphemeral }: Origin,
  values: Readonly<Record<string, string>>,
  desk: Desk,
): Promise<void> {
  const place = channel === undefined ? `${team}:${user}` : `${team}:${channel}:${thread ?? ""}`;
  const asked = {
    platform: "slack",
    channel: channel ?? user,
    place,
    asker: askerOf({ team, user }),
    key: `form:${viewId}`,
    text: "",
  };
  const { id, answer } = await respond({ ...asked, pick: { intent, values }, receivedAt: desk.now() }, desk);
  if (isEphemeral && responseUrl)
    return desk.postBack(responseUrl, { replace_original: true, ...rendered(answer, id, "private", desk) });
  const target = { channel: channel ?? user, thread_ts: thread, key: `form:${viewId}` };
  const posted = await post(target, rendered(answer, id, "channel", desk), desk);
  if (posted && channel) await desk.store.answers.posted(id, `${team}:${channel}:${posted}`);
}

function readOrigin(metadata: string): Origin | undefined {
  try {
    const value: unknown = JSON.parse(metadata);
    if (!isObject(value) || typeof value.intent !== "string") return undefined;
    const text = (name: string): string | undefined => (typeof value[name] === "string" ? value[name] : undefined);
    return {
      intent: value.intent,
      channel: text("channel"),
      thread: text("thread"),
      responseUrl: text("responseUrl"),
      isEphemeral: value.isEphemeral === true,
    };
  } catch {
    return undefined;
  }
}
