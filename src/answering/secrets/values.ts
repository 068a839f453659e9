import { mostRandom, randomnessOf } from "./randomness.ts";

/** What stands in place of a secret; no letters, so that nothing is searched for. */
export const MASK = "████";

/** The keys that documentation uses as examples hold the word, or begin as AWS' own do; what is masked holds the mask. */
export const isExample = (value: string): boolean => /EXAMPLE|^AKIAIOSFO|█/.test(value);

/** `<your key>`, `${KEY}`, `$KEY`, `%KEY%`, `{{ key }}`, `****`, `xxxx`, `your-key`, `changeme`, `null`. */
const PLACEHOLDER =
  /^(?:<[^<>|:]{0,80}>?|[$#@]?\{.*|\$\(.*|\$[A-Z_][A-Z0-9_]*|\$[a-z_]+|%[A-Za-z_]+%|\[[^\]]*\]?|[*•.…xX_?#-]+|(?:your|replace|insert|change|enter)[-_ ]?[a-z_-]*|(?:none|null|nil|undefined|true|false|yes|no|on|off|string|str|text|required|optional|redacted|placeholder|example|dummy|todo|fixme|password|secret|token|n\/a))$/i;
/** An address, a file, or where a program gets it from: `env:KEY`, `os.environ["KEY"]`. */
const REFERENCE =
  /^(?:[a-z][a-z0-9+.-]*:\/\/|arn:|urn:|[!@][A-Za-z]+[ (.]|(?:env|file|vault|ssm|kms|secrets?|process|os|var|local|data|module|config|settings|params?|props|self|this|dbutils|keyring|system)[.:[(]|[.~]{0,2}\/[\w.-]+(?:\/[\w.-]+)+\/?(?:#[\w-]*)?$|[A-Z]:\\)/i;
/** A call or a type that says nothing but words: `vault.read("key")`, `Optional[str]`. */
const CALL = /^([A-Za-z_.]+)[([]/;
/** `credentials.password`, `my-secret`, `SECRET_ACCESS_KEY`: where it comes from, or what it is. */
const NAMED = /secret|passw|token|key|credential/i;

/** Whether it only stands where a secret will. */
export function isStandIn(value: string): boolean {
  if (isExample(value) || PLACEHOLDER.test(value)) return true;
  const [, called] = CALL.exec(value) ?? [];
  if (called !== undefined && isOrdinary(called) && !/\d/.test(value)) return true;
  if (NAMED.test(value) && value.split(/\s+/).every(isOrdinary)) return true;
  return REFERENCE.test(value) && !isStrange(value);
}

/** Words of the trade with digits in them, and numbers, versions, sizes: no passwords. */
const TERMS =
  /^(?:base(?:32|58|62|64)(?:url)?|sha-?\d{1,3}|md5|utf-?\d{1,2}|oauth-?2?|saml2?|x509|[rhep]s\d{3}|ed25519|rsa-?\d{0,4}|aes-?\d{0,3}|https?2?|argon2\w{0,2}|pbkdf2|ipv[46]|[a-z]{1,2}\d{1,3}[a-z]?|v\d{1,4}|\d+[a-z]{0,2}|\d[\d_x]*)$/i;

/** Small letters, capitals, or words with a capital each: `lakes`, `LAKES`, `LakeFile`. */
const isWord = (part: string): boolean =>
  /^(?:[a-z]*|[A-Z]+s?|[A-Z]{0,5}[a-z]+(?:[A-Z]{1,5}[a-z]{2,}){0,6}[A-Z]{0,4})$/.test(part) &&
  (part.length <= 3 || randomnessOf(part) <= WORD * (part.length - 3));
/** For each letter but the first three; words reach four times that. */
const WORD = -0.2;

/** A word, a number, a version, an address, a name of words: what a sentence may say of a password without telling it. */
export function isOrdinary(written: string): boolean {
  const value = written.replace(/^[*_~#`'"]{1,8}|[`'"*_]{1,8}$|\P{ASCII}/gu, "");
  if (/^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(value)) return true;
  if (!/^[\w./:,@='’()-]*$/.test(value) || hasAllClasses(value)) return TERMS.test(value);
  return value.split(/[-._/:,@='’()]+/).every((part) => isWord(part) || TERMS.test(part));
}

const hasAllClasses = (value: string): boolean =>
  value.length >= 8 && /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value);

/** Far from words: as random as tokens are, in a place that speaks of them. */
const STRANGE = 4;
/** Digits among letters; names have them at their end. */
const TURNS = 4;

export function isStrange(value: string): boolean {
  if (mostRandom(value).score >= STRANGE + 2 || randomnessOf(value) >= STRANGE) return true;
  return (value.match(/[A-Za-z]\d|\d[A-Za-z]/g) ?? []).length >= TURNS;
}

const DIGEST = /^(?:[0-9a-f]{7,}|[0-9A-F]{7,})$/;
export const isDigest = (value: string): boolean => DIGEST.test(value);
/** Hex that is long enough for a key. */
export const isHexKey = (value: string): boolean => isDigest(value) && value.length >= 16;
export const isUuid = (value: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
export const isNumber = (value: string): boolean => /^[\d.,]+[a-z%]{0,3}$/i.test(value);

/** `user:password` in base64, as headers and the files of registries have it. */
export function isEncodedPair(encoded: string): boolean {
  try {
    return /^[ -~]{1,200}:[ -~]{0,200}$/.test(atob(encoded));
  } catch {
    return false;
  }
}
