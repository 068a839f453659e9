// Slack's side of HTTP: bodies signed as Slack signs them.
import { createHmac } from "node:crypto";
import { createPost as createPlainPost } from "../load/post.mjs";

/** Posts to `/slack/events`; rejects where there is nobody, or nobody answers any more. */
export function createPost(port, secret) {
  const { post, close } = createPlainPost(port, "/slack/events");
  const signed = (body, headers = {}) => {
    const timestamp = `${Math.floor(Date.now() / 1000)}`;
    const hmac = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`);
    return post(body, {
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${hmac.digest("hex")}`,
      ...headers,
    });
  };
  return { post: signed, close };
}
