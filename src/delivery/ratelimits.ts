/** What a platform has asked to wait for, by what it counts: a method, or a method in one channel. */
export interface RateLimits {
  /** Milliseconds until such a call makes sense; 0 for now. */
  readonly left: (key: string) => number;
  readonly note: (key: string, milliseconds: number) => void;
  /** How often it was told to wait, since the start. */
  readonly count: () => number;
}

/** Beyond, those that are over are forgotten. */
const MANY = 1_000;

/** @param ticks milliseconds of a clock that is never set */
export function createRateLimits(ticks: () => number): RateLimits {
  const until = new Map<string, number>();
  let count = 0;
  return {
    left: (key) => Math.max(0, (until.get(key) ?? 0) - ticks()),
    note: (key, milliseconds) => {
      count++;
      if (until.size >= MANY) for (const [known, end] of until) if (end <= ticks()) until.delete(known);
      until.set(key, ticks() + milliseconds);
    },
    count: () => count,
  };
}
