import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSealed, writeSealed } from "../../src/search/sealedfile.ts";
import { inFolder } from "../content/pages.ts";

describe("a sealed file", () => {
  it("gives back what was written, aligned to 8 bytes, whatever the length of its title", () => {
    inFolder((folder) => {
      for (const title of ["t", "ti", "a title", "a longer title"]) {
        const file = join(folder, "new", "file");
        writeSealed(file, title, [Buffer.from("one\n"), Buffer.alloc(0), Buffer.from("two")]);
        expect(readSealed(file, title)?.toString()).toBe("one\ntwo");
        expect(readFileSync(file).indexOf("one\n") % 8).toBe(0);
        expect(readdirSync(join(folder, "new"))).toEqual(["file"]);
      }
    });
  });

  it("is not taken under another title, cut off, or with more behind it", () => {
    inFolder((folder) => {
      const file = join(folder, "file");
      writeSealed(file, "title", [Buffer.from("text")]);
      expect(readSealed(file, "other")).toBeUndefined();
      const whole = readFileSync(file);
      truncateSync(file, statSync(file).size - 1);
      expect(readSealed(file, "title")).toBeUndefined();
      writeFileSync(file, Buffer.concat([whole, Buffer.from("!")]));
      expect(readSealed(file, "title")).toBeUndefined();
    });
  });

  it("that cannot be finished leaves nothing behind", () => {
    inFolder((folder) => {
      mkdirSync(join(folder, "taken"));
      expect(() => writeSealed(join(folder, "taken"), "title", [Buffer.from("a")])).toThrow();
      expect(readdirSync(folder)).toEqual(["taken"]);
    });
  });
});
