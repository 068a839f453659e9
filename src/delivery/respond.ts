import type { Answer } from "../answering/answer.ts";
import type { Ask, Picked } from "../answering/ask.ts";
import { citationsOf } from "../answering/citations.ts";
import { maskSecrets } from "../answering/secrets.ts";
import type { Store } from "../store/store.ts";
import type { RecentAnswers } from "./recent.ts";

/** A question as a platform delivers it, whatever the platform. */
export interface Asked {
  readonly platform: string;
  /** Decides which sources may be quoted. */
  readonly channel: string;
  /** Where the conversation is: a thread, a direct message. */
  readonly place: string;
  /** The platform's id of the person, with the team where ids repeat between teams. */
  readonly asker: string;
  /** Names the message. */
  readonly key: string;
  readonly text: string;
  /** Whether a secret was taken out of it. */
  readonly secret?: boolean | undefined;
  readonly pick?: Picked | undefined;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

export interface Responded {
  readonly id: string;
  readonly answer: Answer;
  /** Call it once the asker has the answer: an attempt that is repeated must find the conversation as it was. */
  readonly remember: () => Promise<void>;
}

export interface Respond {
  /** The bot over the sources that may be quoted in a channel. */
  readonly askIn: (channel: string) => Ask;
  readonly store: Pick<Store, "conversations" | "answers">;
  readonly recent: RecentAnswers;
  readonly now: () => number;
}

/** Asks in the asker's conversation, and writes down that an answer was given. */
export async function respond(asked: Asked, { askIn, store, recent, now }: Respond): Promise<Responded> {
  const { platform, place, asker, pick } = asked;
  // What is remembered and kept is what was masked, whatever way the text came.
  const { text, found } = maskSecrets(asked.text);
  const before = await store.conversations.get(platform, place, asker);
  const answer = askIn(asked.channel)(text, { conversation: before, at: now(), asker, pick });
  const { conversation } = answer;
  const remember = async (): Promise<void> => {
    if (conversation) await store.conversations.put(platform, place, conversation);
    else if (before) await store.conversations.forget(platform, place, asker);
  };
  const id = await store.answers.record({
    platform,
    place,
    asker,
    key: asked.key,
    kind: answer.kind,
    confidence: answer.confidence,
    sections: citationsOf(answer).map(({ source, path, anchor }) => `${source}/${path}#${anchor}`),
    intent: answer.kind === "snippet" || answer.kind === "ask" ? answer.snippet.intent : undefined,
    latency: Math.max(0, now() - asked.receivedAt),
    // A question that held a secret is not kept, whatever the operator chose.
    question: answer.secret || asked.secret || found ? "" : text,
  });
  recent.keep(id, { question: text, answer, place, asker });
  return { id, answer, remember };
}
