/** What Slack writes with markup and entities, as the text that a reader sees. Linear, whatever is sent. https://docs.slack.dev/messaging/formatting-message-text */

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&amp;", "&"],
]);

/** People, groups, broadcasts and dates; channels without a name. */
const NAMELESS = /<(?:[@!][^<>\n]{0,200}|#[A-Z0-9]{1,40}\|?)>/g;
const CHANNEL = /<#[A-Z0-9]{1,40}\|([^<>\n]{1,200})>/g;
const LINK = /<((?:https?|mailto):[^<>|\s]{1,1000})(?:\|([^<>\n]{0,500}))?>/g;

/**
 * Mentions go; channels, links and addresses become their names. Entities come last and once: what a person wrote as
 * `<@Nullable T>` arrives as `&lt;@Nullable T&gt;`, and is no markup.
 */
export const plainText = (text: string): string =>
  text
    .replace(CHANNEL, "$1")
    .replace(LINK, (_, url: string, label: string | undefined) => shown(url, label))
    .replace(NAMELESS, " ")
    .replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES.get(entity) ?? entity);

/** An address that may hold a password is shown whole, so that it is found and masked. */
function shown(url: string, label: string | undefined): string {
  if (url.startsWith("mailto:")) return label || url.slice("mailto:".length);
  return label && !/^https?:\/\/[^/]*@/.test(url) ? label : url;
}
