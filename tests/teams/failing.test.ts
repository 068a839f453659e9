import { afterAll, beforeAll, expect, it } from "vitest";
import { VOICE } from "../../src/answering/voice.ts";
import { createBreaker } from "../../src/delivery/breaker.ts";
import { createRateLimits } from "../../src/delivery/ratelimits.ts";
import { createReadBody } from "../../src/http/body.ts";
import { type Listening, listen } from "../../src/http/server.ts";
import { createTeams } from "../../src/teams/app.ts";

const fails = (): never => {
  throw new Error("a secret reason");
};
const parts = { get: fails, put: fails, forget: fails, expire: fails };
const answers = { record: fails, posted: fails, answerFor: fails, alsoFor: fails, recent: fails, counts: fails };

/** A bot of which nothing works. */
const lines: string[] = [];
const note = (message: string): void => void lines.push(message);
const teams = createTeams({
  config: { app: undefined, tenants: [] },
  rules: { channels: [], connect: false },
  desk: {
    askIn: fails,
    searchIn: fails,
    store: { conversations: parts, answers, feedback: { give: fails, counts: fails } },
    recent: { keep: fails, find: fails },
    offered: { keep: fails, find: fails },
    once: { run: fails },
    now: Date.now,
    intents: [],
    patience: {
      ...{ sleep: fails, chance: fails, ticks: () => 0, most: 0 },
      ...{ breaker: createBreaker(() => 0), limits: createRateLimits(() => 0) },
    },
    supportChannel: "19:help@thread.tacv2",
    supportUrl: undefined,
    aiLabel: false,
    caps: { take: fails, giveBack: fails, refused: fails },
    about: fails,
  },
  timeout: 1_000,
  readBody: createReadBody(),
  log: { debug: note, info: note, warn: note, error: note, repeated: note, sumUp: () => undefined },
});
let server: Listening;
const NOTHING = { waiting: 0, working: 0, postponed: 0 };

beforeAll(async () => {
  const none = async () => "done" as const;
  teams.start({ accept: fails, start: async () => undefined, stop: none, counts: () => NOTHING });
  const notices = { onError: () => undefined, onUnfinished: () => undefined, onCrowded: () => undefined };
  server = await listen({ port: 0, host: "127.0.0.1" }, { "POST /api/messages": teams.handle }, notices);
});
afterAll(() => server.close(0));

const action = (verb: string) => ({ action: { type: "Action.Execute", verb, data: { answer: "1" } } });
const FAILED = {
  statusCode: 500,
  type: "application/vnd.microsoft.error",
  value: { code: "InternalError", message: VOICE.failed },
};

it.each([
  [
    "composeExtension/query",
    { commandId: "searchDocs", parameters: [{ name: "q", value: "kettle" }] },
    { composeExtension: { type: "message", text: VOICE.failed } },
  ],
  ...["fillForm", "pick", "format", "askPerson"].map((verb) => ["adaptiveCard/action", action(verb), FAILED] as const),
  ["message/submitAction", { actionName: "feedback", actionValue: { reaction: "like" } }, {}],
] as const)("%s that fails is answered as Teams wants it, and nobody sees why", async (name, value, expected) => {
  const before = lines.length;
  const activity = {
    ...{ type: "invoke", id: "1", channelId: "msteams", serviceUrl: "http://127.0.0.1:9", name, value },
    ...{ from: { id: "29:ada" }, recipient: { id: "28:bot" }, replyToId: "2" },
    conversation: { id: "a:1", conversationType: "personal" },
  };
  const url = `http://127.0.0.1:${server.port}/api/messages`;
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(activity),
  });
  expect([response.status, await response.json()]).toEqual([200, expected]);
  expect(lines.slice(before)).toEqual(["an activity was not taken"]);
});
