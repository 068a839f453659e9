import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Answers one request of a path. */
type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** `POST /slack/events`: method and path of each. */
export type Routes = Readonly<Record<string, Route>>;

export interface Listening {
  readonly port: number;
  /** Takes no new connections; resolves when the open ones are answered, or after `patience` milliseconds. */
  readonly close: (patience: number) => Promise<void>;
}

/** What the operator wants to know of, beside what the routes count themselves. */
export interface Notices {
  /** What a route threw; the sender gets an empty 500, and repeats. */
  readonly onError: (error: unknown) => void;
  /** A request whose sender hung up, took too long or was cut off before all of it was there. */
  readonly onUnfinished: () => void;
  /** A connection that was closed to make room for another. */
  readonly onCrowded: () => void;
}

export interface ServerLimits {
  /** Connections at a time. One more closes the oldest of those that have sent no whole request. */
  readonly connections: number;
  /** Milliseconds for the headers of a request, and for all of it. Slack and Teams send both within one. */
  readonly headers: number;
  readonly request: number;
  /** Milliseconds between looks for connections that took longer. */
  readonly look: number;
}

const LIMITS: ServerLimits = { connections: 500, headers: 5_000, request: 10_000, look: 1_000 };

/** One port for all platforms. */
export async function listen(
  { port, host }: { readonly port: number; readonly host: string },
  routes: Routes,
  notices: Notices,
  limits: ServerLimits = LIMITS,
): Promise<Listening> {
  const server = createServer(
    { headersTimeout: limits.headers, requestTimeout: limits.request, connectionsCheckingInterval: limits.look },
    (request, response) => void answer(request, response, routes, notices),
  );
  limitConnections(server, limits.connections, notices);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    close: (patience) => close(server, patience),
  };
}

/** Connections that brought a genuine request. */
const trusted = new WeakSet<Socket>();

/** Says that a request was genuine: while there are others, its connection is not closed to make room. */
export const trust = ({ socket }: Pick<IncomingMessage, "socket">): void => void trusted.add(socket);

/**
 * Node refuses new connections past its maximum, so whoever holds them all keeps everybody else out. Here the one that waits
 * longest goes: the platforms send a request as soon as they are connected, a flood of half requests does not. Those that a platform
 * keeps open between its requests go last.
 */
function limitConnections(server: Server, most: number, { onCrowded }: Notices): void {
  const waiting = new Set<Socket>();
  const kept = new Set<Socket>();
  let open = 0;
  server.on("connection", (socket) => {
    const [oldest = socket] = waiting.size > 0 ? waiting : kept;
    open++;
    waiting.add(socket);
    socket.once("close", () => {
      open--;
      waiting.delete(socket);
      kept.delete(socket);
    });
    if (open <= most) return;
    // One that is being closed must not be chosen twice.
    waiting.delete(oldest);
    kept.delete(oldest);
    oldest.destroy();
    onCrowded();
  });
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    const leave = (): void => {
      waiting.delete(socket);
      kept.delete(socket);
    };
    request.once("end", leave);
    // Kept alive, it waits for the next request, behind those that came meanwhile.
    response.once("finish", () => {
      leave();
      if (!socket.destroyed) (trusted.has(socket) ? kept : waiting).add(socket);
    });
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  routes: Routes,
  { onError, onUnfinished }: Notices,
): Promise<void> {
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  // Node leaves out a body that is not wanted.
  const method = request.method === "HEAD" ? "GET" : request.method;
  const name = `${method} ${path}`;
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
  try {
    if (route) return await route(request, response);
    const methods = Object.keys(routes).flatMap((known) => (known.endsWith(` ${path}`) ? known.split(" ", 1) : []));
    if (methods.length === 0) refuse(response, 404);
    else response.writeHead(405, { allow: methods.join(", "), connection: "close" }).end();
  } catch (error) {
    // Who hung up, or was cut off, waits for no answer.
    if (request.destroyed && !request.complete) return onUnfinished();
    onError(error);
    if (response.destroyed) return;
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}

function close(server: Server, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const last = setTimeout(() => server.closeAllConnections(), patience);
    server.close(() => {
      clearTimeout(last);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** An empty answer, and the connection is closed: what is still being sent is never read, which costs less than to read and drop it. */
export const refuse = (response: ServerResponse, status: number): void =>
  void response.writeHead(status, { connection: "close", "content-length": 0 }).end();

/** Pieces of up to 64 kB, read and dropped at no cost that could be measured. */
const DRAINED = 64;

/**
 * 413, and the connection is closed. A sender that is cut off while it writes never sees the answer; so some of what it still sends is
 * read before, within the time that a request may take.
 */
export async function refuseTooLong(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(413, { connection: "close", "content-length": 0 }).flushHeaders();
  let pieces = 0;
  try {
    for await (const _ of request.iterator({ destroyOnReturn: false })) if (++pieces === DRAINED) break;
  } catch {
    // It hung up: nobody is left to read the answer.
  }
  response.end();
}

/** A small JSON answer, for people and machines that watch. */
export const sendJson = (response: ServerResponse, status: number, value: unknown): void => {
  const text = JSON.stringify(value);
  response
    .writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) })
    .end(text);
};
