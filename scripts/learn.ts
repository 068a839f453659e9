/** Two convex fits with Adam (Kingma and Ba 2015). Deterministic: full batches and a fixed number of steps. */

const RATE = 0.12;

export interface Options {
  readonly l2: number;
  readonly steps: number;
}

/** The candidates of one question: their features, and which of them are right. */
export interface CandidateGroup {
  readonly rows: readonly Float32Array[];
  readonly right: readonly boolean[];
}

/** Softmax cross-entropy over each group: maximises the probability of the right candidates. */
export function fitRanker(groups: readonly CandidateGroup[], width: number, { l2, steps }: Options): Float64Array {
  const usable = groups.filter(({ right }) => right.includes(true));
  return descend(width, steps, (weights, gradient) => {
    for (const { rows, right } of usable) addGroup(rows, right, weights, gradient, 1 / usable.length);
    for (let at = 0; at < width; at++) gradient[at] = (gradient[at] as number) + l2 * (weights[at] as number);
  });
}

function addGroup(
  rows: readonly Float32Array[],
  right: readonly boolean[],
  weights: Float64Array,
  gradient: Float64Array,
  scale: number,
): void {
  const scores = rows.map((row) => product(weights, row));
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const all = powers.reduce((sum, power) => sum + power, 0);
  const good = powers.reduce((sum, power, at) => sum + (right[at] ? power : 0), 0);
  rows.forEach((row, at) => {
    const power = powers[at] as number;
    const push = (power / all - (right[at] ? power / good : 0)) * scale;
    if (Math.abs(push) < 1e-9) return;
    for (let k = 0; k < row.length; k++) gradient[k] = (gradient[k] as number) + push * (row[k] as number);
  });
}

/** Logistic regression. The first column is the bias, which is not regularised. */
export function fitLogistic(
  rows: readonly Float32Array[],
  labels: readonly boolean[],
  { l2, steps }: Options,
): Float64Array {
  const width = rows[0]?.length ?? 0;
  return descend(width, steps, (weights, gradient) => {
    rows.forEach((row, at) => {
      const push = (1 / (1 + Math.exp(-product(weights, row))) - (labels[at] ? 1 : 0)) / rows.length;
      for (let k = 0; k < width; k++) gradient[k] = (gradient[k] as number) + push * (row[k] as number);
    });
    for (let at = 1; at < width; at++) gradient[at] = (gradient[at] as number) + l2 * (weights[at] as number);
  });
}

function descend(
  width: number,
  steps: number,
  addGradient: (weights: Float64Array, gradient: Float64Array) => void,
): Float64Array {
  const weights = new Float64Array(width);
  const mean = new Float64Array(width);
  const spread = new Float64Array(width);
  for (let step = 1; step <= steps; step++) {
    const gradient = new Float64Array(width);
    addGradient(weights, gradient);
    for (let at = 0; at < width; at++) {
      const slope = gradient[at] as number;
      mean[at] = 0.9 * (mean[at] as number) + 0.1 * slope;
      spread[at] = 0.99 * (spread[at] as number) + 0.01 * slope * slope;
      const unbiased = (mean[at] as number) / (1 - 0.9 ** step);
      weights[at] =
        (weights[at] as number) - (RATE * unbiased) / (Math.sqrt((spread[at] as number) / (1 - 0.99 ** step)) + 1e-6);
    }
  }
  return weights;
}

const product = (weights: Float64Array, row: Float32Array): number => {
  let sum = 0;
  for (let at = 0; at < row.length; at++) sum += (weights[at] as number) * (row[at] as number);
  return sum;
};
