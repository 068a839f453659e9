import { type Failure, pauseBefore } from "../delivery/send.ts";

/** What the SDK does not repeat by itself. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
const LATER = new Set([408, 412, 429]);
/** Of the library that gets the tokens: it did not reach who gives them, or not now. Nobody refused anything. */
const UNREACHED = new Set([
  ...["network_error", "no_network_connectivity", "endpoints_resolution_error", "openid_config_error"],
  ...["request_timeout", "temporarily_unavailable", "server_error"],
]);
const TOO_LONG = "MessageSizeTooBig";

/**
 * Reads the error of a call through the SDK by its codes, never by its text.
 *
 * @param attempt from 0; pauses double with it
 */
export function readFailure(error: unknown, attempt: number): Failure {
  const { statusCode, code, errorCode } = error as { statusCode?: unknown; code?: unknown; errorCode?: unknown };
  const wait: Failure = { kind: "wait", milliseconds: pauseBefore(attempt) };
  if (typeof statusCode !== "number")
    return typeof errorCode === "string" && !UNREACHED.has(errorCode)
      ? { kind: "unauthorized", reason: errorCode }
      : wait;
  if (LATER.has(statusCode) || statusCode >= 500) return wait;
  const reason = typeof code === "string" ? code : `http_${statusCode}`;
  if (statusCode === 413 || code === TOO_LONG) return { kind: "too long" };
  if (statusCode === 401) return { kind: "unauthorized", reason };
  if (statusCode === 403 || statusCode === 404) return { kind: "closed", reason };
  if (statusCode === 400) return { kind: "refused" };
  return { kind: "unknown", reason };
}
