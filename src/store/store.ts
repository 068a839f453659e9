import type { Kysely } from "kysely";
import { type Answers, answersOf } from "./answers.ts";
import { type Conversations, conversationsOf } from "./conversations.ts";
import { type Feedback, feedbackOf } from "./feedback.ts";
import { readHash } from "./hash.ts";
import { type Clock, makeIds } from "./ids.ts";
import { type Inbox, inboxOf, type Sync } from "./inbox.ts";
import { expire, type Forgotten, forget, type Person } from "./retention.ts";
import type { Schema } from "./schema.ts";

/** What must outlive the process. */
export interface Store {
  readonly inbox: Inbox;
  readonly conversations: Conversations;
  readonly answers: Answers;
  readonly feedback: Feedback;
  /** Removes everything of one person. */
  forget(person: Person): Promise<Forgotten>;
  /** Removes what is older than that many days, and what is over; returns how many answers. */
  expire(days: number): Promise<number>;
  /** What became of its files while it was open, and what to do; `undefined` while they are there. */
  lost(): string | undefined;
  /** Nothing can be read or written afterwards. */
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Whether the text of questions is kept beside their answers; not unless it is asked for. */
  readonly keepQuestions?: boolean;
  /** Called when the store's files are found to be lost, with what `lost` says then. */
  readonly onLost?: (why: string) => void;
}

const nothing: Sync = async () => undefined;

/** A store over tables that are up to date. `sync` where a commit alone does not outlive a power cut. */
export async function storeOver(
  db: Kysely<Schema>,
  clock: Clock,
  options: StoreOptions = {},
  sync: Sync = nothing,
): Promise<Store> {
  const hash = await readHash(db);
  const nextId = makeIds(clock);
  const inbox = inboxOf(db, clock, nextId, hash, sync);
  return {
    inbox,
    conversations: conversationsOf(db, clock, hash),
    answers: answersOf(db, clock, nextId, hash, { keepQuestions: options.keepQuestions ?? false }),
    feedback: feedbackOf(db, clock, hash),
    forget: (person) => forget(db, hash, person),
    expire: async (days) => {
      await inbox.expire(clock());
      return expire(db, days, clock());
    },
    lost: () => undefined,
    close: () => db.destroy(),
  };
}
