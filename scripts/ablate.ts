/**
 * Measures what each mechanism contributes: switches off one at a time, fits again, and writes the table in docs/search-quality.md.
 *
 *     npm run ablate -- --docs DIR --dev FILE [--train FILE]… [--own FILE]…
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ZONES } from "../src/answering/ask.ts";
import { AT, type FeatureName } from "../src/search/features.ts";
import type { Weights } from "../src/search/rank.ts";
import type { Knowledge } from "../src/search/search.ts";
import { type Datasets, readDatasets } from "./datasets.ts";
import { crossValidate, fitWeights, fitWithoutRanker, type Prediction, summarize } from "./fitting.ts";
import type { Sample } from "./samples.ts";

const PAGE = "docs/search-quality.md";
const MARK = "<!-- ablation -->";

const { values } = parseArgs({
  options: {
    docs: { type: "string" },
    dev: { type: "string" },
    train: { type: "string", multiple: true, default: [] },
    own: { type: "string", multiple: true, default: [] },
    content: { type: "string", default: "content" },
  },
});
const { docs, dev: devFile } = values;
if (!docs || !devFile) throw new Error("usage: npm run ablate -- --docs DIR --dev FILE [--train FILE]… [--own FILE]…");
const files = { ...values, docs, dev: devFile };

/** The features that each mechanism gives to the ranking and the confidence. */
const FEATURE_GROUPS: { readonly [mechanism: string]: readonly FeatureName[] } = {
  "features of phrasings": ["asked", "askedF1", "askedBody", "askedScore", "askedSimilarity", "askedSecond"],
  "features of headings": ["heading", "headingPrecision", "headingExact", "headingSimilarity", "titlePrecision"],
  "units: sentences, items, rows": ["bestUnit", "bestWindow", "windowWithHead", "bodyScore"],
  "neighbouring words": ["pairs"],
  "page, parent and links": [
    "pageScore",
    "pageBest",
    "pageCoverage",
    "parentScore",
    "children",
    "anchors",
    "links",
    "context",
  ],
  "scope: pages that the question names": ["scope", "scopeMiss"],
  "kind of question and section": [
    "configWithCode",
    "howtoWithSteps",
    "definitionAtTop",
    "verdictWithBadge",
    "reasonTrouble",
    "topLevel",
    "secondLevel",
    "empty",
    "short",
    "long",
  ],
  "identifiers to the letter, rarest word": ["exactWhole", "rarest"],
};

const rows: string[] = [];
const full = readDatasets(files);
add("everything", full);
add("- ranking (order of the first stage)", full, fitWithoutRanker);
for (const [mechanism, names] of Object.entries(FEATURE_GROUPS)) add(`- ${mechanism}`, without(full, names));
add(
  "- glossary",
  readDatasets(files, (knowledge) => ({ ...knowledge, lexicon: { ...knowledge.lexicon, byFirst: new Map() } })),
);
add(
  "- names of products",
  readDatasets(files, (knowledge) => ({ ...knowledge, lexicon: { ...knowledge.lexicon, names: new Set() } })),
);
add("- correction of spelling", readDatasets(files, noCorrection));
rows.push(
  row(
    "- phrasings (the documentation alone)",
    crossValidate([full.dev, full.misspelt, full.bare], full.train)[2] ?? [],
    [],
  ),
);
const table = [
  "| | recall1 | recall3 | recall5 | AUC | right | wrong | false | recall3 misspelt |",
  "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
  ...rows,
].join("\n");
const [before] = readFileSync(PAGE, "utf8").split(MARK);
const [, after = ""] = readFileSync(PAGE, "utf8").split("<!-- end of ablation -->");
writeFileSync(PAGE, `${before}${MARK}\n\n${table}\n\n<!-- end of ablation -->${after}`);

function add(title: string, datasets: Datasets, fit?: (samples: readonly Sample[]) => Weights): void {
  const [dev = [], misspelt = []] = crossValidate(
    [datasets.dev, datasets.misspelt, datasets.bare],
    datasets.train,
    fit ?? fitWeights,
  );
  const line = row(title, dev, misspelt);
  rows.push(line);
  console.log(line);
}

function row(title: string, dev: readonly Prediction[], misspelt: readonly Prediction[]): string {
  const { recall1, recall3, recall5, auc, at } = summarize(dev);
  const { right, wrong, falseAnswers } = at(ZONES.answer);
  const figures = [recall1, recall3, recall5, auc, right, wrong, falseAnswers].map((figure) => figure.toFixed(3));
  return `| ${[title, ...figures, misspelt.length > 0 ? summarize(misspelt).recall3.toFixed(3) : ""].join(" | ")} |`;
}

function noCorrection(knowledge: Knowledge): Knowledge {
  return { ...knowledge, speller: { correct: () => [] } };
}

/** The same data with some features set to 0, for both the ranking and the confidence. */
function without(datasets: Datasets, names: readonly FeatureName[]): Datasets {
  const silence = (samples: readonly Sample[]): Sample[] =>
    samples.map((sample) => ({
      ...sample,
      scored: sample.scored.map((candidate) => {
        const features = candidate.features.slice();
        for (const name of names) features[AT[name]] = 0;
        return { ...candidate, features };
      }),
    }));
  return {
    dev: silence(datasets.dev),
    misspelt: silence(datasets.misspelt),
    bare: silence(datasets.bare),
    train: silence(datasets.train),
  };
}
