import { afterAll, beforeAll, expect, it } from "vitest";
import { createFolder, docsbot, type Folder } from "./run.ts";

let folder: Folder;
beforeAll(() => {
  folder = createFolder();
  folder.put("more/sink.md", "# Sink\n\nThe sink is deep.\n\n```sh\nrinse\n```\n");
  folder.put("more/empty.md", "");
  folder.put("more/twice.md", "---\ntitle: a\ntitle: b\n---\n# Twice\n");
});
afterAll(() => folder.remove());

it("prints what is there, and faults on standard error", async () => {
  const ran = await docsbot(["index", "--docs", "docs", "--docs", "more"], { cwd: folder.path });
  expect([ran.code, ran.out, ran.err]).toEqual([
    0,
    expect.stringMatching(
      /^docs: 3 pages, 10 sections, revision [0-9a-f]{12}\nmore: \d pages, \d sections, revision [0-9a-f]{12}\n\d+ sections, \d faults\n$/,
    ),
    expect.stringMatching(
      /^empty\.md: no headings and no text, so there is nothing to index\n(twice\.md(:\d+)?: .+\n)*$/,
    ),
  ]);
});

it("prints one line of JSON per section", async () => {
  const ran = await docsbot(["index", "--json", "--docs", "more"], { cwd: folder.path });
  const lines = ran.out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { path: string });
  expect(lines.find(({ path }) => path === "sink.md")).toEqual({
    source: "more",
    path: "sink.md",
    heading: "Sink",
    anchor: "sink",
    url: null,
    breadcrumb: ["Sink"],
    text: "The sink is deep.",
    code: "rinse",
  });
});
