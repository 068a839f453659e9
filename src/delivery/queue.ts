/** Work in order within a place, side by side across places, never more than a few at a time. */
export interface Queue {
  /** False where there is no room: in all, or for this place, so that one busy channel leaves room for the others. */
  readonly push: (place: string, work: () => Promise<void>) => boolean;
  /** Takes no more work; resolves when what was taken is done. */
  readonly drain: () => Promise<void>;
  readonly waiting: () => number;
  readonly running: () => number;
}

export interface QueueLimits {
  readonly parallel: number;
  readonly waiting: number;
}

/** Share of the room that one place may take. */
const SHARE = 0.25;

/** Work must not throw; what it throws all the same goes to `onError`. */
export function createQueue({ parallel, waiting: most }: QueueLimits, onError: (error: unknown) => void): Queue {
  const lines = new Map<string, (() => Promise<void>)[]>();
  /** Places that have work and none under way, in the order in which they get their turn. */
  const ready: string[] = [];
  const busy = new Set<string>();
  let waiting = 0;
  let open = true;
  let whenEmpty: (() => void)[] = [];

  const next = (): void => {
    while (busy.size < parallel && ready.length > 0) {
      const place = ready.shift() as string;
      const work = lines.get(place)?.shift();
      if (!work) continue;
      waiting--;
      busy.add(place);
      void run(place, work);
    }
    if (busy.size === 0 && waiting === 0) {
      for (const tell of whenEmpty) tell();
      whenEmpty = [];
    }
  };
  const run = async (place: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      onError(error);
    }
    busy.delete(place);
    if ((lines.get(place)?.length ?? 0) > 0) ready.push(place);
    else lines.delete(place);
    next();
  };
  return {
    push: (place, work) => {
      const line = lines.get(place) ?? [];
      if (!open || waiting >= most || line.length >= Math.max(1, Math.ceil(most * SHARE))) return false;
      if (line.length === 0 && !busy.has(place)) ready.push(place);
      line.push(work);
      lines.set(place, line);
      waiting++;
      next();
      return true;
    },
    drain: () => {
      open = false;
      return new Promise((resolve) => {
        whenEmpty.push(resolve);
        next();
      });
    },
    waiting: () => waiting,
    running: () => busy.size,
  };
}
