/** What is under way, by place; of one place one event at a time, so that answers come in the order of the questions. */
export interface Work {
  readonly busy: Set<string>;
  readonly waitingAt: Map<string, number>;
  waiting: number;
  /** "closing": takes nothing more, and works on. */
  state: "open" | "closing" | "closed";
  /** Whether somebody is looking for work, and whether to look again. */
  looking: "no" | "yes" | "again";
  whenIdle: (() => void)[];
  /** When the last of those that begin has begun. */
  begun: Promise<void>;
}

export const createWork = (): Work => ({
  busy: new Set(),
  waitingAt: new Map(),
  waiting: 0,
  state: "open",
  looking: "no",
  whenIdle: [],
  begun: Promise.resolve(),
});

/** One event more, or less, that is not done. */
export function count(work: Work, place: string, by: number): void {
  work.waiting += by;
  const there = (work.waitingAt.get(place) ?? 0) + by;
  if (there > 0) work.waitingAt.set(place, there);
  else work.waitingAt.delete(place);
}

/** Once it is closed, what waits is left to the next start. */
export const isIdle = ({ busy, waiting, state }: Work): boolean =>
  busy.size === 0 && (waiting === 0 || state === "closed");

/** Whether a hand is free, and nobody waits who came before. */
export const isFree = ({ busy, waiting }: Work, place: string, parallel: number): boolean =>
  busy.size < parallel && waiting === busy.size && !busy.has(place);
