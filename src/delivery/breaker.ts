/**
 * A circuit breaker: after a few calls in a row that got no answer at all, one call at a time finds out whether the platform is
 * back, and nothing else waits for an answer that does not come.
 * https://learn.microsoft.com/azure/architecture/patterns/circuit-breaker
 */
export interface Breaker {
  readonly isOpen: () => boolean;
  /** Milliseconds until a call makes sense; 0 for now. */
  readonly wait: () => number;
  /** A call begins; what is returned says how it ended. Any answer will do, a refusal, too. */
  readonly begin: () => (outcome: "answered" | "silent") => void;
  /** Whether it is open, and a call was tried in the last minute: without calls nobody can know that it is over. */
  readonly isSilent: () => boolean;
  /** Calls that got no answer, since the start. */
  readonly silences: () => number;
}

/** Calls in a row without an answer. */
const MOST = 3;
/** Milliseconds between two calls that find out. */
const PAUSE = 2_000;
const MINUTE = 60_000;

/** @param ticks milliseconds of a clock that is never set */
export function createBreaker(ticks: () => number, onOpen: () => void = () => undefined): Breaker {
  let inARow = 0;
  let all = 0;
  let last = 0;
  let isProbing = false;
  const isOpen = (): boolean => inARow >= MOST;
  return {
    isOpen,
    wait: () => {
      if (!isOpen()) return 0;
      return isProbing ? PAUSE : Math.max(0, last + PAUSE - ticks());
    },
    begin: () => {
      const isProbe = isOpen();
      if (isProbe) isProbing = true;
      return (outcome) => {
        if (isProbe) isProbing = false;
        if (outcome === "answered") {
          inARow = 0;
          return;
        }
        inARow++;
        all++;
        last = ticks();
        if (inARow === MOST) onOpen();
      };
    },
    isSilent: () => isOpen() && ticks() - last < MINUTE,
    silences: () => all,
  };
}
