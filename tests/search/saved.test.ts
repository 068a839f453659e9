import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSaved, writeSaved } from "../../src/search/saved.ts";
import { search } from "../../src/search/search.ts";
import { inFolder } from "../content/pages.ts";
import { shelfOf } from "./shelf.ts";

const { knowledge, sections } = shelfOf({
  "a.md": "# Branches\n\nCreate a branch, merge it.\n\n- one\n- two\n\n```sh\nbranch create\n```",
  "b.md": "# Tags\n\n| a | b |\n| - | - |\n| tag | commit |",
});
const save = (file: string): void => writeSaved(file, "key", knowledge.index, sections, { note: "kept" });

describe("a saved index (abuse case 60)", () => {
  it("gives back the sections, the extra, and the same search", () => {
    inFolder((folder) => {
      save(join(folder, "deep", "index.bin"));
      const saved = readSaved<{ note: string }>(join(folder, "deep", "index.bin"), "key");
      expect(saved?.extra).toEqual({ note: "kept" });
      expect(sections.map((_, at) => saved?.sectionAt(at))).toEqual(sections);
      expect(saved?.index).toEqual(knowledge.index);
      const again = { ...knowledge, ...(saved as NonNullable<typeof saved>) };
      for (const question of ["branch", "tag commit", "create two"])
        expect(search(question, again).ranked).toEqual(search(question, knowledge).ranked);
    });
  });

  it("leaves nothing but the file behind, and writes the same bytes again", () => {
    inFolder((folder) => {
      const file = join(folder, "index.bin");
      save(file);
      const first = readFileSync(file);
      save(file);
      expect(readdirSync(folder)).toEqual(["index.bin"]);
      expect(readFileSync(file).equals(first)).toBe(true);
    });
  });

  it("is not trusted where a byte of it is missing or changed", () => {
    inFolder((folder) => {
      const file = join(folder, "index.bin");
      save(file);
      const whole = readFileSync(file);
      const damaged = fc.oneof(
        fc.nat(whole.length - 1).map((length) => whole.subarray(0, length)),
        fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, change]) => {
          const bytes = Buffer.from(whole);
          bytes[at] = (bytes[at] as number) ^ change;
          return bytes;
        }),
      );
      fc.assert(
        fc.property(damaged, (bytes) => {
          writeFileSync(file, bytes);
          expect(readSaved(file, "key")).toBeUndefined();
        }),
      );
    });
  });

  it("is not taken under another key, nor is anything else", () => {
    inFolder((folder) => {
      const file = join(folder, "index.bin");
      save(file);
      expect(readSaved(file, "other")).toBeUndefined();
      expect(readSaved(join(folder, "none.bin"), "key")).toBeUndefined();
      writeFileSync(join(folder, "foreign.bin"), "%PDF-1.7\n");
      expect(readSaved(join(folder, "foreign.bin"), "key")).toBeUndefined();
      mkdirSync(join(folder, "folder.bin"));
      expect(readSaved(join(folder, "folder.bin"), "key")).toBeUndefined();
    });
  });
});
