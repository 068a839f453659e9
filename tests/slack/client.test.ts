import { createServer } from "node:http";
import { webApi } from "@slack/bolt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient } from "../../src/slack/client.ts";

const received: { readonly path: string; readonly form: Readonly<Record<string, string>> }[] = [];
let next: { status: number; headers?: Readonly<Record<string, string>>; body: string } = { status: 200, body: "{}" };
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    received.push({
      path: request.url ?? "",
      form: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString("utf8"))),
    });
    response.writeHead(next.status, next.headers ?? {}).end(next.body);
  });
});
let client: webApi.WebClient;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  client = createClient(webApi.WebClient, "xoxb-test", {
    slackApiUrl: `http://127.0.0.1:${port}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: "error" as never,
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("a client", () => {
  it("sends what the SDK sends: nested values as JSON, others as they are, none for what is not said", async () => {
    next = { status: 200, headers: { "x-oauth-scopes": "chat:write,commands" }, body: '{"ok":true,"ts":"1.2"}' };
    const blocks = [{ type: "section", text: { type: "mrkdwn", text: "kettle & “tea”" } }] as const;
    const message = { channel: "C1", text: "kettle", blocks: [...blocks], unfurl_links: false };
    const result = await client.chat.postMessage(message);
    expect(result).toEqual({ ok: true, ts: "1.2", response_metadata: { scopes: ["chat:write", "commands"] } });
    const form = { channel: "C1", text: "kettle", blocks: JSON.stringify(blocks), unfurl_links: "false" };
    expect(received).toEqual([{ path: "/api/chat.postMessage", form }]);
  });

  it.each([
    ["told to wait (A74)", { status: 429, headers: { "retry-after": "7" }, body: "" }, { retryAfter: 7 }],
    ["a fault of the server (A75)", { status: 503, body: "busy" }, { statusCode: 503, body: "busy" }],
    ["an empty answer", { status: 204, body: "" }, { statusCode: 204 }],
    ["sent elsewhere", { status: 302, headers: { location: "/other" }, body: "" }, { statusCode: 302 }],
    ["refused", { status: 200, body: '{"ok":false,"error":"is_archived"}' }, { data: { error: "is_archived" } }],
  ])("throws what the SDK throws: %s", async (_, answer, error) => {
    next = answer;
    const before = received.length;
    await expect(client.chat.postMessage({ channel: "C1", text: "kettle" })).rejects.toMatchObject(error);
    expect(received).toHaveLength(before + 1);
  });
});
