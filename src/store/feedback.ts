import type { Kysely } from "kysely";
import type { Hash } from "./hash.ts";
import type { Clock } from "./ids.ts";
import type { Schema } from "./schema.ts";

/** Characters of a reason that are kept. */
export const LONGEST_REASON = 500;

interface Opinion {
  readonly platform: string;
  /** Id of the answer. */
  readonly answer: string;
  /** The platform's id; only its keyed hash is kept. */
  readonly asker: string;
  /** `none` takes back what was said before. */
  readonly rating: "up" | "down" | "none";
  /** Take secrets out before. */
  readonly reason?: string | undefined;
  /** When it was said, in milliseconds since 1970, where the platform tells; otherwise now. */
  readonly at?: number | undefined;
}

interface FeedbackCounts {
  readonly up: number;
  readonly down: number;
  /** Reasons of those who said "down". */
  readonly reasons: Readonly<Record<string, number>>;
}

/** One opinion of each asker on each answer: the last. */
export interface Feedback {
  /** The last one said counts, in whatever order they arrive; of two said at once, the one that arrives last. */
  give(opinion: Opinion): Promise<"kept" | "unknown">;
  /** On one answer, or on all; `since` in milliseconds since 1970. */
  counts(of?: { readonly answer?: string; readonly since?: number }): Promise<FeedbackCounts>;
}

export function feedbackOf(db: Kysely<Schema>, clock: Clock, hash: Hash): Feedback {
  return {
    give: (opinion) => give(db, opinion, hash.asker(opinion.platform, opinion.asker), opinion.at ?? clock()),
    counts: async (of = {}) => {
      const rows = await db
        .selectFrom("feedback")
        .select((row) => ["rating", "reason", row.fn.countAll().as("count")])
        .$if(of.answer !== undefined, (query) => query.where("answer", "=", of.answer as string))
        .$if(of.since !== undefined, (query) => query.where("at", ">=", of.since as number))
        .groupBy(["rating", "reason"])
        .orderBy("reason")
        .execute();
      const total = (rating: string): number =>
        rows.filter((row) => row.rating === rating).reduce((sum, { count }) => sum + Number(count), 0);
      const reasons = rows.flatMap(({ rating, reason, count }): [string, number][] =>
        rating === "down" && reason !== null ? [[reason, Number(count)]] : [],
      );
      return { up: total("up"), down: total("down"), reasons: Object.fromEntries(reasons) };
    },
  };
}

function give(db: Kysely<Schema>, opinion: Opinion, asker: string, at: number): Promise<"kept" | "unknown"> {
  const { answer } = opinion;
  const rating = opinion.rating === "none" ? null : opinion.rating;
  const reason = (rating && opinion.reason?.slice(0, LONGEST_REASON)) || null;
  return db.transaction().execute(async (db) => {
    const known = await db.selectFrom("answers").select("id").where("id", "=", answer).executeTakeFirst();
    if (!known) return "unknown";
    await db
      .insertInto("feedback")
      .values({ answer, asker, rating, reason, at })
      .onConflict((conflict) =>
        conflict.columns(["answer", "asker"]).doUpdateSet({ rating, reason, at }).where("feedback.at", "<=", at),
      )
      .execute();
    return "kept";
  });
}
