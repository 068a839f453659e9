import { describe, expect, it } from "vitest";
import { matchRules } from "../../src/intents/match.ts";
import { intentFile, matched, rulesOf } from "./rules.ts";

const TEA = intentFile({
  phrasings: '["<want> tea", "tea … <config>", "make [a] [big] tea"]',
  rules: "{want: (give me|need), config: (settings|config)}",
  slots: `
  server: {type: url, required: true, phrases: ["{value}"]}
  kind: {type: choice, default: green, values: {green: [green], black: [black, "[very] dark tea", "tea from assam"]}}
  firmware: {type: version, default: "1", phrases: ["version {value}"]}
  minutes: {type: number, default: 3, validate: {least: 1, most: 9}, phrases: ["{value} minutes", "for {value}"]}
  room: {type: name, pattern: "^[a-z]+$", default: kitchen, phrases: ["(in|for) [the] {value}", "{value} room"], stop: [my]}`,
});
const rules = rulesOf({ "intents/tea.yaml": TEA });
const slots = (message: string): unknown => matched(message, rules).tea;

describe("an intent", () => {
  it.each([
    "give me tea",
    "Tea: which settings?",
    "settings for tea",
    "which config does the tea need",
    "make tea",
    "please make a big tea for me",
    "MAKE A TEAS!",
  ])("is found in “%s”", (message) => expect(slots(message)).toBeDefined());

  it.each(["tea", "give tea", "make some tea", "settings", "make a big", ""])("is not found in “%s”", (message) =>
    expect(slots(message)).toBeUndefined(),
  );

  it("needs two words of the message, even for a template of one", () => {
    const short = rulesOf({ "intents/tea.yaml": intentFile({ phrasings: '[tea, "[green] tea"]' }) });
    expect([matched("tea", short), matched("green tea", short)]).toEqual([{}, { tea: {} }]);
  });

  it("is found by the phrasing that matches the most words", () => {
    const [match] = matchRules("hello, make a big tea, or which settings", rules).intents;
    expect([match?.phrasing, match?.literals]).toEqual(["make [a] [big] tea", [1, 2, 3, 4]]);
  });

  it("has parts in any order, each matched once", () => {
    const [match] = matchRules("config, I said config, of tea", rules).intents;
    expect([match?.phrasing, match?.literals]).toEqual(["tea … <config>", [5, 0]]);
  });

  it("is found with the spelling corrections of the search", () => {
    const corrected = new Map([
      ["setings", "settings"],
      ["tee", "tea"],
    ]);
    expect(matchRules("tee setings", rules).intents).toEqual([]);
    expect(matchRules("Tee setings", rules, corrected).intents.map(({ phrasing }) => phrasing)).toEqual([
      "tea … <config>",
    ]);
  });
});

describe("values", () => {
  it.each<readonly [string, Record<string, string>]>([
    ["make tea", {}],
    ["make tea in the bath", { room: "bath" }],
    ["make tea for bath", { room: "bath" }],
    ["in the bath make tea", { room: "bath" }],
    ["bath room, make tea", { room: "bath" }],
    ["make tea for 5 minutes in the bath", { minutes: "5", room: "bath" }],
    ["make black tea: need tea", { kind: "black" }],
    ["make tea with version v2.1 https://k.example/x", { firmware: "2.1", server: "https://k.example" }],
    ["make tea at https://a.example https://b.example", { server: "https://a.example" }],
  ])("“%s”", (message, values) => expect(slots(message)).toEqual(values));

  it.each<readonly [string, string, Record<string, string>]>([
    ["a number takes its word before a name", "make tea for 5", { minutes: "5" }],
    ["a choice takes its word before a name", "make tea for green room", { kind: "green" }],
    ["an address takes its word before a name", "make tea for https://k.example", { server: "https://k.example" }],
    ["a word of the intent's own templates is not a name", "make tea in the tea room", {}],
    ["nor is a word of its rules", "need tea in config", {}],
    ["nor is a word of its slots' phrases", "make tea in minutes", {}],
    ["nor is its plural", "make tea for teas", {}],
    ["a word in the slot's stop list is not a name", "make tea in my bath", {}],
    ["an address is not a name", "make tea in k.example.com", { server: "? k.example.com" }],
    ["a wrong value is reported", "make tea in the Bath_2", { room: "? Bath_2" }],
    ["a valid value wins over a later wrong one", "make tea in the Bath_2, bath room", { room: "bath" }],
    ["a valid value wins over an earlier wrong one", "bath room, make tea in the Bath_2", { room: "bath" }],
    ["a wrong number is reported", "make tea for 15 minutes", { minutes: "? 15" }],
    ["a wrong address is reported", "make tea at http://167772161", { server: "? http://167772161" }],
    ["the longest phrase of a choice wins", "make tea: very dark tea or green", { kind: "black" }],
    ["a choice takes all its words, which are then not names", "make tea from assam room", { kind: "black" }],
  ])("%s: “%s”", (_, message, values) => expect(slots(message)).toEqual(values));

  it("a word fills one slot only", () => {
    const twice = rulesOf({
      "intents/tea.yaml": intentFile({
        slots:
          '{a: {type: name, pattern: ".+", default: x, phrases: ["for {value}"]}, b: {type: name, pattern: ".+", default: x, phrases: ["for {value}", "and {value}"]}}',
      }),
    });
    expect(matched("make tea for ann and bob", twice)).toEqual({ tea: { a: "ann", b: "bob" } });
    expect(matched("make tea for ann", twice)).toEqual({ tea: { a: "ann" } });
  });

  it("may have names of object properties (A55)", () => {
    const odd = rulesOf({
      "intents/tea.yaml": intentFile({
        slots:
          '{toString: {type: name, pattern: ".+", default: x, phrases: ["for {value}"]}, valueOf: {type: choice, default: hasOwnProperty, values: {hasOwnProperty: [mine]}}}',
      }),
    });
    expect(matched("make tea for constructor", odd)).toEqual({ tea: { toString: "constructor" } });
    expect(matched("make tea for __proto__, mine", odd)).toEqual({
      tea: { toString: "proto", valueOf: "hasOwnProperty" },
    });
  });

  it("are read for the intent that the conversation is about", () => {
    const [intent] = rules.set.intents;
    const matching = matchRules("in the bath, 4 minutes", rules);
    expect(matching.intents).toEqual([]);
    expect(intent && Object.fromEntries(matching.slotsOf(intent).values)).toEqual({
      room: { kind: "value", value: "bath" },
      minutes: { kind: "value", value: "4" },
    });
  });
});

it("each intent reads its own values, and equal matches are all kept (A63)", () => {
  const both = rulesOf({
    "intents/a.yaml": intentFile({ id: "a", slots: '{n: {type: number, default: 1, phrases: ["{value}"]}}' }),
    "intents/b.yaml": intentFile({ id: "b", slots: '{m: {type: version, default: "1", phrases: ["{value}"]}}' }),
  });
  expect(matched("make tea 5", both)).toEqual({ a: { n: "5" }, b: { m: "5" } });
});

it("formats named in a message come longest first", () => {
  const form = (phrases: string): string => `{title: x, language: ini, escape: none, parts: [x], phrases: ${phrases}}`;
  const forms = rulesOf({ "formats.yaml": `json: ${form("[json]")}\njob: ${form('["job json", job]')}\n` });
  const ids = (message: string): string[] => matchRules(message, forms).formats.map(({ format }) => format.id);
  expect([ids("as job json"), ids("json for a job"), ids("yaml")]).toEqual([
    ["job", "job", "json"],
    ["json", "job"],
    [],
  ]);
});

describe("signals of a message", () => {
  const signalled = rulesOf({
    "formats.yaml":
      "lines: {title: x, language: ini, escape: none, parts: [x], phrases: [as lines], weak: [lined]}\n" +
      "json: {title: x, language: json, escape: none, parts: [x], phrases: [as json]}\n",
    "intents/a.yaml": intentFile({ id: "form", phrasings: '["black tea … {form}"]' }),
    "intents/b.yaml": intentFile({ id: "config", phrasings: '["black tea … {config}"]' }),
    "intents/c.yaml": intentFile({ id: "want", phrasings: '["black tea … {want}"]' }),
  });
  const found = (message: string): string[] => Object.keys(matched(message, signalled));

  it.each<readonly [string, string[]]>([
    ["black tea as lines", ["form", "config", "want"]],
    ["black tea lined", ["form", "config", "want"]],
    ["black tea settings", ["config", "want"]],
    ["give me black tea", ["want"]],
    ["black tea", []],
    ["as lines, settings, please", []],
  ])("“%s”", (message, ids) => expect(found(message)).toEqual(ids));

  it("need their own words: one word cannot match two parts", () => {
    const own = rulesOf({ "intents/a.yaml": intentFile({ phrasings: '["(settings|tea) … {config}"]' }) });
    expect([matched("the settings", own), matched("tea settings", own)]).toEqual([{}, { tea: {} }]);
  });

  it("a weak phrase of a format comes after all others", () => {
    const ids = matchRules("lined, as json", signalled).formats.map(({ format }) => format.id);
    expect(ids).toEqual(["json", "lines"]);
  });
});

it("words joined by a slash are one name if the pattern allows it", () => {
  const name = (pattern: string) =>
    rulesOf({
      "intents/tea.yaml": intentFile({
        slots: `{path: {type: name, pattern: "${pattern}", default: x, phrases: ["in {value}"]}}`,
      }),
    });
  expect([
    matched("make tea in green/black", name("^[a-z]+/[a-z]+$")),
    matched("make tea in green/black", name("^[a-z]+$")),
  ]).toEqual([{ tea: { path: "green/black" } }, { tea: { path: "green" } }]);
});
