import { type Patience, SendFailed, SendLater } from "../delivery/send.ts";
import { readFailure } from "./send.ts";

const ATTEMPTS = 4;

/** Posts to a `response_url`, which carries its own right to post. @throws SendFailed, SendLater */
export async function postBack(url: string, message: object, patience: Patience, timeout: number): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const { status, retryAfter } = await send(url, message, timeout);
    if (status < 400) return;
    // Used up, or too old: nothing can be said any more.
    if (status < 500 && status !== 429) throw new SendFailed({ kind: "closed", reason: `http_${status}` });
    if (attempt === ATTEMPTS - 1) throw new SendLater("Slack could not be reached");
    const code = status === 429 ? "slack_webapi_rate_limited_error" : "slack_webapi_request_error";
    const failure = readFailure({ code, retryAfter }, attempt);
    if (failure.kind === "wait") await patience.sleep(failure.milliseconds * (1 + 0.2 * patience.chance()));
  }
}

/** The HTTP status; 599 where there was none. */
async function send(url: string, message: object, timeout: number): Promise<{ status: number; retryAfter: number }> {
  try {
    const headers = { "content-type": "application/json" };
    const signal = AbortSignal.timeout(timeout);
    const body = JSON.stringify(message);
    const response = await fetch(url, { method: "POST", headers, body, redirect: "error", signal });
    await response.body?.cancel();
    return { status: response.status, retryAfter: Number(response.headers.get("retry-after")) };
  } catch {
    return { status: 599, retryAfter: 0 };
  }
}
