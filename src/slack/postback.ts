import { type Failure, LONGEST_WAIT, type Patience, patiently, pauseBefore } from "../delivery/send.ts";

/** What came back, if it was no success. */
class Refused extends Error {
  /** `undefined`: no answer came. */
  readonly status: number | undefined;
  /** Seconds. */
  readonly retryAfter: number;
  constructor(status: number | undefined, retryAfter = 0) {
    super(`http_${status}`);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/**
 * Posts to a `response_url`, which carries its own right to post.
 *
 * @param timeout milliseconds
 * @throws SendFailed, SendLater
 */
export const postBack = (url: string, message: object, patience: Patience, timeout: number): Promise<void> =>
  patiently(`response_url ${url}`, () => send(url, message, timeout), readFailure, patience);

async function send(url: string, message: object, timeout: number): Promise<void> {
  const headers = { "content-type": "application/json" };
  const signal = AbortSignal.timeout(timeout);
  const request = { method: "POST", headers, body: JSON.stringify(message), redirect: "error", signal } as const;
  const response = await fetch(url, request).catch(() => {
    throw new Refused(undefined);
  });
  await response.body?.cancel();
  if (!response.ok) throw new Refused(response.status, Number(response.headers.get("retry-after")));
}

function readFailure(error: unknown, attempt: number): Failure {
  const { status, retryAfter } = error as Refused;
  const pause = pauseBefore(attempt);
  if (status === undefined) return { kind: "silent", milliseconds: pause };
  if (status === 429)
    return { kind: "limited", milliseconds: Math.min(LONGEST_WAIT, retryAfter > 0 ? retryAfter * 1000 : pause) };
  // Else used up, or too old: nothing can be said any more.
  return status >= 500 ? { kind: "wait", milliseconds: pause } : { kind: "closed", reason: `http_${status}` };
}
