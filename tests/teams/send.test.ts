import { describe, expect, it } from "vitest";
import { createAdapter, type Reference } from "../../src/teams/adapter.ts";
import { readFailure } from "../../src/teams/send.ts";

const askedFor = (seconds: string) => ({ response: { headers: new Map([["retry-after", seconds]]) } });

describe("what a failed call comes to", () => {
  it.each([
    [{ statusCode: 429, code: "TooManyRequests" }, 0, { kind: "limited", milliseconds: 250 }],
    [{ statusCode: 429, ...askedFor("20") }, 0, { kind: "limited", milliseconds: 20_000 }],
    [{ statusCode: 429, ...askedFor("86400") }, 0, { kind: "limited", milliseconds: 60_000 }],
    [{ statusCode: 429, ...askedFor("soon") }, 2, { kind: "limited", milliseconds: 1_000 }],
    [{ statusCode: 412 }, 2, { kind: "wait", milliseconds: 1_000 }],
    [{ statusCode: 503 }, 1, { kind: "wait", milliseconds: 500 }],
    [new TypeError("socket hang up"), 0, { kind: "silent", milliseconds: 250 }],
    [{ statusCode: 413 }, 0, { kind: "too long" }],
    [{ statusCode: 400, code: "MessageSizeTooBig" }, 0, { kind: "too long" }],
    [{ statusCode: 400, code: "BadArgument" }, 0, { kind: "refused" }],
    [{ statusCode: 401 }, 0, { kind: "unauthorized", reason: "http_401" }],
    [{ statusCode: 403, code: "Blocked" }, 0, { kind: "closed", reason: "Blocked" }],
    [{ statusCode: 404 }, 0, { kind: "closed", reason: "http_404" }],
    [{ statusCode: 409 }, 0, { kind: "unknown", reason: "http_409" }],
    [{ errorCode: "invalid_client" }, 0, { kind: "unauthorized", reason: "invalid_client" }],
    [{ errorCode: "network_error" }, 0, { kind: "silent", milliseconds: 250 }],
    [{ errorCode: "temporarily_unavailable" }, 1, { kind: "wait", milliseconds: 500 }],
  ] as const)("%j, attempt %i: %j", (error, attempt, failure) => {
    expect(readFailure(error, attempt)).toEqual(failure);
  });

  it("is no word about the credentials where nobody was reached who gives tokens", async () => {
    const id = "11111111-2222-3333-4444-555555555555";
    const nobody = "https://127.0.0.1:9";
    const adapter = createAdapter({
      config: { app: { type: "SingleTenant", id, password: "x", tenantId: id }, tenants: [id] },
      ...{ onError: () => undefined, failedInvoke: () => ({ status: 200 }), failedMessage: "" },
      timeout: 1_000,
      now: Date.now,
      cloud: {
        ...{ ToChannelFromBotLoginUrl: `${nobody}/${id}`, ToChannelFromBotOAuthScope: nobody, CallerId: "" },
        ...{ ToBotFromChannelTokenIssuer: nobody, ToBotFromChannelOpenIdMetadataUrl: nobody },
        ...{ ToBotFromEmulatorOpenIdMetadataUrl: nobody, OAuthUrl: nobody },
      },
    });
    const conversation = { id: "a:1", isGroup: false, conversationType: "personal", name: "" };
    const reference: Reference = { channelId: "msteams", serviceUrl: nobody, conversation };
    const error: unknown = await adapter.send(reference, { type: "message", text: "Hello" }).catch((thrown) => thrown);
    expect(readFailure(error, 0)).toEqual({ kind: "silent", milliseconds: 250 });
  });
});
