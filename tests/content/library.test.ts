import { describe, expect, it } from "vitest";
import type { Site } from "../../src/content/dialects/dialect.ts";
import { readLibrary } from "../../src/content/library.ts";
import { formatFault, sectionKey } from "../../src/content/section.ts";
import type { Source } from "../../src/content/sources.ts";
import { sites } from "./pages.ts";

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
    readLibrary([source("one", { "a.md": "", "b.md": "" }), source("two", { "c.md": "" })], new Map(), (pages) =>
      done.push(pages),
    );
    expect(done).toEqual([1, 2, 3]);
  });
});
