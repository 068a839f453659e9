import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { VOICE } from "../../src/answering/voice.ts";
import { createReadBody } from "../../src/http/body.ts";
import { createAdapter, type TeamsAdapter, type Turn } from "../../src/teams/adapter.ts";
import { failedInvoke } from "../../src/teams/envelopes.ts";
import { handleTeamsRequest, type TurnedAway } from "../../src/teams/http.ts";
import { readFailure } from "../../src/teams/send.ts";
import { type FakeConnector, startFakeConnector } from "./fakeconnector.ts";

const APP = "11111111-2222-3333-4444-555555555555";
const ISSUER = "https://api.botframework.com";
const ENTITY = {
  type: "https://schema.org/Message",
  "@type": "Message",
  "@context": "https://schema.org",
  "@id": "",
  citation: [
    { "@type": "Claim", position: 1, appearance: { "@type": "DigitalDocument", name: "Kettle", abstract: "Boils." } },
  ],
};

const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
});

/** A server on this machine; returns its address. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const readBody = createReadBody();
const away: TurnedAway[] = [];
const endpoint = (adapter: TeamsAdapter, turn: Turn): Promise<string> =>
  serve((request, response) =>
    handleTeamsRequest(request, response, { adapter, readBody, turn, onTurnedAway: (why) => away.push(why) }),
  );
const JSON_TYPE = { "content-type": "application/json" };

const failed = {
  failedInvoke: (name: string) => ({ status: 200, body: { failed: name } }),
  failedMessage: "It failed.",
  timeout: 1_000,
  now: Date.now,
};

describe("the SDK on the wire", () => {
  let connector: FakeConnector;
  let adapter: TeamsAdapter;
  const errors: unknown[] = [];
  beforeAll(async () => {
    connector = await startFakeConnector();
    closing.push(() => void connector.close());
    const onError = (error: unknown): void => void errors.push((error as Error).message);
    adapter = createAdapter({ config: { app: undefined, tenants: [] }, onError, ...failed });
  });
  const reference = () => ({
    channelId: "msteams",
    serviceUrl: connector.url,
    conversation: { id: "a:1", isGroup: false, conversationType: "personal", name: "" },
    bot: { id: "28:bot", name: "Bot" },
    user: { id: "29:ada", name: "Ada" },
    activityId: "q1",
  });

  it("keeps citations whole, in new messages and in changed ones", async () => {
    const activity = { type: "message", text: "Boils [1]", entities: [ENTITY] };
    expect(await adapter.send(reference(), activity)).toBe("sent-1");
    await adapter.update(reference(), "sent-1", activity);
    expect(connector.sent.map(({ method, id, activity: { entities } }) => [method, id, entities])).toEqual([
      ["POST", "q1", [ENTITY]],
      ["PUT", "sent-1", [ENTITY]],
    ]);
  });

  it("hands on what Teams refuses", async () => {
    connector.failures.push([403, "BotNotInConversationRoster"]);
    await expect(adapter.send(reference(), { type: "message", text: "Hello" })).rejects.toMatchObject({
      statusCode: 403,
      code: "BotNotInConversationRoster",
    });
  });

  it("does not wait for ever (A75)", async () => {
    connector.failures.push("silence");
    const sent = adapter.send(reference(), { type: "message", text: "Hello" });
    const error: unknown = await sent.catch((thrown) => thrown);
    expect(readFailure(error, 0)).toEqual({ kind: "silent", milliseconds: 250 });
  });

  it("A74 does not wait itself where Teams says how long: who calls it has others to answer", async () => {
    connector.failures.push([429, "TooManyRequests", 30]);
    const sent = adapter.send(reference(), { type: "message", text: "Hello" });
    const error: unknown = await sent.catch((thrown) => thrown);
    expect(readFailure(error, 0)).toEqual({ kind: "limited", milliseconds: 30_000 });
    expect(connector.failures).toEqual([]);
  });

  it("answers an invoke whose turn throws, and lets nobody see why", async () => {
    const url = await endpoint(adapter, async () => {
      throw new Error("a secret reason");
    });
    const invoke = { ...reference(), type: "invoke", name: "adaptiveCard/action", from: { id: "29:ada" } };
    const response = await fetch(url, {
      method: "POST",
      headers: JSON_TYPE,
      body: JSON.stringify({ ...invoke, recipient: { id: "28:bot" } }),
    });
    expect([response.status, await response.json()]).toEqual([200, { failed: "adaptiveCard/action" }]);
    expect(errors).toEqual(["a secret reason"]);
  });
});

describe("what Teams gets where answering failed", () => {
  const said = { type: "TextBlock", text: VOICE.failed, wrap: true };
  const task = { task: { type: "continue", value: { card: { content: { body: [said] } } } } };
  it.each([
    ["composeExtension/query", { composeExtension: { type: "message", text: VOICE.failed } }],
    ["composeExtension/fetchTask", task],
    ["composeExtension/submitAction", task],
    ["adaptiveCard/action", { statusCode: 500, value: { message: VOICE.failed } }],
    ["message/submitAction", {}],
  ])("%s: the kind sentence in its envelope, and never a 5xx (A69)", async (name, body) => {
    const onError = (): void => undefined;
    const config = { app: undefined, tenants: [] };
    const options = { config, onError, failedInvoke, failedMessage: VOICE.failed, timeout: 1_000, now: Date.now };
    const url = await endpoint(createAdapter(options), async () => {
      throw new Error("a secret reason");
    });
    const conversation = { id: "a:1" };
    const sent = { type: "invoke", name, channelId: "msteams", serviceUrl: url, conversation, from: { id: "29:ada" } };
    const response = await fetch(url, {
      method: "POST",
      headers: JSON_TYPE,
      body: JSON.stringify({ ...sent, recipient: { id: "28:bot" } }),
    });
    const told = await response.text();
    expect([response.status, told.includes("secret")]).toEqual([200, false]);
    expect(JSON.parse(told)).toMatchObject(body);
  });
});

describe("who sent it (A11, A12)", () => {
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const SERVICE = "https://smba.example.com/";
  let url = "";
  const turns: unknown[] = [];
  /** Addresses at which somebody asked for something that is not a key. */
  const asked: string[] = [];
  let elsewhere = "";

  beforeAll(async () => {
    const keys = [{ ...pair.publicKey.export({ format: "jwk" }), kid: "k1", use: "sig", endorsements: ["msteams"] }];
    elsewhere = await serve((request, response) => {
      asked.push(`elsewhere${request.url}`);
      response.end("{}");
    });
    const openId = await serve((request, response) => {
      if (request.url !== "/keys" && request.url !== "/openid") asked.push(String(request.url));
      const config = { issuer: ISSUER, jwks_uri: `${openId}/keys`, id_token_signing_alg_values_supported: ["RS256"] };
      response.end(JSON.stringify(request.url === "/keys" ? { keys } : config));
    });
    const cloud = {
      ...{ ToBotFromChannelTokenIssuer: ISSUER, ToBotFromChannelOpenIdMetadataUrl: `${openId}/openid` },
      ...{ ToBotFromEmulatorOpenIdMetadataUrl: `${openId}/openid`, ToChannelFromBotLoginUrl: openId, CallerId: "" },
      ...{ ToChannelFromBotOAuthScope: ISSUER, OAuthUrl: openId },
    };
    const app = { type: "SingleTenant", id: APP, password: "x", tenantId: APP } as const;
    const adapter = createAdapter({ config: { app, tenants: [APP] }, onError: () => undefined, cloud, ...failed });
    url = await endpoint(adapter, async ({ text }) => {
      turns.push(text);
      return undefined;
    });
  });

  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const seconds = Math.floor(Date.now() / 1000);
  const CLAIMS = { aud: APP, iss: ISSUER, serviceurl: SERVICE, nbf: seconds - 600, exp: seconds + 600 };
  function token(claims: object = {}, key: KeyObject = pair.privateKey, header: object = {}): string {
    const signed = `${encode({ alg: "RS256", typ: "JWT", kid: "k1", ...header })}.${encode({ ...CLAIMS, ...claims })}`;
    return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key, "base64url")}`;
  }
  const unsigned = (): string => `${encode({ alg: "none", typ: "JWT", kid: "k1" })}.${encode(CLAIMS)}.`;

  const post = async (authorization: string | undefined, about: object = {}): Promise<readonly [number, string]> => {
    const activity = {
      ...{ type: "message", id: "1", text: "hello", channelId: "msteams", serviceUrl: SERVICE },
      ...{ from: { id: "29:ada" }, recipient: { id: `28:${APP}` }, conversation: { id: "a:1" } },
    };
    const headers = authorization === undefined ? {} : { authorization };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ ...activity, ...about }) });
    return [response.status, await response.text()];
  };

  beforeEach(() => {
    turns.length = 0;
  });

  it("is let in with a token of the service", async () => {
    expect(await post(`Bearer ${token()}`)).toEqual([200, ""]);
    expect(turns).toEqual(["hello"]);
  });

  it.each([
    ["none", () => undefined],
    ["garbage", () => "Bearer a.b.c"],
    ["for somebody else", () => `Bearer ${token({ aud: "66666666-2222-3333-4444-555555555555" })}`],
    ["from somebody else", () => `Bearer ${token({ iss: "https://issuer.example.com" })}`],
    ["from the tenant's own directory", () => `Bearer ${token({ iss: `https://sts.windows.net/${APP}/`, tid: APP })}`],
    ["expired", () => `Bearer ${token({ nbf: seconds - 9_000, exp: seconds - 8_000 })}`],
    ["for another address", () => `Bearer ${token({ serviceurl: "https://elsewhere.example.com/" })}`],
    ["for no address", () => `Bearer ${token({ serviceurl: undefined })}`],
    ["without an end", () => `Bearer ${token({ exp: undefined })}`],
    ["not yet good", () => `Bearer ${token({ nbf: seconds + 900, exp: seconds + 1_800 })}`],
    ["for an empty address", () => `Bearer ${token({ serviceurl: "" })}`],
    [
      "from the emulator",
      () => `Bearer ${token({ iss: "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/" })}`,
    ],
    [
      "from the emulator, newer",
      () =>
        `Bearer ${token({ iss: `https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0`, ver: "2.0", azp: APP })}`,
    ],
    ["not a Bearer", () => `Basic ${token()}`],
    ["signed another way", () => `Bearer ${token({}, pair.privateKey, { alg: "HS256" })}`],
    ["very long", () => `Bearer ${token({ more: "a".repeat(10_000) })}`],
    ["signed with another key", () => `Bearer ${token({}, other.privateKey)}`],
    ["not signed", () => `Bearer ${unsigned()}`],
    ["of an unknown key", () => `Bearer ${token({}, pair.privateKey, { kid: "k2" })}`],
  ])("is turned away with a token that is %s", async (_, authorization) => {
    const [status, body] = await post(authorization());
    expect([401, 403]).toContain(status);
    expect(body).toBe("");
    expect(turns).toEqual([]);
  });

  it("is turned away with a token of a key that does not speak for the channel", async () => {
    expect((await post(`Bearer ${token()}`, { channelId: "webchat" }))[0]).toBe(401);
    expect(turns).toEqual([]);
  });

  it("is turned away where its address is not that of the token, which nothing is asked for or sent to (A12)", async () => {
    expect(await post(`Bearer ${token()}`, { serviceUrl: `${elsewhere}/` })).toEqual([401, ""]);
    expect([turns, asked]).toEqual([[], []]);
  });

  it.each(["emulator", "AseChannel", "webchat"])("is turned away from the channel %s", async (channelId) => {
    expect((await post(undefined, { channelId }))[0]).toBe(401);
    expect(turns).toEqual([]);
  });
});

describe("a mode without tokens (A14)", () => {
  const config = { app: undefined, tenants: [] };
  const told: unknown[] = [];
  let url = "";
  beforeAll(async () => {
    const adapter = createAdapter({ config, onError: () => undefined, ...failed });
    url = await endpoint(adapter, async ({ text }) => {
      told.push(text);
      return undefined;
    });
  });
  const post = async (headers: Record<string, string>, about: object = {}): Promise<readonly unknown[]> => {
    const before = [told.length, away.length] as const;
    const activity = { type: "message", text: "hello", channelId: "msteams", serviceUrl: url, ...about };
    const body = JSON.stringify({ ...activity, from: { id: "1" }, recipient: { id: "2" }, conversation: { id: "3" } });
    const { status } = await fetch(url, { method: "POST", headers, body });
    return [status, told.length - before[0], ...away.slice(before[1])];
  };

  it.each([
    ["a program of this machine", JSON_TYPE, {}, [200, 1]],
    ["a form of a page", { "content-type": "text/plain" }, {}, [403, 0, "not from this machine"]],
    ["a page of another site", { ...JSON_TYPE, origin: "https://example.com" }, {}, [403, 0, "not from this machine"]],
    ["a proxy", { ...JSON_TYPE, "x-forwarded-for": "8.8.8.8" }, {}, [403, 0, "through a proxy"]],
    ["another proxy", { ...JSON_TYPE, via: "1.1 proxy.example.com" }, {}, [403, 0, "through a proxy"]],
    [
      "an address elsewhere, which nothing is sent to",
      JSON_TYPE,
      { serviceUrl: "https://smba.example.com/" },
      [403, 0, "not from this machine"],
    ],
    ["what is no activity", JSON_TYPE, { type: 1 }, [400, 0, "unreadable"]],
  ] as const)("%s", async (_, headers, about, expected) => {
    expect(await post(headers, about)).toEqual(expected);
  });
});

describe("a request without a token", () => {
  it("is turned away before its body is read", async () => {
    const app = { type: "SingleTenant", id: APP, password: "x", tenantId: APP } as const;
    const adapter = createAdapter({ config: { app, tenants: [APP] }, onError: () => undefined, ...failed });
    let reads = 0;
    const url = await serve((request, response) =>
      handleTeamsRequest(request, response, {
        adapter,
        readBody: (...asked) => {
          reads++;
          return readBody(...asked);
        },
        turn: async () => undefined,
        onTurnedAway: () => undefined,
      }),
    );
    const { status } = await fetch(url, { method: "POST", headers: JSON_TYPE, body: "{}" });
    expect([status, reads]).toEqual([401, 0]);
  });
});
