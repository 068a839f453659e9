import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { checkContent } from "../../src/checking/check.ts";
import { formatFault } from "../../src/content/section.ts";
import { inFolder } from "../content/pages.ts";

/** Pages and a content folder without a fault; each mutation changes one line. */
const GOOD: Readonly<Record<string, string>> = {
  "docs/mkdocs.yml": "site_name: Tools\ndocs_dir: src",
  "docs/src/index.md": "# Tools\n\nSee the [saw](saw.md#teeth) and the [manual][manual].\n\n[manual]: guide/drill.md",
  "docs/src/saw.md":
    "---\ntitle: Saw\n---\n# Saw\n\nCuts.\n\n## Teeth\n\nMany.\n\n## Care\n\nOil it.\n\n### When\n\nDaily.",
  "docs/src/guide/drill.md":
    '# Drill\n\n<a id="speed"></a>Turns, see [above](../index.md), [speed](#speed).\n\n## Bits\n\n| bit | for |\n| --- | --- |\n| wood | [saws](../saw.md#care) |\n\n## Photos\n\n![a drill](drill.png)',
  "content/sources.yaml": "sources:\n  - id: tools\n    dir: tree",
  "content/tree/a.md": "# A\n\nText.",
  "content/glossary.yaml": "same:\n  - [saw, handsaw]\n  - [drill, driver]\nnear:\n  - [cut, split]",
  "content/asked-as/tools.yaml":
    "saw.md#teeth:\n  - how many teeth\nsaw.md#care:\n  - how do I oil it\nguide/drill.md#bits: [which bit]",
};

/** What `check` says of the good files after one of them was changed; files from the folder on. */
function faultsAfter(file: string, change: (text: string) => string, docs = true): string[] {
  return inFolder((folder) => {
    for (const [name, text] of Object.entries(GOOD)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), name === file ? change(text) : text);
    }
    const { faults } = checkContent(docs ? [join(folder, "docs")] : [], join(folder, "content"));
    const here = `${relative("", folder)}/`;
    return faults.map((fault) => formatFault({ ...fault, file: fault.file.replace(here, "") }));
  });
}

const replace = (from: string, to: string) => (text: string) => {
  expect(text).toContain(from);
  return text.replace(from, to);
};

describe("check", () => {
  it("reports nothing if nothing is wrong", () => {
    expect(faultsAfter("", (text) => text)).toEqual([]);
    expect(faultsAfter("", (text) => text, false)).toEqual([]);
  });

  it.each([
    [
      "a link to a page",
      "docs/src/index.md",
      "saw.md#teeth",
      "saws.md#teeth",
      "3: link to saws.md#teeth: no such page",
    ],
    [
      "a link to a heading",
      "docs/src/index.md",
      "saw.md#teeth",
      "saw.md#tooth",
      '3: link to saw.md#tooth: no heading or id "tooth" on saw.md',
    ],
    [
      "a link in a table",
      "docs/src/guide/drill.md",
      "saw.md#care",
      "saw.md#cares",
      '9: link to ../saw.md#cares: no heading or id "cares" on saw.md',
    ],
    [
      "a link within the page",
      "docs/src/guide/drill.md",
      "(#speed)",
      "(#sped)",
      '3: link to #sped: no heading or id "sped" on guide/drill.md',
    ],
    [
      "a reference without an address",
      "docs/src/index.md",
      "[manual]: ",
      "[manuals]: ",
      '3: [manual][manual]: no address for [manual]; add a line "[manual]: address"',
    ],
    [
      "a repeated heading",
      "docs/src/saw.md",
      "## Care",
      "## Teeth",
      '12: heading "Teeth" repeats the one on line 8; rename one',
      // What linked to the heading that is gone.
      "docs/src/guide/drill.md:9",
      "content/asked-as/tools.yaml:3",
    ],
    [
      "a heading above nothing",
      "docs/src/saw.md",
      "\n\nDaily.",
      "\n\n{: .x}",
      '16: nothing under the heading "When"; add text or remove it',
    ],
    [
      "a repeated key in front matter",
      "docs/src/saw.md",
      "title: Saw\n",
      "title: Saw\ntitle: Saws\n",
      "3: front matter: Map keys must be unique",
    ],
    [
      "broken front matter",
      "docs/src/saw.md",
      "title: Saw",
      "title: [Saw",
      "3: front matter: Flow sequence in block collection must be sufficiently indented and end with a ]",
    ],
    [
      "a glossary group of one",
      "content/glossary.yaml",
      "[cut, split]",
      "[cut]",
      "5: near, entry 1: expected two or more phrases of at most five words",
    ],
    [
      "a glossary list that does not exist",
      "content/glossary.yaml",
      "near:",
      "nears:",
      "4: nears: no such list; the lists are same, near, leads, names",
    ],
    [
      "broken YAML in the glossary",
      "content/glossary.yaml",
      "[drill, driver]",
      "[drill, driver",
      "4: Flow sequence in block collection must be sufficiently indented and end with a ]",
    ],
    [
      "a phrase in two groups",
      "content/glossary.yaml",
      "driver]",
      "handsaw]",
      '3: same: "handsaw" is also in the group on line 2; merge the two',
    ],
    [
      "phrasings that are no list",
      "content/asked-as/tools.yaml",
      "[which bit]",
      "which bit",
      "5: guide/drill.md#bits: expected a list of phrasings",
    ],
    [
      "a repeated phrasing",
      "content/asked-as/tools.yaml",
      "[which bit]",
      "[which bit, which bit]",
      '5: guide/drill.md#bits: "which bit" is listed twice',
    ],
  ])("reports file and line of %s", (_, file, from, to, fault, ...consequences) => {
    const [first, ...others] = faultsAfter(file, replace(from, to)).sort(
      (a, b) => Number(b.startsWith(`${file}:`)) - Number(a.startsWith(`${file}:`)),
    );
    expect(first).toBe(`${file}:${fault}`);
    expect(others.length).toBe(consequences.length);
    for (const place of consequences) expect(others.some((other) => other.startsWith(`${place}: `))).toBe(true);
  });

  it.each([
    [
      "a folder that is not there",
      "dir: tree",
      "dir: trees",
      /^content\/sources\.yaml:3: .*trees: no such folder; check the path$/,
    ],
    [
      "a folder outside",
      "dir: tree",
      "dir: ../docs",
      /^content\/sources\.yaml:3: dir "\.\.\/docs" of source tools must be a folder inside /,
    ],
    ["no folder", "    dir: tree", "    url: x", /^content\/sources\.yaml:2: source 1 needs an `id` and a `dir`$/],
    ["broken YAML", "- id", "- {id", /^content\/sources\.yaml:\d: /],
  ])("reports file and line of %s in sources.yaml", (_, from, to, fault) => {
    expect(faultsAfter("content/sources.yaml", replace(from, to), false)).toEqual([expect.stringMatching(fault)]);
  });

  it("ignores phrasings for other documentation", () => {
    const elsewhere = [...["a", "b", "c", "d"].map((key) => `other.md#${key}: [x]`), "saw.md#teeth: [z]"].join("\n");
    expect(faultsAfter("content/asked-as/tools.yaml", () => elsewhere)).toEqual([]);
  });

  it("ignores what it cannot know: other sites, images, generated anchors, code", () => {
    const text =
      "# A\n\n[a](https://x.y/z.md#q) [b](m.png) [c](/slack) [d](#fn:1) [e](bare.md#x) `[f][g]`\n\n    [h][i]\n";
    const faults = faultsAfter("docs/src/index.md", () => text);
    expect(faults).toEqual(["docs/src/index.md:3: link to bare.md#x: no such page"]);
  });
});
