import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFolder, docsbot, type Folder, type Ran } from "./run.ts";

let folder: Folder;
beforeAll(() => {
  folder = createFolder();
});
afterAll(() => folder.remove());

const ask = (args: readonly string[], input = ""): Promise<Ran> =>
  docsbot(["ask", "--docs", "docs", ...args], { cwd: folder.path, input });
const linesOf = (text: string): string[] => text.split("\n").filter(Boolean);
const withoutTime = (text: string): string => text.replace(/"ms":[\d.]+/g, '"ms":0');

const CLEANING = `[1] Oven › Clean the oven
Let the oven cool. Wipe it with soap; never use sand.
oven.md#clean-the-oven (042b546e)`;

describe("one question", () => {
  it("may have several words; it is answered as text, with --why also the reasons", async () => {
    const ran = await ask(["--why", "clean", "oven"]);
    expect([ran.code, ran.err, ran.out.startsWith(`${CLEANING}\n\n`)]).toEqual([0, "", true]);
    expect(ran.out).toContain("Searched for clean, oven.\n\nWhy: words (");
    expect(ran.out).toMatch(/\nWhy: confidence 0\.\d{3} \(/);
  });

  it("is answered as one line of JSON, without an id", async () => {
    const ran = await ask(["--json", "how do I clean the oven?"]);
    expect([ran.code, ran.err, linesOf(ran.out).length]).toEqual([0, "", 1]);
    expect(Object.keys(JSON.parse(ran.out) as object)).toEqual([
      "kind",
      "confidence",
      "hits",
      "citations",
      "missing",
      "text",
      "ms",
    ]);
  });
});

describe("without a question", () => {
  it("answers one question per line of standard input", async () => {
    const ran = await ask([], "how do I clean the oven?\n\nmicrowave\n");
    expect([ran.code, ran.err]).toEqual([0, ""]);
    expect(ran.out.startsWith(`? how do I clean the oven?\n\n${CLEANING}\n\n`)).toBe(true);
    expect(ran.out.endsWith("\n\n? microwave\n\nI did not find this in the docs.\nNot in the docs: microwave.\n")).toBe(
      true,
    );
  });
});

describe("a batch", () => {
  const questions = [
    { id: 1, question: "how do I clean the oven?" },
    { id: "two", question: "clean" },
    { id: null, question: "microwave" },
    { id: { deep: [1, { x: null }] }, question: "hello" },
    { question: "how do I descale the kettle?" },
    { id: [], question: "" },
    { id: false, question: "\u202E @U1 \u0000 🎉" },
    /** JSON allows it within a string, as it is. */
    { id: 8, question: "clean\u2028oven" },
  ];
  const batch = (lines: readonly string[]): Promise<Ran> => ask(["--batch", "--json"], `${lines.join("\n")}\n`);

  it("prints one line of JSON per question, in order, with the documented keys and types", async () => {
    const ran = await batch(questions.map((line) => JSON.stringify(line)));
    expect([ran.code, ran.err]).toEqual([0, ""]);
    const told = linesOf(ran.out).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(told.map(({ id }) => id)).toEqual(questions.map(({ id }) => id));
    const rest = ["kind", "confidence", "hits", "citations", "missing", "text", "ms"];
    expect(told.map((line) => Object.keys(line))).toEqual(
      questions.map((line) => ("id" in line ? ["id", ...rest] : rest)),
    );
    const hit = { source: "docs", path: "oven.md", heading: expect.any(String), anchor: expect.any(String) };
    expect(told[0]).toEqual({
      id: 1,
      kind: "answer",
      confidence: expect.any(Number),
      hits: expect.arrayContaining([{ ...hit, score: expect.any(Number) }]),
      citations: expect.arrayContaining([{ ...hit, url: null }]),
      missing: [],
      text: expect.stringContaining(CLEANING),
      ms: expect.any(Number),
    });
    expect(told.map(({ kind }) => kind)).toEqual([
      "answer",
      "answer",
      "unknown",
      "reply",
      "answer",
      "reply",
      "reply",
      "answer",
    ]);
  });

  it("reports lines that cannot be read, answers the others, and exits with 1", async () => {
    const ran = await batch([
      '{"id":1,"question":"hello"}',
      "oops",
      "",
      '{"id":3}',
      "[1]",
      '{"id":5,"question":"bye"}\r',
      "null",
    ]);
    expect([ran.code, ran.err]).toEqual([
      1,
      "line 2: not JSON\nline 4: expected a question of type string\nline 5: expected a question of type string\nline 7: expected an object with id and question\n",
    ]);
    expect(linesOf(ran.out).map((line) => (JSON.parse(line) as { id: number }).id)).toEqual([1, 5]);
  });

  it("prints the same bytes in every process and in any order of questions", async () => {
    const lines = questions.map((line) => JSON.stringify(line));
    const [first, second] = [await batch(lines), await batch([...lines].reverse())];
    expect(linesOf(withoutTime(second.out)).reverse()).toEqual(linesOf(withoutTime(first.out)));
  });
});
