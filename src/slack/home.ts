import { VOICE } from "../answering/voice.ts";
import { askerOf, type Desk, plainMessage, post } from "./messages.ts";
import { harmless } from "./rendering/text.ts";
import { withPatience } from "./send.ts";

interface Opened {
  readonly team: string;
  readonly user: string;
  readonly channel: string;
  readonly tab?: string;
}

/** Welcomed in this process; the place's own record says whether it was before. */
const WELCOMED = "welcome";

/** The Messages tab was opened: prompts to choose from, and one welcome, once. */
export async function welcome(
  { team, user, channel, tab }: Opened,
  prompts: readonly { readonly title: string; readonly message: string }[],
  desk: Desk,
): Promise<void> {
  if (tab !== "messages" || (await desk.isGuest(user))) return;
  const set = {
    channel_id: channel,
    prompts: prompts.map(({ title, message }) => ({ title: harmless(title), message: harmless(message) })),
  };
  // Where the workspace has no agents, there are no prompts, and nothing is lost.
  const setPrompts = () => desk.client.assistant.threads.setSuggestedPrompts(set as never);
  await withPatience("setSuggestedPrompts", setPrompts, desk.patience).catch(() => undefined);
  const key = `${WELCOMED}:${team}:${user}`;
  if (await desk.store.answers.answerFor("slack", key)) return;
  await post({ channel, key }, plainMessage(`${VOICE.welcome} ${desk.command}.`), desk);
  const given = { platform: "slack", place: channel, asker: askerOf({ team, user }), key, kind: "reply" as const };
  await desk.store.answers.record({
    ...given,
    confidence: 0,
    sections: [],
    intent: undefined,
    latency: 0,
    question: "",
  });
}
