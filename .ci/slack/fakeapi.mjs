// A small Slack Web API that takes any load: it records what is posted, and fails as often as it is told. The emulator of npm
// refuses after 5,000 calls.
import { createServer } from "node:http";

/** Shares of calls; what is left works. */
export const FAULTS = { limited: 0.015, limitedInSeconds: 0.015, resetBefore: 0.02, resetAfter: 0.01, broken: 0.02 };

const MEMBER = { ok: true, user: { is_restricted: false, is_ultra_restricted: false } };

/** The same sequence each time: mulberry32. */
export function createChance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @param options.faults shares, none by default
 * @param options.onPosted hears of each message that is accepted
 */
export async function startFakeApi({ faults = {}, seed = 1, onPosted = () => undefined } = {}) {
  const chance = createChance(seed);
  const seen = { posted: [], refused: 0, reset: 0, repeats: 0, unrecorded: 0, calls: 0, others: new Map() };
  const byId = new Map();
  let last = Math.floor(Date.now() / 1000) * 1_000_000;
  const stamp = () => `${Math.floor(++last / 1_000_000)}.${String(last % 1_000_000).padStart(6, "0")}`;

  function accept(call) {
    const known = call.client_msg_id === undefined ? undefined : byId.get(call.client_msg_id);
    if (known) {
      seen.repeats++;
      // Its answer was sent: whoever posted it died before that was written down.
      if (!known.isCut) seen.unrecorded++;
      return known;
    }
    const message = { ...call, ts: stamp() };
    if (call.client_msg_id !== undefined) byId.set(call.client_msg_id, message);
    seen.posted.push(message);
    onPosted(message);
    return message;
  }

  function answer(method, call, request, response) {
    seen.calls++;
    if (method !== "chat.postMessage") {
      seen.others.set(method, (seen.others.get(method) ?? 0) + 1);
      return send(response, 200, method === "users.info" ? MEMBER : { ok: true });
    }
    const { limited = 0, limitedInSeconds = 0, resetBefore = 0, resetAfter = 0, broken = 0 } = faults;
    let left = chance();
    const falls = (share) => {
      left -= share;
      return left < 0;
    };
    if (falls(limited)) return refuse(response, 429, {});
    if (falls(limitedInSeconds)) return refuse(response, 429, { "retry-after": "1" });
    if (falls(broken)) return refuse(response, 500, {});
    if (falls(resetBefore)) return reset(request);
    if (falls(resetAfter)) {
      accept(call).isCut = true;
      return reset(request);
    }
    const { ts } = accept(call);
    send(response, 200, { ok: true, channel: call.channel, ts, message: { ts } });
  }

  function refuse(response, status, headers) {
    seen.refused++;
    send(response, status, { ok: false, error: status === 429 ? "ratelimited" : "internal_error" }, headers);
  }

  function reset(request) {
    seen.reset++;
    request.socket.resetAndDestroy();
  }

  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("error", () => undefined);
    request.on("end", () => {
      const method = request.url.replace(/^\/api\//, "");
      answer(method, readCall(Buffer.concat(chunks).toString("utf8"), request.headers), request, response);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${server.address().port}`, seen, close };
}

/** JSON or a form, whichever the SDK sends. */
const readCall = (text, headers) =>
  headers["content-type"]?.startsWith("application/json")
    ? JSON.parse(text)
    : Object.fromEntries(new URLSearchParams(text));

function send(response, status, value, headers = {}) {
  const text = JSON.stringify(value);
  response
    .writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text), ...headers })
    .end(text);
}
