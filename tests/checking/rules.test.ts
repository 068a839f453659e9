import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { checkContent } from "../../src/checking/check.ts";
import { formatFault } from "../../src/content/section.ts";
import { inFolder } from "../content/pages.ts";

/** A content folder without a fault: an intent with a slot of each kind, one with a text, forms and verdicts. */
const GOOD: Readonly<Record<string, string>> = {
  "docs/kettle.md": `# Kettle

Boils water.

## Settings

Set \`kettle.degrees\` and \`kettle.room.hall\` in the file.

## Descale

Vinegar takes the lime away, sand does not.
`,
  "docs/oven.md": `# Oven

## Menu

The menu is a file.
`,
  "content/formats.yaml": `lines:
  title: Lines
  language: ini
  phrases: [as lines]
  escape: properties
  parts:
    - each: conf
      line: "{key} = {value}"
json:
  title: JSON
  language: json
  phrases: [json]
  escape: json
  parts:
    - "{ "
    - each: conf
      line: "{key}: {value}"
      join: ", "
    - " }"
`,
  "content/intents/kettle.yaml": `intent: kettle
title: Settings of the kettle
doc: [kettle.md#settings, elsewhere.md#settings]
phrasings:
  - "kettle <config>"
  - "<config> … kettle"
rules:
  config: "(config|settings)"
slots:
  server:
    type: url
    required: true
    phrases: ["{value}"]
  room:
    type: name
    pattern: "^[a-z]{3,10}$"
    default: hall
    phrases: ["(in|for) {value}"]
  degrees:
    type: number
    default: 100
    phrases: ["{value} degrees"]
  kind:
    type: choice
    default: glass
    values:
      glass: [glass]
      steel: [steel]
snippets:
  - when: {kind: steel}
    lang: ini
    text: steel = {{server}}
  - conf:
      kettle.degrees: "{{degrees}}"
      "kettle.room.{{room}}": "{{server}}"
    formats: [lines, json]
    notes: For {{room}}.
examples:
  - say: kettle settings in kitchen at https://k.example.com with 60 degrees, glass
    slots: {server: "https://k.example.com", room: kitchen, degrees: 60, kind: glass}
    format: lines
    has: kettle.degrees = 60
  - say: steel kettle config
    asks: server
    says: Which value
    slots: {kind: steel}
    next:
      - reply: https://k.example.com
        slots: {server: "https://k.example.com", kind: steel}
not:
  - why does the kettle need settings
`,
  "content/intents/oven.yaml": `intent: oven
title: Menu of the oven
doc: oven.md#menu
phrasings: ["oven menu"]
snippets:
  - lang: json
    text: '{"menu": true}'
examples:
  - say: write the oven menu
`,
  "content/support.yaml": `product: [kettle]
rows:
  - subject: vinegar
    aliases: [vinegar]
    verdict: yes
    condition: It takes the lime away.
    doc: kettle.md#descale
    evidence: [takes the lime away]
  - subject: sand
    aliases: [sand]
    verdict: no
    condition: It scratches.
    doc: kettle.md#descale
    evidence: [sand does not]
`,
};

const KETTLE = "content/intents/kettle.yaml";
const OVEN = "content/intents/oven.yaml";
const FORMATS = "content/formats.yaml";
const SUPPORT = "content/support.yaml";

function faultsOf(files: Readonly<Record<string, string>>): {
  readonly faults: string[];
  readonly off: readonly string[];
} {
  return inFolder((folder) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const { faults, off } = checkContent([join(folder, "docs")], join(folder, "content"));
    const here = `${relative("", folder)}/`;
    return { faults: faults.map((fault) => formatFault({ ...fault, file: fault.file.replace(here, "") })), off };
  });
}

describe("docsbot check, for rules", () => {
  it("reports nothing if nothing is wrong", () => {
    expect(faultsOf(GOOD)).toEqual({ faults: [], off: [] });
  });

  it.each<readonly [string, string, string, string, string, ...string[]]>([
    [
      "a wrong slot in a snippet",
      KETTLE,
      "steel = {{server}}",
      "steel = {{serber}}",
      "30: {{serber}} is not a slot of this intent",
      '43: "steel kettle config" asks for nothing, not server',
    ],
    ["a wrong slot in a note", KETTLE, "For {{room}}.", "For {{rooms}}.", "33: {{rooms}} is not a slot of this intent"],
    ["a wrong slot in an example", KETTLE, "degrees: 60,", "degree: 60,", "39: this intent has no slot degree"],
    [
      "a slot that is asked for and does not exist",
      KETTLE,
      "asks: server",
      "asks: servers",
      "43: this intent has no slot servers",
    ],
    [
      "a value that an example does not give",
      KETTLE,
      "room: kitchen",
      "room: pantry",
      '39: "kettle settings in kitchen at https://k.example.com with 60 degrees, glass" gives room = kitchen, not pantry',
    ],
    [
      "a value that an example does not name",
      KETTLE,
      ", degrees: 60",
      "",
      "gives degrees = 60, which the example does not list",
    ],
    [
      "an example of another intent",
      KETTLE,
      "say: steel kettle config",
      "say: steel oven menu",
      '43: "steel oven menu" matches oven instead',
    ],
    [
      "an example of no intent",
      KETTLE,
      "say: steel kettle config",
      "say: boil some water",
      '43: "boil some water" matches no intent',
    ],
    [
      "a format other than the example expects",
      KETTLE,
      "format: lines",
      "format: json",
      "is written as lines, not json",
    ],
    [
      "a text that the code does not have",
      KETTLE,
      "has: kettle.degrees = 60",
      "has: kettle.degrees = 61",
      'has no "kettle.degrees = 61" in the code',
    ],
    [
      "a sentence that is not said",
      KETTLE,
      "says: Which value",
      "says: Which server",
      '43: "steel kettle config" does not say "Which server"',
    ],
    [
      "a reply that leads elsewhere",
      KETTLE,
      "reply: https://k.example.com",
      "reply: http://167772161",
      '43: "http://167772161" asks for server, not nothing',
    ],
    [
      "a message that must not match, and does",
      KETTLE,
      "- why does the kettle need settings",
      "- the kettle settings",
      '1: not: "the kettle settings" matches this intent',
    ],
    [
      "a key that is not in the cited section",
      KETTLE,
      "kettle.degrees:",
      "kettle.degree5:",
      "33: conf: kettle.degree5 does not occur in kettle.md#settings",
    ],
    ["a bad anchor", KETTLE, "kettle.md#settings", "kettle.md#setting", "1: doc: kettle.md#setting: no such section"],
    [
      "a bad anchor of a snippet",
      KETTLE,
      "  - conf:",
      "  - doc: kettle.md#sets\n    conf:",
      "33: doc: kettle.md#sets: no such section",
    ],
    ["broken YAML", KETTLE, 'pattern: "^[a-z]{3,10}$"', 'pattern: "^[a-z]{3,10}$', ": "],
    ["an unknown key", KETTLE, "title: Settings", "tittle: x\ntitle: Settings", "2: tittle: unknown key"],
    [
      "an unknown format",
      KETTLE,
      "formats: [lines, json]",
      "formats: [lines, jsonn]",
      "36: formats.yaml has no format jsonn",
    ],
    [
      "an unknown slot in `when`",
      KETTLE,
      "when: {kind: steel}",
      "when: {kinds: steel}",
      "30: when: this intent has no slot kinds",
    ],
    [
      "an unknown value in `when`",
      KETTLE,
      "when: {kind: steel}",
      "when: {kind: gold}",
      '30: when: "gold" is not a value of kind',
    ],
    [
      "a default that does not fit the pattern",
      KETTLE,
      "default: hall",
      "default: The Hall",
      '17: default "The Hall" is not a valid value for room',
    ],
    [
      "a default that is none of the values",
      KETTLE,
      "default: glass",
      "default: wood",
      '25: default "wood" is not a valid value for kind',
    ],
    [
      "a default below the least",
      KETTLE,
      "default: 100\n",
      "default: 100\n    validate: {least: 1, most: 90}\n",
      '21: default "100" is not a valid value for degrees',
    ],
    [
      "a pattern that is none",
      KETTLE,
      '"^[a-z]{3,10}$"',
      '"^[a-z](?=x)"',
      "16: slots.room.pattern: not a valid pattern (RE2: no look-around, no back-references)",
    ],
    [
      "a phrase without {value}",
      KETTLE,
      '"{value} degrees"',
      '"many degrees"',
      "22: a phrase of degrees must contain {value} exactly once",
    ],
    [
      "a phrase with {value} twice",
      KETTLE,
      '"{value} degrees"',
      '"{value} to {value} degrees"',
      "22: a phrase of degrees must contain {value} exactly once",
    ],
    [
      "a slot that no example gives a value",
      KETTLE,
      'phrases: ["{value} degrees"]',
      'phrases: ["{value} degrees"]\n  size: {type: version, default: 1, phrases: ["size {value}"]}',
      "23: no example gives size a value",
    ],
    [
      "a value of a choice that no example has",
      KETTLE,
      "steel: [steel]",
      "steel: [steel]\n      wood: [wood]",
      "29: no example has kind: wood",
    ],
    [
      "a rule that contains itself (A61)",
      KETTLE,
      '"(config|settings)"',
      '"(config|<config>)"',
      '8: "<config>": rule <config> contains itself',
    ],
    ["an unknown rule (A61)", KETTLE, '"kettle <config>"', '"kettle <conf>"', '5: "kettle <conf>": no rule <conf>'],
    [
      "brackets that are not balanced (A61)",
      KETTLE,
      '"kettle <config>"',
      '"kettle [<config>"',
      '5: "kettle [<config>": a "]" is missing',
    ],
    [
      "too many items (A61)",
      KETTLE,
      '"kettle <config>"',
      `"kettle ${"x ".repeat(41)}"`,
      `5: "kettle ${"x ".repeat(41)}": more than 40 items; split it up`,
    ],
    [
      "an id that is there twice",
      OVEN,
      "intent: oven",
      "intent: kettle",
      "1: intents/kettle.yaml already defines the intent kettle; rename one",
    ],
    [
      "two intents that are equal (A63)",
      OVEN,
      'phrasings: ["oven menu"]',
      'phrasings: ["oven menu", "kettle config"]\nslots: {kind: {type: choice, default: x, values: {x: [steel]}}}',
      "matches kettle and oven equally well",
    ],
    ["JSON that cannot be read", OVEN, '{"menu": true}', '{"menu": yes}', "6: json: not valid json: "],
    [
      "JSON in a form that cannot be read",
      FORMATS,
      '    - " }"',
      '    - " ]"',
      "content/intents/kettle.yaml:33: json: not valid json: ",
    ],
    ["no example", OVEN, "examples:\n  - say: write the oven menu\n", "examples: []\n", "8: examples: "],
    [
      "a secret in the code (A67)",
      OVEN,
      '{"menu": true}',
      '{"password": "hunter22"}',
      '9: "write the oven menu" has something like a secret in the code',
    ],
    [
      "no evidence in the section",
      SUPPORT,
      "[takes the lime away]",
      "[takes the chalk away]",
      '3: vinegar: evidence: "takes the chalk away" does not occur in kettle.md#descale',
    ],
    [
      "a row with a bad anchor",
      SUPPORT,
      "kettle.md#descale",
      "kettle.md#descales",
      "3: vinegar: doc: kettle.md#descales: no such section",
    ],
    ["a verdict other than yes, no and partly", SUPPORT, "verdict: yes", "verdict: perhaps", "5: rows.0.verdict: "],
    [
      "a subject that its aliases do not take",
      SUPPORT,
      "aliases: [sand]",
      "aliases: [gravel]",
      '9: sand: "can I use sand?" is answered with no verdict',
    ],
    [
      "a subject that another row takes",
      SUPPORT,
      "subject: sand",
      "subject: vinegar",
      '9: vinegar: "can I use vinegar?" is answered with "It takes the lime away."',
    ],
    ["an unknown escape", FORMATS, "escape: json", "escape: html", "13: json.escape: "],
  ])("reports file and line of %s", (_, file, from, to, fault) => {
    expect(GOOD[file]).toContain(from);
    const { faults } = faultsOf({ ...GOOD, [file]: (GOOD[file] ?? "").replace(from, () => to) });
    expect(faults.join("\n")).toContain(fault);
    for (const one of faults) expect(one).toMatch(/^content\/[\w./-]+:\d+: \S/);
  });
});
