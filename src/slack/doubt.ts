/**
 * Suspicions about our own settings, from requests that Slack may have sent. Anybody can send such requests, so a suspicion is a
 * warning, and never a reason to be taken out of service; a genuine request ends it, and so does time.
 */
export interface Doubt {
  /** The request was genuine. */
  readonly verified: () => void;
  /** Well formed, recent, and signed with another secret. */
  readonly mismatched: () => void;
  /** Well formed, and so many seconds ahead of our clock (behind if negative). */
  readonly off: (seconds: number) => void;
  /** What an operator should look at; `undefined` as long as nothing speaks for it. */
  readonly warning: () => string | undefined;
}

/** So many of a kind since the last genuine request. Slack sends one event four times within six minutes if it is refused. */
const ENOUGH = 3;
/** Milliseconds that one of them counts. */
const LASTS = 10 * 60_000;
/** Seconds between times that the same wrong clock accounts for. */
const ALIKE = 60;
/** Seconds. With a clock that is off by more, no certificate is valid, and nothing reaches Slack at all. */
const MOST_OFF = 366 * 24 * 60 * 60;

interface Seen {
  readonly at: number;
  readonly seconds: number;
}

/** @param now milliseconds since 1970 */
export function createDoubt(now: () => number): Doubt {
  let mismatches: readonly Seen[] = [];
  let offs: readonly Seen[] = [];
  const add = (to: readonly Seen[], seconds: number): readonly Seen[] => [...to, { at: now(), seconds }].slice(-ENOUGH);
  const isEnough = (seen: readonly Seen[]): boolean =>
    seen.length === ENOUGH && seen.every(({ at }) => now() - at < LASTS);
  return {
    verified: () => {
      [mismatches, offs] = [[], []];
    },
    mismatched: () => {
      mismatches = add(mismatches, 0);
    },
    off: (seconds) => {
      if (Math.abs(seconds) <= MOST_OFF) offs = add(offs, seconds);
    },
    warning: () => {
      if (isEnough(mismatches))
        return "Slack: requests come in that are signed with another secret. If questions stay unanswered, compare SLACK_SIGNING_SECRET with Basic Information at api.slack.com/apps";
      const by = offs.map(({ seconds }) => seconds);
      if (isEnough(offs) && Math.max(...by) - Math.min(...by) <= ALIKE)
        return `Slack: requests come in that are ${minutes(by.at(-1) ?? 0)}. If questions stay unanswered, set this machine's clock, or start its time synchronisation`;
      return undefined;
    },
  };
}

const minutes = (seconds: number): string =>
  `about ${Math.round(Math.abs(seconds) / 60)} minutes ${seconds > 0 ? "ahead of" : "behind"} this machine's clock`;
