import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAsk } from "../../src/answering/ask.ts";
import { answerLine, readBatchLine } from "../../src/terminal/batch.ts";
import { renderAnswer } from "../../src/terminal/render.ts";
import { createKitchen } from "../answering/kitchen.ts";

const ask = createAsk(createKitchen());

describe("a line of a batch", () => {
  it.each([
    ['{"id":1,"question":"a"}', { id: 1, question: "a" }],
    ['{"question":"a","id":"x","more":[]}', { id: "x", question: "a" }],
    ['{"question":""}', { id: undefined, question: "" }],
    [' {"id":null,"question":"a"} ', { id: null, question: "a" }],
    ['{"id":{"a":[1]},"question":"a"}', { id: { a: [1] }, question: "a" }],
    ["", "not JSON"],
    ["{", "not JSON"],
    ["{'id': 1}", "not JSON"],
    ["null", "expected an object with id and question"],
    ["1", "expected an object with id and question"],
    ['"question"', "expected an object with id and question"],
    ["{}", "expected a question of type string"],
    ["[]", "expected a question of type string"],
    ['{"id":1,"question":null}', "expected a question of type string"],
    ['{"id":1,"question":["a"]}', "expected a question of type string"],
  ])("%s", (line, read) => {
    expect(readBatchLine(line)).toEqual(read);
  });
});

describe("an answer as a line of JSON", () => {
  const lineOf = (question: string, id?: unknown): string => answerLine({ id, question }, ask);

  it.each(["how do I descale the kettle?", "clean", "can I wash the microwave?", "kettle oven", "hello", ""])(
    "“%s”: the same keys in the same order, with the same types",
    (question) => {
      const answer = ask(question);
      const cited =
        answer.kind === "answer"
          ? answer.excerpts.map(({ citation }) => citation)
          : answer.kind === "choice"
            ? answer.choices
            : answer.kind === "unknown"
              ? answer.nearest
              : [];
      const round = (value: number): number => Math.round(value * 10_000) / 10_000;
      const line = lineOf(question, 7);
      expect(line).not.toContain("\n");
      const { ms, ...told } = JSON.parse(line) as { ms: number };
      expect(told).toEqual({
        id: 7,
        kind: answer.kind,
        confidence: round(answer.confidence),
        hits: answer.hits.map(({ section: { page, heading, anchor }, score }) => ({
          source: page.source,
          path: page.path,
          heading,
          anchor,
          score: round(score),
        })),
        citations: cited.map(({ source, path, heading, anchor, url }) => ({
          source,
          path,
          heading,
          anchor,
          url: url ?? null,
        })),
        missing: answer.reading.missing,
        text: renderAnswer(answer),
      });
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(keysOf(line)).toEqual(
        expect.arrayContaining([["id", "kind", "confidence", "hits", "citations", "missing", "text", "ms"]]),
      );
      for (const keys of keysOf(line).slice(1))
        expect([
          ["source", "path", "heading", "anchor", "score"],
          ["source", "path", "heading", "anchor", "url"],
        ]).toContainEqual(keys);
    },
  );

  /** Of the line and of each object in it, in the order in which they stand. */
  function keysOf(line: string): string[][] {
    const { hits, citations, ...rest } = JSON.parse(line) as { hits: object[]; citations: object[] };
    return [
      Object.keys(JSON.parse(line) as object),
      ...[...hits, ...citations].map(Object.keys),
      Object.keys(rest),
    ].slice(0, -1);
  }

  it("returns any id unchanged, and none if there was none", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (id) => {
        const read = readBatchLine(JSON.stringify({ id, question: "hello" }));
        if (typeof read === "string") throw new Error(read);
        const told = JSON.parse(answerLine(read, ask)) as { id: unknown };
        expect(JSON.stringify(told.id)).toBe(JSON.stringify(id));
      }),
    );
    expect(Object.keys(JSON.parse(lineOf("hello")) as object)[0]).toBe("kind");
  });

  it("is one line of JSON whatever the question (abuse case 31)", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (question) => {
        const line = lineOf(question, question);
        expect(line).not.toMatch(/[\n\r]|\p{Cs}/u);
        expect((JSON.parse(line) as { kind: string }).kind).toMatch(/^(answer|choice|unknown|reply)$/);
      }),
    );
  });
});
