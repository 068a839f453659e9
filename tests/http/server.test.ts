import type { ServerResponse } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createReadBody } from "../../src/http/body.ts";
import {
  type Listening,
  listen,
  type Notices,
  type Routes,
  refuseTooLong,
  sendJson,
  trust,
} from "../../src/http/server.ts";

let servers: Listening[] = [];
const errors: unknown[] = [];
let [unfinished, crowded] = [0, 0];
const notices: Notices = {
  onError: (error) => void errors.push(error),
  onUnfinished: () => void unfinished++,
  onCrowded: () => void crowded++,
};
afterEach(async () => {
  for (const server of servers) await server.close(0);
  servers = [];
  errors.length = 0;
  [unfinished, crowded] = [0, 0];
});

async function serve(routes: Routes): Promise<Listening & { readonly url: string }> {
  const server = await listen({ port: 0, host: "127.0.0.1" }, routes, notices);
  servers.push(server);
  return { ...server, url: `http://127.0.0.1:${server.port}` };
}
const ok: Routes[string] = (_, response) => sendJson(response, 200, { is: "ö" });
const told = async (response: Response) => [response.status, response.headers.get("allow"), await response.text()];

describe("one port", () => {
  it("answers what it knows, and refuses what it does not", async () => {
    const { url } = await serve({ "GET /a": ok, "POST /a": ok, "POST /b": ok });
    const asked: [string, string][] = [
      ["GET", "/a"],
      ["GET", "/a?b=c"],
      ["HEAD", "/a"],
      ["POST", "/b"],
      ["PUT", "/a"],
      ["GET", "/b"],
      ["GET", "/"],
      ["GET", "/A"],
      ["GET", "/a/"],
      ["GET", "/constructor"],
      ["GET", "//a"],
    ];
    const answers = await Promise.all(asked.map(async ([method, path]) => told(await fetch(url + path, { method }))));
    const fine = [200, null, '{"is":"ö"}'];
    const none = [404, null, ""];
    expect(answers).toEqual([
      ...[fine, fine, [200, null, ""], fine],
      ...[
        [405, "GET, POST", ""],
        [405, "POST", ""],
      ],
      ...[none, none, none, none, none],
    ]);
  });

  it("says nothing of what went wrong to the sender, and all to whoever listens", async () => {
    const { url } = await serve({
      "GET /early": () => {
        throw new Error("early");
      },
      "GET /later": async () => {
        throw new Error("later");
      },
      "GET /late": async (_, response) => {
        response.writeHead(200);
        throw new Error("late");
      },
    });
    const answers = [];
    for (const path of ["/early", "/later", "/late"]) answers.push(await told(await fetch(url + path)));
    expect(answers).toEqual([
      [500, null, ""],
      [500, null, ""],
      [200, null, ""],
    ]);
    expect(errors.map((error) => (error as Error).message)).toEqual(["early", "later", "late"]);
  });

  it("refuses a port that is taken", async () => {
    const { port } = await serve({});
    await expect(listen({ port, host: "127.0.0.1" }, {}, notices)).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
  });

  it("answers what is no HTTP, and goes on", async () => {
    const { port, url } = await serve({ "GET /a": ok });
    const socket = connect(port, "127.0.0.1", () => socket.write("\u0000\u0001 nonsense\r\n\r\n"));
    const answer = await new Promise<string>((resolve) => {
      socket.once("data", (data) => resolve(data.toString()));
    });
    socket.destroy();
    expect([answer.split("\r\n")[0], (await fetch(`${url}/a`)).status]).toEqual(["HTTP/1.1 400 Bad Request", 200]);
  });
});

describe("a close (A81)", () => {
  it("finishes what is being answered, and takes nothing new", async () => {
    let begun: () => void = () => undefined;
    let finish: () => void = () => undefined;
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { url, close } = await serve({
      "GET /a": async (_, response) => {
        begun();
        await finished;
        response.end("done");
      },
    });
    const answer = fetch(`${url}/a`).then((response) => response.text());
    await started;
    const closed = close(60_000);
    await expect(fetch(`${url}/a`)).rejects.toThrow();
    finish();
    expect(await answer).toBe("done");
    await closed;
  });

  it("does not wait longer than it should", async () => {
    let begun: () => void = () => undefined;
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const { url, close } = await serve({ "GET /a": () => begun() });
    const answer = fetch(`${url}/a`).catch((error: unknown) => error);
    await started;
    await close(1);
    expect(await answer).toBeInstanceOf(TypeError);
  });

  it("does not wait for connections that say nothing", async () => {
    const { url, close } = await serve({ "GET /a": ok });
    await (await fetch(`${url}/a`)).text();
    await close(60_000);
    servers = [];
  });
});

describe("connections", () => {
  const LIMITS = { connections: 3, headers: 200, request: 400, look: 50 };
  const open = (port: number, text: string): { readonly closed: Promise<string> } => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (data) => {
      answer += data;
    });
    socket.on("error", () => undefined);
    return { closed: new Promise((resolve) => socket.on("close", () => resolve(answer.split("\r\n")[0] ?? ""))) };
  };
  const serveWith = async (limits: typeof LIMITS): Promise<Listening> => {
    const routes: Routes = {
      "GET /a": ok,
      "POST /b": async (request, response) => {
        for await (const _ of request);
        response.end();
      },
    };
    const server = await listen({ port: 0, host: "127.0.0.1" }, routes, notices, limits);
    servers.push(server);
    return server;
  };

  it("that send half a request make room for others, the oldest first", async () => {
    const { port } = await serveWith({ ...LIMITS, headers: 60_000, request: 60_000 });
    const half = "POST /b HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc";
    const opened = [open(port, half), open(port, "POST /b HTT"), open(port, half)];
    const [first] = opened;
    const { status } = await fetch(`http://127.0.0.1:${port}/a`);
    expect([status, await first?.closed]).toEqual([200, ""]);
    expect([errors, crowded]).toEqual([[], 1]);
  });

  it("that brought a genuine request go last", async () => {
    const routes: Routes = {
      "GET /genuine": (request, response) => {
        trust(request);
        sendJson(response, 200, {});
      },
    };
    const limits = { ...LIMITS, headers: 60_000, request: 60_000 };
    const server = await listen({ port: 0, host: "127.0.0.1" }, routes, notices, limits);
    servers.push(server);
    const ask = "GET /genuine HTTP/1.1\r\nhost: x\r\n\r\n";
    const genuine = connect(server.port, "127.0.0.1");
    const answered = (): Promise<string> =>
      new Promise((resolve) => {
        genuine.once("data", (data) => resolve(data.toString().split("\r\n", 1)[0] ?? ""));
        genuine.write(ask);
      });
    const first = await answered();
    const others = Array.from({ length: 6 }, () => open(server.port, "GET /genuine HTT"));
    await Promise.all(others.slice(0, 4).map(({ closed }) => closed));
    expect([first, await answered(), crowded]).toEqual(["HTTP/1.1 200 OK", "HTTP/1.1 200 OK", 4]);
    genuine.destroy();
  });

  it.each([
    ["headers", "POST /b HTTP/1.1\r\nhost: x\r\n"],
    ["a body", "POST /b HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc"],
  ])("that never finish %s are closed in time", async (_, text) => {
    const { port } = await serveWith(LIMITS);
    expect(["HTTP/1.1 408 Request Timeout", ""]).toContain(await open(port, text).closed);
  });

  it.each([
    ["says so before", "content-length: 5000000\r\n\r\n"],
    ["does not say so", `transfer-encoding: chunked\r\n\r\n${(5_000_000).toString(16)}\r\n`],
  ])("see why they are refused if the body is too long, even if they read last: it %s", async (_, header) => {
    const readBody = createReadBody();
    const routes: Routes = {
      "POST /c": async (request, response) => {
        if ((await readBody(request, 1_000_000)) === "too long") await refuseTooLong(request, response);
      },
    };
    const { port } = await serve(routes);
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    await new Promise<void>((resolve) => {
      socket.once("close", () => resolve());
      socket.write(`POST /c HTTP/1.1\r\nhost: x\r\n${header}`);
      socket.write(Buffer.alloc(2_000_000), () => resolve());
    });
    let answer = "";
    socket.on("data", (data) => {
      answer += data;
    });
    if (!socket.closed) {
      socket.end();
      await new Promise((resolve) => socket.on("close", resolve));
    }
    expect(answer.split("\r\n", 1)).toEqual(["HTTP/1.1 413 Payload Too Large"]);
  });

  it("that send much more than they may are closed all the same", async () => {
    const routes: Routes = { "POST /c": (request, response) => refuseTooLong(request, response) };
    const { port } = await serve(routes);
    const socket = connect(port, "127.0.0.1", () => {
      socket.write("POST /c HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000000\r\n\r\n");
      const more = (): void => {
        while (!socket.destroyed) if (!socket.write(Buffer.alloc(65_536))) return void socket.once("drain", more);
      };
      more();
    });
    socket.on("error", () => undefined);
    socket.resume();
    await new Promise((resolve) => socket.on("close", resolve));
    expect(socket.bytesWritten).toBeLessThan(50_000_000);
  });

  it("that end within a body are counted, and are no errors", async () => {
    const { port } = await serveWith({ ...LIMITS, headers: 60_000, request: 60_000 });
    for (let at = 0; at < 3; at++) {
      const socket = connect(port, "127.0.0.1", () =>
        socket.end("POST /b HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc"),
      );
      socket.on("error", () => undefined);
      socket.resume();
      await new Promise((resolve) => socket.on("close", resolve));
    }
    await vi.waitFor(() => expect([unfinished, errors]).toEqual([3, []]), 5_000);
  });

  it("that end after the whole request hide no error", async () => {
    let fail: () => void = () => undefined;
    const asked = new Promise<ServerResponse>((resolve) => {
      const routes: Routes = {
        "GET /a": (_, response) =>
          new Promise((_resolve, reject) => {
            fail = () => reject(new Error("late"));
            resolve(response);
          }),
      };
      void serve(routes).then(({ port }) => {
        const socket = connect(port, "127.0.0.1", () => socket.write("GET /a HTTP/1.1\r\nhost: x\r\n\r\n"));
        void asked.then(() => socket.destroy());
      });
    });
    const response = await asked;
    await new Promise((resolve) => response.on("close", resolve));
    fail();
    await vi.waitFor(() => expect(errors.map((error) => (error as Error).message)).toEqual(["late"]), 5_000);
    expect(unfinished).toBe(0);
  });
});
