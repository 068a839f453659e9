import { describe, expect, it } from "vitest";
import { readQuestions } from "../../src/evaluation/questions.ts";

const good = '{"id":"a","question":"?","kind":"howto","gold":[{"path":"a.md","anchor":"x"}]}';

describe("readQuestions", () => {
  it("reads what an evaluation needs and ignores the rest", () => {
    const full =
      '{"id":"b","question":"b?","kind":"config","gold":[{"path":"b.md","heading":"B","anchor":"b"}],"answer_span":"so","must_contain":["k"],"group":"g"}';
    expect(readQuestions(`${good}\n\n${full}\n`, "q.jsonl")).toEqual([
      { id: "a", question: "?", kind: "howto", gold: [{ path: "a.md", anchor: "x" }], answerSpan: "", mustContain: [] },
      {
        id: "b",
        question: "b?",
        kind: "config",
        gold: [{ path: "b.md", heading: "B", anchor: "b" }],
        answerSpan: "so",
        mustContain: ["k"],
      },
    ]);
  });

  it.each([
    ["{", "not JSON; write one object per line"],
    ["[]", 'expected "id", "question" and "kind", each a string'],
    ['{"id":1,"question":"?","kind":"x"}', 'expected "id", "question" and "kind", each a string'],
    [
      '{"id":"b","question":"?","kind":"x","gold":["a#b"]}',
      'expected "gold" to be a list of objects with "path" and "anchor"',
    ],
    [
      '{"id":"b","question":"?","kind":"x"}',
      'an answerable question needs "gold"; if nothing answers it, set "kind" to "unanswerable"',
    ],
    ['{"id":"b","question":"?","kind":"unanswerable","answer_span":1}', 'expected "answer_span" to be a string'],
    [
      '{"id":"b","question":"?","kind":"unanswerable","must_contain":[1]}',
      'expected "must_contain" to be a list of strings',
    ],
    [good, 'the id "a" is also on line 1; rename one'],
  ])("reports file and line of %s", (line, message) => {
    expect(() => readQuestions(`${good}\n${line}`, "q.jsonl")).toThrow(`q.jsonl:2: ${message}`);
  });

  it("rejects a file without questions", () => {
    expect(() => readQuestions("\n", "q.jsonl")).toThrow("q.jsonl: no questions; write one JSON object per line");
  });
});
