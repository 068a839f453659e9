// Teams' side of the wire, for runs under load: takes activities and names them, and fails as often as it is told.
import { startFaulty } from "../load/faulty.mjs";

/**
 * @param options.faults shares, none by default
 * @param options.onPosted hears of each activity that is accepted: its conversation, what it replies to, its id, itself, and
 *   whether the bot hears that it was
 * @param options.decide as `startFaulty` has it, of an activity
 */
export async function startFakeConnector({ faults, seed, onPosted = () => undefined, decide } = {}) {
  const posted = [];
  function accept({ url, text }, isHeard) {
    const [, conversation = "", replyTo = ""] =
      /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/?]+))?/.exec(url) ?? [];
    const one = {
      conversation: decodeURIComponent(conversation),
      replyTo: decodeURIComponent(replyTo),
      id: `sent-${posted.length + 1}`,
      activity: JSON.parse(text),
      isHeard,
    };
    posted.push(one);
    onPosted(one);
    return { status: 201, body: { id: one.id } };
  }
  const refusal = (status) => ({
    error: { code: status === 429 ? "TooManyRequests" : "ServiceError", message: "refused" },
  });
  const decideCall = decide && (({ text }) => decide(JSON.parse(text)));
  const { url, counts, close } = await startFaulty({ accept, refusal, faults, seed, decide: decideCall });
  return { url, posted, counts, close };
}
