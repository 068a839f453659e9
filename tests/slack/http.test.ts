import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createReadBody } from "../../src/http/body.ts";
import { type Listening, listen } from "../../src/http/server.ts";
import { createDoubt } from "../../src/slack/doubt.ts";
import { type Delivered, handleSlackRequest, type TurnedAway } from "../../src/slack/http.ts";
import { now, SECRET, sign } from "./signed.ts";

const OLD = "old-secret";
const NO_NOTICES = { onError: () => undefined, onUnfinished: () => undefined, onCrowded: () => undefined };
let server: Listening;
let taken: Delivered["body"][] = [];
let away: TurnedAway[] = [];
let acknowledge: (delivered: Delivered) => Promise<void> = ({ ack }) => ack();

beforeAll(async () => {
  const take = async (delivered: Delivered): Promise<void> => {
    taken.push(delivered.body);
    await acknowledge(delivered);
  };
  const options = {
    ...{ secrets: [SECRET, OLD], now: Date.now, readBody: createReadBody(), doubt: createDoubt(Date.now) },
    ...{ take, onTurnedAway: (why: TurnedAway) => void away.push(why) },
  };
  const handle = (
    request: Parameters<typeof handleSlackRequest>[0],
    response: Parameters<typeof handleSlackRequest>[1],
  ) => handleSlackRequest(request, response, options);
  server = await listen({ port: 0, host: "127.0.0.1" }, { "POST /slack/events": handle }, NO_NOTICES);
});
afterAll(() => server.close(0));
beforeEach(() => {
  taken = [];
  away = [];
  acknowledge = ({ ack }) => ack();
});

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";

async function post(body: string, type = JSON_TYPE, headers: Record<string, string> = sign(body, now())) {
  const url = `http://127.0.0.1:${server.port}/slack/events`;
  const response = await fetch(url, { method: "POST", body, headers: { "content-type": type, ...headers } });
  return [response.status, response.headers.get("content-type"), await response.text()] as const;
}

/** Headers that are there twice, as `fetch` cannot send them. */
const postRaw = (body: string, headers: Record<string, string | string[]>): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = request({ port: server.port, path: "/slack/events", method: "POST", headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on("error", reject);
    sent.end(body);
  });

const EMPTY = [200, null, ""];

describe("what is not signed", () => {
  it.each([
    ["A1 nothing", {}],
    ["A1 garbled", { ...sign("{}", now()), "x-slack-signature": "v0=garbled" }],
    ["A2 another body", sign("{ }", now())],
    ["A3 old", sign("{}", now() - 302)],
    ["A4 ahead", sign("{}", now() + 302)],
    ["A8 an address to be verified", sign('{"type":"url_verification"}', now(), "guessed")],
  ])("is refused without a word, and counted: %s", async (_, headers) => {
    const body = _.startsWith("A8") ? '{"type":"url_verification"}' : "{}";
    expect([await post(body, JSON_TYPE, headers), taken, away]).toEqual([[401, null, ""], [], ["forged"]]);
  });

  it("A5 A6 is what has two times, or two signatures", async () => {
    const { "x-slack-request-timestamp": time = "", "x-slack-signature": signature = "" } = sign("{}", now());
    const twice = (headers: object) => postRaw("{}", { "content-type": JSON_TYPE, ...headers });
    const names = { time: "x-slack-request-timestamp", signature: "x-slack-signature" };
    expect([
      await twice({ [names.time]: [time, time], [names.signature]: signature }),
      await twice({ [names.time]: time, [names.signature]: [signature, signature] }),
      await twice({ [names.time]: time, [names.signature]: signature }),
    ]).toEqual([401, 401, 200]);
  });
});

describe("what is signed", () => {
  it.each([
    ["JSON", '{"a":"ü"}', JSON_TYPE, { a: "ü" }],
    ["JSON with a charset", '{"a":1}', "application/json; charset=utf-8", { a: 1 }],
    ["JSON, shouted", '{"a":1}', "Application/JSON", { a: 1 }],
    ["a form", "command=%2Fdocs&text=a+b", FORM_TYPE, { command: "/docs", text: "a b" }],
    ["a form with a charset", "a=b", `${FORM_TYPE}; charset=utf-8`, { a: "b" }],
    [
      "a form with JSON inside",
      `payload=${encodeURIComponent('{"type":"block_actions"}')}`,
      FORM_TYPE,
      { type: "block_actions" },
    ],
    [
      "names of what objects have",
      "__proto__=a&constructor=b",
      FORM_TYPE,
      Object.fromEntries([
        ["__proto__", "a"],
        ["constructor", "b"],
      ]),
    ],
  ])("is taken: %s", async (_, body, type, expected) => {
    expect([await post(body, type), taken, away]).toEqual([EMPTY, [expected], []]);
  });

  it.each([
    ["broken JSON", '{"a":', JSON_TYPE],
    ["nothing", "", JSON_TYPE],
    ["a list", "[]", JSON_TYPE],
    ["null", "null", JSON_TYPE],
    ["a text", '"a"', JSON_TYPE],
    ["broken JSON in a form", "payload=%7B", FORM_TYPE],
    ["nothing in a form", "payload=", FORM_TYPE],
  ])("A31 is no request: %s", async (_, body, type) => {
    expect([await post(body, type), taken, away]).toEqual([[400, null, ""], [], ["unreadable"]]);
  });

  it("A8 is an address to be verified: the challenge comes back as JSON", async () => {
    const body = '{"type":"url_verification","challenge":"<b>c</b>"}';
    expect([await post(body), taken]).toEqual([[200, JSON_TYPE, '{"challenge":"<b>c</b>"}'], []]);
  });

  it("is a check of the certificate", async () => {
    expect([await post("ssl_check=1&token=a", FORM_TYPE), taken]).toEqual([EMPTY, []]);
  });

  it("A10 may be signed with the secret from before", async () => {
    expect([await post("{}", JSON_TYPE, sign("{}", now(), OLD)), away]).toEqual([EMPTY, []]);
  });

  it("has a megabyte at most; what is longer is answered, too", async () => {
    const of = (length: number): string => JSON.stringify({ a: "x".repeat(length - 8) });
    expect([of(1_000_000).length, (await post(of(1_000_000)))[0], taken.length]).toEqual([1_000_000, 200, 1]);
    expect([await post(of(1_000_001)), await post(of(5_000_000)), taken.length]).toEqual([
      [413, null, ""],
      [413, null, ""],
      1,
    ]);
    expect(away).toEqual(["too long", "too long"]);
  });

  it.each([
    ["with text", "later", [200, "text/plain; charset=utf-8", "later"]],
    ["with JSON", { response_action: "errors" }, [200, JSON_TYPE, '{"response_action":"errors"}']],
    ["with nothing", undefined, EMPTY],
  ])("is acknowledged %s", async (_, answer, expected) => {
    acknowledge = async ({ ack }) => {
      await ack(answer);
      await ack("once more");
    };
    expect(await post("{}")).toEqual(expected);
  });

  it("is acknowledged where nobody did", async () => {
    acknowledge = async () => undefined;
    expect(await post("{}")).toEqual(EMPTY);
  });

  it("is repeated where it could not be taken", async () => {
    acknowledge = async () => {
      throw new Error("the store");
    };
    expect(await post("{}")).toEqual([500, null, ""]);
  });
});
