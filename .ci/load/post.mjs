// A platform's side of HTTP, over connections that stay open.
import { Agent, request } from "node:http";

/** Posts to a path of this machine; rejects where there is nobody, or nobody answers any more. */
export function createPost(port, path) {
  // Idle connections are given up before a server does it, which would meet a request half-way.
  const agent = new Agent({ keepAlive: true, maxSockets: 256, timeout: 2_000 });
  const post = (body, headers = {}) =>
    new Promise((resolve, reject) => {
      const all = { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...headers };
      const outgoing = request(
        { host: "127.0.0.1", port, path, method: "POST", agent, headers: all, timeout: 20_000 },
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
      outgoing.end(body);
    });
  return { post, close: () => agent.destroy() };
}
