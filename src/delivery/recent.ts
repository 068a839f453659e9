import type { Answer } from "../answering/answer.ts";

/** An answer with the question that it answers, for what is clicked on it a little later. */
export interface Recent {
  readonly question: string;
  readonly answer: Answer;
  readonly place: string;
  readonly asker: string;
}

/** Kept in memory only: questions are not stored. What is gone, the asker can ask again. */
export interface RecentAnswers {
  readonly keep: (id: string, recent: Recent) => void;
  readonly find: (id: string) => Recent | undefined;
}

export interface RecentLimits {
  readonly most: number;
  /** Milliseconds. */
  readonly live: number;
}

export function createRecent(
  now: () => number,
  { most, live }: RecentLimits = { most: 2_000, live: 60 * 60 * 1000 },
): RecentAnswers {
  const known = new Map<string, { readonly at: number; readonly recent: Recent }>();
  return {
    keep: (id, recent) => {
      known.delete(id);
      known.set(id, { at: now(), recent });
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    },
    find: (id) => {
      const entry = known.get(id);
      if (!entry || now() - entry.at > live) return undefined;
      return entry.recent;
    },
  };
}
