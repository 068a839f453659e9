import { RE2JS } from "re2js";
import type { Slot } from "./definition.ts";
import type { Word } from "./tokens.ts";

/** A word read as the value of a slot: valid or invalid. */
export type Read =
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "invalid"; readonly text: string };

/** In characters. */
export const LONGEST_VALUE = 256;
/** In characters. Longer names are invalid. */
const LONGEST_NAME = 64;

/** Reads a word as a value of the slot; `undefined` if it is of another kind. Choices are matched by their phrases instead. */
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

/** Whether the slot reads the value unchanged. */
export function fitsSlot(slot: Slot, value: string): boolean {
  if (slot.kind === "choice") return Object.hasOwn(slot.values, value);
  const read = readValue(slot, { text: value, norm: "" });
  return read?.kind === "value" && read.value === value;
}

/** Top-level domains of hosts that people write without a scheme. `core-site.xml` and `fs.s3a.impl` are not hosts. */
const ENDING =
  "com|net|org|io|dev|cloud|local|internal|lan|corp|ai|app|co|us|uk|de|eu|fr|nl|ch|in|jp|au|ca|tech|systems|example|test";
const HOST_ALONE = new RegExp(`^(?:(?:[a-z0-9-]+\\.)+(?:${ENDING})|localhost)(?::\\d+)?(?:/\\S*)?$`, "i");
/** Locations in object stores, which are not servers. */
const STORAGE = /^(?:s3[an]?|gs|gcs|abfss?|wasbs?|adl|hdfs|dbfs|[a-z]+fs):\/\//i;

/** With a scheme, or a bare host such as `lakes.example.com` or `localhost:8000`. */
export const isAddress = (text: string): boolean =>
  (/^(?:[a-z][a-z0-9+.-]*:\/\/|(?:javascript|data|file|mailto):)/i.test(text) && !STORAGE.test(text)) ||
  HOST_ALONE.test(text);

/** Narrower than a URL parser, which accepts hosts such as `$(id).example`: nothing here has a meaning in a shell. */
const HOST = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;
const PATH = /^[\w.~%/:@+,=-]*$/;
const IP_LITERAL = /^\d+(?:\.\d+){0,3}$/;
/**
 * An IP address that does not look like one (`http://167772161`, octal, hex), or a link-local one, which in a cloud leads to the
 * metadata service.
 */
const isDisguised = ({ hostname }: URL, text: string): boolean =>
  IP_LITERAL.test(hostname) && (hostname.startsWith("169.254.") || !text.split(/[/:]+/)[1]?.startsWith(hostname));

/**
 * A valid address has an allowed scheme and a host name or plain IPv4 address, and no user name, query or fragment. Punycode
 * hosts are invalid: they can look like another host.
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

export function isPattern(pattern: string): boolean {
  try {
    return patternOf(pattern) !== undefined;
  } catch {
    return false;
  }
}

const patterns = new Map<string, RE2JS>();

/** RE2 takes linear time, whatever the author's pattern. @throws if it is not a valid pattern */
export function patternOf(pattern: string): RE2JS {
  let compiled = patterns.get(pattern);
  if (!compiled) {
    compiled = RE2JS.compile(pattern);
    patterns.set(pattern, compiled);
  }
  return compiled;
}
