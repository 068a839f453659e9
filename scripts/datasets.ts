import { loadKnowledge } from "../src/knowledge.ts";
import type { Knowledge } from "../src/search/search.ts";
import { type LabelledQuestion, readQuestions } from "./questions.ts";
import { type Sample, sample } from "./samples.ts";
import { misspell } from "./typos.ts";

export interface Datasets {
  readonly dev: readonly Sample[];
  /** The dev questions with typos. */
  readonly misspelt: readonly Sample[];
  /** The dev questions, asked of the documentation without asked-as phrasings. */
  readonly bare: readonly Sample[];
  readonly train: readonly Sample[];
}

export interface DatasetFiles {
  readonly docs: string;
  readonly dev: string;
  readonly train: readonly string[];
  /** Questions about the built-in content. */
  readonly own: readonly string[];
  readonly content: string;
}

/**
 * Every question is used three times: as it is, with typos, and without the asked-as phrasings, so that the weights also suit
 * documentation without any. `change` switches off a mechanism, for ablations.
 */
export function readDatasets(
  files: DatasetFiles,
  change: (knowledge: Knowledge) => Knowledge = (same) => same,
): Datasets {
  const load = (docs: readonly string[], phrasings: boolean): Knowledge =>
    change(loadKnowledge({ docs, contentDir: files.content, dataDir: undefined, phrasings }).knowledge);
  const real = load([files.docs], true);
  const bare = load([files.docs], false);
  const own = load([], true);
  const samples = (questions: readonly LabelledQuestion[], knowledge: Knowledge, ranks = true): Sample[] =>
    questions.map((question) => sample(question, knowledge, ranks));
  const dev = readQuestions(files.dev);
  const train = files.train.flatMap(readQuestions);
  return {
    dev: samples(dev, real),
    misspelt: samples(misspelt(dev), real),
    bare: samples(dev, bare, false),
    train: [
      ...samples([...train, ...misspelt(train)], real),
      ...samples(train, bare, false),
      ...samples(files.own.flatMap(readQuestions), own),
    ],
  };
}

const misspelt = (questions: readonly LabelledQuestion[]): LabelledQuestion[] =>
  questions.flatMap((question) => {
    const text = misspell(question.question);
    return text === undefined ? [] : [{ ...question, question: text }];
  });
