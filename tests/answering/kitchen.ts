import type { Dialect, Site } from "../../src/content/dialects/dialect.ts";
import { plain } from "../../src/content/dialects/plain.ts";
import { readLibrary } from "../../src/content/library.ts";
import { hashRevision } from "../../src/content/revision.ts";
import type { Section } from "../../src/content/section.ts";
import { buildIndex } from "../../src/search/build.ts";
import { createSpeller } from "../../src/search/fuzzy.ts";
import { sectionCount } from "../../src/search/index.ts";
import { compileLexicon } from "../../src/search/lexicon.ts";
import type { Knowledge } from "../../src/search/search.ts";
import { createSectionSuggest } from "../../src/search/suggest.ts";
import { WEIGHTS } from "../../src/search/weights.ts";

/** A documentation small enough to know by heart: prose, steps, a table, code, a bare heading, a page without addresses. */
export const PAGES: Readonly<Record<string, string>> = {
  "fridge.md": `# Fridge

The fridge keeps food cold.

## Temperature of the fridge

Set the dial to 4 degrees. Milk stays fresh for a week at that temperature.

| shelf | temperature |
| ----- | ----------- |
| upper | 6 degrees   |
| lower | 2 degrees   |

## Defrost the freezer

Switch the freezer off, leave its door open overnight, and dry it with a cloth.
`,
  "kettle.md": `---
title: Kettle
source: https://example.com/kettle
aliases:
  - how do I make tea
---
# Kettle

The kettle boils one litre of water in three minutes.

## Descale the kettle

Do this once a month:

1. Pour vinegar into the kettle.
2. Boil it once.
3. Rinse the kettle twice.

## Warranty

## Settings of the kettle

The settings file names the boiling point.

\`\`\`ini
kettle.boil.degrees = 100
kettle.beep = true
\`\`\`
`,
  "oven.md": `# Oven

Bake bread at 220 degrees for forty minutes.

## Grill

Turn the knob to the grill sign. The grill does not work while the door is open.

## Clean the oven

Let the oven cool. Wipe it with soap; never use sand.
`,
};

const SITE: Site = {
  dialect: plain satisfies Dialect,
  docsDir: "",
  urlOf: (path) => (path === "oven.md" ? undefined : `https://docs.example.com/${path.replace(".md", "")}`),
  nav: new Map(),
};

export interface Kitchen {
  readonly pages?: Readonly<Record<string, string>>;
  /** Every question that finds anything then has this confidence. */
  readonly confidence?: number;
  readonly site?: Site;
}

export function createKitchen({ pages = PAGES, confidence, site = SITE }: Kitchen = {}): Knowledge {
  const files = Object.entries(pages).map(([path, text]) => ({ path, text }));
  const source = {
    id: "kitchen",
    site,
    files,
    faults: [],
    fingerprint: "kitchen",
    revisionOf: ({ text }: { text: string }) => hashRevision(text),
  };
  const { sections } = readLibrary([source], new Map());
  const index = buildIndex(sections);
  const sectionAt = (number: number): Section => sections[number] as Section;
  return {
    index,
    lexicon: compileLexicon({ same: [["refrigerator", "fridge"]], near: [], leads: [], names: [] }),
    speller: createSpeller(index.words, index.wordCounts),
    sectionAt,
    suggest: createSectionSuggest(sections.length, sectionAt),
    weights: confidence === undefined ? WEIGHTS : { ...WEIGHTS, confidence: always(confidence) },
    about: { sources: [], fingerprint: "kitchen" },
  };
}

/** The bias alone decides. */
function always(confidence: number): Knowledge["weights"]["confidence"] {
  const silent = Object.fromEntries(Object.keys(WEIGHTS.confidence).map((sign) => [sign, 0]));
  return { ...(silent as typeof WEIGHTS.confidence), bias: Math.log(confidence / (1 - confidence)) };
}

export const allSections = (knowledge: Knowledge): Section[] =>
  Array.from({ length: sectionCount(knowledge.index) }, (_, number) => knowledge.sectionAt(number));
