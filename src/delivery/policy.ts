/** Where and whom the bot answers, before anything is searched. */
export interface Rules {
  /** Ids of the channels where it answers; everywhere where this is empty. Direct messages are no channels. */
  readonly channels: readonly string[];
  readonly connect: boolean;
}

export interface Sender {
  readonly channel: string;
  readonly isDirect: boolean;
  readonly isExternal: boolean;
}

export type Decision = "answer" | "another channel" | "external";

export function decide({ channel, isDirect, isExternal }: Sender, rules: Rules): Decision {
  if (isExternal && !rules.connect) return "external";
  if (!isDirect && rules.channels.length > 0 && !rules.channels.includes(channel)) return "another channel";
  return "answer";
}

const MINUTE = 60_000;
/** Beyond, those whose minute is over are forgotten. */
const MANY = 10_000;

/** At most so many a minute of each key. */
export interface RateCap {
  readonly take: (key: string) => boolean;
  /** What was taken last was none. */
  readonly giveBack: (key: string) => void;
}

/** @param ticks milliseconds of a clock that is never set: one that is set back would silence everybody until it has caught up */
export function createRateCap(most: number, ticks: () => number): RateCap {
  const taken = new Map<string, readonly number[]>();
  let tidied = 0;
  const tidy = (): void => {
    if (taken.size <= MANY || ticks() - tidied < MINUTE) return;
    tidied = ticks();
    for (const [key, times] of taken) if (ticks() - (times.at(-1) ?? 0) >= MINUTE) taken.delete(key);
  };
  return {
    take: (key) => {
      const recent = (taken.get(key) ?? []).filter((at) => ticks() - at < MINUTE);
      if (recent.length >= most) return false;
      taken.set(key, [...recent, ticks()]);
      tidy();
      return true;
    },
    giveBack: (key) => {
      const left = (taken.get(key) ?? []).slice(0, -1);
      if (left.length > 0) taken.set(key, left);
      else taken.delete(key);
    },
  };
}

/** Who asks, and where; the thread only where questions come in threads. */
export interface Asking {
  readonly thread?: string | undefined;
  readonly person: string;
  readonly channel: string;
}

/** What stops a loop, whatever it goes round in: bots that answer each other, a script, a channel gone wild. */
export interface Caps {
  /** Whether one more question may be asked. */
  readonly take: (asking: Asking) => boolean;
  /** The question that was counted was none: a repeat, or one that was not taken in. */
  readonly giveBack: (asking: Asking) => void;
  /** How many questions were refused, by what was too many; nothing of what never happened. */
  readonly refused: () => Readonly<Record<string, number>>;
}

export function createCaps(
  most: { readonly perThread: number; readonly perPerson: number; readonly perChannel: number },
  ticks: () => number,
): Caps {
  const caps = {
    thread: createRateCap(most.perThread, ticks),
    person: createRateCap(most.perPerson, ticks),
    channel: createRateCap(most.perChannel, ticks),
  };
  const names = ["thread", "person", "channel"] as const;
  const refused = new Map<string, number>();
  const giveBack = (asking: Asking, of: readonly (keyof Asking)[] = names): void => {
    for (const name of of) if (asking[name] !== undefined) caps[name].giveBack(asking[name]);
  };
  return {
    take: (asking) => {
      const at = names.findIndex((name) => asking[name] !== undefined && !caps[name].take(asking[name]));
      if (at < 0) return true;
      giveBack(asking, names.slice(0, at));
      const reason = `too many in a minute, ${names[at]}`;
      refused.set(reason, (refused.get(reason) ?? 0) + 1);
      return false;
    },
    giveBack: (asking) => giveBack(asking),
    refused: () => Object.fromEntries(refused),
  };
}
