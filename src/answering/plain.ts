/** Text and addresses of documentation and people, made fit to be shown; every platform escapes them in its own way afterwards. */

/** What may not be shown: control characters, overrides of the writing direction, halves of characters. */
const HARMFUL = /(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/gu;

/** Nearly every text: without any of these, a carriage return, or a character of two halves, and quickly told. */
const HARMLESS = /^[\t\n -~\u00A0-\u2029\u202F-\u2065\u206A-\uD7FF\uE000-\uFFFF]*$/;

/** Documentation and people must not steer what others see. */
export const harmless = (text: string): string =>
  HARMLESS.test(text) ? text : text.replace(/\r\n?/g, "\n").replace(HARMFUL, "\uFFFD");

/** Shortens to `most` UTF-16 units, so to no more code points, never in the middle of a character. */
export const clip = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…` : text;

/** Longer addresses are shown as text: citations have none, and several must fit into one message. */
export const LONGEST_ADDRESS = 1_000;

/** The address, where a link to it is safe: `http` or `https`, no user name that could pass for a host. */
export function webAddress(url: string | undefined): string | undefined {
  if (url === undefined || url.length > LONGEST_ADDRESS || /[\p{Cc}\p{Cs}]/u.test(url)) return undefined;
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  const isWeb = parsed.protocol === "https:" || parsed.protocol === "http:";
  return isWeb && parsed.username === "" && parsed.password === "" ? parsed.href : undefined;
}
