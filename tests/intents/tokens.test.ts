import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_WORDS, normWord, readWords } from "../../src/intents/tokens.ts";

const texts = (message: string): string[] => readWords(message).map(({ text }) => text);

describe("the words of a message", () => {
  it.each<readonly [string, string[]]>([
    ["", []],
    [" \n\t ", []],
    ["boil the kettle", ["boil", "the", "kettle"]],
    ["(boil), “the”: kettle?!", ["boil", "the", "kettle"]],
    ["`https://k.example.com/a`).,", ["https://k.example.com/a"]],
    ["see https://k.example.com/a/.", ["see", "https://k.example.com/a/"]],
    ["*boil* _the_ ~kettle~ > now", ["boil", "the", "kettle", "now"]],
    ["kettle/oven and tea&milk, a+b", ["kettle", "oven", "and", "tea", "milk", "a", "b"]],
    ["s3/a k.example.com/a 1/2", ["s3/a", "k.example.com/a", "1/2"]],
    ["version 3.5.1, v2.", ["version", "3.5.1", "v2"]],
    ["room=bath degrees=60,", ["room", "bath", "degrees", "60"]],
    ["server=https://k.example/a?b=c", ["server", "https://k.example/a?b=c"]],
    ["https://k.example/a?b=c", ["https://k.example/a?b=c"]],
    ["... , — ok", ["ok"]],
    ["it's the cook’s", ["it's", "the", "cook’s"]],
  ])("%j", (message, words) => expect(texts(message)).toEqual(words));

  it(`are at most ${MOST_WORDS}`, () => {
    expect(texts("tea ".repeat(1_000)).length).toBe(MOST_WORDS);
    expect(texts(`${"tea ".repeat(MOST_WORDS - 1)}a/b`).slice(-1)).toEqual(["a"]);
  });

  it("have no white space and are never empty, whatever the message (A31)", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 500 }), (message) => {
        for (const { text, norm } of readWords(message)) {
          expect(text).toMatch(/^\S+$/);
          expect(norm).toBe(normWord(text));
        }
      }),
    );
  });
});

describe("comparing words", () => {
  it.each<readonly [string, string]>([
    ["Kettle", "kettle"],
    ["kettles", "kettle"],
    ["pre-set", "preset"],
    ["pre_sets", "preset"],
    ["cook's", "cook"],
    ["glass", "glass"],
    ["status", "status"],
    ["this", "this"],
    ["gas", "gas"],
    ["-x", "-x"],
    ["x-", "x-"],
  ])("%s becomes %s", (word, norm) => expect(normWord(word)).toBe(norm));
});
