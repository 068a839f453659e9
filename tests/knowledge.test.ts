import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Answer } from "../src/answering/answer.ts";
import { createAsk } from "../src/answering/ask.ts";
import { formatFault } from "../src/content/section.ts";
import { TreeError } from "../src/content/tree.ts";
import { EmptyIndexError, type Loaded, type LoadOptions, loadKnowledge } from "../src/knowledge.ts";
import { renderAnswer } from "../src/terminal/render.ts";
import { PAGES } from "./answering/kitchen.ts";
import { RULES } from "./answering/kitchenrules.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "docsbot-"));
  for (const [path, text] of Object.entries(PAGES)) put(`docs/${path}`, text);
  put("content/glossary.yaml", "same:\n  - [refrigerator, fridge]\n");
  put("content/asked-as/kettle.yaml", "kettle.md#descale-the-kettle:\n  - limescale is back\n");
  for (const [path, text] of Object.entries(RULES)) put(`content/${path}`, text);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const load = (options: Partial<LoadOptions> = {}): Loaded =>
  loadKnowledge({
    docs: [join(folder, "docs")],
    contentDir: join(folder, "content"),
    dataDir: join(folder, "data"),
    ...options,
  });

const TABLE = "how warm is the upper shelf of the refrigerator, and the lower shelf?";
const QUESTIONS = [
  ...["how do I descale the kettle?", "freezer", "limescale", "gril", "microwave", "clean"],
  ...["give me the kettle settings as json", "can I use vinegar?", "oven settings for the upper shelf"],
];
const told = ({ knowledge, rulebook }: Loaded, questions = QUESTIONS): (readonly [string, Answer])[] =>
  questions.map((question) => {
    const answer = createAsk(knowledge, rulebook)(question);
    return [renderAnswer(answer), answer];
  });
const savedFiles = (): string[] => (existsSync(join(folder, "data")) ? readdirSync(join(folder, "data")) : []);

describe("the saved index", () => {
  it("is used the second time, and gives the same answers to the byte", () => {
    const [first, second] = [load(), load()];
    expect([first.fromSaved, second.fromSaved]).toEqual([false, true]);
    expect(told(second)).toEqual(told(first));
    expect([second.faults, second.knowledge.about]).toEqual([first.faults, first.knowledge.about]);
    expect(savedFiles()).toEqual([expect.stringMatching(/^index-[0-9a-f]{8}\.bin$/)]);
  });

  it("gives the same tables to the byte", () => {
    expect(told(load(), [TABLE])).toEqual(told(load(), [TABLE]));
  });

  it.each<readonly [string, () => void]>([
    ["a page changes by one letter", () => put("docs/oven.md", (PAGES["oven.md"] ?? "").replace("220", "230"))],
    ["a page comes", () => put("docs/sink.md", "# Sink\n")],
    ["a page goes", () => rmSync(join(folder, "docs/oven.md"))],
    [
      "a page moves",
      () => {
        rmSync(join(folder, "docs/oven.md"));
        put("docs/stove.md", PAGES["oven.md"] ?? "");
      },
    ],
    ["the tree's configuration comes", () => put("docs/mkdocs.yml", "site_name: x\ndocs_dir: .\n")],
    ["the glossary changes", () => put("content/glossary.yaml", "same:\n  - [refrigerator, oven]\n")],
    ["the glossary goes", () => rmSync(join(folder, "content/glossary.yaml"))],
    ["a phrasing changes", () => put("content/asked-as/kettle.yaml", "kettle.md#descale-the-kettle:\n  - chalk\n")],
    [
      "a rule changes",
      () => put("content/intents/oven.yaml", (RULES["intents/oven.yaml"] ?? "").replace("upper [", "top [")),
    ],
    ["a rule comes", () => put("content/intents/stove.yaml", "intent: stove\n")],
    ["a rule goes", () => rmSync(join(folder, "content/intents/oven.yaml"))],
    ["a format changes", () => put("content/formats.yaml", (RULES["formats.yaml"] ?? "").replace("JSON", "Jason"))],
    ["the verdicts go", () => rmSync(join(folder, "content/support.yaml"))],
    ["a file of phrasings comes", () => put("content/asked-as/oven.yaml", "oven.md#grill:\n  - toast\n")],
  ])("is rebuilt when %s", (_, change) => {
    const before = load();
    change();
    const after = load();
    expect([before.fromSaved, after.fromSaved, load().fromSaved]).toEqual([false, false, true]);
    expect(after.knowledge.about.fingerprint).not.toBe(before.knowledge.about.fingerprint);
    expect(savedFiles().length).toBe(1);
  });

  it("is not touched by files that are no documentation", () => {
    load();
    put("docs/notes.txt", "x");
    put("content/more.yaml", "x");
    put("content/asked-as/notes.md", "x");
    expect(load().fromSaved).toBe(true);
  });

  it.each<readonly [string, (file: string) => void]>([
    ["empty", (file) => writeFileSync(file, "")],
    ["cut off", (file) => writeFileSync(file, readFileSync(file).subarray(0, 5_000))],
    ["changed by a byte", (file) => writeFileSync(file, flipLast(readFileSync(file)))],
    ["of another format", (file) => writeFileSync(file, `docsbot-index 0 x y\n{}`)],
    ["a folder", makeFolder],
  ])("that is %s is not trusted, and nothing is lost (abuse case 60)", (_, spoil) => {
    const before = told(load());
    spoil(join(folder, "data", savedFiles()[0] ?? ""));
    const after = load();
    expect([after.fromSaved, told(after)]).toEqual([false, before]);
    expect(savedFiles().filter((name) => !name.endsWith(".bin"))).toEqual([]);
  });

  it("costs only itself where the disk takes nothing (abuse case 82)", () => {
    const before = told(load({ dataDir: undefined }));
    put("full", "a file, where a folder should be");
    for (const dataDir of [join(folder, "full"), join(folder, "full/data")]) {
      const loaded = [load({ dataDir }), load({ dataDir })];
      expect(loaded.map(({ fromSaved }) => fromSaved)).toEqual([false, false]);
      expect(loaded.map((each) => told(each))).toEqual([before, before]);
    }
    expect(readFileSync(join(folder, "full"), "utf8")).toBe("a file, where a folder should be");
  });

  it("is not written where no folder is given", () => {
    load({ dataDir: undefined });
    expect(readdirSync(folder).sort()).toEqual(["content", "docs"]);
  });

  it("is one file for each list of folders", () => {
    put("more/a.md", "# Sink\n\nThe sink is deep.\n");
    const both = { docs: [join(folder, "docs"), join(folder, "more")] };
    expect([load(), load(both), load(), load(both)].map(({ fromSaved }) => fromSaved)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(savedFiles().length).toBe(2);
  });
});

function makeFolder(file: string): void {
  rmSync(file);
  mkdirSync(join(file, "x"), { recursive: true });
}

function flipLast(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
}

describe("what is loaded", () => {
  it("says what there is, by source", () => {
    put("more/docs/a.md", "# Sink\n\nThe sink is deep.\n");
    const { knowledge, faults } = load({ docs: [join(folder, "docs"), join(folder, "more/docs")] });
    expect([faults, knowledge.about]).toEqual([
      [],
      {
        sources: [
          { id: "docs", pages: 3, sections: 10, revision: expect.stringMatching(/^[0-9a-f]{12}$/) },
          { id: "docs-2", pages: 1, sections: 1, revision: expect.stringMatching(/^[0-9a-f]{12}$/) },
        ],
        fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/),
      },
    ]);
    const cited = createAsk(knowledge)("how deep is the sink?").hits.map(({ section }) => section.page);
    expect(cited.map(({ source, path }) => [source, path])).toEqual([["docs-2", "a.md"]]);
  });

  it("follows sources.yaml where no folder is named", () => {
    put("content/pages/a.md", "# Sink\n\nThe sink is deep.\n");
    put("content/sources.yaml", "sources:\n  - id: sinks\n    dir: pages\n    url: https://docs.example.com\n");
    const { knowledge } = load({ docs: [] });
    expect(knowledge.about.sources.map(({ id, pages }) => [id, pages])).toEqual([["sinks", 1]]);
    expect(createAsk(knowledge)("sink").hits.map(({ section }) => section.url)).toEqual([
      "https://docs.example.com/a.md#sink",
    ]);
  });

  it("understands the glossary and the phrasings, and leaves the phrasings out where that is asked", () => {
    const ask = createAsk(load().knowledge);
    const without = createAsk(load({ phrasings: false }).knowledge);
    expect(ask("refrigerator").hits[0]?.section.page.path).toBe("fridge.md");
    expect(ask("limescale is back").hits[0]?.section.anchor).toBe("descale-the-kettle");
    expect([without("refrigerator").hits[0]?.section.page.path, without("limescale").hits]).toEqual(["fridge.md", []]);
  });

  it("has the rules that cite what is indexed, also from the saved index", () => {
    const kinds = (loaded: Loaded): string[] => told(loaded).map(([, { kind }]) => kind);
    const { rulebook } = load();
    expect([
      rulebook.rules.set.intents.map(({ id }) => id),
      rulebook.rules.set.support.rows.map(({ subject }) => subject),
    ]).toEqual([
      ["kettle-settings", "oven-settings"],
      ["vinegar", "sand"],
    ]);
    expect(load().rulebook).toEqual(rulebook);
    expect(kinds(load()).slice(-3)).toEqual(["ask", "answer", "snippet"]);
    rmSync(join(folder, "docs/oven.md"));
    expect(load().rulebook.rules.set.intents.map(({ id }) => id)).toEqual(["kettle-settings"]);
  });

  it("names what is wrong with pages, glossary and phrasings, also from the saved index", () => {
    put("docs/empty.md", "");
    put("content/glossary.yaml", "same:\n  - [alone]\n");
    put("content/asked-as/kettle.yaml", "kettle.md#kettle: tea\n");
    put("content/intents/oven.yaml", (RULES["intents/oven.yaml"] ?? "").replace("<want> … oven", "<wants> … oven"));
    const faults = [load(), load()].map((loaded) => loaded.faults.map(formatFault));
    expect(faults[0]).toEqual([
      "glossary.yaml:2: same, entry 1: expected two or more phrases of at most five words",
      "asked-as/kettle.yaml:1: kettle.md#kettle: expected a list of phrasings",
      'intents/oven.yaml:6: "<wants> … oven <config>": no rule <wants>',
      "empty.md: no headings and no text, so there is nothing to index",
    ]);
    expect(faults[1]).toEqual(faults[0]);
  });

  it("tells how far it is, page by page, and nothing where the saved index is used", () => {
    const steps: (readonly [number, number])[] = [];
    const onPage = (done: number, of: number): number => steps.push([done, of]);
    load({ onPage });
    load({ onPage });
    expect(steps).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });
});

describe("documentation that cannot be used", () => {
  const errorOf = (options: Partial<LoadOptions>): Error => {
    try {
      load(options);
    } catch (error) {
      return error as Error;
    }
    throw new Error("it was loaded");
  };

  it("holds no text at all", () => {
    put("void/a.md", "");
    put("void/b.md", "\n\n");
    const error = errorOf({ docs: [join(folder, "void")] });
    expect([error instanceof EmptyIndexError, error.message]).toEqual([
      true,
      `no Markdown pages found in ${join(folder, "void")}; name a folder with .md files`,
    ]);
    expect(savedFiles()).toEqual([]);
  });

  it.each<readonly [string, string, RegExp]>([
    ["has no page", "content", /^no Markdown files in .*content; use the folder that contains the pages$/],
    ["is not there", "gone", /^.*gone: no such folder; check the path$/],
    ["is a file", "docs/oven.md", /^.*oven\.md is not a folder; use the folder that contains the pages$/],
  ])("%s", (_, path, message) => {
    const error = errorOf({ docs: [join(folder, path)] });
    expect([error instanceof TreeError, error.message]).toEqual([true, expect.stringMatching(message)]);
  });

  it("is not named anywhere", () => {
    const error = errorOf({ docs: [] });
    expect([error instanceof TreeError, error.message]).toEqual([
      true,
      expect.stringMatching(/^no sources\.yaml in .*content; create one, or use --docs$/),
    ]);
  });
});
