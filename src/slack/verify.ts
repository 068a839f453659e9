import { createHmac, timingSafeEqual } from "node:crypto";

/** Seconds that a request's time may differ from ours, in either direction; Bolt itself takes any time in the future. */
const WINDOW = 300;

export interface Signed {
  readonly timestamp: string | readonly string[] | undefined;
  readonly signature: string | readonly string[] | undefined;
  readonly body: Buffer;
}

/**
 * Whether Slack signed the request with one of the secrets, now. https://docs.slack.dev/authentication/verifying-requests-from-slack
 *
 * @param now milliseconds since 1970
 */
export function isSigned({ timestamp, signature, body }: Signed, secrets: readonly string[], now: number): boolean {
  if (typeof timestamp !== "string" || !/^\d{1,12}$/.test(timestamp)) return false;
  if (typeof signature !== "string" || !/^v0=[0-9a-f]{64}$/.test(signature)) return false;
  if (Math.abs(Math.floor(now / 1000) - Number(timestamp)) > WINDOW) return false;
  const given = Buffer.from(signature);
  // Every secret is tried, so that the time tells nothing.
  return secrets.map((secret) => timingSafeEqual(given, sign(secret, timestamp, body))).some(Boolean);
}

function sign(secret: string, timestamp: string, body: Buffer): Buffer {
  const hmac = createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body);
  return Buffer.from(`v0=${hmac.digest("hex")}`);
}
