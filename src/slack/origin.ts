import type { Desk } from "./messages.ts";
import { isObject } from "./shapes.ts";

/** What a form carries from where it was opened to where its result goes. */
export interface Origin {
  readonly intent: string;
  /** Where the conversation is; `undefined`: with the result. */
  readonly place: string | undefined;
  /** `undefined`: the result goes to the person's direct messages. */
  readonly channel: string | undefined;
  readonly thread: string | undefined;
  readonly responseUrl: string | undefined;
  readonly isEphemeral: boolean;
}

/** What `readOrigin` reads; what is absent is undefined there. */
export const writeOrigin = (origin: Partial<Origin>): string => JSON.stringify(origin);

export function readOrigin(metadata: string): Origin | undefined {
  try {
    const value: unknown = JSON.parse(metadata);
    if (!isObject(value) || typeof value.intent !== "string") return undefined;
    const text = (name: string): string | undefined => (typeof value[name] === "string" ? value[name] : undefined);
    return {
      intent: value.intent,
      place: text("place"),
      channel: text("channel"),
      thread: text("thread"),
      responseUrl: text("responseUrl"),
      isEphemeral: value.isEphemeral === true,
    };
  } catch {
    return undefined;
  }
}

export const intentOf = (id: string, desk: Pick<Desk, "intents">) => desk.intents.find((intent) => intent.id === id);
