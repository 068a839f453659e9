import { LONGEST_ADDRESS, webAddress as safeAddress } from "../../answering/plain.ts";
import { harmless, oneLine } from "./text.ts";

declare const escaped: unique symbol;
/**
 * Text that is ready for a `mrkdwn` object or a message's `text`. Only this file makes it, so that nothing is escaped twice, or
 * not at all. The brand does not know whether a text was cut afterwards.
 */
export type Escaped = string & { readonly [escaped]: true };

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** https://docs.slack.dev/messaging/formatting-message-text#escaping: these three, and no other. */
export const escapeText = (text: string): Escaped =>
  harmless(text).replace(/[&<>]/g, (character) => ENTITIES[character] as string) as Escaped;

/** As much of the text as takes at most `most` characters once it is escaped. */
export function escapeWithin(text: string, most: number): Escaped {
  const whole = escapeText(text);
  return whole.length <= most ? whole : escapeText(`${prefixWithin(text, most - 1).trimEnd()}…`);
}

/** The longest beginning that takes at most `most` characters once it is escaped; it ends between characters. */
export function prefixWithin(text: string, most: number): string {
  const shown = harmless(text);
  let room = most;
  let end = 0;
  for (const character of shown) {
    room -= ENTITIES[character]?.length ?? character.length;
    if (room < 0) break;
    end += character.length;
  }
  return shown.slice(0, end);
}

export const join = (parts: readonly Escaped[], by: "" | " " | "\n" | " · " = ""): Escaped =>
  parts.filter(Boolean).join(by) as Escaped;

/** The address, where a link to it is safe, without the characters that end a link in mrkdwn. */
export function webAddress(url: string | undefined): string | undefined {
  const address = safeAddress(url)?.replace(/[|<>"`\\^{}\s]/g, encodeURIComponent);
  return address !== undefined && address.length <= LONGEST_ADDRESS ? address : undefined;
}

/** Characters of a label. */
const LABEL = 300;

/** `<https://…|label>`; what is no address of the web becomes the label, followed by the address as text. */
export function link(url: string | undefined, label: string): Escaped {
  const address = webAddress(url);
  const shown = escapeText(oneLine(label, LABEL));
  if (address === undefined)
    return url === undefined ? shown : join([shown, escapeText(`(${oneLine(url, LABEL)})`)], " ");
  return `<${escapeText(address)}|${shown.replaceAll("|", "¦")}>` as Escaped;
}
