import type { Value } from "./readvalue.ts";
import { isDigest, isEncodedPair, isHexKey, isOrdinary, isStandIn, isStrange, isUuid } from "./values.ts";

/** What a name says of the value behind it: a password; a key or a token; something that may be one. */
export type Sort = "password" | "key" | "perhaps";
/** How it leads to its value: `name=value`; `name: value and more`; “the name is value”; `"name", "value"`; “name value”. */
export type Link = "assigned" | "in prose" | "said" | "listed" | "beside";

/** What is said of passwords that are not told. */
const STATE =
  /(?:ed|ing|en|ly|able|ible)$|^(?:correct|incorrect|invalid|valid|wrong|right|missing|secret|public|private|visible|secure|unsafe|longer|shorter|strong|different|optional|default|plaintext|somewhere|another|nothing|something|always|really|getting|gone|either|neither|without|within|exactly|probably|actually|simply|simple|active|inactive|unknown|normal|unique|random|common|complex|static|legacy|unclear|useless|identical|similar|kubernetes)$/i;

/** “My password is sunshine”: a word of six letters that says nothing of it. */
export const isPlainPassword = ({ text }: Value): boolean =>
  /^[a-z]{6,}$/i.test(text) && !STATE.test(text) && !isStandIn(text);

/** Names that say little need a value that says more. */
const isPerhaps = (text: string, link: Link): boolean =>
  isHexKey(text) ? link === "assigned" : text.length >= 10 && !isUuid(text) && (isStrange(text) || isEncodedPair(text));

/** Whether the value behind a name is one, by how sure the name and the link to it are. */
export function isSecret({ text, isQuoted }: Value, sort: Sort, link: Link): boolean {
  if (text.length < (sort === "password" ? 4 : 6) || isStandIn(text)) return false;
  if (sort === "perhaps") return isPerhaps(text, link);
  switch (link) {
    case "assigned":
      return sort === "password" || !isOrdinary(text) || isHexKey(text);
    case "in prose":
    case "listed":
      return !isOrdinary(text) || (isHexKey(text) && sort === "key");
    case "said":
      return !isOrdinary(text) || isHexKey(text) || (isQuoted && sort === "password" && !STATE.test(text));
    case "beside":
      if (/[[\]<>]|:\/\//.test(text) || (!/[\d!-/:-@]/.test(text) && !isStrange(text))) return false;
      if (sort === "password") return text.length >= 6 && !isOrdinary(text) && !isDigest(text) && !isUuid(text);
      return text.length >= 10 && (isHexKey(text) || (!isOrdinary(text) && isStrange(text) && !isUuid(text)));
    default:
      return link satisfies never;
  }
}
