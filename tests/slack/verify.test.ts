import { describe, expect, it } from "vitest";
import { isSigned, readClaim } from "../../src/slack/verify.ts";
import { SECRET, sign } from "./signed.ts";

const NOW = 1_700_000_000;
const BODY = '{"a":1}';
const OTHER = "another-secret";

function check(
  change: { timestamp?: unknown; signature?: unknown; body?: string },
  secrets: readonly string[] = [SECRET],
) {
  const headers = sign(BODY, NOW);
  const { timestamp, signature, body } = {
    ...{ timestamp: headers["x-slack-request-timestamp"], signature: headers["x-slack-signature"], body: BODY },
    ...change,
  };
  const headersDistinct = {
    "x-slack-request-timestamp": listOf(timestamp),
    "x-slack-signature": listOf(signature),
  };
  const claim = readClaim({ headersDistinct }, NOW * 1000 + 999);
  return claim.kind === "signed" && isSigned(claim, Buffer.from(body), secrets);
}
const listOf = (value: unknown): string[] => (value === undefined ? [] : ([value].flat() as string[]));
const at = (timestamp: number | string) => ({
  timestamp: String(timestamp),
  signature: sign(BODY, timestamp)["x-slack-signature"],
});
const right = sign(BODY, NOW)["x-slack-signature"] as string;

describe("a signature", () => {
  it("is right", () => {
    expect(check({})).toBe(true);
  });

  it.each([
    ["A1 none", { signature: undefined }],
    ["A1 garbled", { signature: "garbled" }],
    ["A1 of another secret", { signature: sign(BODY, NOW, OTHER)["x-slack-signature"] }],
    ["A2 one byte of the body changed", { body: '{"a":2}' }],
    ["A2 one byte more", { body: `${BODY} ` }],
    ["A2 the time changed", { timestamp: String(NOW - 1) }],
    ["A6 another version", { signature: right.replace("v0=", "v1=") }],
    ["A6 upper-case digits", { signature: right.toUpperCase().replace("V0", "v0") }],
    ["A6 upper-case version", { signature: right.replace("v0", "V0") }],
    ["A6 short", { signature: right.slice(0, -1) }],
    ["A6 long", { signature: `${right}0` }],
    ["A6 no hex", { signature: `${right.slice(0, -1)}g` }],
    ["A6 two =", { signature: right.replace("=", "==") }],
    ["A6 no version", { signature: right.slice(3) }],
    ["A6 empty", { signature: "" }],
    ["A6 with an end of line", { signature: `${right}\n` }],
    ["A6 twice", { signature: [right, right] }],
    ["A5 no time", { timestamp: undefined }],
    ["A5 two times", { timestamp: [String(NOW), String(NOW)] }],
  ])("is refused: %s", (_, change) => {
    expect(check(change)).toBe(false);
  });

  it.each([
    ["A3 300 s old", NOW - 300, true],
    ["A3 301 s old", NOW - 301, false],
    ["A4 300 s ahead", NOW + 300, true],
    ["A4 301 s ahead", NOW + 301, false],
    ["A5 NaN", "NaN", false],
    ["A5 empty", "", false],
    ["A5 in another notation", "1e9", false],
    ["A5 negative", "-1700000000", false],
    ["A5 with a sign", `+${NOW}`, false],
    ["A5 with a fraction", `${NOW}.0`, false],
    ["A5 with spaces", ` ${NOW}`, false],
    ["A5 20 digits", "17000000000000000000", false],
    ["A5 in milliseconds", `${NOW}000`, false],
  ])("is as fresh as it must be: %s", (_, timestamp, expected) => {
    expect(check(at(timestamp))).toBe(expected);
  });

  it("A10 may be by the new secret or the old one while both are set, and by the new one alone afterwards", () => {
    const old = { signature: sign(BODY, NOW, OTHER)["x-slack-signature"] };
    expect([check({}, [SECRET, OTHER]), check(old, [SECRET, OTHER])]).toEqual([true, true]);
    expect([check({}, [SECRET]), check(old, [SECRET])]).toEqual([true, false]);
    expect(check({}, [])).toBe(false);
  });
});

describe("what the headers claim, before the body is read", () => {
  const claimed = (headers: Record<string, string>) =>
    readClaim(
      { headersDistinct: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])) },
      NOW * 1000,
    );
  it.each([
    ["A1 nothing", {}, { kind: "malformed" }],
    ["A3 301 s old", sign(BODY, NOW - 301), { kind: "off", seconds: -301 }],
    ["A4 an hour ahead", sign(BODY, NOW + 3_600), { kind: "off", seconds: 3_600 }],
    ["fresh", sign(BODY, NOW), { kind: "signed", timestamp: String(NOW), signature: right }],
  ])("%s", (_, headers, claim) => {
    expect(claimed(headers)).toEqual(claim);
  });
});
