import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import manifest from "../../manifests/slack.json" with { type: "json" };
import { LIVE_MENTION } from "./texts.ts";
import { validateMessage, validateView } from "./validate.ts";

/** A call of the Web API, its JSON fields parsed; to a response url, `method` is "response_url". */
export interface Call {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly token: string;
}

/** What is answered instead of the usual. `ghost`: the call is done, and its answer never comes; `hang`: neither. */
export type Mishap =
  | { readonly kind: "error"; readonly error: string }
  | { readonly kind: "rate"; readonly after?: string }
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "reset" }
  | { readonly kind: "ghost" }
  | { readonly kind: "hang" };

export interface Posted {
  readonly channel: string;
  readonly ts: string;
  readonly thread: string | undefined;
  readonly text: string;
  readonly blocks: readonly unknown[];
}

export interface FakeSlack {
  /** With a slash at its end. */
  readonly url: string;
  readonly responseUrl: (name: string) => string;
  readonly calls: Call[];
  /** Looks at the token, at each start; they are not among the calls. */
  readonly checks: Call[];
  /** Scopes of the token. */
  scopes: string;
  /** What stands in channels, in the order it came there. */
  readonly posted: Posted[];
  /** What the real one would have refused, or what would have called people. */
  readonly faults: string[];
  /** For the next call for which it says something. */
  mishap: (call: Call) => Mishap | undefined;
  readonly of: (method: string) => Call[];
  readonly close: () => Promise<void>;
}

/** A small Web API on the loopback, which looks at everything that it is sent. */
export async function startFakeSlack(): Promise<FakeSlack> {
  const known = new Map<unknown, string>();
  let count = 0;
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fake: FakeSlack = {
    url: `${base}/api/`,
    responseUrl: (name) => `${base}/hooks/${name}`,
    calls: [],
    checks: [],
    scopes: manifest.oauth_config.scopes.bot.join(","),
    posted: [],
    faults: [],
    mishap: () => undefined,
    of: (method) => fake.calls.filter((call) => call.method === method),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = readCall(request, await bodyOf(request));
    (call.method === "auth.test" ? fake.checks : fake.calls).push(call);
    fake.faults.push(...faultsOf(call));
    const mishap = fake.mishap(call);
    if (!mishap) return send(response, 200, carryOut(call), { "x-oauth-scopes": fake.scopes });
    switch (mishap.kind) {
      case "error":
        return send(response, 200, { ok: false, error: mishap.error });
      case "rate":
        return send(response, 429, {}, mishap.after === undefined ? {} : { "retry-after": mishap.after });
      case "status":
        return send(response, mishap.status, { told: call.token });
      case "reset":
        return void request.socket.destroy();
      case "ghost":
        return void carryOut(call);
      case "hang":
        return undefined;
      default:
        return mishap satisfies never;
    }
  }

  function carryOut({ method, args }: Call): object {
    if (method === "chat.getPermalink")
      return { ok: true, permalink: `https://slack.example.com/archives/${args.channel}/p${args.message_ts}` };
    if (method === "users.info")
      return { ok: true, user: { id: args.user, is_restricted: String(args.user).startsWith("UGUEST") } };
    if (method !== "chat.postMessage") return { ok: true };
    const id = args.client_msg_id;
    const before = known.get(id);
    if (id !== undefined && before !== undefined) return { ok: true, ts: before };
    const ts = `1800000000.${String(++count).padStart(6, "0")}`;
    known.set(id, ts);
    const { channel, thread_ts: thread, text, blocks = [] } = args as unknown as Posted & { thread_ts?: string };
    fake.posted.push({ channel, ts, thread, text, blocks });
    return { ok: true, ts };
  }
  return fake;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function readCall({ url = "", headers }: IncomingMessage, body: string): Call {
  const token = (headers.authorization ?? "").replace("Bearer ", "");
  if (url.startsWith("/hooks/"))
    return { method: "response_url", args: { url, ...(JSON.parse(body) as object) }, token };
  const fields = Object.fromEntries(new URLSearchParams(body));
  return { method: url.slice("/api/".length), args: mapValues(fields, parsed), token };
}

const mapValues = (fields: Readonly<Record<string, string>>, by: (text: string, key: string) => unknown) =>
  Object.fromEntries(Object.entries(fields).map(([key, text]) => [key, by(text, key)]));

const JSON_FIELDS = new Set(["blocks", "view", "prompts"]);
const parsed = (text: string, key: string): unknown => (JSON_FIELDS.has(key) ? JSON.parse(text) : text);

function faultsOf({ method, args }: Call): string[] {
  const told = JSON.stringify(args);
  const mentions = LIVE_MENTION.test(told) ? ["a live mention"] : [];
  return [...mentions, ...(args.view !== undefined ? validateView(args.view) : messageFaults(method, args))].map(
    (fault) => `${method}: ${typeof fault === "string" ? fault : `${fault.pointer} ${fault.message}`}`,
  );
}

const SAYS = new Set(["chat.postMessage", "chat.postEphemeral", "chat.update", "response_url"]);
/** Stands in where there are no blocks, which `validateMessage` wants. */
const FILLER = { type: "divider" };

function messageFaults(method: string, args: Readonly<Record<string, unknown>>) {
  if (!SAYS.has(method)) return [];
  const loud = [
    ...(args.link_names !== undefined && args.link_names !== "false" ? ["link_names"] : []),
    ...(args.parse !== undefined && args.parse !== "none" ? ["parse"] : []),
    ...(method === "chat.postMessage" && (args.unfurl_links !== "false" || args.unfurl_media !== "false")
      ? ["A46: unfurls"]
      : []),
  ];
  const blocks = args.blocks === undefined ? [FILLER] : (args.blocks as readonly unknown[]);
  return [...loud, ...validateMessage({ text: String(args.text ?? ""), blocks })];
}

function send(response: ServerResponse, status: number, value: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
}
