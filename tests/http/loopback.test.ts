import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { isLoopbackAddress, isLoopbackRequest } from "../../src/http/loopback.ts";

describe("an address of this machine", () => {
  it.each([
    ["http://127.0.0.1:3978/", true],
    ["http://127.8.8.8", true],
    ["http://localhost:56150/_connector", true],
    ["http://[::1]:1/", true],
    ["https://smba.trafficmanager.net/amer/", false],
    ["http://localhost.example.com/", false],
    ["http://127.0.0.1.example.com/", false],
    ["http://127.0.0.1@example.com/", false],
    ["http://[::ffff:8.8.8.8]/", false],
    ["ftp://127.0.0.1/", false],
    ["127.0.0.1", false],
    ["", false],
    [undefined, false],
  ])("%s: %s", (address, expected) => {
    expect(isLoopbackAddress(address)).toBe(expected);
  });
});

describe("a request of this machine (A14)", () => {
  const isLocal = (headers: IncomingMessage["headers"], remoteAddress = "127.0.0.1"): boolean =>
    isLoopbackRequest({ headers: { host: "localhost:3978", ...headers }, socket: { remoteAddress } } as never);
  it.each([
    ["by its socket and host", {}, "127.0.0.1", true],
    ["by IPv6", {}, "::1", true],
    ["by IPv4 within IPv6", {}, "::ffff:127.0.0.1", true],
    ["from a page of this machine", { origin: "http://localhost:56150" }, "127.0.0.1", true],
    ["not from the network", {}, "192.168.0.7", false],
    ["not through a name of somebody else's", { host: "rebound.example.com" }, "127.0.0.1", false],
    ["not through a name before this machine's", { host: "rebound.example.com@127.0.0.1" }, "127.0.0.1", false],
    ["not without a name", { host: undefined }, "127.0.0.1", false],
    ["not from a page of another site", { origin: "https://example.com" }, "127.0.0.1", false],
    ["not from a page without an origin", { origin: "null" }, "127.0.0.1", false],
    ...["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"].map(
      (name) => [`not through a proxy that sets ${name}`, { [name]: "127.0.0.1" }, "127.0.0.1", false] as const,
    ),
  ] as const)("%s", (_, headers, remote, expected) => {
    expect(isLocal(headers, remote)).toBe(expected);
  });
});
