/** What Slack sends, read at the border: a message that asks something, or why it is none. */

/** A message to the bot, whatever way it came. */
export interface Message {
  readonly kind: "message";
  readonly from: "mention" | "direct" | "command" | "shortcut";
  readonly team: string;
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  /** The message's own time stamp, which is its id; none for commands. */
  readonly ts: string | undefined;
  /** The thread to answer in. */
  readonly thread: string | undefined;
  /** Sent from outside of the organisation, or in a channel that is shared with one. */
  readonly isExternal: boolean;
  /** The keys by which a repeat is recognised. */
  readonly keys: readonly string[];
}

/** Not a question, and why; counted, never thrown. */
export interface Ignored {
  readonly kind: "ignored";
  readonly reason: "own" | "bot" | "subtype" | "edited" | "deleted" | "no text" | "not for us" | "system";
}

type Fields = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const fields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});

/** Sub-types of messages that people write. */
const WRITTEN = new Set(["", "file_share", "thread_broadcast", "me_message"]);

/**
 * Reads the envelope of an event (`app_mention`, `message`). The bot's own id is the envelope's authorization: in a channel that
 * two workspaces share, only the one that was mentioned answers.
 */
export function readEvent(body: Fields): Message | Ignored {
  const event = fields(body.event);
  const type = text(event.type);
  const authorization = fields((Array.isArray(body.authorizations) ? body.authorizations : [])[0]);
  const bot = authorization.is_bot === false ? "" : text(authorization.user_id);
  const subtype = text(event.subtype);
  const ignored = (reason: Ignored["reason"]): Ignored => ({ kind: "ignored", reason });
  if (type !== "app_mention" && type !== "message") return ignored("not for us");
  if (subtype === "message_changed") return ignored("edited");
  if (subtype === "message_deleted") return ignored("deleted");
  if (text(event.bot_id) !== "" || subtype === "bot_message") return ignored(text(event.user) === bot ? "own" : "bot");
  if (!WRITTEN.has(subtype)) return ignored("subtype");
  const user = text(event.user);
  if (user === "" || /^USLACK(?:BOT)?$/.test(user)) return ignored("system");
  if (user === bot) return ignored("own");
  const isDirect = type === "message" && text(event.channel_type) === "im";
  if (type === "message" && !isDirect) return ignored("not for us");
  if (!isDirect && bot !== "" && !mentionOf(bot).test(text(event.text))) return ignored("not for us");
  const said = withoutMention(text(event.text), bot);
  const team = text(authorization.team_id) || text(body.team_id);
  const [channel, ts] = [text(event.channel), text(event.ts)];
  if (channel === "" || ts === "") return ignored("not for us");
  return {
    kind: "message",
    from: isDirect ? "direct" : "mention",
    team,
    channel,
    user,
    text: said,
    ts,
    thread: text(event.thread_ts) || ts,
    isExternal: isExternal(body, event, team, text(authorization.enterprise_id)),
    keys: [...keyBy("event", body.event_id), `message:${team}:${channel}:${ts}`],
  };
}

/** Within an organisation of several workspaces, another team is none from outside, unless Slack says that the channel is shared. */
function isExternal(body: Fields, event: Fields, own: string, organisation: string): boolean {
  if (body.is_ext_shared_channel === true) return true;
  if (organisation !== "" && body.is_ext_shared_channel === false) return false;
  const team = text(event.user_team) || text(event.source_team);
  return team !== "" && own !== "" && team !== own && team !== organisation;
}

const mentionOf = (bot: string): RegExp => new RegExp(`<@${bot}(?:\\|[^>]*)?>`, "g");

/** The mention that calls the bot goes; others are taken out where the question is read. */
const withoutMention = (said: string, bot: string): string =>
  bot === "" ? said.replace(/<@[UW][A-Z0-9]+(?:\|[^>]*)?>/, " ") : said.replaceAll(mentionOf(bot), " ");

/** None where there is nothing to tell repeats by. */
const keyBy = (kind: string, id: unknown): string[] => (text(id) === "" ? [] : [`${kind}:${text(id)}`]);

/** Reads a slash command. `trigger_id` is new for each, and so is its key. */
export function readCommand(body: Fields): Message {
  return {
    kind: "message",
    from: "command",
    team: text(body.team_id),
    channel: text(body.channel_id),
    user: text(body.user_id),
    text: text(body.text),
    ts: undefined,
    thread: undefined,
    isExternal: false,
    keys: keyBy("command", body.trigger_id),
  };
}

/** Reads the message shortcut: somebody else's message, asked about by the person who chose the shortcut. */
export function readShortcut(body: Fields): Message {
  const message = fields(body.message);
  const ts = text(message.ts);
  return {
    kind: "message",
    from: "shortcut",
    team: text(fields(body.team).id),
    channel: text(fields(body.channel).id),
    user: text(fields(body.user).id),
    text: text(message.text),
    ts,
    thread: text(message.thread_ts) || ts,
    isExternal: false,
    keys: keyBy("shortcut", body.trigger_id),
  };
}
