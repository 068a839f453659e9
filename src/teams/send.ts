import { type Failure, pauseBefore } from "../delivery/send.ts";

/** What the SDK does not repeat by itself. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
const LATER = new Set([408, 412, 429]);
const TOO_LONG = "MessageSizeTooBig";

/**
 * Reads the error of a call through the SDK by its codes, never by its text.
 *
 * @param attempt from 0; pauses double with it
 */
export function readFailure(error: unknown, attempt: number): Failure {
  const { statusCode, code, errorCode } = error as { statusCode?: unknown; code?: unknown; errorCode?: unknown };
  // Of the library that gets the tokens.
  if (typeof errorCode === "string" && statusCode === undefined) return { kind: "unauthorized", reason: errorCode };
  if (typeof statusCode !== "number") return { kind: "wait", milliseconds: pauseBefore(attempt) };
  if (LATER.has(statusCode) || statusCode >= 500) return { kind: "wait", milliseconds: pauseBefore(attempt) };
  const reason = typeof code === "string" ? code : `http_${statusCode}`;
  if (statusCode === 413 || code === TOO_LONG) return { kind: "too long" };
  if (statusCode === 401) return { kind: "unauthorized", reason };
  if (statusCode === 403 || statusCode === 404) return { kind: "closed", reason };
  if (statusCode === 400) return { kind: "refused" };
  return { kind: "unknown", reason };
}
