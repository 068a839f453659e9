import { RE2JS } from "re2js";
import type { Slot } from "./definition.ts";
import type { Word } from "./tokens.ts";

/** What a word is worth for a slot: a value, a wrong one, or nothing of its kind at all. */
export type Read =
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "invalid"; readonly text: string };

/** Characters of one value. */
export const LONGEST_VALUE = 256;
/** Characters of a name that its pattern looks at. */
const LONGEST_NAME = 64;

/** Reads one word as a value of the slot; `undefined` where it is of another kind. Choices are found by their phrases instead. */
export function readValue(slot: Exclude<Slot, { kind: "choice" }>, { text }: Word): Read | undefined {
  switch (slot.kind) {
    case "url":
      return isAddress(text) ? readUrl(slot, text) : undefined;
    case "name":
      return text.length <= LONGEST_NAME && patternOf(slot.pattern).matches(text)
        ? { kind: "value", value: text }
        : { kind: "invalid", text };
    case "number": {
      if (!/^\d{1,12}$/.test(text)) return undefined;
      const number = Number(text);
      return number >= slot.least && number <= slot.most
        ? { kind: "value", value: String(number) }
        : { kind: "invalid", text };
    }
    case "version":
      return /^v?\d{1,4}(?:\.\d{1,6}){0,3}(?:\.x)?$/.test(text)
        ? { kind: "value", value: text.replace(/^v/, "") }
        : undefined;
    default:
      return slot satisfies never;
  }
}

/** Whether the slot would read the value as just that. */
export function fitsSlot(slot: Slot, value: string): boolean {
  if (slot.kind === "choice") return Object.hasOwn(slot.values, value);
  const read = readValue(slot, { text: value, norm: "" });
  return read?.kind === "value" && read.value === value;
}

/** Endings of hosts that people write without a scheme; `core-site.xml` and `fs.s3a.impl` are none. */
const ENDING =
  "com|net|org|io|dev|cloud|local|internal|lan|corp|ai|app|co|us|uk|de|eu|fr|nl|ch|in|jp|au|ca|tech|systems|example|test";
const HOST_ALONE = new RegExp(`^(?:(?:[a-z0-9-]+\\.)+(?:${ENDING})|localhost)(?::\\d+)?(?:/\\S*)?$`, "i");
/** Places in object stores, which are no servers. */
const PLACE = /^(?:s3[an]?|gs|gcs|abfss?|wasbs?|adl|hdfs|dbfs|[a-z]+fs):\/\//i;

/** With a scheme; or a host by name: `lakes.example.com`, `localhost:8000`. */
export const isAddress = (text: string): boolean =>
  (/^(?:[a-z][a-z0-9+.-]*:\/\/|(?:javascript|data|file|mailto):)/i.test(text) && !PLACE.test(text)) ||
  HOST_ALONE.test(text);

/** Browsers take `$(id).example` for a host, and more for a path; nothing in these means anything to a shell. */
const HOST = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;
const PATH = /^[\w.~%/:@+,=-]*$/;
const IP_LITERAL = /^\d+(?:\.\d+){0,3}$/;
/** A number in another guise (`http://167772161`, octal, hex) is read as an IP by browsers, and by nobody else; link-local ones are a
 * cloud's own. */
const isDisguised = ({ hostname }: URL, text: string): boolean =>
  IP_LITERAL.test(hostname) && (hostname.startsWith("169.254.") || !text.split(/[/:]+/)[1]?.startsWith(hostname));

/**
 * An address that can stand in a configuration: a scheme that is allowed, a host by name or by its four numbers, no user name,
 * no query. Punycode is asked about: what it looks like is not what it is.
 */
function readUrl({ schemes, path }: Extract<Slot, { kind: "url" }>, text: string): Read {
  const invalid: Read = { kind: "invalid", text };
  if (text.length > LONGEST_VALUE || /[\s"'`<>\\^{|}]|[^\u0021-\u007e]/.test(text)) return invalid;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return invalid;
  }
  if (!schemes.includes(url.protocol.slice(0, -1)) || !text.toLowerCase().startsWith(`${url.protocol}//`))
    return invalid;
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") return invalid;
  if (!HOST.test(url.hostname) || isDisguised(url, text) || /(?:^|\.)xn--/.test(url.hostname)) return invalid;
  const bare = `${url.protocol}//${url.host}`;
  const below = url.pathname.replace(/\/+$/, "");
  if (path === "keep" && !PATH.test(below)) return invalid;
  return { kind: "value", value: path === "strip" ? bare : bare + below };
}

/** Whether it can be compiled. */
export function isPattern(pattern: string): boolean {
  try {
    return patternOf(pattern) !== undefined;
  } catch {
    return false;
  }
}

const patterns = new Map<string, RE2JS>();

/** RE2: linear in the text whatever the author wrote. @throws where it is no pattern */
export function patternOf(pattern: string): RE2JS {
  let compiled = patterns.get(pattern);
  if (!compiled) {
    compiled = RE2JS.compile(pattern);
    patterns.set(pattern, compiled);
  }
  return compiled;
}
