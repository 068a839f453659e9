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

/** At most so many answers a minute in one thread, whoever asks: what answers itself stops there. */
export function createThreadCap(most: number, now: () => number): (thread: string) => boolean {
  const MINUTE = 60_000;
  const answers = new Map<string, number[]>();
  return (thread) => {
    const recent = (answers.get(thread) ?? []).filter((at) => now() - at < MINUTE);
    if (recent.length >= most) return false;
    answers.set(thread, [...recent, now()]);
    if (answers.size > 10_000)
      for (const [key, times] of answers) if (now() - (times.at(-1) ?? 0) >= MINUTE) answers.delete(key);
    return true;
  };
}
