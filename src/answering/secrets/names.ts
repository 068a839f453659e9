import { isPlainPassword, isSecret, type Link, type Sort } from "./judge.ts";
import { valueAt } from "./readvalue.ts";
import type { Span } from "./span.ts";
import { isDigest, isOrdinary, isStandIn } from "./values.ts";

const OWNERS =
  "api|access|account|admin|app|application|auth|bot|client|consumer|deploy|encryption|hmac|jwt|licen[cs]e|master|private|psk|service|session|shared|sign|signing|ssh|storage|subscription|symmetric|webhook";
const NAME = new RegExp(
  [
    "(pass(?:word|wd|phrase|code|wort)|passwd|pwd|kennwort|contrase[nñ]a|mot[ _-]de[ _-]passe|senha|identified by|securestring|pass|pw)",
    `((?:${OWNERS})[ ._-]?(?:access[ ._-]?)?key|secret(?:[ ._-]?(?:access[ ._-]?)?key)?|token|bearer|authorization)`,
    "(credentials?|creds|auth|signature|session[_-]?id|sig|key|code)",
  ].join("|"),
  "gi",
);
/** Of these, what only ends alike is another word: `compass`, `monkey`. */
const SHORT = /^(?:pass|pw|pwd|auth|sig|key|code|creds)$/i;
const SUFFIX =
  /(?:s(?![A-Za-z]))?(?:[ _.-]?(?:id|value|base)|[_.-]?(?:old|new|prod|dev|test|stage|staging|live|main|b64|base64|\d{1,3}))?(?!\w)/iy;

/** White space, also as JSON writes it, and the signs of a quoted mail. */
const GAP = String.raw`(?:[\s>]|\\{1,7}[nrt])`;
const ASSIGNED =
  /\\{0,7}["'`*_\])”’]{0,3}[ \t]{0,4}(?:=>|->|→|[:?+]?=|==|:(?![:/]))[ \t]{0,12}(?:[*_]{1,2}[ \t]{1,4})?/y;
/** `<password>…</password>`, `<name>password</name><value>…</value>`. */
const ELEMENT = new RegExp(String.raw`(?:</[\w:.-]{1,30}>${GAP}{0,40}<[\w:.-]{1,30}>|["']?[ \t]{0,3}>)\s{0,8}`, "y");
/** Its value is called so: a container's environment. */
const CALLED_VALUE = new RegExp(
  String.raw`\\{0,7}["'\`]?[ \t]{0,2}[,;{]?${GAP}{1,60}\\{0,7}["']?(?:value|default)\\{0,7}["']?\s{0,3}[:=]\s{0,4}`,
  "y",
);
/** The next of a list, or of the row of a table. */
const NEXT_ONE = /\\{0,7}["'`]\s{0,4},\s{0,8}(?=\\{0,7}["'`])|[ \t]{0,12}\|[ \t]{0,12}/y;
const NEXT_LINE = new RegExp(`(?:${GAP}|\`){0,20}`, "y");
const BESIDE = /\s{0,2}[([]\s{0,2}|\s{1,3}(?:-String\s{1,3})?/y;
const SCHEME = /(?:Bearer|Basic|Token|Digest|Api-?Key|OAuth|SSWS|Key|Negotiate|[A-Z][\w-]{2,24})\s{1,3}(?=\S)/iy;
/** Four words of four letters, as Google writes passwords for apps. */
const IN_WORDS = /(?:[a-z]{4} ){3}[a-z]{4}(?![a-z])/y;

/** Values that a name in front of them gives away. */
export function namedValues(text: string): Span[] {
  const spans: Span[] = [];
  NAME.lastIndex = 0;
  for (let found = NAME.exec(text); found; found = NAME.exec(text)) {
    const value = valueBehind(found, text);
    if (!value) continue;
    spans.push({ from: value.from, to: value.to });
    NAME.lastIndex = Math.max(NAME.lastIndex, value.to);
  }
  return spans;
}

function valueBehind({ 0: name, 1: password, 2: key, index }: RegExpExecArray, text: string): Span | undefined {
  if (SHORT.test(name) && !beginsName(text, index)) return undefined;
  const end = after(SUFFIX, text, index + name.length);
  if (end === undefined) return undefined;
  const sort: Sort = password !== undefined ? "password" : key !== undefined ? "key" : "perhaps";
  // `urn:k8s:secret:name` is a path of names.
  if (text[index - 1] === ":" && text[end] === ":") return undefined;
  const assigned = after(ASSIGNED, text, end);
  if (assigned !== undefined)
    return /^authorization$/i.test(name) ? credentialsAt(text, assigned) : assignedAt(text, assigned, sort, name);
  const called = after(CALLED_VALUE, text, end);
  if (called !== undefined) return secretAt(text, called, sort, sort === "password" ? "assigned" : "said");
  const element = after(ELEMENT, text, end);
  if (element !== undefined) return inElement(text, element, sort);
  // “Pass it on” is no password.
  if (/^(?:pass|pw)$/i.test(name)) return undefined;
  const next = after(NEXT_ONE, text, end);
  if (next !== undefined) return secretAt(text, next, sort, "listed");
  const beside = after(BESIDE, text, end);
  const value =
    beside === undefined ? undefined : secretAt(text, beside, sort, isIdentifier(text, index) ? "said" : "beside");
  return value ?? saidAfter(text, end, sort);
}

function secretAt(text: string, at: number, sort: Sort, link: Link): Span | undefined {
  const value = valueAt(text, at);
  return value && isSecret(value, sort, link) ? value : undefined;
}

function inElement(text: string, at: number, sort: Sort): Span | undefined {
  const value = secretAt(text, at, sort, "assigned");
  return value && text.startsWith("</", value.to) ? value : undefined;
}

/** `--password x`, `ENV APP_SECRET x`, `fs.s3a.secret.key x`: the name of an option, not a word. */
const isIdentifier = (text: string, at: number): boolean =>
  /[A-Za-z0-9][._-]$|--?$/.test(text.slice(Math.max(0, at - 3), at));

/** Apart, or with a capital of its own: `dbPass`, `DBPASS`. */
function beginsName(text: string, at: number): boolean {
  const [before = "", first = ""] = [text[at - 1], text[at]];
  return (
    !/[A-Za-z]/.test(before) || (/[A-Z]/.test(first) && (/[a-z]/.test(before) || /[A-Z]/.test(text[at + 1] ?? "")))
  );
}

function after(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function assignedAt(text: string, at: number, sort: Sort, name: string): Span | undefined {
  const inWords = after(IN_WORDS, text, at);
  if (inWords !== undefined && sort === "password") return { from: at, to: inWords };
  const value = valueAt(text, at);
  if (value) {
    const isProse =
      !value.isQuoted && text[at - 1] === " " && /^[^\n]{0,4}[ \t]+[A-Za-z█]/.test(text.slice(value.to, value.to + 12));
    if (isProse && text[value.to] === ":") return undefined;
    const isOwn = sort !== "perhaps" || /^(?:KEY|AUTH|SIG)$/.test(name);
    return isSecret(value, isOwn ? sort : "perhaps", isProse ? "in prose" : "assigned") ? value : undefined;
  }
  // `NAME=` has none where its line ends; behind a colon, it may stand on the next one.
  const next = /:[ \t]*$/.test(text.slice(at - 4, at)) ? after(NEXT_LINE, text, at) : undefined;
  const below = next === undefined ? undefined : secretAt(text, next, sort, "said");
  return below && !/[:=]/.test(text[below.to] ?? "") ? below : undefined;
}

/** Of `Bearer abc`, the second word. */
function credentialsAt(text: string, at: number): Span | undefined {
  const inQuotes = /["'`]/.test(text[at] ?? "") ? at + 1 : at;
  const value = valueAt(text, after(SCHEME, text, inQuotes) ?? at);
  return value && !isStandIn(value.text) && (!isOrdinary(value.text) || isDigest(value.text)) ? value : undefined;
}

/** How many words may stand between a name and “is”: “the password for the test database is …”. */
const MOST_WORDS = 8;
const WORD = /[ \t]{1,3}(\S{1,60})/y;
const LINK = /^(?:is|was|are|were|ist|lautet|est|es|=|:|->|→)[:=]?$/i;
const FILLER = /\s{1,3}(?:now|still|just|set|to|like|this|called|changed|again)(?=\s)/iy;
/** “The token of the user whose id is …” says what the id is. */
const OTHER_THING =
  /^(?:id|name|user|version|branch|commit|hash|repo(?:sitory)?|bucket|path|endpoint|url|uri|host|server|region|port|type|format|length|runtime|cluster|job|node|instance|digest|checksum|tag|ref|sha\d*|file|image|pod|namespace)$/i;

function saidAfter(text: string, at: number, sort: Sort): Span | undefined {
  let before = "";
  WORD.lastIndex = at;
  for (let count = 0; count < MOST_WORDS; count++) {
    const [whole, word = ""] = WORD.exec(text) ?? [];
    if (whole === undefined || /[.?!,;]$|█/.test(word)) return undefined;
    const isLink = LINK.test(word);
    if (isLink || /[:=]$/.test(word)) {
      const noun = isLink ? before : word.slice(0, -1);
      if (OTHER_THING.test(noun)) return undefined;
      return saidAt(text, WORD.lastIndex, sort, before === "");
    }
    before = word;
  }
  return undefined;
}

function saidAt(text: string, at: number, sort: Sort, isDirect: boolean): Span | undefined {
  let from = at;
  for (let filler = after(FILLER, text, from); filler !== undefined; filler = after(FILLER, text, from)) from = filler;
  const start = after(NEXT_LINE, text, from);
  const value = start === undefined ? undefined : valueAt(text, start);
  if (!value) return undefined;
  if (sort === "password" && isDirect && isPlainPassword(value)) return value;
  return isSecret(value, sort, "said") ? value : undefined;
}
