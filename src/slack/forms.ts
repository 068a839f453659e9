import type { ModalView } from "@slack/types";
import { VOICE } from "../answering/voice.ts";
import { respond } from "../delivery/respond.ts";
import { askerOf, type Desk, plainMessage, post, rendered } from "./messages.ts";
import { intentOf, type Origin, readOrigin, writeOrigin } from "./origin.ts";
import { choose, chooseTyping, paragraph, plain } from "./rendering/blocks.ts";
import { readForm, renderForm } from "./rendering/form.ts";
import { VIEW } from "./rendering/limits.ts";
import { escapeText } from "./rendering/mrkdwn.ts";
import { withPatience } from "./send.ts";

export const CHOOSE_INTENT = "choose_intent";
/** Callback id of the global shortcut, as the manifest names it. */
export const BUILD_SHORTCUT = "build_config";

export interface Submitted {
  readonly team: string;
  readonly user: string;
  readonly viewId: string;
  readonly metadata: string;
  readonly state: unknown;
}

/** Opens the first page; a guest, who has no message to be answered at, is told directly. */
export async function offerIntents(
  { trigger_id, user }: { readonly trigger_id: string; readonly user: { readonly id: string } },
  desk: Desk,
): Promise<void> {
  if (await desk.isGuest(user.id)) {
    await post({ channel: user.id, key: `guest:${trigger_id}` }, plainMessage(VOICE.membersOnly), desk);
    return;
  }
  const open = () => desk.client.views.open({ trigger_id, view: renderIntents(desk) });
  await withPatience("views.open", open, desk.patience);
}

/** More are found by typing. */
const HANDFUL = 5;

/** The first page of "Build a configuration": which one. */
function renderIntents({ intents }: Desk): ModalView {
  const asked = [VOICE.chooseSnippet, CHOOSE_INTENT] as const;
  return {
    type: "modal",
    callback_id: CHOOSE_INTENT,
    title: plain(VOICE.buildSnippet, VIEW.title),
    close: plain(VOICE.cancel, VIEW.close),
    blocks: [
      paragraph(escapeText(VOICE.chooseSnippet)),
      ...(intents.length > HANDFUL ? chooseTyping(...asked, CHOOSE_INTENT) : choose(...asked, intents, CHOOSE_INTENT)),
    ],
  };
}

/** The second page: the values of the one that was chosen. */
export function renderChosen(intentId: string, desk: Desk): ModalView | undefined {
  const intent = intentOf(intentId, desk);
  return intent && renderForm(intent, {}, writeOrigin({ intent: intentId }));
}

/** What is wrong with the form, by field; or nothing, and what to do once it is acknowledged. */
export function readSubmission(
  submitted: Submitted,
  desk: Desk,
):
  | { readonly errors: Readonly<Record<string, string>> }
  | { readonly answer: () => Promise<void>; readonly responseUrl?: string | undefined } {
  const origin = readOrigin(submitted.metadata);
  const intent = origin && intentOf(origin.intent, desk);
  if (!origin || !intent) return { answer: async () => undefined };
  const filled = readForm(submitted.state, intent);
  if (filled.kind === "errors") return { errors: filled.errors };
  return { answer: () => answerForm(submitted, origin, filled.values, desk), responseUrl: origin.responseUrl };
}

async function answerForm(
  { team, user, viewId }: Submitted,
  { intent, place = "", channel, thread, responseUrl, isEphemeral }: Origin,
  values: Readonly<Record<string, string>>,
  desk: Desk,
): Promise<void> {
  const asked = {
    platform: "slack",
    channel: channel ?? user,
    place: place || `${team}:${channel ?? user}`,
    asker: askerOf({ team, user }),
    key: `form:${viewId}`,
    text: "",
  };
  const { id, answer, remember } = await respond({ ...asked, pick: { intent, values }, receivedAt: desk.now() }, desk);
  if (isEphemeral && responseUrl) {
    await desk.postBack(responseUrl, { replace_original: true, ...rendered(answer, id, "private", desk) });
    return remember();
  }
  const target = { channel: channel ?? user, thread_ts: thread, key: `form:${viewId}` };
  const posted = await post(target, rendered(answer, id, "channel", desk), desk);
  await remember();
  if (posted && channel) await desk.store.answers.posted(id, `${team}:${channel}:${posted}`);
}
