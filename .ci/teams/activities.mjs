// Activities as Teams sends them, for runs under load.

const TENANT = "00000000-0000-0000-0000-000000000001";
const BOT = { id: "28:00000000-0000-0000-0000-000000000011", name: "Docs Bot" };
const NAME = `<at>${BOT.name}</at>`;
export const SUPPORT = "19:support@thread.tacv2";

/** Teams escapes three characters in what people write. */
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const usual = (id, serviceUrl) => ({
  id,
  channelId: "msteams",
  serviceUrl,
  from: { id: "29:ada", name: "Ada", aadObjectId: "00000000-0000-0000-0000-000000000021" },
  recipient: BOT,
  channelData: { tenant: { id: TENANT } },
  locale: "en-US",
});

const thread = (channel, id) => ({
  id: `19:channel-${channel}@thread.tacv2;messageid=${id}`,
  conversationType: "channel",
  isGroup: true,
  tenantId: TENANT,
});

/** The bot is mentioned in a post of its own; `id` names the post and its thread. */
export const mention = (id, channel, text, serviceUrl) => ({
  ...usual(id, serviceUrl),
  type: "message",
  textFormat: "plain",
  text: `${NAME} ${escaped(text)}`,
  conversation: thread(channel, id),
  entities: [{ type: "mention", text: NAME, mentioned: BOT }],
});

/** Said to the bot alone. */
export const direct = (id, person, text, serviceUrl) => ({
  ...usual(id, serviceUrl),
  type: "message",
  textFormat: "plain",
  text: escaped(text),
  conversation: { id: `a:person-${person}`, conversationType: "personal", tenantId: TENANT },
});

/** What Teams waits for an answer to, each in a thread of its own. */
export const invoke = (id, { name, value, replyToId }, serviceUrl) => ({
  ...usual(id, serviceUrl),
  type: "invoke",
  name,
  value,
  ...(replyToId === undefined ? {} : { replyToId }),
  conversation: thread("invokes", id),
});
