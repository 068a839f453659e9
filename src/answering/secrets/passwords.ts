import { type Span, spansOf } from "./span.ts";
import { isOrdinary, isStandIn } from "./values.ts";

/** What makes one look for a password elsewhere in the message: the head of a table, “user ann, then the password”. */
const SPEAKS = /passw|\bpwd\b|credential|\blog-?in\b|\bcreds\b/i;
/** A word of its own, between blanks or the lines and commas of a table. */
const ALONE = /(?<![^\s|,;"'`(“])[^\s|,;"'`“”<>(){}[\]]{8,64}(?![^\s|,;"'`)”.?])/g;
/** `ann / password`, `ann:password` behind “the credentials are”. */
const PAIR =
  /\b(?:credentials?|creds|log-?in)\b\s{0,2}(?:is|are|was|were|with|:|=)?\s{1,2}[\w.@-]{1,64}\s{0,2}[/:|]\s{0,2}([^\s/:|]{6,200})/gi;

/** Passwords that stand apart from the word that speaks of them, by their looks alone. */
export function lonePasswords(text: string): Span[] {
  if (!SPEAKS.test(text)) return [];
  const all = [
    ...spansOf(text, ALONE).filter(({ from, to }) => isGenerated(text.slice(from, to))),
    ...spansOf(text, PAIR),
  ];
  return all.filter(({ from, to }) => !isOrdinary(text.slice(from, to)) && !isStandIn(text.slice(from, to)));
}

/** Of all four kinds, as the rules for passwords have it: small letters, capitals, digits, signs. No anchor, no address, no entity. */
const isGenerated = (word: string): boolean =>
  /[a-z]/.test(word) &&
  /[A-Z]/.test(word) &&
  /\d/.test(word) &&
  /[!#$%^&*?~+@]/.test(word) &&
  !/^#|:\/\/|[=&]\w+=|&\w+;/.test(word);
