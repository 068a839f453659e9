// Slack's side of HTTP: bodies signed as Slack signs them, over connections that stay open.
import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";

const JSON_TYPE = "application/json";

/** Posts to `/slack/events`; rejects where there is nobody, or nobody answers any more. */
export function createPost(port, secret) {
  // Idle connections are given up before a server does it, which would meet a request half-way.
  const agent = new Agent({ keepAlive: true, maxSockets: 256, timeout: 2_000 });
  const post = (body, { type = JSON_TYPE, change = {} } = {}) =>
    new Promise((resolve, reject) => {
      const timestamp = change.timestamp ?? `${Math.floor(Date.now() / 1000)}`;
      const hmac = createHmac("sha256", change.secret ?? secret).update(`v0:${timestamp}:${body}`);
      const sent = change.body ?? body;
      const headers = {
        "content-type": type,
        "content-length": Buffer.byteLength(sent),
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": `v0=${hmac.digest("hex")}`,
        ...change.headers,
      };
      const outgoing = request(
        { host: "127.0.0.1", port, path: "/slack/events", method: "POST", agent, headers, timeout: 20_000 },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (chunk) => {
            text += chunk;
          });
          response.on("end", () => resolve({ status: response.statusCode, text }));
          response.on("error", reject);
        },
      );
      outgoing.on("timeout", () => outgoing.destroy(new Error("no acknowledgement within 20 s")));
      outgoing.on("error", reject);
      outgoing.end(sent);
    });
  return { post, close: () => agent.destroy() };
}
