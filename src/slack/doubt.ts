/**
 * Suspicions about our own settings, from requests that Slack may have sent. Anybody can send such requests, so a suspicion is a
 * warning: it is never a reason to be taken out of service.
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

/** So many of a kind since the last genuine request. */
const ENOUGH = 3;

export function createDoubt(): Doubt {
  let [mismatches, offs, seconds] = [0, 0, 0];
  return {
    verified: () => {
      [mismatches, offs] = [0, 0];
    },
    mismatched: () => void mismatches++,
    off: (by) => {
      offs++;
      seconds = by;
    },
    warning: () => {
      if (mismatches >= ENOUGH)
        return "Slack: requests are signed with another secret; compare SLACK_SIGNING_SECRET with Basic Information at api.slack.com/apps";
      if (offs >= ENOUGH)
        return `Slack: requests are ${minutes(seconds)}; set this machine's clock, or start its time synchronisation`;
      return undefined;
    },
  };
}

const minutes = (seconds: number): string =>
  `${Math.round(Math.abs(seconds) / 60)} minutes ${seconds > 0 ? "ahead of" : "behind"} this machine's clock`;
