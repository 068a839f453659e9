import type { Click } from "./actions.ts";
import { isObject } from "./shapes.ts";

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const within = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);

/** Reads the envelope of `block_actions`; the person and the place come from it, never from a button's value. */
export function readClick(body: unknown): Click | undefined {
  const action = (within(body, "actions") as readonly unknown[] | undefined)?.[0];
  const channel = text(within(body, "channel", "id")) || text(within(body, "container", "channel_id"));
  const user = text(within(body, "user", "id"));
  if (!isObject(action) || channel === "" || user === "") return undefined;
  const ts = text(within(body, "container", "message_ts")) || text(within(body, "message", "ts"));
  const thread = text(within(body, "message", "thread_ts")) || text(within(body, "container", "thread_ts"));
  return {
    team: text(within(body, "team", "id")) || text(within(body, "user", "team_id")),
    user,
    channel,
    ts: ts || undefined,
    thread: thread || ts || undefined,
    isEphemeral: within(body, "container", "is_ephemeral") === true,
    triggerId: text(within(body, "trigger_id")),
    responseUrl: text(within(body, "response_url")),
    actionId: text(action.action_id),
    blockId: text(action.block_id),
    at: Number(text(action.action_ts)) * 1000 || undefined,
    value: text(action.value) || text(within(action, "selected_option", "value")),
  };
}
