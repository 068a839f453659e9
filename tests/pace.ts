import { setTimeout as sleep } from "node:timers/promises";
import type { Machine } from "../src/platforms.ts";

/** How much faster than the real one a tests' machine waits; may be changed on the way. */
export interface Pace {
  faster: number;
}

/** Waits that are shorter than they should be, and the clock that agrees with them. `waits`: milliseconds before they were made so. */
export function createPace(pace: Pace, waits: number[]): Pick<Machine, "sleep" | "ticks"> {
  let [ticked, last] = [0, performance.now()];
  return {
    sleep: async (milliseconds, signal) => {
      waits.push(milliseconds);
      await sleep(milliseconds / pace.faster, undefined, signal ? { signal } : {});
    },
    ticks: () => {
      const real = performance.now();
      ticked += (real - last) * pace.faster;
      last = real;
      return ticked;
    },
  };
}
