import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSource, readSourcesFile, type SourceSpec, sourcesOfFolders } from "../../src/content/sources.ts";
import { TreeError } from "../../src/content/tree.ts";
import { inFolder } from "./pages.ts";

type Files = Readonly<Record<string, string>>;

function write(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

const open = (files: Files, spec: Partial<SourceSpec> = {}) =>
  inFolder((folder) => {
    write(folder, files);
    return openSource({ id: "docs", dir: folder, ...spec });
  });

const refused = (act: (folder: string) => unknown, message: (folder: string) => string): void =>
  inFolder((folder) => expect(() => act(folder)).toThrow(new TreeError(message(folder))));

describe("openSource", () => {
  it("reads a plain folder, with addresses if it has a url", () => {
    const source = open({ "a.md": "# a", "b c/d.md": "# d" }, { url: "https://x.y/tree" });
    expect(source.files.map((file) => [file.path, source.site.urlOf(file.path)])).toEqual([
      ["a.md", "https://x.y/tree/a.md"],
      ["b c/d.md", "https://x.y/tree/b%20c/d.md"],
    ]);
    expect(source.site.dialect.name).toBe("plain");
    expect(open({ "a.md": "# a" }).site.urlOf("a.md")).toBeUndefined();
  });

  it("reads a MkDocs folder from docs_dir, at its site_url or the given one", () => {
    const files = {
      "mkdocs.yml": "site_url: https://x.y\ndocs_dir: src",
      "src/a.md": "# a",
      "README.md": "# not a page",
    };
    const source = open(files);
    expect([source.site.dialect.name, source.files, source.site.urlOf("a.md")]).toEqual([
      "mkdocs",
      [{ path: "a.md", text: "# a" }],
      "https://x.y/a/",
    ]);
    expect(open(files, { url: "https://z/" }).site.urlOf("a.md")).toBe("https://z/a/");
  });

  it("reads a Jekyll folder: pages with front matter, at the site's url or the given one", () => {
    const files = {
      "_config.yml": "url: https://x.y\nbaseurl: /docs",
      "a.md": "---\npermalink: /b/\n---\n# a",
      "README.md": "# no page",
      "_includes/note.md": "---\n---\nno page",
      "docs/c.md": "---\n---\n# c",
    };
    const source = open(files);
    expect(source.site.dialect.name).toBe("jekyll");
    expect(source.files.map((file) => [file.path, source.site.urlOf(file.path)])).toEqual([
      ["a.md", "https://x.y/docs/b/"],
      ["docs/c.md", "https://x.y/docs/docs/c.html"],
    ]);
    expect(open(files, { url: "https://z/" }).site.urlOf("a.md")).toBe("https://z/b/");
    expect(source.fingerprint).not.toBe(open({ ...files, "_includes/note.md": "changed" }).fingerprint);
    expect(source.fingerprint).not.toBe(open({ ...files, "_config.yml": "url: https://x.z" }).fingerprint);
  });

  it("uses the first configuration file in a folder", () => {
    const files = { "_config.yml": "a: [", "mkdocs.yml": "docs_dir: .", "a.md": "# a" };
    expect(open(files).site.dialect.name).toBe("mkdocs");
  });

  it("changes its fingerprint with each byte, path, id and setting, and with nothing else", () => {
    const files = { "mkdocs.yml": "docs_dir: src", "src/a.md": "# a" };
    const first = open(files).fingerprint;
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(open(files).fingerprint).toBe(first);
    const changed = [
      open({ ...files, "src/a.md": "# b" }),
      open({ ...files, "src/b.md": "" }),
      open({ ...files, "mkdocs.yml": "docs_dir: src\n" }),
      open(files, { id: "other" }),
      open(files, { url: "https://x.y" }),
    ];
    expect(new Set([first, ...changed.map((source) => source.fingerprint)]).size).toBe(6);
  });
});

describe("a folder that cannot be used (A49)", () => {
  it("is reported if it is missing or has no pages", () => {
    const none = (folder: string) => openSource({ id: "docs", dir: join(folder, "none") });
    refused(none, (folder) => `${folder}/none: no such folder; check the path`);
    const empty = (folder: string) => openSource({ id: "docs", dir: folder });
    refused(empty, (folder) => `no Markdown files in ${folder}; use the folder that contains the pages`);
    expect(() => openSource({ id: "docs", dir: "a\0b" })).toThrow(TreeError);
  });

  it.each([
    ["docs_dir: ../x", ': docs_dir "../x" is outside the documentation folder; use a folder inside it'],
    ["docs_dir: /etc", ': docs_dir "/etc" is outside the documentation folder; use a folder inside it'],
    ["{}", "/docs: no such folder; check the path"],
    ['docs_dir: "a\\0b"', "/a\0b: no such folder; check the path"],
    ["docs_dir: '%2e%2e'", "/%2e%2e: no such folder; check the path"],
    ["a: [1", ":1: Flow sequence in block collection must be sufficiently indented and end with a ]"],
  ])("is reported for mkdocs.yml with %s", (yaml, message) => {
    refused(
      (folder) => {
        write(folder, { "mkdocs.yml": yaml, "a.md": "# a" });
        return openSource({ id: "docs", dir: folder });
      },
      (folder) => (message.startsWith(":") ? `${folder}/mkdocs.yml${message}` : `${folder}${message}`),
    );
  });

  it.each([
    ["a: [1", ":1: Flow sequence in block collection must be sufficiently indented and end with a ]"],
    ["a: 1\n\tb: 2", ":2: Tabs are not allowed as indentation"],
    [`a: ${"[".repeat(20_000)}`, ": nested more than 100 levels deep"],
  ])("is reported with the line of an invalid _config.yml: %.12j", (yaml, message) => {
    const broken = (folder: string) => {
      write(folder, { "_config.yml": yaml, "a.md": "---\n---\n# a" });
      return openSource({ id: "docs", dir: folder });
    };
    refused(broken, (folder) => `${folder}/_config.yml${message}`);
  });

  it("is checked for pages in a Jekyll folder too", () => {
    const bare = (folder: string) => {
      write(folder, { "_config.yml": "title: x", "README.md": "# no front matter" });
      return openSource({ id: "docs", dir: folder });
    };
    refused(bare, (folder) => `no Markdown files in ${folder}; use the folder that contains the pages`);
  });

  it.each(["..", "/..", "../..", "/../../etc", "/etc", "%2e%2e"])("is never left by the baseurl %s", (baseurl) => {
    const source = open({
      "_config.yml": `url: https://x.y\nbaseurl: "${baseurl}"\ninclude: [/etc]\nsource: ../..\nlayouts_dir: /etc`,
      "a.md": "---\n---\n# a",
    });
    expect(source.files.map(({ path }) => path)).toEqual(["a.md"]);
    expect(source.site.pathAt?.(`${baseurl}/etc/passwd`, "a.md")).toBeUndefined();
  });

  it("is rejected if _config.yml is a link, a folder or a pipe (A50)", () => {
    const made: readonly ((file: string) => void)[] = [
      (file) => symlinkSync("a.md", file),
      (file) => mkdirSync(file),
      (file) => execFileSync("mkfifo", [file]),
    ];
    for (const make of made) {
      const act = (folder: string) => {
        write(folder, { "a.md": "---\n---\n# a" });
        make(join(folder, "_config.yml"));
        return openSource({ id: "docs", dir: folder });
      };
      refused(act, (folder) => `${folder}/_config.yml is not a regular file; replace it with one`);
    }
  });

  it("cannot include a file from outside through a link (A50)", () => {
    inFolder((outside) => {
      write(outside, { "secret.md": "secret" });
      inFolder((folder) => {
        write(folder, {
          "_config.yml": "title: x",
          "a.md":
            "---\n---\n# a\n\n{% include_relative out.md %}{% include out.md %}{% include_relative out/secret.md %}",
          "_includes/note.md": "",
        });
        symlinkSync(join(outside, "secret.md"), join(folder, "out.md"));
        symlinkSync(join(outside, "secret.md"), join(folder, "_includes/out.md"));
        symlinkSync(outside, join(folder, "out"));
        const source = openSource({ id: "docs", dir: folder });
        const expanded = source.files.map((file) => source.site.expand?.(file).text);
        expect([expanded, source.faults.map(({ file }) => file).sort()]).toEqual([
          ["---\n---\n# a\n\n"],
          ["_includes/out.md", "out", "out.md"],
        ]);
      });
    });
  });

  it("is rejected if docs_dir is a link to the outside, or mkdocs.yml is not a file", () => {
    inFolder((outside) => {
      write(outside, { "secret.md": "secret" });
      const linked = (folder: string) => {
        write(folder, { "mkdocs.yml": "docs_dir: out" });
        symlinkSync(outside, join(folder, "out"));
        return openSource({ id: "docs", dir: folder });
      };
      refused(linked, (folder) => `${folder}/out is outside ${folder}; use a folder inside it`);
    });
    const pipe = (folder: string) => {
      execFileSync("mkfifo", [join(folder, "mkdocs.yml")]);
      return openSource({ id: "docs", dir: folder });
    };
    refused(pipe, (folder) => `${folder}/mkdocs.yml is not a regular file; replace it with one`);
  });
});

describe("readSourcesFile", () => {
  const read = (yaml: string) => (folder: string) => {
    write(folder, { "sources.yaml": yaml, "docs/a.md": "" });
    return readSourcesFile(folder);
  };

  it("lists the sources, with folders relative to the file", () => {
    inFolder((folder) => {
      const dir = join(folder, "docs");
      expect(
        read("sources:\n  - {id: ours, dir: docs}\n  - {id: theirs, dir: ./docs/, url: https://x.y}")(folder),
      ).toEqual([
        { id: "ours", dir },
        { id: "theirs", dir: `${dir}/`, url: "https://x.y" },
      ]);
    });
  });

  it.each([
    ["", 1, "expected `sources:` with at least one source, each with an `id` and a `dir`"],
    ["sources: []", 1, "expected `sources:` with at least one source, each with an `id` and a `dir`"],
    ["sources: [docs]", 1, "source 1 needs an `id` and a `dir`"],
    ["sources:\n  - {id: a, dir: docs}\n  - {id: b}", 3, "source 2 needs an `id` and a `dir`"],
    ["sources:\n- {id: a, dir: docs}\n- {dir: docs,\n   id: a}", 4, "two sources have the id a; rename one"],
    ["sources: [{id: a, dir: docs,\n dir: docs}]", 2, "Map keys must be unique"],
    ["sources: &s [*s]", 1, "aliases (*name) are not allowed; write the value out"],
    ["__proto__: {sources: []}", 1, "the key __proto__ is not allowed; rename it"],
  ])("rejects %j", (yaml, line, message) =>
    refused(read(yaml), (folder) => `${folder}/sources.yaml:${line}: ${message}`),
  );

  it.each(["..", "../x", "docs/../..", "/etc", "..\\x", "docs\\..\\.."])("refuses the folder %s (A49)", (dir) =>
    refused(
      read(`sources: [{id: a, dir: '${dir}'}]`),
      (folder) => `${folder}/sources.yaml:1: dir "${dir}" of source a must be a folder inside ${folder}`,
    ),
  );

  it("says what to do if there is no file", () =>
    refused(readSourcesFile, (folder) => `no sources.yaml in ${folder}; create one, or use --docs`));
});

describe("sourcesOfFolders", () => {
  it("names sources after their folders, with unique ids", () => {
    expect(sourcesOfFolders(["/a/docs", "/b/docs/", "/", "/c/guide"])).toEqual([
      { id: "docs", dir: "/a/docs" },
      { id: "docs-2", dir: "/b/docs/" },
      { id: "docs-3", dir: "/" },
      { id: "guide", dir: "/c/guide" },
    ]);
  });
});
