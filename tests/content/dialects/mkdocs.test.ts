import { describe, expect, it } from "vitest";
import { readMkdocsSite } from "../../../src/content/dialects/mkdocs.ts";
import { YamlError } from "../../../src/content/yaml.ts";
import { anchorsOf, blocksOf } from "../pages.ts";

const anchors = (...headings: readonly string[]): string[] =>
  anchorsOf(headings.map((heading) => `# ${heading}`).join("\n"));

// What Python-Markdown 3.4 builds from the same headings, but for the last test: see there.
describe("Python-Markdown's anchors", () => {
  it("count repeats from _1, or up from an existing number", () => {
    expect(anchors("a", "a", "a")).toEqual(["a", "a_1", "a_2"]);
    expect(anchors("a", "a_1", "a", "a_1")).toEqual(["a", "a_1", "a_2", "a_3"]);
    expect(anchors("a_9", "a_9")).toEqual(["a_9", "a_10"]);
  });

  it("count past 2^53", () => {
    const number = "9007199254740993";
    expect(anchors(`a_${number}`, `a_${number}`, `a_${number}`)).toEqual([
      `a_${number}`,
      "a_9007199254740994",
      "a_9007199254740995",
    ]);
  });

  it("are counted for names of object properties (A55)", () => {
    expect(anchors("constructor", "constructor", "\\_\\_proto\\_\\_", "\\_\\_proto\\_\\_", "toString")).toEqual([
      "constructor",
      "constructor_1",
      "__proto__",
      "__proto___1",
      "tostring",
    ]);
  });

  it("keep only ASCII, and number headings without any", () => {
    expect(anchors("Größe & Maß", "Crème brûlée", "日本語", "!!!", "ﬁn", "a — b")).toEqual([
      "groe-ma",
      "creme-brulee",
      "_1",
      "_2",
      "fin",
      "a-b",
    ]);
  });

  it("are explicit ids if given, and no earlier heading takes one of them", () => {
    expect(anchors("Chosen", "Other {#chosen}", "Chosen")).toEqual(["chosen_1", "chosen", "chosen_2"]);
  });

  // Python-Markdown builds x, x, x_1: the same id twice, of which a browser finds the first. A section's key must be unique.
  it("stay unique if an explicit id is repeated", () => {
    expect(anchors("a {#x}", "b {#x}", "x")).toEqual(["x", "x_1", "x_2"]);
  });
});

describe("Python-Markdown's blocks", () => {
  it("start a paragraph after a line break alone on its line", () => {
    expect(blocksOf("one\n\n<br>\nsee [two](b.md)\n\n<br/>")).toEqual([
      { kind: "prose", text: "one" },
      { kind: "prose", text: "see two" },
    ]);
  });

  it("start a list inside an item right below its text", () => {
    expect(
      blocksOf("1. one\n2. two\n   goes on:\n       1. three *x*\n           - four\n       2. five\n3. six"),
    ).toEqual([
      { kind: "item", text: "one", marker: "1.", depth: 0 },
      { kind: "item", text: "two goes on:", marker: "2.", depth: 0 },
      { kind: "item", text: "three x", marker: "1.", depth: 1 },
      { kind: "item", text: "four", marker: "-", depth: 2 },
      { kind: "item", text: "five", marker: "2.", depth: 1 },
      { kind: "item", text: "six", marker: "3.", depth: 0 },
    ]);
  });

  it("do not start a list inside a paragraph outside items", () => {
    expect(blocksOf("one:\n    1. two")).toEqual([{ kind: "prose", text: "one: 1. two" }]);
  });
});

describe("containers", () => {
  it("need a marker on a line of its own", () => {
    expect(blocksOf('!!! note trailing "Title" words\n\n=== Tab\n\n!! note')).toEqual([
      { kind: "prose", text: '!!! note trailing "Title" words' },
      { kind: "prose", text: "=== Tab" },
      { kind: "prose", text: "!! note" },
    ]);
  });

  it("need no space after the marker of an admonition, as in Python-Markdown", () => {
    expect(blocksOf('!!!warning "Mind the _gap_ in `a_b`"\n    Text.')).toEqual([
      { kind: "label", text: "Mind the gap in a_b" },
      { kind: "prose", text: "Text." },
    ]);
  });

  it("may be empty, and end with the page", () => {
    expect(blocksOf('!!! note "a"\n=== "b"\n=== \'c\'')).toEqual(
      ["a", "b", "c"].map((text) => ({ kind: "label", text })),
    );
  });
});

describe("readMkdocsSite", () => {
  const addresses = (yaml: string, paths: readonly string[]) => paths.map(readMkdocsSite(yaml).urlOf);

  it("makes addresses as MkDocs does", () => {
    const paths = ["index.md", "a.md", "a/index.md", "b/README.md", "README.md", "c d/ü#?.md"];
    expect(addresses("site_url: https://x.y/docs", paths)).toEqual([
      "https://x.y/docs/",
      "https://x.y/docs/a/",
      "https://x.y/docs/a/",
      "https://x.y/docs/b/",
      "https://x.y/docs/",
      "https://x.y/docs/c%20d/%C3%BC%23%3F/",
    ]);
    expect(addresses("site_url: https://x.y/\nuse_directory_urls: false", ["index.md", "a/b.md"])).toEqual([
      "https://x.y/index.html",
      "https://x.y/a/b.html",
    ]);
  });

  it("uses the given address instead of site_url", () => {
    const { urlOf } = readMkdocsSite("site_url: https://x.y\nuse_directory_urls: false", "https://z/docs");
    expect(["index.md", "a/b.md"].map(urlOf)).toEqual(["https://z/docs/index.html", "https://z/docs/a/b.html"]);
    expect(readMkdocsSite("", "https://z/").urlOf("a/index.md")).toBe("https://z/a/");
  });

  it.each(["", "site_url: ''", "site_url: javascript:alert(1)", "site_url: !ENV [SITE, 'https://x.y']", "[]", "text"])(
    "knows no address from %s",
    (yaml) => expect(addresses(yaml, ["a.md"])).toEqual([undefined]),
  );

  it("reads the labels above each page, without emoji", () => {
    const nav =
      "nav:\n  - index.md\n  - Guides:\n      - '1️⃣ Start': a.md\n      - Deep&nbsp;down:\n          - b.md\n  - __proto__:\n      - constructor: c.md\n";
    expect([...readMkdocsSite(nav).nav]).toEqual([
      ["index.md", []],
      ["a.md", ["Guides", "1 Start"]],
      ["b.md", ["Guides", "Deep down"]],
      ["c.md", ["__proto__", "constructor"]],
    ]);
  });

  it("ignores Python's tags", () => {
    expect(
      readMkdocsSite("x: !!python/name:a.b\ny: !!python/object/apply:os.system ['id']\ndocs_dir: src").docsDir,
    ).toBe("src");
  });

  it.each(["docs", "./docs", "docs/", "./docs//"])("finds the pages in %s", (dir) =>
    expect(readMkdocsSite(`docs_dir: ${dir}`).docsDir).toBe("docs"),
  );

  it.each(["..", "../x", "a/../../x", "/etc", "a/..", "..\\\\x"])("refuses to look for pages in %s (A49)", (dir) => {
    expect(() => readMkdocsSite(`docs_dir: "${dir}"`)).toThrow(
      /is outside the documentation folder; use a folder inside it$/,
    );
  });

  it("reports invalid YAML", () => {
    expect(() => readMkdocsSite("a: [1")).toThrow(
      new YamlError("Flow sequence in block collection must be sufficiently indented and end with a ]", 1),
    );
    expect(() => readMkdocsSite(`nav: ${"[".repeat(20_000)}`)).toThrow(
      new YamlError("nested more than 100 levels deep", undefined),
    );
    expect(() => readMkdocsSite(`a: &a [${"x,".repeat(50)}]\nb: [${"*a,".repeat(200)}]`)).toThrow(Error);
  });
});
