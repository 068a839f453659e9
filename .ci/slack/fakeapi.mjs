// A small Slack Web API that takes any load: it records what is posted, and fails as often as it is told. The emulator of npm
// refuses after 5,000 calls.
import { startFaulty } from "../load/faulty.mjs";

const MEMBER = { ok: true, user: { is_restricted: false, is_ultra_restricted: false } };

/**
 * @param options.faults shares, none by default
 * @param options.onPosted hears of each message that is accepted
 * @param options.decide as `startFaulty` has it, of a call's method and its arguments
 */
export async function startFakeApi({ faults, seed, onPosted = () => undefined, decide } = {}) {
  const seen = { posted: [], repeats: 0, unrecorded: 0, others: new Map(), notes: [] };
  const byId = new Map();
  let last = Math.floor(Date.now() / 1000) * 1_000_000;
  const stamp = () => `${Math.floor(++last / 1_000_000)}.${String(last % 1_000_000).padStart(6, "0")}`;

  function post(call, isHeard) {
    const known = call.client_msg_id === undefined ? undefined : byId.get(call.client_msg_id);
    if (known) {
      seen.repeats++;
      // Its answer was sent: whoever posted it died before that was written down.
      if (known.isHeard) seen.unrecorded++;
      return known;
    }
    const message = { ...call, ts: stamp(), isHeard };
    if (call.client_msg_id !== undefined) byId.set(call.client_msg_id, message);
    seen.posted.push(message);
    onPosted(message);
    return message;
  }

  function accept({ url, headers, text }, isHeard) {
    const method = methodOf(url);
    if (method === "chat.postMessage") {
      const { channel, ts } = post(readCall(text, headers), isHeard);
      return { status: 200, body: { ok: true, channel, ts, message: { ts } } };
    }
    seen.others.set(method, (seen.others.get(method) ?? 0) + 1);
    if (method === "chat.postEphemeral") seen.notes.push(readCall(text, headers));
    return { status: 200, body: method === "users.info" ? MEMBER : { ok: true } };
  }

  const mayFail = ({ url }) => methodOf(url) === "chat.postMessage";
  const refusal = (status) => ({ ok: false, error: status === 429 ? "ratelimited" : "internal_error" });
  const decideCall = decide && ((call) => decide(methodOf(call.url), readCall(call.text, call.headers)));
  const { url, counts, close } = await startFaulty({ accept, mayFail, refusal, faults, seed, decide: decideCall });
  return { url, seen, counts, close };
}

const methodOf = (url) => url.replace(/^\/api\//, "");

/** JSON or a form, whichever the SDK sends. */
const readCall = (text, headers) =>
  headers["content-type"]?.startsWith("application/json")
    ? JSON.parse(text)
    : Object.fromEntries(new URLSearchParams(text));
