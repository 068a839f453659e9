/** Time that passes when everybody waits for it, and not before. */
export interface FakeClock {
  /** Of the wall: may be set. */
  readonly now: () => number;
  readonly set: (by: number) => void;
  /** Never set. */
  readonly ticks: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Lets time pass until it is so; throws when nobody waits for anything any more. */
  readonly until: (isSo: () => boolean) => Promise<void>;
  /** Lets all happen that needs no time. */
  readonly quiet: () => Promise<void>;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Turns of the event loop in which whatever needs no time has happened; those who read a file in a thread may take longer. */
const TURNS = 40;

export function createClock(): FakeClock {
  let time = 0;
  let wall = 1_700_000_000_000;
  let sleepers: Sleeper[] = [];
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const turns = async (isSo: () => boolean): Promise<boolean> => {
    for (let n = 0; n < TURNS; n++) {
      if (isSo()) return true;
      await turn();
    }
    return isSo();
  };
  return {
    now: () => wall + time,
    set: (by) => {
      wall += by;
    },
    ticks: () => time,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: time + milliseconds, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener("abort", () => {
          sleepers = sleepers.filter((one) => one !== sleeper);
          reject(new Error("woken"));
        });
      }),
    until: async (isSo) => {
      while (!(await turns(isSo))) {
        const next = Math.min(...sleepers.map(({ at }) => at));
        if (!Number.isFinite(next)) throw new Error(`waited in vain for ${isSo.toString()}`);
        time = Math.max(time, next);
        const woken = sleepers.filter(({ at }) => at <= time);
        sleepers = sleepers.filter(({ at }) => at > time);
        for (const { wake } of woken) wake();
      }
    },
    quiet: async () => {
      await turns(() => false);
    },
  };
}
