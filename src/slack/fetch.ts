import type { webApi } from "@slack/bolt";
import { request } from "undici";

type Fetch = NonNullable<webApi.WebClientOptions["fetch"]>;

/**
 * The `fetch` of Slack's SDK, for what it sends: text, without redirects. Node's own goes through streams both ways, which costs
 * more than all else in a call. @throws where there is no whole response
 */
export const fetchText: Fetch = async (url, { headers = {}, body, signal } = {}) => {
  if (body instanceof FormData) throw new TypeError("Files are not sent");
  const sent = { headers, body: body ?? null, signal: signal ?? null };
  const received = await request(url, { method: "POST", ...sent });
  const text = await received.body.text();
  const names = Object.entries(received.headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Response(text || null, { status: received.statusCode, headers: names });
};
