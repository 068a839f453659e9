import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBreaker } from "../../src/delivery/breaker.ts";
import { createRateLimits } from "../../src/delivery/ratelimits.ts";
import { type Patience, SendFailed } from "../../src/delivery/send.ts";
import { postBack } from "../../src/slack/postback.ts";

let status = 200;
let bodies: string[] = [];
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += String(chunk);
  });
  request.on("end", () => {
    bodies.push(body);
    response.writeHead(status).end();
  });
});
let url = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const patience: Patience = {
  ...{ sleep: async () => undefined, chance: () => 0, ticks: () => 0, most: 1_000 },
  ...{ breaker: createBreaker(() => 0), limits: createRateLimits(() => 0) },
};
async function post(answeredWith: number): Promise<unknown> {
  [status, bodies] = [answeredWith, []];
  return postBack(url, { text: "hello" }, patience, 5_000).catch((error: unknown) => error);
}

describe("posting to a response url", () => {
  it("posts once what is taken", async () => {
    expect([await post(200), bodies]).toEqual([undefined, ['{"text":"hello"}']]);
  });

  it.each([400, 403, 404, 410])("gives up at once at %i: it is used up, or too old", async (answeredWith) => {
    const error = await post(answeredWith);
    expect(error).toBeInstanceOf(SendFailed);
    expect(error).toMatchObject({ failure: { kind: "closed", reason: `http_${answeredWith}` } });
    expect(bodies).toHaveLength(1);
  });
});
