/**
 * Fits the ranker's and the confidence's weights and writes src/search/weights.ts.
 *
 *     npm run fit -- --docs DIR --dev FILE [--train FILE]… [--own FILE]…
 *
 * `--own` questions are asked of the built-in content, all others of DIR.
 *
 * Prints what 5-fold cross-validation over the dev file's groups says: dev questions are always judged by weights that saw
 * neither them nor any other question of their group.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { loadKnowledge } from "../src/knowledge.ts";
import { SIGNS } from "../src/search/confidence.ts";
import { FEATURES } from "../src/search/features.ts";
import { rank, type Weights } from "../src/search/rank.ts";
import type { Knowledge } from "../src/search/search.ts";
import { WEIGHTS } from "../src/search/weights.ts";
import { fitLogistic, fitRanker } from "./learn.ts";
import { foldOf, type Question, readQuestions } from "./questions.ts";
import { type Sample, sample } from "./samples.ts";
import { misspell } from "./typos.ts";

const RANKER = { l2: 0.01, steps: 160 };
const CONFIDENCE = { l2: 0.001, steps: 600 };
const FOLDS = 5;

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
if (!values.docs || !values.dev) throw new Error("usage: npm run fit -- --docs DIR --dev FILE [--train FILE]…");
/** A set of questions over one documentation. */
interface Lesson {
  readonly knowledge: Knowledge;
  readonly questions: readonly Question[];
}

/**
 * Every question is learnt from three times: with the attached phrasings, misspelt, and without the phrasings, so that
 * documentation that has none is judged fairly.
 */
const real = { docs: [values.docs], contentDir: values.content, dataDir: undefined };
const withPhrasings = loadKnowledge(real).knowledge;
const bareKnowledge = loadKnowledge({ ...real, phrasings: false }).knowledge;
const misspelt = (questions: readonly Question[]): Question[] =>
  questions.flatMap((question) => {
    const text = misspell(question.question);
    return text === undefined ? [] : [{ ...question, question: text }];
  });
const sampleAll = ({ knowledge, questions }: Lesson): Sample[] =>
  questions.map((question) => sample(question, knowledge));
const devQuestions = readQuestions(values.dev);
const dev = sampleAll({ knowledge: withPhrasings, questions: devQuestions });
const slips = sampleAll({ knowledge: withPhrasings, questions: misspelt(devQuestions) });
const bare = sampleAll({ knowledge: bareKnowledge, questions: devQuestions });
const trainQuestions = values.train.flatMap(readQuestions);
const ownQuestions = values.own.flatMap(readQuestions);
const ownKnowledge = loadKnowledge({ ...real, docs: [] }).knowledge;
const train = [
  ...sampleAll({ knowledge: withPhrasings, questions: [...trainQuestions, ...misspelt(trainQuestions)] }),
  ...sampleAll({ knowledge: bareKnowledge, questions: trainQuestions }),
  ...sampleAll({ knowledge: ownKnowledge, questions: ownQuestions }),
];

const named = <Name extends string>(names: readonly Name[], weights: Float64Array): { [name in Name]: number } =>
  Object.fromEntries(names.map((name, at) => [name, Math.round((weights[at] as number) * 1e4) / 1e4])) as {
    [name in Name]: number;
  };

function fitWeights(samples: readonly Sample[]): Weights {
  const listings = samples
    .filter(({ knowledge }) => knowledge !== bareKnowledge)
    .map(({ scored, right }) => ({ rows: scored.map(({ features }) => features), right }));
  const weights: Weights = { ...WEIGHTS, rank: named(FEATURES, fitRanker(listings, FEATURES.length, RANKER)) };
  const signs = samples.map(({ scored, query, wants }) => rank(scored, query, wants, weights).signs);
  const answerable = samples.map(({ question }) => question.gold.length > 0);
  return { ...weights, confidence: named(SIGNS, fitLogistic(signs, answerable, CONFIDENCE)) };
}

interface Judged {
  readonly rank: number;
  readonly confidence: number;
  readonly answerable: boolean;
}

function judge({ scored, query, wants, right, question }: Sample, weights: Weights): Judged {
  const { ranked, confidence } = rank(scored, query, wants, weights);
  const at = ranked.findIndex((candidate) => right[scored.indexOf(candidate)]);
  return { rank: at < 0 ? Number.POSITIVE_INFINITY : at + 1, confidence, answerable: question.gold.length > 0 };
}

const judged: { dev: Judged[]; slips: Judged[]; bare: Judged[] } = { dev: [], slips: [], bare: [] };
for (let fold = 0; fold < FOLDS; fold++) {
  const inFold = ({ question }: Sample): boolean => foldOf(question.group, FOLDS) === fold;
  const weights = fitWeights([...[...dev, ...slips, ...bare].filter((one) => !inFold(one)), ...train]);
  judged.dev.push(...dev.filter(inFold).map((one) => judge(one, weights)));
  judged.slips.push(...slips.filter(inFold).map((one) => judge(one, weights)));
  judged.bare.push(...bare.filter(inFold).map((one) => judge(one, weights)));
}
console.log(`cross-validated over ${dev.length} questions; ${train.length} samples more to train on`);
report("with phrasings", judged.dev);
report("with phrasings, misspelt", judged.slips);
report("without phrasings", judged.bare);
if (!values["dry-run"]) writeWeights(fitWeights([...dev, ...slips, ...bare, ...train]));

function report(title: string, all: readonly Judged[]): void {
  const able = all.filter(({ answerable }) => answerable);
  const unable = all.filter(({ answerable }) => !answerable);
  const share = (list: readonly Judged[], holds: (one: Judged) => boolean): string =>
    (list.filter(holds).length / Math.max(1, list.length)).toFixed(3);
  const wins = able.flatMap((a) =>
    unable.map((b) => (a.confidence > b.confidence ? 1 : a.confidence === b.confidence ? 0.5 : 0)),
  );
  console.log(`\n${title}`);
  for (const k of [1, 3, 5]) console.log(`recall${k}        ${share(able, ({ rank }) => rank <= k)}`);
  console.log(
    `confidenceAuc  ${(wins.reduce((sum: number, win) => sum + win, 0) / Math.max(1, wins.length)).toFixed(3)}`,
  );
  console.log("zone  right  wrong  false");
  for (let bar = 0.4; bar < 0.8; bar += 0.04)
    console.log(
      `${bar.toFixed(2)}  ${share(able, (one) => one.confidence >= bar && one.rank <= 3)}  ${share(able, (one) => one.confidence >= bar && one.rank > 3)}  ${share(unable, (one) => one.confidence >= bar)}`,
    );
}

function writeWeights(weights: Weights): void {
  const body = JSON.stringify(weights, null, 2).replace(/"(\w+)":/g, "$1:");
  writeFileSync(
    "src/search/weights.ts",
    `import type { Weights } from "./rank.ts";\n\n/** Written by \`npm run fit\`; do not edit. */\nexport const WEIGHTS: Weights = ${body};\n`,
  );
  console.log("wrote src/search/weights.ts");
}
