/**
 * Fits the weights of the ranking and the confidence, and writes src/search/weights.ts.
 *
 *     npm run fit -- --docs DIR --dev FILE [--train FILE]… [--own FILE]… [--dry-run]
 *
 * `--own` questions are about the built-in content, all others about DIR. Prints the result of 5-fold cross-validation over the
 * groups of the dev file: no dev question is judged by weights that were fitted to its group.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Weights } from "../src/search/rank.ts";
import { readDatasets } from "./datasets.ts";
import { crossValidate, fitWeights, type Prediction, summarize } from "./fitting.ts";

const { values } = parseArgs({
  options: {
    docs: { type: "string" },
    dev: { type: "string" },
    train: { type: "string", multiple: true, default: [] },
    own: { type: "string", multiple: true, default: [] },
    content: { type: "string", default: "content" },
    "dry-run": { type: "boolean", default: false },
  },
});
const { docs, dev: devFile } = values;
if (!docs || !devFile) throw new Error("usage: npm run fit -- --docs DIR --dev FILE [--train FILE]… [--own FILE]…");
const { dev, misspelt, bare, train } = readDatasets({ ...values, docs, dev: devFile });
const [devPredictions = [], misspeltPredictions = [], barePredictions = []] = crossValidate(
  [dev, misspelt, bare],
  train,
);
console.log(`cross-validated over ${dev.length} questions; ${train.length} samples more to learn from`);
report("with phrasings", devPredictions);
report("with phrasings, misspelt", misspeltPredictions);
report("without phrasings", barePredictions);
if (!values["dry-run"]) writeWeights(fitWeights([...dev, ...misspelt, ...bare, ...train]));

function report(title: string, predictions: readonly Prediction[]): void {
  const { recall1, recall3, recall5, auc, at } = summarize(predictions);
  const [one, three, five, area] = [recall1, recall3, recall5, auc].map((value) => value.toFixed(3));
  console.log(`\n${title}: recall ${one} / ${three} / ${five}, confidenceAuc ${area}`);
  console.log("zone  right  wrong  false");
  for (let zone = 0.4; zone < 0.8; zone += 0.04) {
    const { right, wrong, falseAnswers } = at(zone);
    console.log([zone.toFixed(2), right.toFixed(3), wrong.toFixed(3), falseAnswers.toFixed(3)].join("  "));
  }
}

function writeWeights(weights: Weights): void {
  const body = JSON.stringify(weights, null, 2).replace(/"(\w+)":/g, "$1:");
  writeFileSync(
    "src/search/weights.ts",
    `import type { Weights } from "./rank.ts";\n\n/** Written by \`npm run fit\`; do not edit. */\nexport const WEIGHTS: Weights = ${body};\n`,
  );
  console.log("wrote src/search/weights.ts");
}
