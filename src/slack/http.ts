import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../server.ts";
import { isSigned } from "./verify.ts";

/** What Slack sent over HTTP, genuine and parsed, and how to acknowledge it: with nothing, text, or JSON. */
export interface Delivered {
  readonly body: Readonly<Record<string, unknown>>;
  readonly ack: (response?: unknown) => Promise<void>;
}

export interface HttpOptions {
  readonly secrets: readonly string[];
  readonly now: () => number;
  readonly take: (delivered: Delivered) => Promise<void>;
  /** Counts requests that nobody who knows the secret has sent. */
  readonly onForged: () => void;
}

/** Answers one request to `/slack/events`. Nothing is parsed before the signature is right. */
export async function handleSlackRequest(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
): Promise<void> {
  const body = await readBody(request);
  if (body === "too long") return end(response, 413);
  const { "x-slack-request-timestamp": timestamp, "x-slack-signature": signature } = request.headers;
  const signed = { timestamp: onlyOne(request, "x-slack-request-timestamp", timestamp), signature, body };
  if (!isSigned(signed, options.secrets, options.now())) {
    options.onForged();
    return end(response, 401);
  }
  const parsed = parseBody(body.toString("utf8"), request.headers["content-type"] ?? "");
  if (!parsed) return end(response, 400);
  if (parsed.ssl_check === "1") return end(response, 200);
  // Answered as Bolt does, as JSON.
  if (parsed.type === "url_verification") return end(response, 200, { challenge: String(parsed.challenge ?? "") });
  await options.take({
    body: parsed,
    ack: async (answer) => {
      if (!response.headersSent) end(response, 200, answer);
    },
  });
  // Whoever took it and forgot to acknowledge: better late than a repeat.
  if (!response.headersSent) end(response, 200);
}

/** A header that is there twice is joined by Node; a time stamp is one number or none. */
const onlyOne = (request: IncomingMessage, name: string, value: string | string[] | undefined) =>
  (request.headersDistinct[name]?.length ?? 0) > 1 ? undefined : value;

/** JSON, a form, or a form with JSON in its field `payload`. */
function parseBody(text: string, type: string): Readonly<Record<string, unknown>> | undefined {
  try {
    if (/^application\/json\b/i.test(type)) return toRecord(JSON.parse(text));
    const form = new URLSearchParams(text);
    const payload = form.get("payload");
    return payload === null ? Object.fromEntries(form) : toRecord(JSON.parse(payload));
  } catch {
    return undefined;
  }
}

const toRecord = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;

function end(response: ServerResponse, status: number, answer?: unknown): void {
  const isText = typeof answer === "string";
  const text = answer === undefined ? "" : isText ? answer : JSON.stringify(answer);
  const type = text === "" ? {} : { "content-type": isText ? "text/plain; charset=utf-8" : "application/json" };
  response.writeHead(status, { ...type, "content-length": Buffer.byteLength(text) }).end(text);
}
