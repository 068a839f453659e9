/** What a call to a platform came to, where it did not work. */
export type Failure =
  /** Not now: try again after so many milliseconds. */
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
  error instanceof SendLater || (error instanceof SendFailed ? error.failure.kind === "unauthorized" : true);

const ATTEMPTS = 5;

export interface Patience {
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** 0..1, spreads the calls that were all told to wait. */
  readonly chance: () => number;
}

/** @throws SendLater after a few attempts, SendFailed where another attempt would end alike */
export async function patiently<Result>(
  call: () => Promise<Result>,
  readFailure: ReadFailure,
  { sleep, chance }: Patience,
): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const failure = readFailure(error, attempt);
      if (failure.kind !== "wait") throw new SendFailed(failure);
      if (attempt === ATTEMPTS - 1) throw new SendLater("the platform could not be reached");
      await sleep(failure.milliseconds * (1 + 0.2 * chance()));
    }
  }
}
