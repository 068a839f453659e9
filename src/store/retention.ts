import type { Kysely } from "kysely";
import type { HashAsker } from "./asker.ts";
import { CONVERSATIONS_LIVE } from "./conversations.ts";
import type { Schema } from "./schema.ts";

const DAY = 24 * 60 * 60 * 1000;

/**
 * Removes everything of one asker: conversations, answers to their questions with all that hangs on them, and their feedback on
 * others' answers. Returns how many rows of these three kinds. An event of theirs that is still in the inbox is answered, and
 * erased then.
 */
export function forget(db: Kysely<Schema>, hash: HashAsker, platform: string, asker: string): Promise<number> {
  const hashed = hash(platform, asker);
  return db.transaction().execute(async (db) => {
    const feedback = await db.deleteFrom("feedback").where("asker", "=", hashed).returning("answer").execute();
    const answers = await db.deleteFrom("answers").where("asker", "=", hashed).returning("id").execute();
    const conversations = await db.deleteFrom("conversations").where("asker", "=", hashed).returning("at").execute();
    return feedback.length + answers.length + conversations.length;
  });
}

/** Removes answers older than that many days, with their messages and feedback, and conversations that are over. */
export function expire(db: Kysely<Schema>, days: number, now: number): Promise<number> {
  return db.transaction().execute(async (db) => {
    await db
      .deleteFrom("conversations")
      .where("at", "<", now - CONVERSATIONS_LIVE)
      .execute();
    const old = await db
      .deleteFrom("answers")
      .where("at", "<", now - days * DAY)
      .returning("id")
      .execute();
    return old.length;
  });
}
