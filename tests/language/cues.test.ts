import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CUES, type Cue, type Cues, endOfSalutation, hear, readCues } from "../../src/language/cues.ts";
import { RULES } from "../../src/language/english/rules.ts";
import { readPhrase, wordsIn } from "../../src/language/template.ts";
import { normToken, readTokens } from "../../src/language/tokens.ts";

const ROWS = readFileSync(new URL("cues.tsv", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split("\t") as [string, string]);

const written = (cues: Cues): string => [...cues].join(" ");

describe("cues.tsv", () => {
  it("has each sentence once", () => {
    const sentences = ROWS.map(([sentence]) => sentence);
    expect(sentences.filter((one, at) => sentences.indexOf(one) !== at)).toEqual([]);
    expect(ROWS.length).toBeGreaterThan(700);
  });

  it("names all cues that each sentence gives", () => {
    expect(ROWS.map(([sentence]) => `${sentence}: ${written(readCues(sentence))}`)).toEqual(
      ROWS.map(([sentence, cues]) => `${sentence}: ${cues}`),
    );
  });

  it("has near misses: sentences with a word of a list in another place", () => {
    const bound = (Object.keys(CUES) as Cue[]).filter((cue) => "whole" in CUES[cue] || "begins" in CUES[cue]);
    const lacking = bound.filter((cue) => {
      const words = new Set(templatesOf(cue).flatMap(wordsOf));
      return !ROWS.some(
        ([sentence, cues]) =>
          !cues.split(" ").includes(cue) && readTokens(sentence).some(({ norm }) => words.has(norm)),
      );
    });
    expect([bound.length > 15, lacking]).toEqual([true, []]);
  });

  it("hears every word of every list in a sentence, those of rules in one of the lists that use them", () => {
    const heardIn = new Map<string, Set<string>>();
    const everywhere = new Set<string>();
    for (const [sentence] of ROWS) {
      const tokens = readTokens(sentence);
      for (const { listed, from, to } of hear(sentence)) {
        const own = heardIn.get(listed.template) ?? new Set();
        heardIn.set(listed.template, own);
        for (const { norm } of tokens.slice(from, to)) {
          own.add(norm);
          everywhere.add(norm);
        }
      }
    }
    const withoutRules = Object.fromEntries(Object.keys(RULES).map((name) => [name, "{value}"]));
    const unheard = (Object.keys(CUES) as Cue[]).flatMap((cue) =>
      templatesOf(cue).flatMap((template) => {
        const own = wordsIn(readPhrase(template, withoutRules)).map(normToken);
        const heard = heardIn.get(template);
        return own.filter((word) => !heard?.has(word)).map((word) => `${cue}: ${word} in ${template}`);
      }),
    );
    const words = Object.values(RULES).flatMap((rule) => wordsOf(rule));
    expect([...unheard, ...words.filter((word) => !everywhere.has(word))]).toEqual([]);
  });
});

/** Exceptions take a cue away, and are not heard. */
const templatesOf = (cue: Cue): string[] =>
  Object.entries(CUES[cue] as Record<string, readonly string[]>).flatMap(([place, templates]) =>
    place === "except" ? [] : templates,
  );

const wordsOf = (template: string): string[] => {
  if (template === RULES.words) return [];
  return wordsIn(readPhrase(template, RULES)).map(normToken);
};

describe("the same is heard", () => {
  const changed = (change: (sentence: string) => string): string[] =>
    ROWS.filter(([sentence, cues]) => written(readCues(change(sentence))) !== cues).map(([sentence]) => sentence);

  it("in capitals", () => expect(changed((sentence) => sentence.toUpperCase())).toEqual([]));

  it("with other apostrophes", () => expect(changed((sentence) => sentence.replaceAll("'", "’"))).toEqual([]));

  it("with other white space and punctuation between the words", () =>
    expect(changed((sentence) => ` ${sentence.replaceAll(" ", " ,\n ")} `)).toEqual([]));

  it("and no less behind a connective", () => {
    const less = ROWS.filter(([sentence, cues]) => {
      const heard = readCues(`ok, ${sentence}`);
      return cues !== "" && !cues.split(" ").every((cue) => heard.has(cue as Cue) || cue === "salutation");
    });
    expect(less).toEqual([]);
  });
});

describe("a greeting", () => {
  it.each<readonly [string, string]>([
    ["hello, is it hot?", ", is it hot?"],
    ["Good morning team! Which lid?", "! Which lid?"],
    ["docs bot: why", ": why"],
    ["hi", ""],
    ["hierarchy", "hierarchy"],
    ["say hello", "say hello"],
    ["and docs bot", "and docs bot"],
    ["", ""],
    ["?!", "?!"],
    [`${"x ".repeat(150)}hi`, `${"x ".repeat(150)}hi`],
  ])("ends where the message begins: %j", (message, rest) =>
    expect(message.slice(endOfSalutation(message))).toBe(rest),
  );
});
