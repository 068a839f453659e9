import { describe, expect, it } from "vitest";
import {
  isNullable,
  LIMITS,
  type Node,
  partsOf,
  readParts,
  readPhrase,
  TemplateError,
  wordsIn,
} from "../../src/language/template.ts";

const readTemplate = (text: string, rules: Readonly<Record<string, string>>): Node[] => readParts(partsOf(text), rules);

/** Templates read, written back in one form: every choice and every option in brackets, parts by a line. */
const written = (text: string, rules: Readonly<Record<string, string>> = {}): string =>
  readTemplate(text, rules).map(show).join(" / ");

function show(node: Node): string {
  switch (node.kind) {
    case "word":
      return node.text;
    case "value":
      return "{}";
    case "optional":
      return `[${show(node.node)}]`;
    case "sequence":
      return node.nodes.map(show).join(" ");
    case "choice":
      return `(${node.nodes.map(show).join("|")})`;
    default:
      return node satisfies never;
  }
}

describe("a template", () => {
  it.each<readonly [string, string]>([
    ["kettle", "kettle"],
    ["  the   kettle ", "the kettle"],
    ["[the] kettle", "[the] kettle"],
    ["(kettle|tea pot)", "(kettle|tea pot)"],
    ["kettle|tea pot", "(kettle|tea pot)"],
    ["a (b|c [d]) e", "a (b|c [d]) e"],
    ["[a|b] c", "[(a|b)] c"],
    ["((a))", "a"],
    ["for {value}", "for {}"],
    ["{value}degrees", "{} degrees"],
    ["settings … kettle", "settings / kettle"],
    ["settings ... kettle", "settings / kettle"],
    ["a … b … c", "a / b / c"],
    ["https://x.example/y", "https://x.example/y"],
    ["spark-submit -–conf=x", "spark-submit -–conf=x"],
  ])("%s", (text, read) => expect(written(text)).toBe(read));

  it("takes its rules in, and rules within rules", () => {
    const rules = { config: "(config|settings)", kettle: "[my] <pot>", pot: "kettle|pot" };
    expect(written("<config> for <kettle>", rules)).toBe("(config|settings) for [my] (kettle|pot)");
  });

  it("may use a rule twice: that is no recursion", () => {
    expect(written("<a> <a> <b>", { a: "x", b: "<a>" })).toBe("x x x");
  });

  it("knows all its words", () => {
    expect(readTemplate("a [b] (c|<d>) {value} … e", { d: "f g" }).flatMap(wordsIn)).toEqual([..."abcfge"]);
  });

  it("in one piece has no parts that stand apart", () => {
    expect(errorOf(() => readPhrase("tea … pot", {}))).toEqual(
      new TemplateError("parts that stand apart (…) belong to phrasings only"),
    );
    expect(show(readPhrase("for [the] {value}", {}))).toBe("for [the] {}");
  });

  it("knows whether it may be empty", () => {
    const node = (text: string): Node => ({ kind: "optional", node: readTemplate(text, {})[0] as Node });
    const [a] = readTemplate("a", {}) as [Node];
    expect(
      [a, node("a"), { kind: "sequence", nodes: [node("a"), a] }, { kind: "choice", nodes: [node("a"), a] }].map(
        (one) => isNullable(one as Node),
      ),
    ).toEqual([false, true, false, true]);
  });
});

describe("a template that cannot be read (A61)", () => {
  const many = (count: number, join = " "): string => Array.from({ length: count }, (_, at) => `w${at}`).join(join);
  const deep = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`r${at}`, `x <r${at + 1}>`] as const));

  it.each<readonly [string, string, Readonly<Record<string, string>>, string]>([
    ["an open bracket", "[the kettle", {}, 'a "]" is missing'],
    ["an open parenthesis", "(a|b", {}, 'a ")" is missing'],
    ["brackets crossed", "(a [b) c]", {}, 'a "]" is missing'],
    ["a bracket that closes nothing", "a ] b", {}, '"]" closes nothing'],
    ["a parenthesis that closes nothing", "a ) b", {}, '")" closes nothing'],
    ["an angle bracket", "a < b", {}, '"<" has no meaning here'],
    ["a brace", "a {values}", {}, '"{" has no meaning here'],
    ["no rule of that name", "<kettel>", { kettle: "a" }, "no rule <kettel>"],
    ["no rule of that name, though objects have it (A55)", "<toString>", {}, "no rule <toString>"],
    ["no rule of that name, though objects have it (A55)", "<__proto__>", {}, "no rule <__proto__>"],
    ["a rule that contains itself", "<a>", { a: "x <a>" }, "rule <a> contains itself"],
    ["rules that contain each other", "<a>", { a: "<b>", b: "[<a>] y" }, "rule <a> contains itself"],
    ["a bracket within a rule", "<a>", { a: "x ]" }, 'rule <a>: "]" closes nothing'],
    ["a bracket that spans a rule", "<a> x ]", { a: "[ x" }, 'a "]" is missing'],
    ["rules too deep", "<r0>", { ...deep, r12: "x" }, `rules within rules, deeper than ${LIMITS.depth}`],
    ["nothing", "", {}, "a part with nothing that must be there matches everything"],
    ["options alone", "[a] [b]", {}, "a part with nothing that must be there matches everything"],
    ["a choice with an empty way", "(a|)", {}, "a part with nothing that must be there matches everything"],
    ["a part with options alone", "a … [b]", {}, "a part with nothing that must be there matches everything"],
    ["dots with nothing after them", "a …", {}, "a part with nothing that must be there matches everything"],
    ["2,000 alternatives", `(${many(2_000, "|")})`, {}, `more than ${LIMITS.written} items; split it up`],
    [
      "2,000 alternatives in a rule",
      "<a>",
      { a: many(2_000, "|") },
      `more than ${LIMITS.expanded} items with its rules; split it up`,
    ],
    ["one word too many", many(LIMITS.written + 1), {}, `more than ${LIMITS.written} items; split it up`],
    ["one option too many", "[a] ".repeat(21), {}, `more than ${LIMITS.written} items; split it up`],
    ["words of all parts together", `${many(20)} … ${many(21)}`, {}, `more than ${LIMITS.written} items; split it up`],
    ["rules that double each other", "<a>", doubling(30), `rules within rules, deeper than ${LIMITS.depth}`],
    [
      "rules that multiply each other",
      "<a0> <a0>",
      doubling(7),
      `more than ${LIMITS.expanded} items with its rules; split it up`,
    ],
  ])("%s", (_, text, rules, message) => {
    expect(errorOf(() => readTemplate(text, rules))).toEqual(new TemplateError(message));
  });

  it("as many items as are allowed are", () => {
    expect(readTemplate(many(LIMITS.written), {}).length).toBe(1);
    expect(readTemplate("<a>", { a: many(LIMITS.expanded - 1) }).length).toBe(1);
  });
});

/** Each rule is the next one twice. */
function doubling(count: number): Record<string, string> {
  const rules = Array.from({ length: count }, (_, at) => [`a${at}`, `<a${at + 1}> <a${at + 1}>`] as const);
  return { a: "<a0>", ...Object.fromEntries(rules), [`a${count}`]: "x" };
}

function errorOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
