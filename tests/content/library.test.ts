import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Capacity } from "../../src/content/capacity.ts";
import type { Site } from "../../src/content/dialects/dialect.ts";
import { readLibrary } from "../../src/content/library.ts";
import { formatFault, sectionKey } from "../../src/content/section.ts";
import type { Source } from "../../src/content/sources.ts";
import { TreeError } from "../../src/content/tree.ts";
import { buildIndex } from "../../src/search/build.ts";
import { type Ragged, rowOf } from "../../src/search/ragged.ts";
import { readSaved, writeSaved } from "../../src/search/saved.ts";
import { inFolder, sites } from "./pages.ts";

const source = (id: string, files: Readonly<Record<string, string>>): Source => ({
  id,
  site: sites.mkdocs,
  files: Object.entries(files).map(([path, text]) => ({ path, text })),
  faults: [],
  fingerprint: id,
  revisionOf: () => ({ id: "0123456789ab", kind: "hash" }),
});

describe("readLibrary", () => {
  it("reads all sources in order, and resolves links within each", () => {
    const library = readLibrary(
      [source("one", { "a.md": "# A\n[b](b.md)", "b.md": "# B" }), source("two", { "a.md": "# A2\n[b](b.md)" })],
      new Map([["a.md#a", ["how"]]]),
    );
    expect(
      library.sections.map((section) => [section.page.source, sectionKey(section.page.path, section.anchor)]),
    ).toEqual([
      ["one", "a.md#a"],
      ["one", "b.md#b"],
      ["two", "a.md#a2"],
    ]);
    expect(library.sections.map((section) => section.links.map((link) => link.path))).toEqual([
      ["b.md"],
      [],
      [undefined],
    ]);
    expect(library.sections.map((section) => section.askedAs)).toEqual([["how"], [], []]);
    expect([library.pages, library.faults]).toEqual([3, []]);
  });

  it("keeps a page with invalid front matter, and reports it and pages without text", () => {
    const files = { "a.md": "---\ntitle: !x y\n---\n# A", "b.md": "# B", "c.md": "" };
    const faulty = { ...source("one", files), faults: [{ file: "d.md", message: "binary file, skipped" }] };
    const { sections, pages, faults } = readLibrary([faulty], new Map());
    expect([sections.map((section) => section.page.path), pages, faults.map(formatFault)]).toEqual([
      ["a.md", "b.md"],
      3,
      [
        "d.md: binary file, skipped",
        "a.md:2: front matter: Unresolved tag: !x",
        "c.md: no headings and no text, so there is nothing to index",
      ],
    ]);
  });

  it("skips and reports a page that cannot be read", () => {
    const one = source("one", { "a.md": "# A", "b.md": "# B" });
    const site: Site = {
      ...one.site,
      urlOf: (path) => {
        if (path === "a.md") throw new Error("no address");
        return undefined;
      },
    };
    const { sections, pages, faults } = readLibrary([{ ...one, site }], new Map());
    expect([sections.map((section) => section.page.path), pages, faults.map(formatFault)]).toEqual([
      ["b.md"],
      2,
      ["a.md: no address"],
    ]);
  });

  it("tells how far it is", () => {
    const done: number[] = [];
    const sources = [source("one", { "a.md": "", "b.md": "" }), source("two", { "c.md": "" })];
    readLibrary(sources, new Map(), { onPage: (pages) => done.push(pages) });
    expect(done).toEqual([1, 2, 3]);
  });
});

describe("far too much documentation (A51)", () => {
  const sources = [
    source("one", { "a.md": "# A\n# B" }),
    source("two", { "b.md": "# C\n# D", "c.md": "# E", "d.md": "" }),
  ];
  const refused = (capacity: Capacity) => expect(() => readLibrary(sources, new Map(), { capacity }));

  it("is refused with the source, its sections and the limit", () => {
    refused({ sections: 2, heapBytes: 1e9 }).toThrow(
      new TreeError(
        "documentation too large: source two has 3 sections in 2 of its 3 pages, the limit is 2 sections; leave folders out, or name its parts as sources of their own",
      ),
    );
  });

  it("is refused before Node runs out of memory, with what to set", () => {
    refused({ sections: 3, heapBytes: 4_000 }).toThrow(
      new TreeError(
        "documentation too large for Node's memory: source two has 2 sections in 1 of its 3 pages; all sources need about 1 MB, the limit is 1 MB; leave folders out, or set NODE_OPTIONS=--max-old-space-size=1",
      ),
    );
  });

  it("is taken when it just fits", () => {
    // 17 characters take 6 bytes each, 5 sections 1,000 each.
    const capacity = { sections: 3, heapBytes: 5_102 };
    expect(readLibrary(sources, new Map(), { capacity }).sections).toHaveLength(5);
    refused({ ...capacity, heapBytes: 5_101 }).toThrow(TreeError);
  });

  it("of 130,000 sections on a page is no such thing: it is indexed, saved and found in", () => {
    const { sections } = readLibrary([source("one", { "a.md": `${"# Oven\n".repeat(130_000)}# Stove\n` })], new Map());
    expect(sections).toHaveLength(130_001);
    const built = buildIndex(sections);
    inFolder((folder) => {
      writeSaved(join(folder, "index.bin"), "key", built, sections, {});
      const saved = readSaved(join(folder, "index.bin"), "key");
      const stove = saved?.index.termIds.get("stove") as number;
      expect([...rowOf(saved?.index.postings as Ragged, stove)]).toEqual([130_000]);
      expect(saved?.sectionAt(130_000)).toEqual(sections[130_000]);
    });
  });
});
