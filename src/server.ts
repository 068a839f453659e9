import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** Answers one request of a path. */
export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** `POST /slack/events`: method and path of each. */
export type Routes = Readonly<Record<string, Route>>;

export interface Listening {
  readonly port: number;
  /** Takes no new connections; resolves when the open ones are answered, or after `patience` milliseconds. */
  readonly close: (patience: number) => Promise<void>;
}

/** Milliseconds: slow senders are cut off, so that nobody can hold all connections. */
const REQUEST_TIMEOUT = 15_000;
const HEADERS_TIMEOUT = 10_000;

/** One port for all platforms. `onError` hears of what a route threw; the sender gets an empty 500, and repeats. */
export async function listen(
  { port, host }: { readonly port: number; readonly host: string },
  routes: Routes,
  onError: (error: unknown) => void,
): Promise<Listening> {
  const server = createServer((request, response) => {
    void answer(request, response, routes, onError);
  });
  server.requestTimeout = REQUEST_TIMEOUT;
  server.headersTimeout = HEADERS_TIMEOUT;
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

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  routes: Routes,
  onError: (error: unknown) => void,
): Promise<void> {
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  // Where a body is not wanted, Node leaves it out.
  const method = request.method === "HEAD" ? "GET" : request.method;
  const name = `${method} ${path}`;
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
  try {
    if (route) return await route(request, response);
    const methods = Object.keys(routes).flatMap((known) => (known.endsWith(` ${path}`) ? known.split(" ", 1) : []));
    if (methods.length === 0) response.writeHead(404).end();
    else response.writeHead(405, { allow: methods.join(", ") }).end();
  } catch (error) {
    onError(error);
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

/** Bytes of a request; the platforms' own are far smaller. */
const LONGEST_BODY = 1_000_000;

/** What is too long is read to its end and thrown away: who is cut off while sending never sees the answer. */
export async function readBody(request: IncomingMessage): Promise<Buffer | "too long"> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= LONGEST_BODY) chunks.push(chunk as Buffer);
    else chunks.length = 0;
  }
  return size > LONGEST_BODY ? "too long" : Buffer.concat(chunks);
}

/** A small JSON answer, for people and machines that watch. */
export const sendJson = (response: ServerResponse, status: number, value: unknown): void => {
  const text = JSON.stringify(value);
  response
    .writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) })
    .end(text);
};
