import type { Kysely } from "kysely";
import type { Answer } from "../answering/answer.ts";
import type { HashAsker } from "./asker.ts";
import type { Clock } from "./ids.ts";
import { prepared } from "./prepared.ts";
import type { AnswerKeyRow, AnswerRow, Schema } from "./schema.ts";

/** An answer as it was given. */
export interface Given {
  readonly platform: string;
  readonly place: string;
  /** The platform's id, with the team where ids repeat between teams. Only its keyed hash is kept. */
  readonly asker: string;
  /** The message of the question. */
  readonly key: string;
  readonly kind: Answer["kind"];
  /** 0..1 */
  readonly confidence: number;
  /** Ids of the sections shown, best first. */
  readonly sections: readonly string[];
  readonly intent: string | undefined;
  /** Milliseconds from the event to the answer. */
  readonly latency: number;
  /** Kept only where the store was opened with `keepQuestions`. */
  readonly question: string;
}

export interface Kept extends Omit<Given, "asker" | "key" | "question"> {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly question: string | undefined;
  /** Messages that it was posted as, in their order. */
  readonly posted: readonly string[];
}

/** Answers given, without what the platform calls the asker. */
export interface Answers {
  /** Returns the answer's id. */
  record(answer: Given): Promise<string>;
  /** Says which message the answer became; several times where it became several. */
  posted(answer: string, message: string): Promise<void>;
  /** Says that it answers this message, too: the question as it was before it was changed. */
  alsoFor(answer: string, message: string): Promise<void>;
  /** The answer to a message, or the one that was posted as it. */
  answerFor(platform: string, key: string): Promise<Kept | undefined>;
  /** Newest first; `since` in milliseconds since 1970. */
  recent(since: number, limit: number): Promise<readonly Kept[]>;
  /** How many of each kind, and their latest time is not before `since` (milliseconds since 1970). */
  counts(since: number): Promise<Readonly<Partial<Record<Answer["kind"], number>>>>;
}

interface Options {
  readonly keepQuestions: boolean;
}

export function answersOf(
  db: Kysely<Schema>,
  clock: Clock,
  nextId: () => string,
  hash: HashAsker,
  options: Options,
): Answers {
  const queries = queriesOf(db);
  return {
    record: async (given) => {
      const { platform, key } = given;
      const [id, at] = [nextId(), clock()];
      const row = { ...toRow(given, options), id, at, asker: hash(platform, given.asker) };
      await db.transaction().execute(async (db) => {
        await queries.add(row, db);
        await queries.link({ platform, key, answer: id, role: "question", at }, db);
      });
      return id;
    },
    posted: async (answer, message) => {
      await queries.note({ answer, message, role: "reply", at: clock() });
    },
    alsoFor: async (answer, message) => {
      await queries.note({ answer, message, role: "question", at: clock() });
    },
    answerFor: async (platform, key) => {
      const row = await db
        .selectFrom("answers")
        .innerJoin("answer_keys", "answer_keys.answer", "answers.id")
        .selectAll("answers")
        .where("answer_keys.platform", "=", platform)
        .where("answer_keys.key", "=", key)
        .executeTakeFirst();
      return row && (await withPosted(db, [row]))[0];
    },
    recent: async (since, limit) => {
      const rows = db.selectFrom("answers").selectAll().where("at", ">=", since);
      return withPosted(db, await rows.orderBy("id", "desc").limit(limit).execute());
    },
    counts: async (since) => {
      const counted = db.selectFrom("answers").select((row) => ["kind", row.fn.countAll().as("count")]);
      const rows = await counted.where("at", ">=", since).groupBy("kind").orderBy("kind").execute();
      return Object.fromEntries(rows.map(({ kind, count }) => [kind, Number(count)]));
    },
  };
}

const toRow = (given: Given, { keepQuestions }: Options) => ({
  platform: given.platform,
  place: given.place,
  kind: given.kind,
  confidence: given.confidence,
  sections: JSON.stringify(given.sections),
  intent: given.intent ?? null,
  latency: Math.round(given.latency),
  question: keepQuestions ? given.question : null,
});

/** Those that every answer passes. The latest answer to a message counts: a question that was edited is answered anew. */
function queriesOf(db: Kysely<Schema>) {
  return {
    add: prepared(db, (row: AnswerRow) => db.insertInto("answers").values(row)),
    link: prepared(db, (row: AnswerKeyRow) =>
      db
        .insertInto("answer_keys")
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(["platform", "key"]).doUpdateSet({ answer: row.answer, role: row.role, at: row.at }),
        ),
    ),
    /** Nothing where there is no such answer. */
    note: prepared(db, ({ answer, message, role, at }: Named) =>
      db
        .insertInto("answer_keys")
        .columns(["platform", "key", "answer", "role", "at"])
        .expression((of) =>
          of
            .selectFrom("answers")
            .select(({ val, cast }) => [
              "platform",
              cast<string>(val(message), "text").as("key"),
              "id",
              cast<AnswerKeyRow["role"]>(val(role), "text").as("role"),
              cast<number>(val(at), "bigint").as("at"),
            ])
            .where("id", "=", answer),
        )
        .onConflict((conflict) => conflict.columns(["platform", "key"]).doUpdateSet({ answer, role, at })),
    ),
  };
}

interface Named {
  readonly answer: string;
  readonly message: string;
  readonly role: AnswerKeyRow["role"];
  readonly at: number;
}

async function withPosted(db: Kysely<Schema>, rows: readonly AnswerRow[]): Promise<readonly Kept[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const posted = await db
    .selectFrom("answer_keys")
    .select(["answer", "key"])
    .where("role", "=", "reply")
    .where("answer", "in", ids)
    .orderBy("at")
    .orderBy("key")
    .execute();
  return rows.map((row) =>
    toKept(
      row,
      posted.filter(({ answer }) => answer === row.id).map(({ key }) => key),
    ),
  );
}

const toKept = (row: AnswerRow, posted: readonly string[]): Kept => ({
  id: row.id,
  platform: row.platform,
  place: row.place,
  at: row.at,
  kind: row.kind as Answer["kind"],
  confidence: row.confidence,
  sections: JSON.parse(row.sections),
  intent: row.intent ?? undefined,
  latency: row.latency,
  question: row.question ?? undefined,
  posted,
});
