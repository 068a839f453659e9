// Events as Slack sends them, for runs under load.
export const TEAM = "T000000001";
export const BOT = "U0DOCSBOT";
export const APP = "A0DOCSBOT";

/** Slack escapes three characters in what people write. */
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The body of one event. `message` holds channel, ts, user and text. */
export const envelope = (eventId, type, message) =>
  JSON.stringify({
    type: "event_callback",
    team_id: TEAM,
    api_app_id: APP,
    event_id: eventId,
    event_time: Math.floor(Number(message.ts)),
    authorizations: [{ enterprise_id: null, team_id: TEAM, user_id: BOT, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
    event: { type, ...message, event_ts: message.ts },
  });

/** The message number `at` in a channel; no two have the same time stamp. */
export const question = (at, channel, text) => ({
  user: `U${String(at % 500).padStart(9, "0")}`,
  channel,
  channel_type: channel.startsWith("D") ? "im" : "channel",
  ts: `17${String(at).padStart(8, "0")}.000100`,
  text: channel.startsWith("D") ? escaped(text) : `<@${BOT}> ${escaped(text)}`,
});

/** What subscribers get for a message: `app_mention` in a channel, `message` in a direct one. */
export const typeOf = ({ channel_type: type }) => (type === "im" ? "message" : "app_mention");
export const otherTypeOf = ({ channel_type: type }) => (type === "im" ? "app_mention" : "message");
