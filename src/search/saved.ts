import type { Page, Section } from "../content/section.ts";
import type { SearchIndex } from "./index.ts";
import { readSealed, writeSealed } from "./sealedfile.ts";

/** A saved index: the index, the sections, and whatever else the caller stores with them (plain JSON). */
export interface Saved<Extra> {
  readonly index: SearchIndex;
  readonly sectionAt: (number: number) => Section;
  readonly extra: Extra;
}

/**
 * One file: a line of JSON, then raw arrays and texts. Texts are parsed when a section is asked for.
 *
 *     docsbot-index 5 <key> <SHA-256 of the rest>\n
 *     {"parts":[[name, type, bytes], ...], ...}\n
 *     padding to 8 bytes, then the parts, each padded to 8 bytes
 */
const FORMAT = "docsbot-index 5";
const TYPES = { Uint8Array, Uint32Array, Float32Array, Buffer } as const;
type Packed = Uint8Array | Uint32Array | Float32Array;
type PartList = [name: string, type: keyof typeof TYPES, bytes: number][];

export function writeSaved<Extra>(
  file: string,
  key: string,
  index: SearchIndex,
  sections: readonly Section[],
  extra: Extra,
): void {
  const parts = new Map<string, Packed>();
  const shape = pack(index, "", parts);
  const texts = packTexts(sections);
  parts.set("texts", texts.bytes);
  parts.set("textOffsets", texts.offsets);
  const list: PartList = [...parts].map(([name, part]) => [name, typeOf(part), part.byteLength]);
  const header = Buffer.from(
    `${JSON.stringify({ parts: list, shape, pages: texts.pages, extra, bigEndian: isBigEndian() })}\n`,
  );
  const chunks = [header, padding(header.length)];
  for (const part of parts.values()) chunks.push(bytesOf(part), padding(part.byteLength));
  writeSealed(file, `${FORMAT} ${key}`, chunks);
}

/** `undefined` if the file is missing, outdated, damaged, or from another format or byte order. The caller then rebuilds the index. */
export function readSaved<Extra>(file: string, key: string): Saved<Extra> | undefined {
  try {
    const body = readSealed(file, `${FORMAT} ${key}`);
    return body === undefined ? undefined : unpack<Extra>(body);
  } catch {
    return undefined;
  }
}

const padding = (length: number): Buffer => Buffer.alloc((8 - (length % 8)) % 8);
const bytesOf = (part: Packed): Buffer => Buffer.from(part.buffer, part.byteOffset, part.byteLength);
const isBigEndian = (): boolean => new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;
const typeOf = (part: Packed): keyof typeof TYPES =>
  part instanceof Uint32Array
    ? "Uint32Array"
    : part instanceof Float32Array
      ? "Float32Array"
      : Buffer.isBuffer(part)
        ? "Buffer"
        : "Uint8Array";

interface Shape {
  readonly [key: string]: unknown;
}

/** Moves typed arrays to `parts`, by path; the rest is JSON. `termIds`, the only map, is rebuilt from the vocabulary. */
function pack(value: object, path: string, parts: Map<string, Packed>): Shape {
  const shape: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(value)) {
    const name = `${path}${key}`;
    if (child instanceof Uint8Array || child instanceof Uint32Array || child instanceof Float32Array) {
      parts.set(name, child);
      shape[key] = { part: name };
    } else if (child instanceof Map) continue;
    else if (Array.isArray(child)) shape[key] = child;
    else shape[key] = pack(child, `${name}.`, parts);
  }
  return shape;
}

function restore(shape: Shape, parts: ReadonlyMap<string, Packed>): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(shape)) {
    if (Array.isArray(child)) value[key] = child;
    else if (typeof (child as Shape).part === "string") value[key] = parts.get((child as { part: string }).part);
    else value[key] = restore(child as Shape, parts);
  }
  return value;
}

function packTexts(sections: readonly Section[]): { bytes: Buffer; offsets: Uint32Array; pages: Page[] } {
  const pages = new Map<Page, number>();
  const offsets = new Uint32Array(sections.length + 1);
  const texts = sections.map(({ page, ...rest }, at) => {
    if (!pages.has(page)) pages.set(page, pages.size);
    const text = Buffer.from(JSON.stringify({ ...rest, page: pages.get(page) }));
    offsets[at + 1] = (offsets[at] as number) + text.length;
    return text;
  });
  return { bytes: Buffer.concat(texts), offsets, pages: [...pages.keys()] };
}

function unpack<Extra>(body: Buffer): Saved<Extra> | undefined {
  const end = body.indexOf(10) + 1;
  const header = JSON.parse(body.subarray(0, end).toString()) as {
    parts: PartList;
    shape: Shape;
    pages: Page[];
    extra: Extra;
    bigEndian: boolean;
  };
  if (header.bigEndian !== isBigEndian()) return undefined;
  const parts = new Map<string, Packed>();
  let at = end + padding(end).length;
  for (const [name, type, length] of header.parts) {
    parts.set(name, viewOf(type, body.subarray(at, at + length)));
    at += length + padding(length).length;
  }
  const index = restore(header.shape, parts) as unknown as Omit<SearchIndex, "termIds">;
  const termIds = new Map(index.vocabulary.map((term, id) => [term, id]));
  const texts = parts.get("texts") as Buffer;
  const offsets = parts.get("textOffsets") as Uint32Array;
  const sectionAt = (number: number): Section => {
    const section = JSON.parse(texts.subarray(offsets[number], offsets[number + 1]).toString()) as Section & {
      page: unknown;
    };
    return { ...section, page: header.pages[section.page as unknown as number] as Page };
  };
  return { index: { ...index, termIds } as SearchIndex, sectionAt, extra: header.extra };
}

/** A view if the bytes are aligned, otherwise a copy. */
function viewOf(type: keyof typeof TYPES, bytes: Buffer): Packed {
  if (type === "Buffer") return bytes;
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  return new TYPES[type](
    aligned.buffer as ArrayBuffer,
    aligned.byteOffset,
    bytes.byteLength / TYPES[type].BYTES_PER_ELEMENT,
  );
}
