import { CONFIDENCE_FEATURES } from "../src/search/confidence.ts";
import { FEATURES, type FeatureName } from "../src/search/features.ts";
import { rank, type Weights } from "../src/search/rank.ts";
import { WEIGHTS } from "../src/search/weights.ts";
import { fitLogistic, fitRanker } from "./learn.ts";
import { foldOf } from "./questions.ts";
import type { Sample } from "./samples.ts";

const RANKER = { l2: 0.01, steps: 160 };
const CONFIDENCE = { l2: 0.0003, steps: 1200 };
const FOLDS = 5;

/** Fits the ranking to the samples with `ranks`, then the confidence to all samples, as ranked by it. */
export function fitWeights(samples: readonly Sample[]): Weights {
  const groups = samples
    .filter(({ ranks }) => ranks)
    .map(({ scored, right }) => ({ rows: scored.map(({ features }) => features), right }));
  const weights: Weights = { ...WEIGHTS, rank: named(FEATURES, fitRanker(groups, FEATURES.length, RANKER)) };
  return fitConfidence(samples, weights);
}

/** Keeps the order of the first stage and fits the confidence only. */
export function fitWithoutRanker(samples: readonly Sample[]): Weights {
  const rankWeights = Object.fromEntries(FEATURES.map((name) => [name, name === "score" ? 1 : 0]));
  return fitConfidence(samples, { ...WEIGHTS, rank: rankWeights as { [name in FeatureName]: number } });
}

function fitConfidence(samples: readonly Sample[], weights: Weights): Weights {
  const confidenceFeatures = samples.map(
    ({ scored, query, wants }) => rank(scored, query, wants, weights).confidenceFeatures,
  );
  const answerable = samples.map(({ question }) => question.gold.length > 0);
  return {
    ...weights,
    confidence: named(CONFIDENCE_FEATURES, fitLogistic(confidenceFeatures, answerable, CONFIDENCE)),
  };
}

const named = <Name extends string>(names: readonly Name[], weights: Float64Array): { [name in Name]: number } =>
  Object.fromEntries(names.map((name, at) => [name, Math.round((weights[at] as number) * 1e4) / 1e4])) as {
    [name in Name]: number;
  };

export interface Prediction {
  /** Of the first right section, from 1; infinite if there is none. */
  readonly rank: number;
  readonly confidence: number;
  readonly answerable: boolean;
}

function predict({ scored, query, wants, right, question }: Sample, weights: Weights): Prediction {
  const { ranked, confidence } = rank(scored, query, wants, weights);
  const at = ranked.findIndex((candidate) => right[scored.indexOf(candidate)]);
  return { rank: at < 0 ? Number.POSITIVE_INFINITY : at + 1, confidence, answerable: question.gold.length > 0 };
}

/** Predictions for each set, from weights that were not fitted to any question of the same group. `train` is part of every fit. */
export function crossValidate(
  sets: readonly (readonly Sample[])[],
  train: readonly Sample[],
  learn: (samples: readonly Sample[]) => Weights = fitWeights,
): Prediction[][] {
  const predictions: Prediction[][] = sets.map(() => []);
  for (let fold = 0; fold < FOLDS; fold++) {
    const inFold = ({ question }: Sample): boolean => foldOf(question.group, FOLDS) === fold;
    const weights = learn([...sets.flat().filter((one) => !inFold(one)), ...train]);
    sets.forEach((set, at) => {
      predictions[at]?.push(...set.filter(inFold).map((one) => predict(one, weights)));
    });
  }
  return predictions;
}

export interface Summary {
  readonly recall1: number;
  readonly recall3: number;
  readonly recall5: number;
  readonly auc: number;
  /** Shares at a confidence threshold: answered with a right section in the first three, answered without one, and answered although nothing answers it. */
  readonly at: (zone: number) => { readonly right: number; readonly wrong: number; readonly falseAnswers: number };
}

export function summarize(all: readonly Prediction[]): Summary {
  const able = all.filter(({ answerable }) => answerable);
  const unable = all.filter(({ answerable }) => !answerable);
  const share = (list: readonly Prediction[], holds: (one: Prediction) => boolean): number =>
    list.filter(holds).length / Math.max(1, list.length);
  const wins = able.flatMap((a) =>
    unable.map((b): number => (a.confidence > b.confidence ? 1 : a.confidence === b.confidence ? 0.5 : 0)),
  );
  const recall = (k: number): number => share(able, ({ rank }) => rank <= k);
  return {
    recall1: recall(1),
    recall3: recall(3),
    recall5: recall(5),
    auc: wins.reduce((sum, win) => sum + win, 0) / Math.max(1, wins.length),
    at: (zone) => ({
      right: share(able, (one) => one.confidence >= zone && one.rank <= 3),
      wrong: share(able, (one) => one.confidence >= zone && one.rank > 3),
      falseAnswers: share(unable, (one) => one.confidence >= zone),
    }),
  };
}
