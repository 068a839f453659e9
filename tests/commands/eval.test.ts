import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFolder, docsbot, type Folder } from "./run.ts";

const questions = [
  {
    id: "q1",
    question: "how do I descale the kettle?",
    kind: "howto",
    gold: [{ path: "kettle.md", anchor: "descale-the-kettle" }],
  },
  { id: "q2", question: "who won the cup in 1974?", kind: "unanswerable", gold: [] },
];
let folder: Folder;
const run = (...args: string[]) => docsbot(["eval", ...args], { cwd: folder.path });

beforeAll(() => {
  folder = createFolder();
  folder.put("q.jsonl", questions.map((question) => JSON.stringify(question)).join("\n"));
  folder.put("bad.jsonl", `${JSON.stringify(questions[0])}\n{`);
});
afterAll(() => folder.remove());

describe("docsbot eval", () => {
  it("prints the figures, or a JSON report that can be a baseline", async () => {
    const table = await run("q.jsonl", "--docs", "docs");
    expect([table.code, table.err]).toEqual([0, ""]);
    expect(table.out).toMatch(/^questions +2\nrecall1 +1\n/);
    const json = await run("q.jsonl", "--docs", "docs", "--json");
    expect(JSON.parse(json.out)).toMatchObject({
      figures: { questions: 2, recall1: 1 },
      questions: [{ id: "q1" }, { id: "q2" }],
    });
    folder.put("base.json", json.out);
    const again = await run("q.jsonl", "--docs", "docs", "--baseline", "base.json");
    expect(again.out).toContain("no question changed");
  });

  it("exits with 1 and names the floor that is missed", async () => {
    const ran = await run("q.jsonl", "--docs", "docs", "--floor", "recall1=1", "--floor", "shownChars=1");
    expect([ran.code, ran.err]).toEqual([
      1,
      expect.stringMatching(/^shownChars is \d+\.000, but must be at most 1\n$/),
    ]);
  });

  it.each<[string, string[], string]>([
    ["no file", [], "which file of questions? Use docsbot eval FILE"],
    ["a missing file", ["none.jsonl"], "none.jsonl: no such file; check the path"],
    ["a bad line", ["bad.jsonl"], "bad.jsonl:2: not JSON; write one object per line"],
    ["an unknown floor", ["q.jsonl", "--floor", "luck=1"], '--floor luck=1: no figure "luck"'],
    [
      "a floor without a number",
      ["q.jsonl", "--floor", "recall1=much"],
      '--floor recall1=much: "much" is not a number; write --floor recall1=.8',
    ],
    ["a baseline that is something else", ["q.jsonl", "--baseline", "q.jsonl"], "q.jsonl is not a baseline"],
  ])("rejects %s with a message of one line", async (_, args, message) => {
    const ran = await run(...args);
    expect([ran.code, ran.out, ran.err]).toEqual([2, "", expect.stringContaining(`docsbot: ${message}`)]);
    expect(ran.err.trim().split("\n")).toHaveLength(1);
  });
});
