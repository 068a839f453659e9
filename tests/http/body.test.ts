import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createReadBody, parseObject, type ReadBody } from "../../src/http/body.ts";
import { cpuTime } from "../cputime.ts";

interface Read {
  readonly path: string;
  readonly outcome: string;
}

/** A server that reads bodies of 100 bytes each, 1,000 bytes together, where 80 are large; below `/small` none is; `/long` as usual. */
const begun: string[] = [];
const results: Read[] = [];
let notify: () => void = () => undefined;
const readBody: ReadBody = createReadBody(1_000, 80);
const readSmall: ReadBody = createReadBody(1_000);
const readLong: ReadBody = createReadBody();
const server = createServer(async (request: IncomingMessage, response) => {
  const path = request.url ?? "";
  begun.push(path);
  const read = path.startsWith("/long") ? readLong : path.startsWith("/small") ? readSmall : readBody;
  const outcome = await read(request, read === readLong ? 10_000 : 100).then(
    (read) => (read === "too long" ? read : read.toString()),
    () => "cut off",
  );
  results.push({ path, outcome });
  notify();
  response.end();
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const send = (path: string, length: number | "chunked", body: string): Socket => {
  const size = length === "chunked" ? "transfer-encoding: chunked" : `content-length: ${length}`;
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\n${size}\r\n\r\n${body}`);
  return socket;
};
const outcomeOf = (path: string): Promise<string> =>
  new Promise((resolve) => {
    const look = (): void => {
      const found = results.find((one) => one.path === path);
      if (found) resolve(found.outcome);
      else notify = look;
    };
    look();
  });

describe("a body", () => {
  it("is read whole", async () => {
    send("/whole", 3, "abc");
    expect(await outcomeOf("/whole")).toBe("abc");
  });

  it("is not read at all if it says that it is too long", async () => {
    send("/promises", 101, "");
    expect(await outcomeOf("/promises")).toBe("too long");
  });

  it("is read no further than it may go if it does not say", async () => {
    send("/chunked", "chunked", `65\r\n${"a".repeat(101)}\r\n`);
    expect(await outcomeOf("/chunked")).toBe("too long");
  });

  it("is read no further if it comes in crumbs, which cost more than their bytes", async () => {
    const crumbs = "1\r\na\r\n";
    send("/long/whole", "chunked", `${crumbs.repeat(200)}0\r\n\r\n`);
    expect(await outcomeOf("/long/whole")).toBe("a".repeat(200));
    send("/long/crumbs", "chunked", crumbs.repeat(2_001));
    expect(await outcomeOf("/long/crumbs")).toBe("too long");
  });

  it("that never ends is cut off when others need the room, the oldest first", async () => {
    const half = ["/first", "/second", "/third"].map((path) => ({ path, socket: send(path, 100, "a".repeat(90)) }));
    expect(await outcomeOf("/first")).toBe("cut off");
    expect(results.some(({ path }) => path === "/second" || path === "/third")).toBe(false);
    for (const { path, socket } of half.slice(1)) {
      socket.write("b".repeat(10));
      expect(await outcomeOf(path)).toBe(`${"a".repeat(90)}${"b".repeat(10)}`);
    }
  });

  it("that is small is not cut off for others", async () => {
    const small = Array.from({ length: 10 }, (_, at) => ({ path: `/small-${at}`, text: "a".repeat(90) }));
    const sockets = small.map(({ path, text }) => send(path, 100, text));
    await vi.waitFor(() => expect(begun.filter((path) => path.startsWith("/small"))).toHaveLength(10), 5_000);
    for (const [at, { path }] of small.entries()) {
      sockets[at]?.write("b".repeat(10));
      expect(await outcomeOf(path)).toBe(`${"a".repeat(90)}${"b".repeat(10)}`);
    }
  });

  it("whose sender hangs up leaves its room to others", async () => {
    for (let at = 0; at < 5; at++) {
      send(`/hangs-up-${at}`, 100, "a".repeat(90)).end();
      expect(await outcomeOf(`/hangs-up-${at}`)).toBe("cut off");
    }
    send("/afterwards", 100, "a".repeat(100));
    expect(await outcomeOf("/afterwards")).toBe("a".repeat(100));
  });
});

describe("JSON", () => {
  it.each([
    ["an object", '{"a":[1,{"b":"[{,"}]}', { a: [1, { b: "[{," }] }],
    ["quotes within text", String.raw`{"a":"\"]}[\\"}`, { a: '"]}[\\' }],
    ["a list", "[1]", undefined],
    ["a number", "1", undefined],
    ["nothing", "", undefined],
    ["half an object", '{"a":', undefined],
    ["64 levels", `${'{"a":'.repeat(63)}{}${"}".repeat(63)}`, expect.any(Object)],
    ["65 levels", `${'{"a":'.repeat(64)}{}${"}".repeat(64)}`, undefined],
    ["100,000 levels", `{"a":${"[".repeat(100_000)}`, undefined],
    ["100,000 values", `{"a":[${"1,".repeat(100_000)}1]}`, undefined],
    ["brackets in text do not count", JSON.stringify({ a: "[".repeat(1_000) }), { a: "[".repeat(1_000) }],
  ])("%s", (_, text, expected) => {
    expect(parseObject(text)).toEqual(expected);
  });

  it.each([
    ["quotes that are escaped", '\\"'],
    ["backslashes", "\\\\"],
    ["quotes", '"'],
    ["brackets", "[]"],
  ])("without an end takes no longer than it is long: %s", (_, repeated) => {
    const text = `{"a":"${repeated.repeat(250_000)}`;
    let parsed: unknown;
    const spent = cpuTime(() => {
      parsed = parseObject(text);
    });
    expect([parsed, spent < 2_000]).toEqual([undefined, true]);
  });

  it("is what JSON.parse makes of it, for all objects that are not too deep", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })), (value) => {
        const text = JSON.stringify(value);
        expect(parseObject(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});
