import { createHmac } from "node:crypto";

export const SECRET = ["signing", "secret", "of", "tests"].join("-");
export const BOT = "U0BOT";
export const TEAM = "T1";

/** Headers as Slack signs them. */
export function sign(body: string | Buffer, seconds: number | string, secret = SECRET): Record<string, string> {
  const hmac = createHmac("sha256", secret).update(`v0:${seconds}:`).update(body).digest("hex");
  return { "x-slack-request-timestamp": String(seconds), "x-slack-signature": `v0=${hmac}` };
}

export const now = (): number => Math.floor(Date.now() / 1000);

/** The envelope of an event. */
export const envelope = (event: object, more: object = {}) => ({
  type: "event_callback",
  team_id: TEAM,
  api_app_id: "A1",
  event_id: undefined as string | undefined,
  authorizations: [{ enterprise_id: null, team_id: TEAM, user_id: BOT, is_bot: true }],
  event,
  ...more,
});

export const mention = (text: string, more: object = {}) => ({
  type: "app_mention",
  user: "U1",
  channel: "C1",
  ts: "1700000000.000100",
  text: `<@${BOT}> ${text}`,
  ...more,
});

export const direct = (text: string, more: object = {}) => ({
  type: "message",
  channel_type: "im",
  user: "U1",
  channel: "D1",
  ts: "1700000000.000200",
  text,
  ...more,
});
