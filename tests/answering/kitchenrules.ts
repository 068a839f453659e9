import { createAsk } from "../../src/answering/ask.ts";
import type { Rulebook } from "../../src/answering/rulebook.ts";
import { type Fault, type Section, sectionKey } from "../../src/content/section.ts";
import { compileRules } from "../../src/intents/compile.ts";
import { loadRules, type RuleFile } from "../../src/intents/load.ts";
import type { Knowledge } from "../../src/search/search.ts";
import { allSections, createKitchen, type Kitchen } from "./kitchen.ts";

/** Rules for the small documentation: a kettle with a slot of each kind, an oven, verdicts, and forms of every escape. */
export const RULES: Readonly<Record<string, string>> = {
  "formats.yaml": `
lines:
  title: Lines
  language: ini
  phrases: ["as lines"]
  escape: properties
  parts:
    - each: conf
      line: "{key} = {value}"
json:
  title: JSON
  language: json
  phrases: ["json"]
  escape: json
  parts:
    - "{\\n"
    - each: conf
      line: "  {key}: {value}"
      join: ",\\n"
      foot: "\\n"
    - "}"
script:
  title: Script
  language: bash
  phrases: ["(shell|bash) [script]", "script"]
  escape: shell
  parts:
    - "kettle"
    - each: packages
      head: " --add "
      line: "{value}"
      join: ","
    - each: conf
      head: " "
      line: "--set {key}={value}"
      join: " "
`,
  "intents/kettle.yaml": `
intent: kettle-settings
title: Settings of the kettle
doc: kettle.md#settings-of-the-kettle
phrasings:
  - "<want> … kettle <config>"
  - "kettle <config> [<for>]"
  - "set up [the] kettle"
rules:
  want: "(give me|show me|need|want|write)"
  config: "(config|configuration|settings)"
  for: "(for|with|of|at)"
slots:
  server:
    type: url
    required: true
    placeholder: "https://<your-kettle>"
    phrases: ["{value}", "server [is] {value}"]
    prompt: "At which address is the kettle?"
    invalid: "\`{{value}}\` is no address of a kettle. Which one is it?"
  room:
    type: name
    pattern: "^[a-z]{3,10}$"
    default: kitchen
    phrases: ["(in|for) [the] {value}", "room {value}"]
    stop: [my, our, it]
    invalid: "\`{{value}}\` is no room. Which one is it?"
  degrees:
    type: number
    default: 100
    validate: {least: 40, most: 100}
    phrases: ["{value} degrees"]
    invalid: "\`{{value}}\` degrees are not for a kettle. How many shall it be?"
  firmware:
    type: version
    default: "2.0"
    phrases: ["(firmware|version) {value}"]
  kind:
    type: choice
    default: glass
    values:
      glass: ["glass"]
      steel: ["[stainless] steel", "metal"]
snippets:
  - when: {kind: steel}
    lang: ini
    text: |
      steel.{{room}} = {{server}}
    notes: For {{room}}, firmware {{firmware}}.
  - conf:
      kettle.boil.degrees: "{{degrees}}"
      "kettle.{{room}}.server": "{{server}}"
      kettle.firmware: "{{firmware}}"
      kettle.secret: "{{secrets/kitchen/kettle}}"
    packages: ["org.kettle:boil:{{firmware}}"]
    formats: [lines, json, script]
examples:
  - say: give me the kettle settings
    asks: server
`,
  "intents/oven.yaml": `
intent: oven-settings
title: Settings of the oven
doc: oven.md#grill
phrasings:
  - "<want> … oven <config>"
  - "oven <config> for"
rules:
  want: "(give me|show me|need|want|write)"
  config: "(config|configuration|settings)"
slots:
  shelf:
    type: choice
    required: true
    values: {upper: ["upper [shelf]"], lower: ["lower [shelf]"]}
    prompt: Upper or lower shelf?
    invalid: "\`{{value}}\` is no shelf. Upper or lower?"
snippets:
  - lang: yaml
    text: "oven: {{shelf}}"
examples:
  - say: give me the oven settings
    asks: shelf
`,
  "support.yaml": `
product: [kitchen, "[the] kettle"]
rows:
  - subject: vinegar
    aliases: ["[white] vinegar"]
    also: ["descale"]
    verdict: yes
    condition: Vinegar takes the lime away.
    doc: kettle.md#descale-the-kettle
    evidence: [vinegar]
  - subject: sand
    aliases: [sand, "sea sand"]
    verdict: no
    condition: Sand scratches the oven.
    doc: oven.md#clean-the-oven
    evidence: [sand]
  - subject: white wine
    aliases: ["white wine [vinegar]"]
    verdict: partly
    condition: Wine is for the cook.
    doc: gone.md#wine
    evidence: [wine]
`,
};

const filesOf = (rules: Readonly<Record<string, string>>): RuleFile[] =>
  Object.entries(rules).map(([name, text]) => ({ name, text }));

export interface Ruled {
  readonly knowledge: Knowledge;
  readonly rulebook: Rulebook;
  readonly faults: readonly Fault[];
  readonly off: readonly string[];
}

/** Rules bound to the sections of a small documentation. */
export function ruled(knowledge: Knowledge, rules: Readonly<Record<string, string>> = RULES): Ruled {
  const keyOf = ({ page, anchor }: Section): string => sectionKey(page.path, anchor);
  const numbers = new Map(allSections(knowledge).map((section, at) => [keyOf(section), at] as const));
  const { set, sections, faults, off } = loadRules(filesOf(rules), (cite) => numbers.get(cite));
  return { knowledge, rulebook: { rules: compileRules(set), sections }, faults, off };
}

/** The bot of a small documentation that has rules. */
export function askBy(rules: Readonly<Record<string, string>> = RULES, kitchen: Kitchen = {}) {
  const { knowledge, rulebook } = ruled(createKitchen(kitchen), rules);
  return createAsk(knowledge, rulebook);
}
