import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normWord, readWords } from "../../src/intents/tokens.ts";
import { buildAutomaton, mostSteps, runAutomaton, type Span } from "../../src/language/automaton.ts";
import { isNullable, type Node, partsOf, readParts, readPhrase } from "../../src/language/template.ts";

/** For each template, `from-to` of each span, and the word that stands for the value. */
function found(templates: readonly string[], message: string, isValue = (_: string): boolean => true): string[][] {
  const nodes = templates.flatMap((text) => readParts(partsOf(text), {}));
  const words = readWords(message);
  const run = runAutomaton(buildAutomaton(nodes, normWord), words, (at) => isValue(words[at]?.text ?? ""));
  return run.found.map((spans) =>
    spans.map(({ from, to, value }) => `${from}-${to}${value < 0 ? "" : ` ${words[value]?.text}`}`),
  );
}

describe("what is found", () => {
  it.each<readonly [string, string, string, string[]]>([
    ["one word, anywhere", "kettle", "my kettle is a kettle", ["1-2", "4-5"]],
    ["nothing", "kettle", "my oven", []],
    ["words in order, side by side", "the kettle", "kettle the kettle", ["1-3"]],
    ["not words in between", "the kettle", "the old kettle", []],
    ["case, hyphens and plural do not count", "tea-pots", "TeaPot", ["0-1"]],
    ["an option that is there: the longest", "boil [the] kettle [now]", "boil the kettle now", ["0-4"]],
    ["an option that is not", "boil [the] kettle [now]", "boil kettle", ["0-2"]],
    ["an option at the start: from the start", "[the] kettle", "the kettle", ["0-2"]],
    ["one of several", "(kettle|tea pot)", "tea pot or kettle", ["0-2", "3-4"]],
    ["one within several", "a (b [c]|d) e", "a b c e", ["0-4"]],
    ["all options left out between", "a [b] [c] [d] e", "a e", ["0-2"]],
    ["a value", "for {value}", "tea for two for all", ["1-3 two", "3-5 all"]],
    ["a value in front", "{value} degrees", "at 90 degrees", ["1-3 90"]],
    ["a value alone", "{value}", "a b", ["0-1 a", "1-2 b"]],
    ["a value behind an option", "for [the] {value}", "for the bath", ["0-2 the", "0-3 bath"]],
    ["a word twice", "a a", "a a a", ["0-2", "1-3"]],
    ["the beginning of the message only where it is", "b c", "c b", []],
  ])("%s", (_, template, message, spans) => expect(found([template], message)).toEqual([spans]));

  it("has a value only where it may be one", () => {
    expect(found(["for {value}"], "for tea for 90", (word) => /^\d+$/.test(word))).toEqual([["2-4 90"]]);
  });

  it("keeps templates apart, and parts of one template in any order", () => {
    expect(found(["settings … kettle", "kettle settings"], "kettle, which settings")).toEqual([["2-3"], ["0-1"], []]);
  });

  it("of no template is nothing", () => {
    expect(runAutomaton(buildAutomaton([], normWord), readWords("a b"), () => true)).toEqual({ found: [], steps: 0 });
  });
});

const LETTERS = [..."abc"];
const leaf: fc.Arbitrary<Node> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...LETTERS).map((text): Node => ({ kind: "word", text })) },
  { weight: 1, arbitrary: fc.constant<Node>({ kind: "value" }) },
);
const { node: anyNode } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie("node"), { minLength: 1, maxLength: 4 }).map((nodes): Node => ({ kind: "sequence", nodes })),
    fc.array(tie("node"), { minLength: 1, maxLength: 3 }).map((nodes): Node => ({ kind: "choice", nodes })),
    tie("node").map((node): Node => ({ kind: "optional", node })),
  ),
}));
const template = anyNode.filter((node) => !isNullable(node));
const message = fc.array(fc.constantFrom(...LETTERS, "d"), { maxLength: 14 });

/** Every place where a way through the template that begins at `from` may end. */
function ends(node: Node, words: readonly string[], from: number): Set<number> {
  switch (node.kind) {
    case "word":
      return new Set(words[from] === node.text ? [from + 1] : []);
    case "value":
      return new Set(from < words.length && words[from] !== "d" ? [from + 1] : []);
    case "optional":
      return new Set([from, ...ends(node.node, words, from)]);
    case "choice":
      return new Set(node.nodes.flatMap((one) => [...ends(one, words, from)]));
    case "sequence":
      return node.nodes.reduce(
        (places, one) => new Set(Array.from(places, (place) => [...ends(one, words, place)]).flat()),
        new Set([from]),
      );
    default:
      return node satisfies never;
  }
}

const run = (nodes: readonly Node[], words: readonly string[]) => {
  const automaton = buildAutomaton(nodes, normWord);
  const read = words.map((text) => ({ text, norm: normWord(text) }));
  return { automaton, ...runAutomaton(automaton, read, (at) => words[at] !== "d") };
};

describe("any template and any message", () => {
  it("agrees with a matcher that tries every way", () => {
    fc.assert(
      fc.property(fc.array(template, { minLength: 1, maxLength: 3 }), message, (nodes, words) => {
        const { found: spans } = run(nodes, words);
        nodes.forEach((node, at) => {
          const all = words.flatMap((_, from) => [...ends(node, words, from)].map((to) => ({ from, to })));
          const own = spans[at] as readonly Span[];
          for (const { from, to } of own) expect(all).toContainEqual({ from, to });
          for (const { from, to } of all) expect(own.some((span) => span.from <= from && span.to >= to)).toBe(true);
          for (const { from, to, value } of own) {
            if (value >= 0) expect([value >= from, value < to, words[value] === "d"]).toEqual([true, true, false]);
          }
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it("takes no more steps than the bound, which grows with the words and no faster", () => {
    fc.assert(
      fc.property(fc.array(template, { minLength: 1, maxLength: 5 }), message, (nodes, words) => {
        const { automaton, steps } = run(nodes, words);
        const twice = run(nodes, [...words, ...words]);
        expect(steps).toBeLessThanOrEqual(mostSteps(automaton, words.length));
        expect(twice.steps).toBeLessThanOrEqual(mostSteps(automaton, 2 * words.length));
        expect(mostSteps(automaton, 2 * words.length)).toBe(2 * mostSteps(automaton, words.length));
      }),
    );
  });

  it("is read within its steps where every word is an option of everything (A61)", () => {
    const node = readPhrase(`a ${"[a] ".repeat(19)}`, {});
    const { automaton, steps } = run(
      Array.from({ length: 50 }, () => node),
      Array<string>(200).fill("a"),
    );
    expect(steps).toBeLessThanOrEqual(mostSteps(automaton, 200));
  });
});
