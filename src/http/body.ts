import type { IncomingMessage } from "node:http";

/** Reads a whole body; `too long` as soon as that is known. Rejects if the sender hangs up or is cut off. */
export type ReadBody = (request: IncomingMessage, longest: number) => Promise<Buffer | "too long">;

/** Bytes of unfinished bodies that are held at a time, over all connections. */
const MOST = 32 * 1024 * 1024;

/**
 * Bodies share one bound. If it is passed, the oldest body that is still coming is cut off: the platforms send theirs at once, so
 * what has been coming for longest is the least likely to be one of theirs.
 *
 * @param most bytes
 */
export function createReadBody(most = MOST): ReadBody {
  const coming = new Map<IncomingMessage, number>();
  let held = 0;
  const hold = (request: IncomingMessage, bytes: number): void => {
    held += bytes;
    coming.set(request, (coming.get(request) ?? 0) + bytes);
    for (const oldest of coming.keys()) {
      if (held <= most) return;
      release(oldest);
      oldest.destroy();
    }
  };
  const release = (request: IncomingMessage): void => {
    held -= coming.get(request) ?? 0;
    coming.delete(request);
  };
  return async (request, longest) => {
    if (Number(request.headers["content-length"] ?? 0) > longest) return "too long";
    const chunks: Buffer[] = [];
    let size = 0;
    coming.set(request, 0);
    try {
      // Left early, the request stays open for its answer.
      for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > longest) return "too long";
        chunks.push(chunk);
        hold(request, chunk.length);
      }
      if (!request.complete) throw new Error("the body was cut off");
      return Buffer.concat(chunks);
    } finally {
      release(request);
    }
  };
}

/** How deep JSON of the platforms may be nested, and of how many values it may consist: ten times what they send. */
const DEEPEST = 64;
const MOST_VALUES = 50_000;

/**
 * Parses JSON whose shape is bounded: what reads it later walks through all of it, and may recurse. One pass over the text tells.
 * `undefined` if it is no object, or not bounded.
 */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!isBounded(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Brackets within strings do not count; a quote that is escaped ends none. */
function isBounded(text: string): boolean {
  let [depth, values] = [0, 1];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\[\s\S])*"|[[\]{},]/g)) {
    if (token === "[" || token === "{") depth++;
    else if (token === "]" || token === "}") depth--;
    else if (token === ",") values++;
    if (depth > DEEPEST || values > MOST_VALUES) return false;
  }
  return true;
}
