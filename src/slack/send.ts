import { createHash } from "node:crypto";

/** What a call to Slack came to, where it did not work. */
export type Failure =
  /** Not now: try again after so many milliseconds. */
  | { readonly kind: "wait"; readonly milliseconds: number }
  /** The message itself is refused; plain text may pass. */
  | { readonly kind: "refused" }
  /** Nothing can be sent there. */
  | { readonly kind: "closed"; readonly reason: string }
  /** The token is no good: nothing can be sent anywhere. */
  | { readonly kind: "unauthorized"; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string };

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
const UNAUTHORIZED = new Set([
  "invalid_auth",
  "not_authed",
  "token_revoked",
  "token_expired",
  "account_inactive",
  "app_uninstalled",
]);

/** Milliseconds; Slack may ask for more, and is asked again then. */
const LONGEST_WAIT = 60_000;
const FIRST_PAUSE = 250;

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
    data?: { error?: unknown };
  };
  const pause = Math.min(LONGEST_WAIT, FIRST_PAUSE * 2 ** attempt);
  if (code === "slack_webapi_rate_limited_error") {
    const asked = typeof retryAfter === "number" && retryAfter > 0 ? retryAfter * 1000 : pause;
    return { kind: "wait", milliseconds: Math.min(LONGEST_WAIT, asked) };
  }
  // Without a code: 429 without a time to wait, for which the SDK has no error of its own.
  if (code === "slack_webapi_request_error" || (code === undefined && data === undefined))
    return { kind: "wait", milliseconds: pause };
  if (code === "slack_webapi_http_error")
    return typeof statusCode === "number" && statusCode >= 500
      ? { kind: "wait", milliseconds: pause }
      : { kind: "unknown", reason: `http ${String(statusCode)}` };
  const reason = typeof data?.error === "string" ? data.error : "unknown";
  if (
    reason === "ratelimited" ||
    reason === "service_unavailable" ||
    reason === "internal_error" ||
    reason === "fatal_error"
  )
    return { kind: "wait", milliseconds: pause };
  if (REFUSED.has(reason)) return { kind: "refused" };
  if (CLOSED.has(reason)) return { kind: "closed", reason };
  if (UNAUTHORIZED.has(reason)) return { kind: "unauthorized", reason };
  return { kind: "unknown", reason };
}

/** A call that is to be tried again later, by whoever keeps the event. */
export class SendLater extends Error {
  override readonly name = "SendLater";
}
/** A call that makes no sense to repeat. */
export class SendFailed extends Error {
  override readonly name = "SendFailed";
  readonly failure: Failure;
  /** Slack's word for it, where the log looks for one. */
  readonly data: { readonly error: string | undefined };
  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
    this.data = { error: "reason" in failure ? failure.reason : failure.kind };
  }
}

const ATTEMPTS = 5;

export interface Patience {
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** 0..1, spreads the calls that were all told to wait. */
  readonly chance: () => number;
}

/** @throws SendLater after a few attempts, SendFailed where another attempt would end alike */
export async function withPatience<Result>(call: () => Promise<Result>, { sleep, chance }: Patience): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const failure = readFailure(error, attempt);
      if (failure.kind !== "wait") throw new SendFailed(failure);
      if (attempt === ATTEMPTS - 1) throw new SendLater("Slack could not be reached");
      await sleep(failure.milliseconds * (1 + 0.2 * chance()));
    }
  }
}

/**
 * The same id for the same answer to the same message: sent along as `client_msg_id`, so that a call whose answer was lost does
 * not become a second message when it is repeated.
 */
export function messageId(key: string): string {
  const hex = createHash("sha256").update(key).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
