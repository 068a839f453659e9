import { createHash } from "node:crypto";
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

/** Bytes that are read, written or hashed in one go: `readFileSync` and others refuse 2 GB. */
const CHUNK = 2 ** 28;

/**
 * Writes a file whose first line is `title`, the SHA-256 of the rest, and spaces up to a multiple of 8 bytes, so that arrays
 * in the rest are aligned. It is there whole or not at all. The chunks are not put together first: that would take their size again.
 */
export function writeSealed(file: string, title: string, chunks: readonly Buffer[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    writeAll(unfinished, title, chunks);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** The rest of the file; `undefined` if it does not begin with `title`, or is not what was written. @throws if it cannot be read */
export function readSealed(file: string, title: string): Buffer | undefined {
  const bytes = readAll(file);
  const rest = bytes.subarray(bytes.indexOf(10) + 1);
  const hash = createHash("sha256");
  for (const piece of pieces(rest)) hash.update(piece);
  const first = bytes.subarray(0, bytes.length - rest.length).toString("latin1");
  return first === firstLine(title, hash.digest("hex")) ? rest : undefined;
}

function writeAll(file: string, title: string, chunks: readonly Buffer[]): void {
  const handle = openSync(file, "w");
  try {
    const hash = createHash("sha256");
    writeFileSync(handle, firstLine(title, "0".repeat(64)));
    for (const piece of chunks.flatMap(pieces)) {
      hash.update(piece);
      writeFileSync(handle, piece);
    }
    writeSync(handle, firstLine(title, hash.digest("hex")), 0);
  } finally {
    closeSync(handle);
  }
}

function readAll(file: string): Buffer {
  const handle = openSync(file, "r");
  try {
    const bytes = Buffer.allocUnsafe(fstatSync(handle).size);
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(handle, bytes, at, Math.min(CHUNK, bytes.length - at), at);
      if (read === 0) return bytes.subarray(0, at);
      at += read;
    }
    return bytes;
  } finally {
    closeSync(handle);
  }
}

const pieces = (bytes: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / CHUNK) }, (_, at) => bytes.subarray(at * CHUNK, (at + 1) * CHUNK));

function firstLine(title: string, digest: string): string {
  const line = `${title} ${digest}`;
  return `${line.padEnd(Math.ceil((line.length + 1) / 8) * 8 - 1)}\n`;
}
