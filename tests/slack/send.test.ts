import { describe, expect, it } from "vitest";
import { messageId, readFailure } from "../../src/slack/send.ts";

const platform = (error: string) => ({ code: "slack_webapi_platform_error", data: { ok: false, error } });
const limited = (retryAfter: unknown) => ({ code: "slack_webapi_rate_limited_error", retryAfter });
const wait = (milliseconds: number) => ({ kind: "wait", milliseconds });
const told = (milliseconds: number) => ({ kind: "limited", milliseconds });
const silent = (milliseconds: number) => ({ kind: "silent", milliseconds });

describe("what a call came to", () => {
  it.each<readonly [string, unknown, number, unknown]>([
    ["A74 told to wait", limited(30), 0, told(30_000)],
    ["A74 told to wait for an absurd time", limited(999_999), 0, told(60_000)],
    ["A74 told to wait for nothing", limited(0), 0, told(250)],
    ["A74 told to wait for less than nothing", limited(-5), 1, told(500)],
    ["A74 told to wait, not how long", limited(undefined), 2, told(1_000)],
    [
      "A74 refused without a time, which the SDK has no error for",
      new Error("Retry header did not contain"),
      0,
      told(250),
    ],
    ["A74 in the answer", platform("ratelimited"), 0, told(250)],
    ["A75 no connection", { code: "slack_webapi_request_error" }, 3, silent(2_000)],
    ["A75 a server's fault", { code: "slack_webapi_http_error", statusCode: 503 }, 0, wait(250)],
    ["A75 Slack's fault", platform("internal_error"), 0, wait(250)],
    ["A75 pauses end somewhere", { code: "slack_webapi_request_error" }, 40, silent(60_000)],
    [
      "a proxy's word",
      { code: "slack_webapi_http_error", statusCode: 403 },
      0,
      { kind: "unknown", reason: "http 403" },
    ],
    ...["msg_too_long", "msg_blocks_too_long", "invalid_blocks", "no_text"].map(
      (error) => [`A77 ${error}`, platform(error), 0, { kind: "refused" }] as const,
    ),
    ...["not_in_channel", "channel_not_found", "is_archived", "restricted_action"].map(
      (error) => [`A77 ${error}`, platform(error), 0, { kind: "closed", reason: error }] as const,
    ),
    ...["invalid_auth", "token_revoked", "account_inactive", "app_uninstalled"].map(
      (error) => [`A78 ${error}`, platform(error), 0, { kind: "unauthorized", reason: error }] as const,
    ),
    [
      "A79 a right that is missing",
      { ...platform("missing_scope"), data: { error: "missing_scope", needed: "users:read" } },
      0,
      { kind: "unauthorized", reason: "missing_scope users:read" },
    ],
    ["something else", platform("new_word"), 0, { kind: "unknown", reason: "new_word" }],
  ])("%s", (_, error, attempt, failure) => {
    expect(readFailure(error, attempt)).toEqual(failure);
  });
});

it("A76 the same message has the same id, another one another", () => {
  expect(messageId("T1:C1:1.1")).toBe(messageId("T1:C1:1.1"));
  expect(messageId("T1:C1:1.1")).not.toBe(messageId("T1:C1:1.2"));
  expect(messageId("a")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
});
