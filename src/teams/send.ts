import { type Failure, LONGEST_WAIT, pauseBefore } from "../delivery/send.ts";

/** To be tried again. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
const LATER = new Set([408, 412]);
/** Of the library that gets the tokens: it did not reach who gives them. */
const UNREACHED = new Set([
  ...["network_error", "no_network_connectivity", "endpoints_resolution_error", "openid_config_error"],
  "request_timeout",
]);
/** Who gives them cannot now. Nobody refused anything. */
const UNAVAILABLE = new Set(["temporarily_unavailable", "server_error"]);
const TOO_LONG = "MessageSizeTooBig";

/**
 * Reads the error of a call through the SDK by its codes, never by its text.
 *
 * @param attempt from 0; pauses double with it
 */
export function readFailure(error: unknown, attempt: number): Failure {
  const { statusCode, code, errorCode } = error as { statusCode?: unknown; code?: unknown; errorCode?: unknown };
  const milliseconds = pauseBefore(attempt);
  if (typeof statusCode !== "number") {
    if (typeof errorCode !== "string" || UNREACHED.has(errorCode)) return { kind: "silent", milliseconds };
    return UNAVAILABLE.has(errorCode) ? { kind: "wait", milliseconds } : { kind: "unauthorized", reason: errorCode };
  }
  if (statusCode === 429) return { kind: "limited", milliseconds: retryAfter(error) ?? milliseconds };
  if (LATER.has(statusCode) || statusCode >= 500) return { kind: "wait", milliseconds };
  const reason = typeof code === "string" ? code : `http_${statusCode}`;
  if (statusCode === 413 || code === TOO_LONG) return { kind: "too long" };
  if (statusCode === 401) return { kind: "unauthorized", reason };
  if (statusCode === 403 || statusCode === 404) return { kind: "closed", reason };
  if (statusCode === 400) return { kind: "refused" };
  return { kind: "unknown", reason };
}

/** Milliseconds, where Teams names a time. */
function retryAfter(error: unknown): number | undefined {
  const { response } = error as { response?: { headers?: { get?: (name: string) => unknown } } };
  const seconds = Number(response?.headers?.get?.("retry-after"));
  return seconds > 0 ? Math.min(LONGEST_WAIT, seconds * 1000) : undefined;
}
