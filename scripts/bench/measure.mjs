// Measures throughput, latency and CPU time of bots under load.
import { readFileSync } from "node:fs";

/** Questions in flight at full load. */
export const IN_FLIGHT = 32;
/** Questions before measuring. Each of the 500 people has then asked once, so no further look-ups for guests are needed. */
const WARM_UP = 500;

/** CPU time of all threads, in milliseconds. Linux counts in hundredths of a second. */
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** How often each bot is at full load in one round. */
const SLICES = 5;

/**
 * Warms up all bots and puts them under full load in turns, so that anything else on the machine affects them equally. Then runs
 * each at half its own rate.
 *
 * @param bots by name. `ask(lane)` asks one question; when the answer is there, it resolves to the milliseconds until the
 *   acknowledgement
 * @param count questions per turn
 */
export async function compare(bots, count) {
  const names = Object.keys(bots);
  for (const name of names) await atFull(WARM_UP, bots[name].ask);
  // A bot that is not being asked uses no CPU time.
  const before = mapValues(bots, ({ pid }) => cpuOf(pid));
  const slices = [];
  for (let at = 0; at < SLICES; at++) {
    const slice = {};
    for (const name of at % 2 === 0 ? names : names.toReversed()) slice[name] = await atFull(count, bots[name].ask);
    slices.push(slice);
  }
  const full = mapValues(bots, ({ pid }, name) => ({
    perSecond: median(slices.map((slice) => slice[name].perSecond)),
    cpu: (cpuOf(pid) - before[name]) / (SLICES * count),
    ...quantiles(slices.flatMap((slice) => slice[name].times)),
  }));
  const half = {};
  for (const name of names) half[name] = quantiles(await atRate(full[name].perSecond / 2, 2 * count, bots[name].ask));
  return { slices, figures: mapValues(bots, (_, name) => ({ full: full[name], half: half[name] })) };
}

const mapValues = (of, by) => Object.fromEntries(Object.entries(of).map(([name, value]) => [name, by(value, name)]));

/** Keeps `IN_FLIGHT` questions in flight: each lane asks again when its question is answered. */
async function atFull(count, ask) {
  const times = [];
  let left = count;
  const began = performance.now();
  const lane = async (_, number) => {
    while (left-- > 0) times.push(await ask(number));
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return { perSecond: (count * 1000) / (performance.now() - began), times };
}

/** Asks at a fixed rate, without waiting for answers. Returns what each `ask` resolves to. */
export function atRate(perSecond, count, ask) {
  const began = performance.now();
  return Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const due = began + (at * 1000) / perSecond - performance.now();
      await new Promise((resolve) => setTimeout(resolve, due));
      return ask(at);
    }),
  );
}

export function quantiles(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { p50: at(0.5), p99: at(0.99), most: sorted.at(-1) };
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
