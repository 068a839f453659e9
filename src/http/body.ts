import type { IncomingMessage } from "node:http";

/** Reads a whole body; `too long` as soon as that is known. Rejects if the sender hangs up or is cut off. */
export type ReadBody = (request: IncomingMessage, longest: number) => Promise<Buffer | "too long">;

/** Bytes that unfinished large bodies hold at a time, over all connections. Platforms hardly ever send one. */
const MOST = 8 * 1024 * 1024;
/** Bytes that make no body large: what the port's connections may hold of those together is little. */
const SMALL = 64 * 1024;

/**
 * Pieces that a body may come in. Each costs time and memory even if it brings one byte: a megabyte of those would cost seconds, and
 * 250 MB. In the smallest packets of the internet a megabyte comes in 1,900.
 */
const MOST_PIECES = 2_000;
/** Bytes that a piece holds beside its own. */
const PIECE = 256;

/**
 * Large bodies share one bound. If it is passed, the oldest of them that is still coming is cut off: the platforms send theirs at
 * once, so what has been coming for longest is the least likely to be one of theirs. Small ones are never cut off for others.
 *
 * @param most bytes
 * @param small bytes
 */
export function createReadBody(most = MOST, small = SMALL): ReadBody {
  const coming = new Map<IncomingMessage, number>();
  let held = 0;
  const hold = (request: IncomingMessage, bytes: number): void => {
    if (bytes <= small) return;
    held += bytes - (coming.get(request) ?? 0);
    coming.set(request, bytes);
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
    const pieces: Buffer[] = [];
    let size = 0;
    try {
      // Left early, the request stays open for its answer.
      for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        size += piece.length;
        if (size > longest || pieces.push(piece) > MOST_PIECES) return "too long";
        hold(request, size + pieces.length * PIECE);
      }
      if (!request.complete) throw new Error("the body was cut off");
      return Buffer.concat(pieces);
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

/** Brackets within strings do not count; a quote that is escaped ends none. A pattern would go back over a string without an end. */
function isBounded(text: string): boolean {
  let [depth, values, isWithin] = [0, 1, false];
  for (let at = 0; at < text.length; at++) {
    const one = text[at];
    if (one === '"') isWithin = !isWithin;
    else if (isWithin) at += one === "\\" ? 1 : 0;
    else if (one === "[" || one === "{") depth++;
    else if (one === "]" || one === "}") depth--;
    else if (one === ",") values++;
    if (depth > DEEPEST || values > MOST_VALUES) return false;
  }
  return true;
}
