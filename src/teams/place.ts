/** Plain JSON, read carefully. */
export type Fields = Readonly<Record<string, unknown>>;
export const text = (value: unknown): string => (typeof value === "string" ? value : "");
export const fields = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
export const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fields) : []);
export const identified = (value: unknown): string => text(fields(value).id);

/** Where something was said, by whom, and how a repeat of it is recognised. */
export interface Place {
  readonly scope: "personal" | "groupChat" | "channel";
  /** To be allowed before anything is answered; "" where Teams names none. */
  readonly tenant: string;
  /** The person's home, where it is another tenant. */
  readonly isExternal: boolean;
  /** The chat, or the thread of the channel: where to answer. */
  readonly conversation: string;
  /** The chat or the channel. */
  readonly channel: string;
  /** Of the team that the channel is in. */
  readonly team: string | undefined;
  /** The person's id in the organisation; where Teams names none, that in this bot's chats. */
  readonly user: string;
  /** The person's id in this bot's chats: who is to see chips, or a private message. */
  readonly account: string;
  /** The activity's id. */
  readonly id: string | undefined;
  /** The bot's message that was clicked on or judged. */
  readonly replyTo: string | undefined;
  readonly serviceUrl: string;
  readonly locale: string | undefined;
  readonly keys: readonly string[];
}

export function placeOf(body: Fields): Place {
  const [conversation, from, data] = [fields(body.conversation), fields(body.from), fields(body.channelData)];
  const tenant = text(conversation.tenantId) || text(fields(data.tenant).id);
  const place = text(conversation.id);
  const [channel = ""] = place.split(";messageid=");
  const home = text(from.tenantId);
  const [id, replyTo] = [text(body.id), text(body.replyToId)];
  return {
    scope: scopeOf(conversation, channel),
    tenant,
    isExternal: home !== "" && tenant !== "" && home !== tenant,
    conversation: place,
    channel,
    team: text(fields(data.team).id) || text(data.teamsTeamId) || undefined,
    user: text(from.aadObjectId) || text(from.id),
    account: text(from.id),
    id: id || undefined,
    replyTo: replyTo || undefined,
    serviceUrl: text(body.serviceUrl),
    locale: text(body.locale) || undefined,
    keys:
      id === ""
        ? []
        : [`activity:${tenant}:${place}:${id}${text(body.type) === "messageUpdate" ? `:${editOf(body)}` : ""}`],
  };
}

/** An edited message keeps its id. */
const editOf = (body: Fields): string => text(body.localTimestamp) || text(body.timestamp) || "edit";

/** Older activities name no type: threads of channels have ids of their own. */
function scopeOf({ conversationType, isGroup }: Fields, channel: string): Place["scope"] {
  if (conversationType === "personal" || conversationType === "groupChat" || conversationType === "channel")
    return conversationType;
  if (channel.endsWith("@thread.tacv2") || channel.endsWith("@thread.skype")) return "channel";
  return isGroup === true ? "groupChat" : "personal";
}
