import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Seconds that a request's time may differ from ours, in either direction; Bolt itself takes any time in the future. */
const WINDOW = 300;

/** What a request's headers claim, before its body is read. */
export type Claim =
  /** Nothing that Slack sends. */
  | { readonly kind: "malformed" }
  /** Well formed, but too far from our clock: `seconds` ahead of it, or behind if negative. */
  | { readonly kind: "off"; readonly seconds: number }
  | { readonly kind: "signed"; readonly timestamp: string; readonly signature: string };

/**
 * Reads the two headers that Slack signs a request with. https://docs.slack.dev/authentication/verifying-requests-from-slack
 *
 * @param now milliseconds since 1970
 */
export function readClaim({ headersDistinct }: Pick<IncomingMessage, "headersDistinct">, now: number): Claim {
  const [timestamp, signature] = [
    only(headersDistinct["x-slack-request-timestamp"]),
    only(headersDistinct["x-slack-signature"]),
  ];
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return { kind: "malformed" };
  if (signature === undefined || !/^v0=[0-9a-f]{64}$/.test(signature)) return { kind: "malformed" };
  const seconds = Number(timestamp) - Math.floor(now / 1000);
  return Math.abs(seconds) > WINDOW ? { kind: "off", seconds } : { kind: "signed", timestamp, signature };
}

const only = (values: readonly string[] | undefined): string | undefined =>
  values?.length === 1 ? values[0] : undefined;

/** Whether the body was signed with one of the secrets. */
export function isSigned(
  { timestamp, signature }: Extract<Claim, { kind: "signed" }>,
  body: Buffer,
  secrets: readonly string[],
): boolean {
  const given = Buffer.from(signature);
  // Every secret is tried, so that the time tells nothing.
  return secrets.map((secret) => timingSafeEqual(given, sign(secret, timestamp, body))).some(Boolean);
}

function sign(secret: string, timestamp: string, body: Buffer): Buffer {
  const hmac = createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body);
  return Buffer.from(`v0=${hmac.digest("hex")}`);
}
