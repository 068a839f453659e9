import type { Kysely } from "kysely";
import { CONVERSATIONS_LIVE } from "./conversations.ts";
import type { Hash } from "./hash.ts";
import type { Schema } from "./schema.ts";

const DAY = 24 * 60 * 60 * 1000;

/** By the platform's ids. */
export interface Person {
  readonly platform: string;
  readonly user: string;
  /** The workspace or tenant; absent: each one that a question was answered in. */
  readonly team?: string | undefined;
}

/** How many rows of each kind were removed. */
export interface Forgotten {
  /** With the keys of their messages, and what anybody thought of them. */
  readonly answers: number;
  readonly conversations: number;
  /** On others' answers, too. */
  readonly feedback: number;
  /** Events that waited, or were being worked on. */
  readonly events: number;
}

/**
 * Removes everything of one person: conversations, answers to their questions with all that hangs on them, their feedback on others'
 * answers, and their events in the inbox. One that is being answered at this moment is answered, and its answer kept.
 */
export function forget(db: Kysely<Schema>, hash: Hash, { platform, user, team }: Person): Promise<Forgotten> {
  return db.transaction().execute(async (db) => {
    const known = db.selectFrom("teams").select("team").where("platform", "=", platform);
    const teams = team === undefined ? ["", ...(await known.execute()).map(({ team }) => team)] : [team];
    const askers = teams.map((team) => hash.asker(platform, `${team}:${user}`));
    const feedback = await db.deleteFrom("feedback").where("asker", "in", askers).returning("answer").execute();
    const answers = await db.deleteFrom("answers").where("asker", "in", askers).returning("id").execute();
    const conversations = await db.deleteFrom("conversations").where("asker", "in", askers).returning("at").execute();
    const open = db.selectFrom("inbox").select(["id", "body"]).where("platform", "=", platform);
    // Each platform has its own place for them in what it keeps; as JSON, a text that names somebody reads otherwise.
    const named = [user, team].filter((id) => id !== undefined).map((id) => JSON.stringify(id));
    const events = (await open.execute()).filter(({ body }) => named.every((id) => body.includes(id)));
    for (const { id } of events) await db.deleteFrom("inbox").where("id", "=", id).execute();
    return {
      answers: answers.length,
      conversations: conversations.length,
      feedback: feedback.length,
      events: events.length,
    };
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
