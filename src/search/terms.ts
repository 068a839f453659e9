import { stemmer } from "stemmer";

/**
 * Text becomes terms in the same way for documents and questions. A word becomes its Porter stem. A compound becomes a whole
 * and its parts:
 *
 *     fs.s3a.endpoint   =fs.s3a.endpoint  fs  s3a  endpoint       whole, marked "=": never stemmed, matches exactly
 *     pre-signed        presign  pre  sign                        whole, joined and stemmed: matches "presigned"
 *     FileSystem        filesystem  file  system
 */
export interface Token {
  /** As written, in lower case. */
  readonly word: string;
  readonly term: string;
  readonly role: "word" | "whole" | "part";
}

const COMPOUND = /[\p{L}\p{N}\p{M}_]+(?:['’][\p{L}]+|[.\-/:@]+(?=[\p{L}\p{N}_])[\p{L}\p{N}\p{M}_]+)*/gu;
const PLAIN_WORD = /^[a-z]+$/;
/** Shorter words are mostly acronyms: Porter would turn `gcs` into `gc`. */
const SHORTEST_STEMMED = 4;
const stems = new Map<string, string>();
const STEMS_KEPT = 200_000;

/** Porter stem of a lower-case word. */
export function stem(word: string): string {
  let found = stems.get(word);
  if (found === undefined) {
    found = word.length >= SHORTEST_STEMMED && PLAIN_WORD.test(word) ? stemmer(word) : word;
    if (stems.size >= STEMS_KEPT) stems.clear();
    stems.set(word, found);
  }
  return found;
}

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const [raw] of text.normalize("NFKC").matchAll(COMPOUND)) pushTokens(tokens, raw);
  return tokens;
}

/** The terms of a text, in order. A whole comes before its parts. */
export const termsOf = (text: string): string[] => tokenize(text).map((token) => token.term);

function pushTokens(tokens: Token[], raw: string): void {
  const bare = raw.replace(/['’]s$/i, "").replace(/['’]/g, "");
  if (PLAIN_WORD.test(bare)) {
    tokens.push({ word: bare, term: stem(bare), role: "word" });
    return;
  }
  const pieces = bare.split(/[.\-/:@_]+/).filter(Boolean);
  if (pieces.length === 0) return;
  const parts = pieces.flatMap(splitCamel).map((part) => part.toLowerCase());
  const whole = bare.toLowerCase();
  if (parts.length === 1) {
    const word = parts[0] as string;
    tokens.push({ word, term: stem(word), role: "word" });
    return;
  }
  const joinable = pieces.length === 1 || /^\p{L}+-\p{L}+$/u.test(whole);
  tokens.push({ word: whole, term: joinable ? stem(whole.replaceAll("-", "")) : `=${whole}`, role: "whole" });
  for (const part of parts) if (!/^\d+$/.test(part)) tokens.push({ word: part, term: stem(part), role: "part" });
}

/** `LakeFSFileSystem` → LakeFS, File, System. Parts of one or two letters stay with their neighbour. */
function splitCamel(word: string): string[] {
  if (!/\p{Ll}\p{Lu}|\p{Lu}\p{Lu}\p{Ll}/u.test(word)) return [word];
  const humps = word.split(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u);
  const parts: string[] = [];
  for (const hump of humps) {
    const last = parts.at(-1);
    if (last !== undefined && (hump.length < 3 || last.length < 3)) parts[parts.length - 1] = last + hump;
    else parts.push(hump);
  }
  return parts;
}
