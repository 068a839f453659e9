import type { IncomingMessage, ServerResponse } from "node:http";
import { parseObject, type ReadBody } from "../http/body.ts";
import { isLoopbackAddress, isLoopbackRequest, isProxied } from "../http/loopback.ts";
import { refuse, refuseTooLong, sendJson, trust } from "../http/server.ts";
import type { TeamsAdapter, Turn } from "./adapter.ts";
import { KeysUnavailable } from "./signingkeys.ts";
import { speaksFor, type Verified } from "./token.ts";

/** Why a request was turned away; counted by these names. */
export type TurnedAway =
  | "no genuine token"
  | "keys out of reach"
  | "token of another activity"
  | "too long"
  /** The service has sent it, and it is no activity. */
  | "unreadable"
  /** Without tokens: through a proxy, whose requests all come from this machine. */
  | "through a proxy"
  | "not from this machine";

export interface TeamsHttpOptions {
  readonly adapter: Pick<TeamsAdapter, "verify" | "process">;
  readonly readBody: ReadBody;
  readonly turn: Turn;
  readonly onTurnedAway: (why: TurnedAway) => void;
}

/** Bytes. A message of Teams has 28 kB at most; with what it quotes and attaches, it stays far below this. */
const LONGEST_BODY = 256_000;

/** Answers one request to `/api/messages`. Who sends is known before anything of the body is read. */
export async function handleTeamsRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { adapter, readBody, turn, onTurnedAway }: TeamsHttpOptions,
): Promise<void> {
  const away = (status: number, why: TurnedAway): void => {
    onTurnedAway(why);
    refuse(response, status);
  };
  const sender = await whoSends(request, adapter);
  if (sender === "unknown") return away(503, "keys out of reach");
  if (sender === undefined) return away(401, "no genuine token");
  if (sender === "elsewhere") return away(403, isProxied(request) ? "through a proxy" : "not from this machine");
  trust(request);
  const read = await readBody(request, LONGEST_BODY);
  if (read === "too long") {
    onTurnedAway("too long");
    return refuseTooLong(request, response);
  }
  const body = parseObject(read.toString("utf8"));
  // An activity says what it is.
  if (typeof body?.type !== "string") return away(400, "unreadable");
  const verified = sender === "this machine" ? undefined : sender;
  if (verified && !speaksFor(verified, body)) return away(401, "token of another activity");
  // The bot answers to the address that an activity names.
  if (!verified && !isLoopbackAddress(body.serviceUrl)) return away(403, "not from this machine");
  const answer = await adapter.process(body, verified, turn);
  if (answer.body === undefined) response.writeHead(answer.status, { "content-length": 0 }).end();
  else sendJson(response, answer.status, answer.body);
}

async function whoSends(
  request: IncomingMessage,
  { verify }: Pick<TeamsAdapter, "verify">,
): Promise<Verified | "this machine" | "elsewhere" | "unknown" | undefined> {
  // No web page sends JSON to another site unasked.
  const isJson = /^application\/json\s*(?:;|$)/i.test(request.headers["content-type"] ?? "");
  if (!verify) return isJson && isLoopbackRequest(request) ? "this machine" : "elsewhere";
  try {
    return await verify(request.headers.authorization);
  } catch (error) {
    if (error instanceof KeysUnavailable) return "unknown";
    throw error;
  }
}
