import { describe, expect, it } from "vitest";
import { compileRules } from "../../src/intents/compile.ts";
import { loadRules, type RuleFile, readRules } from "../../src/intents/load.ts";
import { matchRules } from "../../src/intents/match.ts";

const TEA = `intent: tea
title: Tea
doc: [tea.md#tea, other.md#tea]
phrasings:
  - "make [a] tea"
  - "<want> tea"
rules:
  want: "(give me|need)"
slots:
  server:
    type: url
    required: true
    phrases:
      - "{value}"
  kind:
    type: choice
    default: green
    values:
      green: [green]
      black: [black, dark]
  minutes:
    type: number
    default: 3
    validate: {least: 1, most: 9}
    phrases: ["{value} minutes"]
snippets:
  - when: {kind: black}
    lang: ini
    text: |
      tea = {{server}}

  - doc: tea.md#leaves
    conf:
      tea.time: 3
      tea.milk: true
    formats: [lines]
    notes: Stir it.
examples:
  - say: make tea
    asks: server
    next:
      - reply: https://tea.example.com
        slots: {server: https://tea.example.com}
not: [what is tea]
`;
const FORMATS = `lines:
  title: Lines
  language: ini
  phrases: ["as lines"]
  escape: none
  parts:
    - start
    - each: conf
      line: "{key}={value}"
`;
const SUPPORT = `product: [pot]
rows:
  - subject: milk
    aliases: [milk]
    verdict: no
    condition: It curdles.
    doc: tea.md#milk
    evidence: [curdles]
`;
const GOOD: Readonly<Record<string, string>> = {
  "formats.yaml": FORMATS,
  "support.yaml": SUPPORT,
  "intents/tea.yaml": TEA,
};
const files = (texts: Readonly<Record<string, string>>): RuleFile[] =>
  Object.entries(texts).map(([name, text]) => ({ name, text }));
const faultsOf = (texts: Readonly<Record<string, string>>): string[] =>
  readRules(files(texts)).faults.map(({ file, line, message }) => `${file}:${line}: ${message}`);

describe("valid files", () => {
  it("are read completely", () => {
    const slot = (name: string) => ({
      name,
      default: undefined,
      phrases: [],
      placeholder: `<${name}>`,
      prompt: `Which value should I use for ${name}?`,
      invalid: `\`{{value}}\` is not a valid value for ${name}.`,
    });
    const cites = ["tea.md#tea", "other.md#tea"];
    const turn = { slots: {}, format: undefined, asks: undefined, says: undefined, has: [] };
    expect(readRules(files(GOOD))).toEqual({
      faults: [],
      shared: {},
      set: {
        intents: [
          {
            id: "tea",
            file: "intents/tea.yaml",
            title: "Tea",
            cites,
            phrasings: ["make [a] tea", "<want> tea"],
            rules: { want: "(give me|need)" },
            slots: [
              { ...slot("server"), kind: "url", phrases: ["{value}"], schemes: ["https", "http"], path: "strip" },
              {
                ...slot("kind"),
                kind: "choice",
                default: "green",
                values: { green: ["green"], black: ["black", "dark"] },
              },
              { ...slot("minutes"), kind: "number", default: "3", phrases: ["{value} minutes"], least: 1, most: 9 },
            ],
            snippets: [
              {
                kind: "text",
                when: { kind: ["black"] },
                cites,
                notes: [],
                line: 27,
                language: "ini",
                text: "tea = {{server}}",
              },
              {
                kind: "conf",
                when: {},
                cites: ["tea.md#leaves"],
                notes: ["Stir it."],
                line: 32,
                conf: [
                  ["tea.time", "3"],
                  ["tea.milk", "true"],
                ],
                packages: [],
                formats: ["lines"],
              },
            ],
            examples: [
              {
                ...turn,
                say: "make tea",
                line: 39,
                asks: "server",
                next: [
                  { ...turn, say: "https://tea.example.com", line: 39, slots: { server: "https://tea.example.com" } },
                ],
              },
            ],
            not: ["what is tea"],
            line: 1,
          },
        ],
        formats: [
          {
            id: "lines",
            title: "Lines",
            language: "ini",
            phrases: ["as lines"],
            weak: [],
            escape: "none",
            prefix: "",
            parts: [
              { kind: "text", text: "start" },
              { kind: "each", of: "conf", head: "", line: "{key}={value}", join: "\n", foot: "" },
            ],
          },
        ],
        support: {
          product: ["pot"],
          rows: [
            {
              subject: "milk",
              aliases: ["milk"],
              also: [],
              verdict: "no",
              condition: "It curdles.",
              cites: ["tea.md#milk"],
              evidence: ["curdles"],
              line: 3,
            },
          ],
        },
      },
    });
  });

  it("become plain JSON, for the saved index", () => {
    const { set } = readRules(files(GOOD));
    expect(compileRules(JSON.parse(JSON.stringify(set)) as typeof set).automaton).toEqual(compileRules(set).automaton);
  });

  it("may all be missing", () => {
    expect(loadRules([], () => 0)).toEqual({
      set: { intents: [], formats: [], support: { product: [], rows: [] } },
      sections: {},
      faults: [],
      off: [],
    });
  });
});

describe("faults are reported with file and line", () => {
  it.each<readonly [string, string, string, string, RegExp]>([
    [
      "an unknown key",
      "intents/tea.yaml",
      "title: Tea",
      "title: Tea\ntitel: T",
      /^intents\/tea\.yaml:3: titel: unknown key$/,
    ],
    ["a missing title", "intents/tea.yaml", "title: Tea\n", "", /^intents\/tea\.yaml:1: title: /],
    [
      "no citation",
      "intents/tea.yaml",
      "doc: [tea.md#tea, other.md#tea]",
      "doc: []",
      /:3: doc: name at least one section: path#anchor$/,
    ],
    [
      "an id with blanks",
      "intents/tea.yaml",
      "intent: tea",
      "intent: my tea",
      /:1: intent: expected letters, digits, _ and -$/,
    ],
    [
      "no phrasing",
      "intents/tea.yaml",
      'phrasings:\n  - "make [a] tea"\n  - "<want> tea"',
      "phrasings: []",
      /:4: phrasings: /,
    ],
    ["a slot of an unknown type", "intents/tea.yaml", "type: url", "type: address", /:11: slots\.server\.type: /],
    ["a slot without its type", "intents/tea.yaml", "    type: url\n", "", /:10: slots\.server\.type: /],
    [
      "a key of another slot type",
      "intents/tea.yaml",
      "type: url",
      "type: version\n    pattern: x",
      /:12: slots\.server\.pattern: unknown key$/,
    ],
    [
      "neither required nor a default",
      "intents/tea.yaml",
      "    required: true\n",
      "",
      /:10: slots\.server: needs either `required: true` or a `default`$/,
    ],
    [
      "required and a default",
      "intents/tea.yaml",
      "required: true",
      "required: true\n    default: x",
      /:10: slots\.server: needs either/,
    ],
    [
      "a default of required",
      "intents/tea.yaml",
      "required: true",
      "required: false",
      /:12: slots\.server\.required: /,
    ],
    [
      "a limit that is not a number",
      "intents/tea.yaml",
      "most: 9",
      "most: nine",
      /:24: slots\.minutes\.validate\.most: /,
    ],
    ["a snippet that is neither", "intents/tea.yaml", "    lang: ini\n", "", /:\d+: snippets\.0.*/],
    ["an example without a message", "intents/tea.yaml", "- say: make tea", "- says: make tea", /:3[789]: examples\.0/],
    ["no examples", "intents/tea.yaml", /examples:[\s\S]*/.exec(TEA)?.[0] ?? "", "examples: []", /:38: examples: /],
    ["broken YAML", "intents/tea.yaml", "[what is tea]", "[what is tea", /^intents\/tea\.yaml:4\d: Flow sequence/],
    ["a repeated key", "intents/tea.yaml", "title: Tea", "title: Tea\ntitle: Tea", /:3: Map keys must be unique$/],
    ["an alias", "intents/tea.yaml", "[what is tea]", "[&a x, *a]", /:\d+: aliases \(\*name\) are not allowed/],
    [
      "a slot that reaches the prototype (A55)",
      "intents/tea.yaml",
      "  kind:\n    type",
      "  __proto__:\n    type",
      /:15: the key __proto__ is not allowed; rename it$/,
    ],
    ["an intent that is a list", "intents/tea.yaml", TEA, "- a\n- b", /^intents\/tea\.yaml:1: /],
    ["an empty file", "intents/tea.yaml", TEA, "", /^intents\/tea\.yaml:1: /],
    [
      "brackets that are not balanced (A61)",
      "intents/tea.yaml",
      '"make [a] tea"',
      '"make [a tea"',
      /:5: "make \[a tea": a "\]" is missing$/,
    ],
    ["no such rule (A61)", "intents/tea.yaml", '"<want> tea"', '"<wants> tea"', /:6: "<wants> tea": no rule <wants>$/],
    [
      "a rule that contains itself (A61)",
      "intents/tea.yaml",
      '"(give me|need)"',
      '"(give me|<want>)"',
      /:8: "<want>": rule <want> contains itself$/,
    ],
    [
      "2,000 alternatives (A61)",
      "intents/tea.yaml",
      '"make [a] tea"',
      `"(${"tea|".repeat(1_999)}tea)"`,
      /:5: "\(tea.*": more than 40 items; split it up$/,
    ],
    [
      "2,000 alternatives in a rule (A61)",
      "intents/tea.yaml",
      '"(give me|need)"',
      `"(${"tea|".repeat(1_999)}tea)"`,
      /:8: "<want>": more than 160 items with its rules; split it up$/,
    ],
    [
      "a phrase that matches everything (A61)",
      "intents/tea.yaml",
      '- "{value}"',
      '- "[{value}]"',
      /:14: "\[\{value\}\]": a part with nothing that must be there matches everything$/,
    ],
    [
      "a value of a choice that is no template (A61)",
      "intents/tea.yaml",
      "black: [black, dark]",
      "black: [black, da)rk]",
      /:20: "da\)rk": "\)" closes nothing$/,
    ],
    [
      "a format without parts",
      "formats.yaml",
      /parts:[\s\S]*/.exec(FORMATS)?.[0] ?? "",
      "parts: []\n",
      /^formats\.yaml:6: lines\.parts: /,
    ],
    [
      "an escape that there is not",
      "formats.yaml",
      "escape: none",
      "escape: html",
      /^formats\.yaml:5: lines\.escape: /,
    ],
    [
      "a format's phrase that is no template (A61)",
      "formats.yaml",
      '"as lines"',
      '"as (lines"',
      /^formats\.yaml:4: "as \(lines": a "\)" is missing$/,
    ],
    ["a part without a list", "formats.yaml", "each: conf", "each: confs", /^formats\.yaml:[789]: lines\.parts\.1/],
    ["an invalid verdict", "support.yaml", "verdict: no", "verdict: maybe", /^support\.yaml:5: rows\.0\.verdict/],
    ["no evidence", "support.yaml", "evidence: [curdles]", "evidence: []", /^support\.yaml:8: rows\.0\.evidence: /],
    [
      "an alias that is no template (A61)",
      "support.yaml",
      "aliases: [milk]",
      'aliases: ["[milk"]',
      /^support\.yaml:4: "\[milk": a "\]" is missing$/,
    ],
    [
      "a product that is no template (A61)",
      "support.yaml",
      "product: [pot]",
      'product: ["[pot]"]',
      /^support\.yaml:1: "\[pot\]": a part with nothing/,
    ],
  ])("%s", (_, file, from, to, fault) => {
    const text = GOOD[file] ?? "";
    expect(text).toContain(from);
    const faults = faultsOf({ ...GOOD, [file]: text.replace(from, () => to) });
    expect(faults).toEqual([expect.stringMatching(fault)]);
  });

  const SHARED = 'server: {type: url, required: true, phrases: ["{value}"]}\n';
  const ALIKE = TEA.replace(/ {2}server:\n(?: {4}.*\n)+/, "  server: shared\n");

  it("a shared slot works like one written in each intent", () => {
    const shared = readRules(files({ "slots.yaml": SHARED, "intents/tea.yaml": ALIKE }));
    const own = readRules(files({ "intents/tea.yaml": TEA }));
    expect([ALIKE.includes("server: shared"), shared.faults]).toEqual([true, []]);
    expect(shared.set.intents[0]?.slots).toEqual(own.set.intents[0]?.slots);
  });

  it.each([
    ["is missing", "kettle: {type: version, default: 1}\n", []],
    [
      "is not a slot",
      "server: {type: urll, required: true}\n",
      [expect.stringMatching(/^slots\.yaml:1: server\.type: /)],
    ],
    [
      "has a phrase that is no template (A61)",
      SHARED.replace("{value}", "[{value}]"),
      ['slots.yaml:1: "[{value}]": a part with nothing that must be there matches everything'],
    ],
  ])("a shared slot that %s: the intent is left out, with the reason", (_, slots, faults) => {
    expect(faultsOf({ "slots.yaml": slots, "intents/tea.yaml": ALIKE })).toEqual([
      ...faults,
      expect.stringMatching(
        /^intents\/tea\.yaml:\d+: slots\.server: shared: slots\.yaml has no valid slot of that name/,
      ),
    ]);
  });

  it("a repeated intent: the first one stays", () => {
    const { set, faults } = readRules(files({ ...GOOD, "intents/tea2.yaml": TEA }));
    expect(faults).toEqual([
      { file: "intents/tea2.yaml", line: 1, message: "intents/tea.yaml already defines the intent tea; rename one" },
    ]);
    expect(set.intents.map(({ file }) => file)).toEqual(["intents/tea.yaml"]);
  });

  it("and only what is wrong is left out", () => {
    const wrong = { ...GOOD, "support.yaml": SUPPORT.replace("[milk]", '["[milk"]'), "intents/b.yaml": "intent: b" };
    const { set } = readRules(files(wrong));
    expect([set.intents.length, set.formats.length, set.support]).toEqual([1, 1, { product: ["pot"], rows: [] }]);
  });
});

describe("names of object properties (A55)", () => {
  it.each(["toString", "hasOwnProperty", "valueOf", "__defineGetter__", "then"])(
    "%s is a name like any other",
    (name) => {
      const text = TEA.replaceAll(/\btea\b(?=\n|$)/g, "tea")
        .replace("intent: tea", `intent: ${name}`)
        .replaceAll("want", name)
        .replaceAll("server", name);
      const loaded = loadRules(files({ "intents/x.yaml": text }), () => 3);
      expect(loaded.faults).toEqual([]);
      const matching = matchRules("give me tea https://tea.example.com", compileRules(loaded.set));
      expect(matching.intents.map(({ intent, slots }) => [intent.id, [...slots.values]])).toEqual([
        [name, [[name, { kind: "value", value: "https://tea.example.com" }]]],
      ]);
    },
  );

  it("nothing reaches the prototype of objects", () => {
    loadRules(files({ "intents/x.yaml": TEA.replace("tea.md#tea", "__proto__") }), () => 3);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("rules and what is indexed", () => {
  const load = (indexed: Readonly<Record<string, number>>) =>
    loadRules(files(GOOD), (cite) => (Object.hasOwn(indexed, cite) ? indexed[cite] : undefined));
  const on = ({ set }: ReturnType<typeof load>) => [
    set.intents.map(({ id }) => id),
    set.support.rows.map(({ subject }) => subject),
  ];

  it.each<readonly [string, Readonly<Record<string, number>>, string[][], string[]]>([
    ["all", { "tea.md#tea": 0, "tea.md#milk": 1, "tea.md#leaves": 2 }, [["tea"], ["milk"]], []],
    ["one of the alternatives", { "other.md#tea": 4 }, [["tea"], []], ["support.yaml: milk"]],
    ["only a snippet's citation", { "tea.md#leaves": 4 }, [[], []], ["intents/tea.yaml", "support.yaml: milk"]],
    ["nothing", {}, [[], []], ["intents/tea.yaml", "support.yaml: milk"]],
  ])("%s: what cites nothing indexed is switched off and listed", (_, indexed, switchedOn, off) => {
    const loaded = load(indexed);
    expect([on(loaded), loaded.off, loaded.sections]).toEqual([switchedOn, off, indexed]);
  });
});
