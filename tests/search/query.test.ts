import { describe, expect, it } from "vitest";
import { readQuery } from "../../src/search/query.ts";
import { shelfOf } from "./shelf.ts";

const { knowledge } = shelfOf(
  {
    "a.md":
      "# Lakefs branches\n\nCreate a branch of the warehouse in lakefs. Set fs.s3a.endpoint for spark. Use presigned mode.",
    "b.md": "# Garbage collection\n\nThe collection removes old objects. Submit a spark job. Roll back a commit.",
    "c.md": "# Credentials\n\nAn access key and a secret key.",
  },
  {
    same: [["gc", "garbage collection"]],
    near: [["password", "secret key"]],
    leads: [{ say: ["undo"], means: ["roll back"] }],
    names: ["spark", "zebra db"],
  },
);
/** `word: how → what` for each way in which a word may stand. */
const ways = (text: string): string[] =>
  readQuery(text, knowledge).concepts.map(
    ({ word, alternatives }) => `${word}: ${alternatives.map((way) => `${way.how} → ${way.text}`).join(", ")}`,
  );

describe("readQuery", () => {
  it.each<[string, string[]]>([
    ["warehouses", ["warehouses: exact → warehouses"]],
    ["wharehouse", ["wharehouse: corrected → warehouse"]],
    ["lake fs", ["lake: joined → lakefs", "fs: exact → fs"]],
    ["sparksubmit", ["sparksubmit: split → spark submit"]],
    ["gc", ["gc: same → garbage collection"]],
    ["password", ["password: near → secret key"]],
    ["undo", ["undo: leads → roll back"]],
    ["pre-signed", ["pre-signed: exact → pre-signed"]],
    [
      "fs.s3a.endpoint",
      ["fs.s3a.endpoint: exact → fs.s3a.endpoint", "fs: part → fs", "s3a: part → s3a", "endpoint: part → endpoint"],
    ],
    ["zebra", ["zebra: "]],
    ["hi, could you please tell me about it? thanks!", []],
    ["branch branch branches", ["branch: exact → branch"]],
  ])("reads %j", (text, expected) => expect(ways(text)).toEqual(expected));

  it("says what it corrected and what it does not know", () => {
    const { corrections, missing } = readQuery("wharehouse of zebra", knowledge);
    expect({ corrections, missing }).toEqual({
      corrections: [{ from: "wharehouse", to: "warehouse" }],
      missing: ["zebra"],
    });
  });

  it("counts identifiers that stand nowhere", () => {
    expect(readQuery("shared_buffers and java.io.EOFException and fs.s3a.endpoint", knowledge).strangers).toBe(2);
  });

  it("keeps the weightiest words of a pasted stack trace (abuse case 29)", () => {
    const trace = Array.from({ length: 60 }, (_, at) => `at org.example.deep${at}.Frame.run(Frame.java:${at})`);
    const { concepts } = readQuery(`spark job fails\n${trace.join("\n")}`, knowledge);
    expect(concepts.length).toBeLessThanOrEqual(28);
  });

  it.each(["", "  ", "???", "the of and"])("finds nothing to search for in %j, and weighs a little above 0", (text) => {
    const { concepts, mass } = readQuery(text, knowledge);
    expect({ concepts, mass }).toEqual({ concepts: [], mass: 0.01 });
  });
});
