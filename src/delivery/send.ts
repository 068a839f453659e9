import type { Breaker } from "./breaker.ts";
import type { RateLimits } from "./ratelimits.ts";

/** What a call to a platform came to, where it did not work. */
export type Failure =
  /** Too many calls: another one after so many milliseconds. */
  | { readonly kind: "limited"; readonly milliseconds: number }
  /** No answer came. */
  | { readonly kind: "silent"; readonly milliseconds: number }
  /** A fault on the platform's side: try again after so many milliseconds. */
  | { readonly kind: "wait"; readonly milliseconds: number }
  /** The message is longer than the platform takes: a shorter one may pass. */
  | { readonly kind: "too long" }
  /** The message itself is refused; plain text may pass. */
  | { readonly kind: "refused" }
  /** What a repeated call refers to is there no more: without its id it may pass. */
  | { readonly kind: "gone" }
  /** Nothing can be sent there. */
  | { readonly kind: "closed"; readonly reason: string }
  /** The credentials are no good: nothing can be sent anywhere. */
  | { readonly kind: "unauthorized"; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string };

/** Reads the error of a platform's SDK. `attempt` from 0. */
export type ReadFailure = (error: unknown, attempt: number) => Failure;

/** Milliseconds; who asks for more is asked again then. */
export const LONGEST_WAIT = 60_000;
const FIRST_PAUSE = 250;

/** Milliseconds before the next attempt, where the platform names no time: twice as long each time. */
export const pauseBefore = (attempt: number): number => Math.min(LONGEST_WAIT, FIRST_PAUSE * 2 ** attempt);

/** A call that is to be tried again later, by whoever keeps the event. */
export class SendLater extends Error {
  override readonly name = "SendLater";
  readonly milliseconds: number;
  /** What waits: all of the event's place, so that answers keep their order, or the event alone. */
  readonly holds: "place" | "event";
  constructor(milliseconds: number, holds: "place" | "event" = "place") {
    super("the platform takes it later");
    this.milliseconds = milliseconds;
    this.holds = holds;
  }
}
/** A call that makes no sense to repeat. */
export class SendFailed extends Error {
  override readonly name = "SendFailed";
  readonly failure: Failure;
  /** The platform's word for it, where the log looks for one. */
  readonly data: { readonly error: string | undefined };
  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
    this.data = { error: "reason" in failure ? failure.reason : failure.kind };
  }
}

/** Whether the inbox shall hand the event out again. */
export const isRetryable = (error: unknown): boolean =>
  error instanceof SendFailed ? error.failure.kind === "unauthorized" : true;

const ATTEMPTS = 5;
/** Milliseconds that whoever works on an event waits at most: a longer wait is the queue's, which holds no hand. */
export const SHORT_WAIT = 1_000;

export interface Patience {
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** 0..1, spreads the calls that were all told to wait. */
  readonly chance: () => number;
  /** Milliseconds of a clock that is never set. */
  readonly ticks: () => number;
  /** Milliseconds until a call that is repeated is put off. */
  readonly most: number;
  /** Those of the platform, which all its calls share. */
  readonly breaker: Breaker;
  readonly limits: RateLimits;
}

/** How often its calls were told to wait, and how often nothing came back; nothing of what never happened. */
export function waitsOf({ breaker, limits }: Pick<Patience, "breaker" | "limits">): Readonly<Record<string, number>> {
  const counts = { limited: limits.count(), unanswered: breaker.silences() };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** For what is done beside the queue, where nobody waits behind it: a click, a note. */
export const patient = (patience: Patience): Patience => ({ ...patience, most: LONGEST_WAIT });

/**
 * Calls a platform, and repeats the call while that is worth it. One that would meet a known limit, or a platform that is away,
 * is not even made.
 *
 * @param key what the platform counts such calls by: the method, with the channel where it counts by channel
 * @throws SendLater if it must wait longer than `patience.most`, SendFailed where another attempt would end alike
 */
export async function patiently<Result>(
  key: string,
  call: () => Promise<Result>,
  readFailure: ReadFailure,
  patience: Patience,
): Promise<Result> {
  const { breaker, limits, ticks, chance } = patience;
  const end = ticks() + patience.most;
  const wait = async (milliseconds: number): Promise<void> => {
    if (ticks() + milliseconds >= end) throw new SendLater(milliseconds);
    await patience.sleep(milliseconds);
  };
  const left = (): number => Math.max(breaker.wait(), limits.left(key));
  for (let attempt = 0; ; attempt++) {
    while (left() > 0) await wait(left());
    const ended = breaker.begin();
    try {
      const result = await call();
      ended("answered");
      return result;
    } catch (error) {
      const failure = readFailure(error, attempt);
      ended(failure.kind === "silent" ? "silent" : "answered");
      if (failure.kind !== "limited" && failure.kind !== "silent" && failure.kind !== "wait")
        throw new SendFailed(failure);
      const pause = failure.milliseconds * (1 + 0.2 * chance());
      if (failure.kind === "limited") limits.note(key, pause);
      if (attempt === ATTEMPTS - 1) throw new SendLater(pause);
      await wait(pause);
    }
  }
}
