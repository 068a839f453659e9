import type { WebClient } from "@slack/web-api";
import { createExpiring } from "../delivery/recent.ts";
import { type Patience, SendFailed } from "../delivery/send.ts";
import { withPatience } from "./send.ts";

/** Milliseconds that somebody is taken for what they were. */
const LIVE = 60 * 60 * 1000;
const MOST = 10_000;

/** People whom the workspace does not show to the bot: of other organisations, where it knows its own guests. */
const UNKNOWN = new Set(["user_not_found", "user_not_visible", "users_not_found"]);

/**
 * Whether somebody is a guest of the workspace, which no event tells. Asks Slack (`users.info`, scope `users:read`), once an hour
 * for each person. https://docs.slack.dev/reference/objects/user-object
 *
 * The result rejects with SendLater or SendFailed: who cannot be looked up is not answered.
 */
export function createIsGuest(
  client: WebClient,
  patience: Patience,
  now: () => number,
): (user: string) => Promise<boolean> {
  const known = createExpiring<boolean>(now, { most: MOST, live: LIVE });
  return async (user) => {
    const before = known.find(user);
    if (before !== undefined) return before;
    const isGuest = await lookUp(user, client, patience);
    known.keep(user, isGuest);
    return isGuest;
  };
}

async function lookUp(user: string, client: WebClient, patience: Patience): Promise<boolean> {
  try {
    const found = await withPatience(() => client.users.info({ user }), patience);
    return found.user?.is_restricted === true || found.user?.is_ultra_restricted === true;
  } catch (error) {
    if (error instanceof SendFailed && UNKNOWN.has(error.data.error ?? "")) return false;
    throw error;
  }
}
