import { generateKeyPairSync } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createSigningKeys, KeysUnavailable, type SigningKeys } from "../../src/teams/signingkeys.ts";

const jwk = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "jwk" });
const named = (kid: string) => ({ ...jwk, kid, use: "sig", endorsements: ["msteams"] });

/** How the service answers; `fetches` counts its metadata alone. */
let [fetches, kids] = [0, ["k1"]];
let answer: RequestListener;
const server = createServer((request, response) => {
  if (request.url === "/openid") fetches++;
  answer(request, response);
});
let origin = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const works: RequestListener = (request, response) =>
  void response.end(
    JSON.stringify(request.url === "/openid" ? { jwks_uri: `${origin}/keys` } : { keys: kids.map(named) }),
  );
const hangs: RequestListener = () => undefined;
const isHuge: RequestListener = (_, response) => {
  const chunk = "a".repeat(65_536);
  const more = (): void => {
    while (!response.destroyed) if (!response.write(chunk)) return void response.once("drain", more);
  };
  more();
};
const refuses: RequestListener = (_, response) => void response.writeHead(503).end();
const sends =
  (text: string): RequestListener =>
  (_, response) =>
    void response.end(text);

let clock = 0;
let keys: SigningKeys;
beforeEach(() => {
  [fetches, kids, answer, clock] = [0, ["k1"], works, 0];
  keys = createSigningKeys({ metadata: `${origin}/openid`, now: () => clock, timeout: 2_000 });
});
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
describe("keys of the service", () => {
  it("are fetched once for all who ask at the same time, and kept", async () => {
    const found = await Promise.all(Array.from({ length: 20 }, () => keys.find("k1")));
    await keys.find("k1");
    expect([found.map((key) => key?.endorsements), fetches]).toEqual([found.map(() => ["msteams"]), 1]);
  });

  it("are fetched no more than once a minute for ids that nobody knows", async () => {
    await keys.find("k1");
    for (let at = 0; at < 50; at++) expect(await keys.find(`made up ${at}`)).toBeUndefined();
    expect(fetches).toBe(1);
    clock += MINUTE;
    kids = ["k1", "k2"];
    expect((await keys.find("k2"))?.endorsements).toEqual(["msteams"]);
    expect(fetches).toBe(2);
  });

  it.each([
    ["does not answer", hangs],
    ["never ends", isHuge],
    ["refuses", refuses],
    ["sends no JSON", sends("<html>")],
    ["sends no keys", sends('{"jwks_uri":1}')],
  ])("serve on while the service %s, a day later too", async (_, fault) => {
    await keys.find("k1");
    answer = fault;
    clock += DAY;
    expect((await keys.find("k1"))?.endorsements).toEqual(["msteams"]);
    expect(await keys.find("k2")).toBeUndefined();
    answer = works;
    clock += MINUTE;
    kids = ["k3"];
    expect((await keys.find("k3"))?.endorsements).toEqual(["msteams"]);
  });

  it.each([
    ["does not answer", hangs],
    ["never ends", isHuge],
    ["refuses", refuses],
  ])(
    "nobody can be told genuine before there were any: it %s, and 20 wait no longer than for one",
    async (_, fault) => {
      answer = fault;
      const asked = await Promise.allSettled(Array.from({ length: 20 }, () => keys.find("k1")));
      expect(asked.map((one) => one.status === "rejected" && one.reason instanceof KeysUnavailable)).toEqual(
        asked.map(() => true),
      );
      expect(fetches).toBe(1);
    },
  );

  it.each([
    ["is away", refuses],
    ["sends only keys that are none", sends('{"keys":[{"kty":"RSA","kid":"k1"}]}')],
  ])("are asked for again within seconds as long as there are none: the service %s", async (_, fault) => {
    answer = fault;
    await expect(keys.find("k1")).rejects.toThrow(KeysUnavailable);
    answer = works;
    await expect(keys.find("k1")).rejects.toThrow(KeysUnavailable);
    clock += 5_000;
    expect((await keys.find("k1"))?.endorsements).toEqual(["msteams"]);
    expect(fetches).toBe(2);
  });

  it("that are broken do not cost the others", async () => {
    const broken = { kty: "RSA", kid: "k0", n: 1 };
    answer = (request, response) =>
      request.url === "/openid"
        ? works(request, response)
        : void response.end(JSON.stringify({ keys: [broken, named("k1")] }));
    expect((await keys.find("k1"))?.endorsements).toEqual(["msteams"]);
    expect(await keys.find("k0")).toBeUndefined();
  });

  it("that were taken back are forgotten once the service says so", async () => {
    await keys.find("k1");
    kids = ["k2"];
    clock += DAY;
    await keys.find("k2");
    expect(await keys.find("k1")).toBeUndefined();
  });
});
