import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFolder, docsbot, type Folder, type Ran, type RunOptions } from "./commands/run.ts";

let folder: Folder;
beforeAll(() => {
  folder = createFolder();
  folder.put("bare/notes.txt", "no page");
  folder.put("void/empty.md", "\n");
  folder.put("broken/sources.yaml", "sources: [\n");
});
afterAll(() => folder.remove());

const run = (args: readonly string[], options: Partial<RunOptions> = {}): Promise<Ran> =>
  docsbot(args, { cwd: folder.path, ...options });

describe("help", () => {
  it("lists every command, and every command explains itself and all of its flags", async () => {
    const { code, out, err } = await run(["--help"]);
    expect([code, err]).toEqual([0, ""]);
    const names = [...out.matchAll(/^ {2}docsbot (\w+) +\S/gm)].map(([, name]) => name as string);
    expect(names).toEqual(expect.arrayContaining(["ask", "index", "start"]));
    const helps = await Promise.all(names.map((name) => run([name, "--help"])));
    for (const [at, help] of helps.entries()) {
      expect([help.code, help.err]).toEqual([0, ""]);
      expect(help.out.split("\n")[0]).toMatch(new RegExp(`^docsbot ${names[at]}\\b`));
      const mentioned = new Set(help.out.match(/--[a-z]+/g));
      const explained = new Set([...help.out.matchAll(/^ {2}(--[a-z]+)/gm)].map(([, flag]) => flag));
      expect([...mentioned].filter((flag) => !explained.has(flag))).toEqual([]);
    }
  });

  it("is shown, as wrong usage, where there is no command", async () => {
    const [none, asked] = await Promise.all([run([]), run(["help"])]);
    expect([none.code, asked.code]).toEqual([2, 0]);
    expect([none.out, none.err]).toEqual([asked.out, ""]);
  });
});

describe("wrong usage is one line that says what to do, and exit code 2", () => {
  it.each<readonly [string, readonly string[], string]>([
    ["a command there is not", ["frob"], 'unknown command "frob"; run docsbot --help for the list'],
    ["a flag there is not", ["ask", "--frob", "x"], "unknown option '--frob'; run docsbot ask --help for the flags"],
    [
      "a flag of another command",
      ["start", "--json"],
      "unknown option '--json'; run docsbot start --help for the flags",
    ],
    [
      "a flag without its value",
      ["ask", "--docs"],
      "option '--docs <value>' argument missing; run docsbot ask --help for the flags",
    ],
    ["an argument too many", ["index", "x"], 'docsbot index takes no argument "x"; run docsbot index --help'],
    [
      "a folder that is not there",
      ["ask", "--docs", "docs", "--docs", "gone", "x"],
      "--docs gone: no such folder; check the path",
    ],
    [
      "a file instead of a folder",
      ["ask", "--docs", "docs/oven.md", "x"],
      "--docs docs/oven.md is not a folder; use the folder that contains the files",
    ],
    ["content that is not there", ["start", "--content", "gone"], "--content gone: no such folder; check the path"],
    [
      "a folder without pages",
      ["ask", "--docs", "bare", "x"],
      "no Markdown files in bare; use the folder that contains the pages",
    ],
    [
      "pages without text",
      ["index", "--docs", "void"],
      "no Markdown pages found in void; name a folder with .md files",
    ],
    [
      "content without sources.yaml",
      ["ask", "--content", "bare", "x"],
      "no sources.yaml in bare; create one, or use --docs",
    ],
    ["a batch that would not be JSON", ["ask", "--batch"], "--batch prints JSON lines; add --json"],
    [
      "a batch with a question",
      ["ask", "--batch", "--json", "x"],
      "--batch reads questions from standard input; leave out the question",
    ],
  ])("%s", async (_, args, message) => {
    expect(await run(args)).toEqual({ code: 2, out: "", err: `docsbot: ${message}\n` });
  });

  it("content that cannot be read: one line with its file", async () => {
    const { code, out, err } = await run(["ask", "--content", "broken", "x"]);
    expect([code, out, err.split("\n").length, err]).toEqual([
      2,
      "",
      2,
      expect.stringMatching(/^docsbot: .*sources\.yaml:\d+: /),
    ]);
  });
});

describe("wrong flags and files", () => {
  it("a wrong flag is named as it was written", async () => {
    expect((await run(["ask", "--Docs", "x"])).err).toContain("unknown option '--Docs'");
  });

  it("a glossary that is a folder is wrong content, not a crash", async () => {
    folder.put("odd/glossary.yaml/x", "");
    expect((await run(["ask", "--docs", "docs", "--content", "odd", "x"])).code).not.toBe(70);
  });
});

describe("where the index is saved", () => {
  const listing = (dir: string): string[] => readdirSync(join(folder.path, dir)).sort();
  const pages = ["fridge.md", "kettle.md", "oven.md"];

  it("is DATA_DIR", async () => {
    const ran = await run(["ask", "--docs", "docs", "kettle"], { env: { DATA_DIR: "kept/here" } });
    expect([ran.code, ran.err, listing("kept/here")]).toEqual([
      0,
      "",
      [expect.stringMatching(/^index-[0-9a-f]{8}\.bin$/)],
    ]);
  });

  it.each<readonly [string, string, string]>([
    ["in it", ".", "bare/../docs/.index"],
    ["the default, in the folder one stands in", "docs", ""],
  ])("is nowhere, where that is the documentation: %s", async (_, cwd, dataDir) => {
    const docs = cwd === "." ? "docs" : ".";
    const options = { cwd: join(folder.path, cwd), env: dataDir ? { DATA_DIR: dataDir } : {} };
    expect(await run(["ask", "--docs", docs, "help"], options)).toEqual({
      code: 0,
      out: expect.stringContaining("Ask me"),
      err: "",
    });
    expect(listing("docs")).toEqual(pages);
  });

  it("is nowhere, where that is the documentation: by a symbolic link", async () => {
    const linked = createFolder();
    try {
      linked.link("link", "docs");
      await run(["ask", "--docs", "docs", "help"], { cwd: linked.path, env: { DATA_DIR: "link/data" } });
      expect(existsSync(join(linked.path, "docs/data"))).toBe(false);
    } finally {
      linked.remove();
    }
  });

  it("is nowhere, and nothing is said, where the disk takes nothing (abuse case 82)", async () => {
    const ran = await run(["ask", "--docs", "docs", "help"], { env: { DATA_DIR: "docs/oven.md/data" } });
    expect([ran.code, ran.err]).toEqual([0, ""]);
  });
});

describe("output", () => {
  it("that nobody reads on ends quietly, as with `| head -1`", async () => {
    const input = `${JSON.stringify({ id: 1, question: "how do I descale the kettle?" })}\n`.repeat(3_000);
    const ran = await run(["ask", "--batch", "--json", "--docs", "docs"], { input, hangUp: true });
    expect([ran.code, ran.err]).toEqual([0, ""]);
  });

  /** `script` gives the command a terminal; where it is not installed there is none to test with. */
  const terminal = spawnSync("script", ["--version"]).status === 0;
  const inTerminal = (env: Readonly<Record<string, string>>): string => {
    const tsx = createRequire(import.meta.url).resolve("tsx");
    const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
    const line = `'${process.execPath}' --import '${tsx}' '${cli}' ask --docs docs 'kettle descale'`;
    const options = { cwd: folder.path, env: { PATH: process.env.PATH, ...env }, encoding: "utf8" } as const;
    return spawnSync("script", ["-qec", line, "/dev/null"], { ...options, input: "" }).stdout;
  };

  it.runIf(terminal)("is in colour in a terminal, unless NO_COLOR is set", () => {
    const [colour, plain] = [inTerminal({}), inTerminal({ NO_COLOR: "1" })];
    expect(colour).toContain("into the \u001b[1mkettle\u001b[22m.");
    expect(plain).toContain("into the kettle.");
    expect(plain).not.toContain("\u001b[1m");
  });
});
