// What a bot does under load, and what it costs.
import { readFileSync } from "node:fs";

/** Questions under way at full load. */
export const IN_FLIGHT = 32;

/** Milliseconds of processor time, of all threads; Linux counts in hundredths of a second. */
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/**
 * One bot, warmed up, at full load and at half of what it did then.
 *
 * @param ask asks once, given the number of a lane; resolves to the milliseconds until the acknowledgement, when the answer is
 *   there, too
 * @param counts questions at full and at half load
 */
export async function underLoad({ pid }, ask, counts) {
  await atFull(IN_FLIGHT * 10, ask);
  const before = cpuOf(pid);
  const loaded = await atFull(counts.full, ask);
  const full = { ...loaded, cpu: (cpuOf(pid) - before) / counts.full };
  const half = quantiles(await atRate(full.perSecond / 2, counts.half, ask));
  return { full, half };
}

/** So many in flight: the next one follows when the last one is answered. */
async function atFull(count, ask) {
  const times = [];
  let left = count;
  const began = performance.now();
  const lane = async (_, number) => {
    while (left-- > 0) times.push(await ask(number));
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return { perSecond: (count * 1000) / (performance.now() - began), ...quantiles(times) };
}

/** So many a second, whatever becomes of them; gives what each came to. */
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
