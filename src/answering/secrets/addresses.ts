import { type Span, spansOf } from "./span.ts";
import { isHexKey, isNumber, isOrdinary, isStandIn, isStrange } from "./values.ts";

/** `scheme://user:password@host`, the password up to the last `@` in front of a `/`; a number in its place is a port. */
const WITH_USER =
  /\b[a-z][a-z0-9+.-]{0,30}:\/\/([^\s:@/]{0,200}:(?!\d{1,5}(?:[/?#]|$))[^\s@/]{1,300}(?:@[^\s@/]{1,300}){0,4})@(?=\S)/gi;
/** The same with a `/` in the password. */
const WITH_SLASH = /\b[a-z][a-z0-9+.-]{0,30}:\/\/([^\s:@/]{0,200}:(?!\d{1,5}(?:[/?#]|$)|\/)\S{1,300})@(?=[\w-])/gi;
/** `user:password@host.example`; an `s3://` of the like is of other patterns. */
const WITHOUT_SCHEME = /(?<![\w/.@:])[\w.+-]{1,64}:([^\s@:/<>]{6,200})@[\w-]{1,60}\.[\w.-]{2,100}/g;
/** Only the user's name, where it is a token: `https://token@host`. */
const TOKEN_ALONE = /\bhttps?:\/\/([^\s:@/]{16,300})@(?=[\w-])/gi;
/** Parameters whose names are too short to tell anything elsewhere. */
const PARAMETER =
  /[?&](?:sig|signature|key|code|auth|sas|state|ticket|x-(?:amz|goog)-(?:signature|credential))=([^\s&#"'<>`)\]]{6,2000})/gi;
/** `host:5432:tea:ann:password` */
const PGPASS = /(?<![^\s"'`(])[\w.*-]{1,100}:(?:\d{2,5}|\*):[\w*-]{1,60}:[\w*-]{1,60}:(\S{4,200})/g;
/** A cookie's values; whatever their names are. */
const COOKIES = /\bcookie["']?\s{0,2}[:=]\s{0,2}["']?([^\n"']{1,4000})/gi;

export function inAddresses(text: string): Span[] {
  const of = (span: Span): string => text.slice(span.from, span.to);
  const users = [...spansOf(text, WITH_USER), ...spansOf(text, WITH_SLASH), ...spansOf(text, TOKEN_ALONE)];
  const lax = spansOf(text, WITHOUT_SCHEME).filter((span) => !isOrdinary(of(span)));
  const parameters = spansOf(text, PARAMETER).filter((span) => isKeyLike(of(span)));
  const lines = spansOf(text, PGPASS);
  return [
    // `user:<password>` stands in for both.
    ...users.filter((span) => !isStandIn(of(span).replace(/^[^:]*:/, ""))),
    ...[...lax, ...parameters, ...lines, ...cookies(text)].filter((span) => !isStandIn(of(span))),
  ];
}

const isKeyLike = (value: string): boolean =>
  !isNumber(value) && (isHexKey(value) || isStrange(value) || /%[0-9A-F]{2}/i.test(value));

function cookies(text: string): Span[] {
  return spansOf(text, COOKIES).flatMap(({ from, to }) =>
    spansOf(text.slice(from, to), /=([^;\s"']{8,4000})/g)
      .map((span) => ({ from: from + span.from, to: from + span.to }))
      .filter((span) => isKeyLike(text.slice(span.from, span.to))),
  );
}
