import { decodeProtectedHeader, type JWTPayload, jwtVerify } from "jose";
import type { SigningKey, SigningKeys } from "./signingkeys.ts";

/** What a genuine token says; of its activity nothing is known yet. */
export interface Verified {
  readonly claims: JWTPayload;
  /** The only address that may be answered to. */
  readonly serviceUrl: string;
  readonly endorsements: readonly string[];
}

export interface TokenOptions {
  readonly keys: SigningKeys;
  /** Whom tokens must come from, and whom they must be for: the app's id. */
  readonly issuer: string;
  readonly audience: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Seconds that clocks may differ, as the service's documentation allows. */
const TOLERANCE = 300;
/** Characters; the service's tokens have about 1,500. */
const LONGEST = 8_000;

/**
 * Checks an `Authorization` header, without the request's body: signature, issuer, audience, and a time that it must name.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 *
 * @returns `undefined` for a token that is none, or not for us
 * @throws KeysUnavailable if that cannot be found out now
 */
export async function verifyToken(
  authorization: string | undefined,
  options: TokenOptions,
): Promise<Verified | undefined> {
  const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec((authorization ?? "").slice(0, LONGEST)) ?? [];
  const id = token === undefined ? undefined : keyId(token);
  if (token === undefined || id === undefined) return undefined;
  const key = await options.keys.find(id);
  return key && verify(token, key, options);
}

function keyId(token: string): string | undefined {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    return alg === "RS256" ? kid : undefined;
  } catch {
    return undefined;
  }
}

async function verify(
  token: string,
  { key, endorsements }: SigningKey,
  { issuer, audience, now }: TokenOptions,
): Promise<Verified | undefined> {
  try {
    const { payload } = await jwtVerify(token, key, {
      ...{ issuer, audience, algorithms: ["RS256"], clockTolerance: TOLERANCE },
      ...{ requiredClaims: ["exp", "serviceurl"], currentDate: new Date(now()) },
    });
    const { serviceurl } = payload;
    return typeof serviceurl === "string" && serviceurl !== ""
      ? { claims: payload, serviceUrl: serviceurl, endorsements }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the token speaks for this activity: its channel, and the address that answers go to. */
export const speaksFor = (
  { serviceUrl, endorsements }: Verified,
  activity: { readonly channelId?: unknown; readonly serviceUrl?: unknown },
): boolean =>
  activity.serviceUrl === serviceUrl &&
  (endorsements.length === 0 || (typeof activity.channelId === "string" && endorsements.includes(activity.channelId)));
