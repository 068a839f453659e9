import type { IncomingMessage, ServerResponse } from "node:http";
import { parseObject, type ReadBody } from "../http/body.ts";
import { refuse, refuseTooLong, trust } from "../http/server.ts";
import type { Doubt } from "./doubt.ts";
import { isSigned, readClaim } from "./verify.ts";

/** What Slack sent over HTTP, genuine and parsed, and how to acknowledge it: with nothing, text, or JSON. */
export interface Delivered {
  readonly body: Readonly<Record<string, unknown>>;
  readonly ack: (response?: unknown) => Promise<void>;
}

export interface HttpOptions {
  readonly secrets: readonly string[];
  readonly now: () => number;
  readonly readBody: ReadBody;
  readonly take: (delivered: Delivered) => Promise<void>;
  readonly doubt: Doubt;
  readonly onTurnedAway: (why: TurnedAway) => void;
}

/** Why a request was turned away; counted by these names. */
export type TurnedAway =
  /** Nobody who knows the secret has sent it. */
  | "forged"
  | "too long"
  /** Slack has sent it, and it is nothing that Slack sends. */
  | "unreadable";

/** Bytes. The largest that Slack sends is a form's state, 250 kB of JSON; written as a web form, it may be three times that. */
const LONGEST_BODY = 1_000_000;

/** Answers one request to `/slack/events`. No body is read before its headers are well formed, none is parsed before it is genuine. */
export async function handleSlackRequest(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
): Promise<void> {
  const { secrets, now, doubt } = options;
  const away = (status: number, why: TurnedAway): void => {
    options.onTurnedAway(why);
    refuse(response, status);
  };
  const claim = readClaim(request, now());
  if (claim.kind !== "signed") {
    if (claim.kind === "off") doubt.off(claim.seconds);
    return away(401, "forged");
  }
  const body = await options.readBody(request, LONGEST_BODY);
  if (body === "too long") {
    options.onTurnedAway("too long");
    return refuseTooLong(request, response);
  }
  if (!isSigned(claim, body, secrets)) {
    doubt.mismatched();
    return away(401, "forged");
  }
  doubt.verified();
  trust(request);
  const parsed = parseBody(body.toString("utf8"), request.headers["content-type"] ?? "");
  if (!parsed) return away(400, "unreadable");
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

/** JSON, a form, or a form with JSON in its field `payload`. */
function parseBody(text: string, type: string): Readonly<Record<string, unknown>> | undefined {
  if (/^application\/json\b/i.test(type)) return parseObject(text);
  const form = new URLSearchParams(text);
  const payload = form.get("payload");
  return payload === null ? Object.fromEntries(form) : parseObject(payload);
}

function end(response: ServerResponse, status: number, answer?: unknown): void {
  const isText = typeof answer === "string";
  const text = answer === undefined ? "" : isText ? answer : JSON.stringify(answer);
  const type = text === "" ? {} : { "content-type": isText ? "text/plain; charset=utf-8" : "application/json" };
  response.writeHead(status, { ...type, "content-length": Buffer.byteLength(text) }).end(text);
}
