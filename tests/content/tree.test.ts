import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decode, LIMITS, type Limits, readTree, TreeError } from "../../src/content/tree.ts";
import { inFolder } from "./pages.ts";

type Files = Readonly<Record<string, string | Buffer>>;

function write(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

const treeOf = (files: Files, limits: Limits = LIMITS) =>
  inFolder((folder) => {
    write(folder, files);
    return readTree(folder, limits);
  });

describe("readTree", () => {
  it("reads Markdown files in code unit order, whatever the case of their extension", () => {
    expect(treeOf({ "b.md": "b", "a/c.markdown": "c", "Z.MD": "z", "a.md": "a" })).toEqual({
      files: [
        { path: "Z.MD", text: "z" },
        { path: "a.md", text: "a" },
        { path: "a/c.markdown", text: "c" },
        { path: "b.md", text: "b" },
      ],
      faults: [],
    });
  });

  it("skips hidden entries, installed packages and other kinds of files", () => {
    const skipped = { ".git/a.md": "", ".a.md": "", "node_modules/a/README.md": "", "a.txt": "", "a.md.bak": "" };
    expect(treeOf({ ...skipped, "folder.md/a.md": "a" })).toEqual({
      files: [{ path: "folder.md/a.md", text: "a" }],
      faults: [],
    });
  });

  it("rejects a root that is missing, a file, or not a path", () => {
    inFolder((folder) => {
      write(folder, { "a.md": "" });
      const fault = (root: string) => expect(() => readTree(root));
      fault(join(folder, "none")).toThrow(new TreeError(`${folder}/none: no such folder; check the path`));
      fault(join(folder, "a.md")).toThrow(
        new TreeError(`${folder}/a.md is not a folder; use the folder that contains the pages`),
      );
      fault("a\0b").toThrow(TreeError);
    });
  });
});

describe("anything but a regular file (A50)", () => {
  it("is reported, and neither followed nor opened", () => {
    inFolder((outside) => {
      write(outside, { "secret.md": "secret" });
      inFolder((folder) => {
        write(folder, { "a.md": "a", "sub/b.md": "b" });
        symlinkSync(join(outside, "secret.md"), join(folder, "out.md"));
        symlinkSync(outside, join(folder, "sub/out"));
        symlinkSync(folder, join(folder, "sub/loop"));
        symlinkSync("self.md", join(folder, "self.md"));
        // Opening a pipe that nobody writes to would wait for ever.
        execFileSync("mkfifo", [join(folder, "pipe.md")]);
        const notFollowed = "symbolic link, not followed";
        const { files, faults } = readTree(folder);
        expect(files.map((file) => file.path)).toEqual(["a.md", "sub/b.md"]);
        expect([...faults].sort((a, b) => (a.file < b.file ? -1 : 1))).toEqual([
          { file: "out.md", message: notFollowed },
          { file: "pipe.md", message: "not a regular file, not opened" },
          { file: "self.md", message: notFollowed },
          { file: "sub/loop", message: notFollowed },
          { file: "sub/out", message: notFollowed },
        ]);
      });
    });
  });

  it("may be a socket", async () => {
    let close = (): void => undefined;
    const tree = await new Promise((resolve) => {
      inFolder((folder) => {
        const path = join(folder, "socket.md");
        const server = createServer().listen(path);
        close = () => server.close();
        // `listen` on a path binds at once, before its event.
        resolve(readTree(folder));
      });
    });
    close();
    expect(tree).toEqual({ files: [], faults: [{ file: "socket.md", message: "not a regular file, not opened" }] });
  });

  it("is not a hard link, which is a regular file", () => {
    inFolder((folder) => {
      write(folder, { "a.md": "a" });
      linkSync(join(folder, "a.md"), join(folder, "b.md"));
      expect(readTree(folder).files).toHaveLength(2);
    });
  });
});

describe("a name that is not UTF-8", () => {
  it("costs only that file, and is reported", () => {
    inFolder((folder) => {
      write(folder, { "a.md": "a" });
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff]), Buffer.from(".md")]), "x");
      mkdirSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xfe])]));
      expect(readTree(folder)).toEqual({
        files: [{ path: "a.md", text: "a" }],
        faults: [
          { file: "\uFFFD", message: "folder cannot be opened; check its permissions and that its name is UTF-8" },
          { file: "\uFFFD.md", message: "cannot be opened; check its permissions and that its name is UTF-8" },
        ],
      });
    });
  });
});

describe("limits (A51)", () => {
  const files = { "a.md": "12345", "b.md": "12345", "x/y/c.md": "1" };
  const cure = "leave folders out, or name its parts as sources of their own";
  it.each<[Partial<Limits>, (folder: string) => string]>([
    [{ pages: 2 }, (folder) => `documentation too large: ${folder}: it has 3 pages, the limit is 2; ${cure}`],
    [{ entries: 4 }, (folder) => `documentation too large: ${folder}: it has more than 4 files and folders; ${cure}`],
    [{ depth: 1 }, (folder) => `folder too deep: ${folder}/x/y is 2 deep, the limit is 1; move it up or leave it out`],
    [
      { fileBytes: 4 },
      (folder) => `page too large: ${folder}/a.md has 5 bytes, the limit is 4; split it or leave it out`,
    ],
    [
      { totalBytes: 9 },
      (folder) => `documentation too large: ${folder}: its 3 pages have more than 9 bytes together; ${cure}`,
    ],
  ])("%o refuse the whole tree", (limit, message) => {
    inFolder((folder) => {
      write(folder, files);
      expect(() => readTree(folder, { ...LIMITS, ...limit })).toThrow(new TreeError(message(folder)));
    });
  });

  it("allow what just reaches them", () => {
    const limits = { pages: 3, entries: 5, depth: 2, fileBytes: 5, totalBytes: 11 };
    expect(treeOf(files, limits).files).toHaveLength(3);
  });

  it("stop at 300 folders deep", () => {
    expect(() => treeOf({ [`${"d/".repeat(300)}a.md`]: "" })).toThrow(/ is 41 deep, the limit is 40; /);
  });

  it("name a page of 50 MB without reading it", () => {
    inFolder((folder) => {
      write(folder, { "small.md": "a", "sub/huge.md": "" });
      truncateSync(join(folder, "sub/huge.md"), 50_000_000);
      expect(() => readTree(folder)).toThrow(
        new TreeError(
          `page too large: ${folder}/sub/huge.md has 50000000 bytes, the limit is 2000000; split it or leave it out`,
        ),
      );
    });
  });
});

describe("decode (A52)", () => {
  it.each([
    ["text", Buffer.from("Größe\n"), "Größe\n"],
    ["a byte order mark", Buffer.from("\uFEFF# a"), "# a"],
    ["Windows line endings", Buffer.from("a\r\nb\r\n"), "a\nb\n"],
    ["old Mac line endings", Buffer.from("a\rb\r\r\n"), "a\nb\n\n"],
    ["nothing", Buffer.from(""), ""],
    ["UTF-16, little-endian", Buffer.from("\uFEFFa", "utf16le"), { fault: "UTF-16 text; save it as UTF-8" }],
    ["UTF-16, big-endian", Buffer.from([0xfe, 0xff, 0, 0x61]), { fault: "UTF-16 text; save it as UTF-8" }],
    ["UTF-16 without a mark", Buffer.from("ab", "utf16le"), { fault: "binary file, skipped" }],
    ["a picture", Buffer.from("\x89PNG\r\n\0\0", "latin1"), { fault: "binary file, skipped" }],
    ["Latin-1", Buffer.from("Größe", "latin1"), { fault: "not valid UTF-8; save it as UTF-8" }],
    ["a lone surrogate", Buffer.from([0xed, 0xa0, 0x80]), { fault: "not valid UTF-8; save it as UTF-8" }],
    ["an overlong slash", Buffer.from([0xc0, 0xaf]), { fault: "not valid UTF-8; save it as UTF-8" }],
  ])("%s", (_, bytes, expected) => expect(decode(bytes)).toEqual(expected));

  it("costs only the file", () => {
    expect(treeOf({ "a.md": "a", "b.md": Buffer.from([0xff]) })).toEqual({
      files: [{ path: "a.md", text: "a" }],
      faults: [{ file: "b.md", message: "not valid UTF-8; save it as UTF-8" }],
    });
  });
});
