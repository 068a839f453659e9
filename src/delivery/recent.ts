import type { Answer } from "../answering/answer.ts";

/** An answer with the question that it answers, for what is clicked on it a little later. */
export interface Recent {
  readonly question: string;
  readonly answer: Answer;
  readonly place: string;
  readonly asker: string;
}

/** Values kept for a while, in memory only. */
export interface Expiring<Value> {
  readonly keep: (key: string, value: Value) => void;
  readonly find: (key: string) => Value | undefined;
}

/** In memory only: questions are not stored. What is gone, the asker can ask again. */
export type RecentAnswers = Expiring<Recent>;

export interface ExpiringLimits {
  readonly most: number;
  /** Milliseconds. */
  readonly live: number;
}

const HOUR = 60 * 60 * 1000;

/**
 * The last so many values, each for so long from when it was kept.
 *
 * @param ticks milliseconds of a clock that is never set
 */
export function createExpiring<Value>(
  ticks: () => number,
  { most, live }: ExpiringLimits = { most: 2_000, live: HOUR },
): Expiring<Value> {
  const known = new Map<string, { readonly at: number; readonly value: Value }>();
  return {
    keep: (key, value) => {
      known.delete(key);
      known.set(key, { at: ticks(), value });
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    },
    find: (key) => {
      const entry = known.get(key);
      return entry && ticks() - entry.at <= live ? entry.value : undefined;
    },
  };
}
