import type { WebClient } from "@slack/web-api";
import { createExpiring } from "../delivery/recent.ts";
import { type Patience, SendFailed, SendLater } from "../delivery/send.ts";
import { withPatience } from "./send.ts";

const HOUR = 60 * 60 * 1000;
/** Milliseconds that somebody is taken for what they were, if Slack cannot be asked. */
const LIVE = 24 * HOUR;
const MOST = 10_000;

/** People whom the workspace does not show to the bot: of other organisations, where it knows its own guests. */
const UNKNOWN = new Set(["user_not_found", "user_not_visible", "users_not_found"]);

/**
 * Whether somebody is a guest of the workspace, which no event tells. Asks Slack (`users.info`, scope `users:read`), once an hour
 * for each person. https://docs.slack.dev/reference/objects/user-object
 *
 * The result rejects with SendLater or SendFailed: who cannot be looked up is not answered. Slack counts these calls for the whole
 * workspace, so that somebody new waits alone: those who are known are answered meanwhile, in the same channel, too.
 */
export function createIsGuest(
  client: WebClient,
  ticks: () => number,
): (user: string, patience: Patience) => Promise<boolean> {
  const known = createExpiring<{ readonly isGuest: boolean; readonly at: number }>(ticks, { most: MOST, live: LIVE });
  return async (user, patience) => {
    const before = known.find(user);
    if (before && ticks() - before.at <= HOUR) return before.isGuest;
    try {
      const isGuest = await lookUp(user, client, patience);
      known.keep(user, { isGuest, at: ticks() });
      return isGuest;
    } catch (error) {
      if (!(error instanceof SendLater)) throw error;
      if (before) return before.isGuest;
      throw new SendLater(error.milliseconds, "event");
    }
  };
}

async function lookUp(user: string, client: WebClient, patience: Patience): Promise<boolean> {
  try {
    const found = await withPatience("users.info", () => client.users.info({ user }), patience);
    return found.user?.is_restricted === true || found.user?.is_ultra_restricted === true;
  } catch (error) {
    if (error instanceof SendFailed && UNKNOWN.has(error.data.error ?? "")) return false;
    throw error;
  }
}
