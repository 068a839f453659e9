import { type Command, readCommand } from "./commands.ts";
import { readInvoke } from "./invokes.ts";
import { type Fields, fields, identified, list, type Place, placeOf, text } from "./place.ts";
import { saidIn } from "./said.ts";

/** What Teams sends, read at the border: a message that asks something, something else that the bot answers, or why it is none. */

/** A message to the bot. */
export interface Message extends Place {
  readonly kind: "message";
  readonly from: "mention" | "direct";
  readonly text: string;
  readonly command: Command | undefined;
  /** The message to the bot alone, in a channel: the answer is for the asker alone, too. */
  readonly isTargeted: boolean;
  /** It was changed after it was sent: its answer is to be changed. */
  readonly isEdit: boolean;
}

/** A button of a card, with what was entered in it. */
export interface Clicked extends Place {
  readonly kind: "clicked";
  /** "" where the card says none. */
  readonly verb: string;
  readonly data: Fields;
  /** In the dialog of “Answer from docs”, which only this person sees; else in a message. */
  readonly isInDialog: boolean;
}

export interface Feedback extends Place {
  readonly kind: "feedback";
  readonly rating: "up" | "down";
  readonly said: string;
}

/** “Search docs”, as somebody types. */
export interface Searching extends Place {
  readonly kind: "searching";
  readonly text: string;
  readonly skip: number;
  readonly count: number;
}

/** “Answer from docs” on a message: somebody's, asked about by the person who chose it. */
export interface Asking extends Place {
  readonly kind: "asking";
  /** "" where the message has no words. */
  readonly text: string;
}

/** A command of the message extension that is in no manifest of this version. */
export interface Strange extends Place {
  readonly kind: "strange";
}

/** The bot was added where it can be talked to, or taken away. */
export interface Installed extends Place {
  readonly kind: "installed" | "removed";
}

/** Not a question, and why; counted, never thrown. */
export interface Ignored {
  readonly kind: "ignored";
  readonly reason: "own" | "bot" | "edited" | "deleted" | "no text" | "not for us" | "system";
}

export type Read = Message | Clicked | Feedback | Searching | Asking | Strange | Installed | Ignored;

const ignored = (reason: Ignored["reason"]): Ignored => ({ kind: "ignored", reason });

/** @param activity the body of a request to the messaging endpoint, as it came */
export function readActivity(activity: unknown): Read {
  const body = fields(activity);
  const place = placeOf(body);
  if (place.conversation === "") return ignored("not for us");
  switch (text(body.type)) {
    case "message":
      return sentBy(body) ?? readMessage(body, place, false);
    case "messageUpdate": {
      const isEdit = text(fields(body.channelData).eventType) !== "undeleteMessage";
      return sentBy(body) ?? (isEdit ? readMessage(body, place, true) : ignored("edited"));
    }
    case "messageDelete":
      return ignored("deleted");
    case "invoke":
      return readInvoke(body, place) ?? ignored("not for us");
    case "installationUpdate":
      if (text(body.action).startsWith("remove")) return { kind: "removed", ...place };
      return place.scope === "personal" ? { kind: "installed", ...place } : ignored("system");
    case "conversationUpdate":
      return readUpdate(body, place);
    default:
      return ignored("system");
  }
}

const botOf = (body: Fields): string => text(fields(body.recipient).id);

/** Bots are known by the first figures of their ids. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-id-guide */
function sentBy(body: Fields): Ignored | undefined {
  const from = fields(body.from);
  const id = text(from.id);
  if (id === "") return ignored("system");
  if (id === botOf(body)) return ignored("own");
  return id.startsWith("28:") || text(from.role) === "bot" ? ignored("bot") : undefined;
}

function readMessage(body: Fields, place: Place, isEdit: boolean): Message | Clicked | Ignored {
  const submitted = typeof body.value === "object" && body.value !== null && text(body.text).trim() === "";
  if (submitted && !isEdit) return readSubmit(body, place);
  const bot = botOf(body);
  const mentions = list(body.entities).filter((one) => one.type === "mention" && fields(one.mentioned).id === bot);
  const isTargeted = fields(body.recipient).isTargeted === true;
  const isDirect = place.scope === "personal";
  if (!isDirect && !isTargeted && mentions.length === 0) return ignored("not for us");
  const said = saidIn(body, mentions);
  const { command, text: asked } = readCommand(said);
  const from = isDirect ? "direct" : "mention";
  return { kind: "message", from, ...place, text: asked, command, isTargeted, isEdit };
}

/** `Action.Submit`: a message without a text. */
function readSubmit(body: Fields, place: Place): Clicked {
  const data = fields(body.value);
  return { kind: "clicked", ...place, verb: text(data.verb), data, isInDialog: false };
}

/** One welcome: between two people `installationUpdate` tells of it, in teams and groups the bot among those who were added. */
function readUpdate(body: Fields, place: Place): Installed | Ignored {
  const bot = botOf(body);
  const isIn = (value: unknown): boolean => bot !== "" && list(value).some((one) => identified(one) === bot);
  if (place.scope !== "personal" && isIn(body.membersAdded)) return { kind: "installed", ...place };
  if (place.scope !== "personal" && isIn(body.membersRemoved)) return { kind: "removed", ...place };
  return ignored("system");
}
