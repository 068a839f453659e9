import { type Fields, fields, list, text } from "./place.ts";
import { beginningOf, collapse, decodeEntities, hasReply, textOfHtml, withoutReply } from "./plaintext.ts";

/** What a reader sees of a message, without what it replies to and without the bot's own name. */
export function saidIn(body: Fields, mentions: readonly Fields[]): string {
  const html = list(body.attachments).find((one) => one.contentType === "text/html");
  const content = text(html?.content);
  const plain = text(body.text);
  if (content !== "" && (plain.trim() === "" || hasReply(content))) return ofHtml(withoutReply(content), mentions);
  return ofText(plain, mentions);
}

/** More are none of a message's own. */
const MOST_MENTIONS = 50;

/**
 * The same of a message that somebody chose, whoever wrote it; "" where it has no words. Of a message that only quotes, what it
 * quotes.
 * @param payload https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/define-action-command
 * @param bot id of the bot in chats
 */
export function saidInChosen(payload: Fields, bot: string): string {
  const { contentType, content } = fields(payload.body);
  const whole = beginningOf(text(content));
  const mentions = list(payload.mentions)
    .slice(0, MOST_MENTIONS)
    .filter(({ mentioned }) => isBot(fields(fields(mentioned).application), bot))
    .map(({ id, mentionText: name }) => ({ text: `<at id="${String(id)}">${text(name)}</at>`, mentioned: { name } }));
  if (contentType === "text") return ofText(whole, mentions);
  return ofHtml(withoutReply(whole), mentions) || ofHtml(whole, mentions);
}

/** Of an application Teams tells the id without what makes it one of a chat. */
const isBot = ({ id }: Fields, bot: string): boolean => bot !== "" && (id === bot || `28:${String(id)}` === bot);

const ofHtml = (html: string, mentions: readonly Fields[]): string => textOfHtml(withoutName(html, mentions));

const ofText = (plain: string, mentions: readonly Fields[]): string =>
  collapse(decodeEntities(withoutMention(beginningOf(plain), mentions)));

/** The mention that calls the bot goes, also where its name was split in two; of others the name stays. */
function withoutMention(said: string, mentions: readonly Fields[]): string {
  let rest = said;
  for (const one of mentions) {
    const written = text(one.text);
    const name = text(fields(one.mentioned).name);
    if (written !== "") rest = rest.replaceAll(written, " ");
    if (name !== "") rest = rest.replaceAll(`<at>${name}</at>`, " ");
  }
  return rest.replace(/<at\b[^<>]{0,200}>([^<>]{0,200})<\/at>/gi, " $1 ").replace(/<\/?at\b[^<>]{0,200}>/gi, " ");
}

/** As `text/html` has it: `<span itemtype="http://schema.skype.com/Mention" …>Docs Bot</span>`. */
function withoutName(html: string, mentions: readonly Fields[]): string {
  const names = new Set(mentions.map((one) => text(fields(one.mentioned).name)));
  return withoutMention(html, mentions).replace(
    /<span\b[^<>]{0,300}schema\.skype\.com\/Mention[^<>]{0,300}>([^<>]{0,200})<\/span>/gi,
    (_, name: string) => (names.has(decodeEntities(name)) ? " " : ` ${name} `),
  );
}
