import { crc32 } from "./crc32.ts";

export interface Entry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** 1 January 1980. A fixed date, so that the same files make the same archive, byte for byte. */
const DATE = 0x0021;

/** A ZIP archive without compression, see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT. */
export function writeZip(entries: readonly Entry[]): Buffer {
  const [files, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const label = Buffer.from(name, "latin1");
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(DATE, 8);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(label.length, 22);
    const file = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), facts, label, bytes]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), facts, place, label]));
    files.push(file);
    offset += file.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, ...directory, Buffer.from("PK\x05\x06", "latin1"), end]);
}

/** Reads what `writeZip` writes. @throws if a file is damaged */
export function readZip(archive: Uint8Array): Entry[] {
  const bytes = Buffer.from(archive);
  const entries: Entry[] = [];
  let at = 0;
  while (bytes.toString("latin1", at, at + 4) === "PK\x03\x04") {
    const [sum, size, label] = [bytes.readUInt32LE(at + 14), bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26)];
    const name = bytes.toString("latin1", at + 30, at + 30 + label);
    const content = bytes.subarray(at + 30 + label, at + 30 + label + size);
    if (crc32(content) !== sum) throw new Error(`${name} in the archive is damaged`);
    entries.push({ name, bytes: content });
    at += 30 + label + size;
  }
  return entries;
}
