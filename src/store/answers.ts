import type { Kysely } from "kysely";
import type { Answer } from "../answering/answer.ts";
import type { Hash } from "./hash.ts";
import type { Clock } from "./ids.ts";
import { prepared } from "./prepared.ts";
import type { AnswerKeyRow, AnswerRow, Schema, TeamRow } from "./schema.ts";

/** An answer as it was given. */
export interface Given {
  readonly platform: string;
  /** Only its keyed hash is kept. */
  readonly place: string;
  /** `TEAM:USER`, by the platform's ids. Only its keyed hash is kept, and the team's id by itself. */
  readonly asker: string;
  /** The message of the question. Only its keyed hash is kept. */
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

export interface Kept extends Omit<Given, "place" | "asker" | "key" | "question"> {
  readonly id: string;
  /** Keyed hash. */
  readonly place: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly question: string | undefined;
  /** For each message that it was posted as, in their order, its id; "" for those whose id was not given. */
  readonly posted: readonly string[];
}

/** Answers given, without what the platform calls the asker. */
export interface Answers {
  /** Returns the answer's id. */
  record(answer: Given): Promise<string>;
  /**
   * Says which message the answer became; several times if it became several. Of `key` the keyed hash is kept; give the platform's
   * id, too, if it is needed to change the message: it is kept as it is.
   */
  posted(answer: string, key: string, message?: string): Promise<void>;
  /** Says that it answers this message, too: the question as it was before it was changed. */
  alsoFor(answer: string, key: string): Promise<void>;
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
  hash: Hash,
  options: Options,
): Answers {
  const queries = queriesOf(db);
  /** Those that the store is known to have. */
  const teams = new Set<string>();
  return {
    record: async (given) => {
      const { platform } = given;
      const [id, at, key] = [nextId(), clock(), hash.message(given.key)];
      const team = given.asker.slice(0, Math.max(0, given.asker.indexOf(":")));
      await db.transaction().execute(async (db) => {
        await queries.add({ ...toRow(given, hash, options), id, at }, db);
        await queries.link({ platform, key, answer: id, role: "question", at, message: null }, db);
        if (!teams.has(`${platform} ${team}`)) await queries.addTeam({ platform, team }, db);
      });
      teams.add(`${platform} ${team}`);
      return id;
    },
    posted: async (answer, key, message) => {
      await queries.note({ answer, key: hash.message(key), role: "reply", at: clock(), message: message || null });
    },
    alsoFor: async (answer, key) => {
      await queries.note({ answer, key: hash.message(key), role: "question", at: clock(), message: null });
    },
    answerFor: async (platform, key) => {
      const row = await db
        .selectFrom("answers")
        .innerJoin("answer_keys", "answer_keys.answer", "answers.id")
        .selectAll("answers")
        .where("answer_keys.platform", "=", platform)
        .where("answer_keys.key", "=", hash.message(key))
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

const toRow = (given: Given, hash: Hash, { keepQuestions }: Options) => ({
  platform: given.platform,
  place: hash.place(given.place),
  asker: hash.asker(given.platform, given.asker),
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
          conflict
            .columns(["platform", "key"])
            .doUpdateSet({ answer: row.answer, role: row.role, at: row.at, message: row.message }),
        ),
    ),
    addTeam: prepared(db, (row: TeamRow) =>
      db
        .insertInto("teams")
        .values(row)
        .onConflict((conflict) => conflict.doNothing()),
    ),
    /** Nothing where there is no such answer. */
    note: prepared(db, ({ answer, key, role, at, message }: Omit<AnswerKeyRow, "platform">) =>
      db
        .insertInto("answer_keys")
        .columns(["platform", "key", "answer", "role", "at", "message"])
        .expression((of) =>
          of
            .selectFrom("answers")
            .select(({ val, cast }) => [
              "platform",
              cast<string>(val(key), "text").as("key"),
              "id",
              cast<AnswerKeyRow["role"]>(val(role), "text").as("role"),
              cast<number>(val(at), "bigint").as("at"),
              cast<string | null>(val(message), "text").as("message"),
            ])
            .where("id", "=", answer),
        )
        .onConflict((conflict) => conflict.columns(["platform", "key"]).doUpdateSet({ answer, role, at, message })),
    ),
  };
}

async function withPosted(db: Kysely<Schema>, rows: readonly AnswerRow[]): Promise<readonly Kept[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const posted = await db
    .selectFrom("answer_keys")
    .select(["answer", "message"])
    .where("role", "=", "reply")
    .where("answer", "in", ids)
    .orderBy("at")
    .orderBy("message")
    .execute();
  return rows.map((row) =>
    toKept(
      row,
      posted.filter(({ answer }) => answer === row.id).map(({ message }) => message ?? ""),
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
