import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAsk } from "../../src/answering/ask.ts";
import { readSamples } from "../../src/content/sources.ts";
import { loadKnowledge } from "../../src/knowledge.ts";
import { createFolder, docsbot, type Folder } from "./run.ts";

let folder: Folder;
beforeAll(() => {
  folder = createFolder();
});
afterAll(() => folder.remove());

const questionsOf = (out: string): string[] =>
  [...out.matchAll(/^\? (.*)$/gm)].map(([, question]) => question as string);

describe("start without a terminal", () => {
  it("answers the three sample questions if standard input is empty", async () => {
    const ran = await docsbot(["start", "--content", "content"], { cwd: folder.path });
    expect([ran.code, ran.err]).toEqual([0, ""]);
    expect(questionsOf(ran.out)).toEqual(["how do I descale the kettle?", "what colour is the microwave?", "help"]);
    expect(ran.out).toContain("\n[1] Kettle › Descale the kettle\n");
    expect(ran.out).toContain("\nI did not find this in the docs.\n");
    expect(ran.out).toContain("\nAsk me something about the documentation");
  });
});

describe("a conversation with --docs", () => {
  it("does not use the sample questions, which are about other pages", async () => {
    const ran = await docsbot(["start", "--content", "content", "--docs", "docs"], { cwd: folder.path });
    expect(ran).toEqual({ code: 0, out: "There was no question: write one on each line.\n", err: "" });
  });
});

describe("the built-in samples", () => {
  const contentDir = fileURLToPath(new URL("../../content", import.meta.url));
  const { knowledge, rulebook } = loadKnowledge({ docs: [], contentDir, dataDir: undefined });
  const ask = createAsk(knowledge, rulebook);

  it("get a verdict, a configuration with a missing value, and a verdict", () => {
    const samples = readSamples(contentDir);
    expect(samples.length).toBe(3);
    expect(samples.map((sample) => ask(sample).kind)).toEqual(["answer", "ask", "answer"]);
  });
});
