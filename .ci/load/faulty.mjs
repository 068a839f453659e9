// A platform's server that takes any load, and fails as often as it is told.
import { createServer } from "node:http";
import { createChance } from "./chance.mjs";

/** Shares of calls; what is left works. */
export const FAULTS = { limited: 0.015, limitedInSeconds: 0.015, broken: 0.02, resetBefore: 0.02, resetAfter: 0.01 };

/** What befalls each call, `undefined` where nothing does. */
function createFate(faults, seed) {
  const chance = createChance(seed);
  return () => {
    let left = chance();
    return Object.keys(FAULTS).find((fault) => {
      left -= faults[fault] ?? 0;
      return left < 0;
    });
  };
}

/**
 * @param options.accept what a call does, where it gets through; returns status and body. Its second argument says whether the
 *   caller hears of it
 * @param options.mayFail which calls may fail
 * @param options.refusal body of a refusal with a status
 * @param options.faults shares, none by default
 * @param options.decide says of a call what becomes of it, if chance shall not: "hang", a status, or the seconds to wait
 */
export async function startFaulty({ accept, mayFail = () => true, refusal, faults = {}, seed = 1, decide = () => {} }) {
  const fate = createFate(faults, seed);
  const counts = { calls: 0, refused: 0, reset: 0, hanging: 0 };

  function answer(call, request, response) {
    counts.calls++;
    const decided = decide(call);
    if (decided?.status !== undefined) return refuse(response, decided.status);
    if (decided?.wait !== undefined) return refuse(response, 429, { "retry-after": `${decided.wait}` });
    if (decided === "hang") {
      counts.hanging++;
      return undefined;
    }
    const fault = mayFail(call) ? fate() : undefined;
    switch (fault) {
      case "limited":
        return refuse(response, 429);
      case "limitedInSeconds":
        return refuse(response, 429, { "retry-after": "1" });
      case "broken":
        return refuse(response, 500);
      case "resetBefore":
        return reset(request);
      case "resetAfter":
        accept(call, false);
        return reset(request);
      default: {
        const { status, body } = accept(call, true);
        return send(response, status, body);
      }
    }
  }

  function refuse(response, status, headers = {}) {
    counts.refused++;
    send(response, status, refusal(status), headers);
  }

  function reset(request) {
    counts.reset++;
    request.socket.resetAndDestroy();
  }

  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("error", () => undefined);
    request.on("end", () => {
      const { method, url, headers } = request;
      answer({ method, url, headers, text: Buffer.concat(chunks).toString("utf8") }, request, response);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${server.address().port}`, counts, close };
}

function send(response, status, value, headers = {}) {
  const text = JSON.stringify(value);
  response
    .writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text), ...headers })
    .end(text);
}
