import { createHash } from "node:crypto";
import { type Failure, LONGEST_WAIT, type Patience, patiently, pauseBefore } from "../delivery/send.ts";

const REFUSED = new Set(["msg_too_long", "msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format", "no_text"]);
const CLOSED = new Set([
  ...[
    "not_in_channel",
    "channel_not_found",
    "is_archived",
    "restricted_action",
    "cannot_dm_bot",
    "user_not_in_channel",
  ],
  ...[
    "thread_not_found",
    "message_not_found",
    "restricted_action_read_only_channel",
    "restricted_action_thread_locked",
  ],
]);
/** The message that was posted with our id is gone: https://docs.slack.dev/reference/methods/chat.postMessage (errors) */
const GONE = new Set(["duplicate_message_not_found", "duplicate_channel_not_found"]);
const UNAUTHORIZED = new Set([
  "invalid_auth",
  "not_authed",
  "token_revoked",
  "token_expired",
  "account_inactive",
  "app_uninstalled",
]);

/**
 * Reads the error of a call through the SDK by its codes, never by its text.
 *
 * @param attempt from 0; pauses without `Retry-After` double with it
 */
export function readFailure(error: unknown, attempt: number): Failure {
  const { code, retryAfter, statusCode, data } = error as {
    code?: unknown;
    retryAfter?: unknown;
    statusCode?: unknown;
    data?: { error?: unknown; needed?: unknown };
  };
  const pause = pauseBefore(attempt);
  if (code === "slack_webapi_rate_limited_error") {
    const asked = typeof retryAfter === "number" && retryAfter > 0 ? retryAfter * 1000 : pause;
    return { kind: "limited", milliseconds: Math.min(LONGEST_WAIT, asked) };
  }
  if (code === "slack_webapi_request_error") return { kind: "silent", milliseconds: pause };
  // 429 without a time to wait, for which the SDK has no error of its own.
  if (code === undefined && data === undefined) return { kind: "limited", milliseconds: pause };
  if (code === "slack_webapi_http_error")
    return typeof statusCode === "number" && statusCode >= 500
      ? { kind: "wait", milliseconds: pause }
      : { kind: "unknown", reason: `http ${String(statusCode)}` };
  const reason = typeof data?.error === "string" ? data.error : "unknown";
  if (reason === "missing_scope")
    return { kind: "unauthorized", reason: `${reason} ${String(data?.needed ?? "")}`.trim() };
  if (reason === "ratelimited") return { kind: "limited", milliseconds: pause };
  if (reason === "service_unavailable" || reason === "internal_error" || reason === "fatal_error")
    return { kind: "wait", milliseconds: pause };
  if (REFUSED.has(reason)) return { kind: "refused" };
  if (GONE.has(reason)) return { kind: "gone" };
  if (CLOSED.has(reason)) return { kind: "closed", reason };
  if (UNAUTHORIZED.has(reason)) return { kind: "unauthorized", reason };
  return { kind: "unknown", reason };
}

/**
 * @param key the method, and the channel if Slack counts its calls by channel
 * @throws SendLater if it must wait, SendFailed where another attempt would end alike
 */
export const withPatience = <Result>(key: string, call: () => Promise<Result>, patience: Patience): Promise<Result> =>
  patiently(key, call, readFailure, patience);

/**
 * The same id for the same answer to the same message: sent along as `client_msg_id`, so that a call whose answer was lost does
 * not become a second message when it is repeated. Of Slack's documentation, the errors of `chat.postMessage` say that it knows a
 * message by it.
 */
export function messageId(key: string): string {
  const hex = createHash("sha256").update(key).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
