import type { Kysely } from "kysely";
import { type Entering, enterWith } from "./enter.ts";
import type { Hash } from "./hash.ts";
import type { Clock } from "./ids.ts";
import { prepared } from "./prepared.ts";
import type { InboxRow, Schema } from "./schema.ts";
import { together } from "./together.ts";

/** How often an event may fail, or its process die of it, before it is given up. */
export const MOST_ATTEMPTS = 3;
/** Milliseconds that the keys of an event are known; platforms repeat theirs for minutes. */
export const KEYS_LIVE = 24 * 60 * 60 * 1000;

/** What a platform sent, as its `read` made it. */
export interface Incoming {
  readonly platform: string;
  /**
   * Every name that the event goes by, for Slack its id, and team with channel and timestamp. One that is known makes the event a
   * known one. Without any, it is always new. Kept as keyed hashes.
   */
  readonly keys: readonly string[];
  readonly place: string;
  /** JSON. Kept until the event is finished; take secrets out before. */
  readonly body: unknown;
}

/** An event that waits, without what it says. */
export interface Listed {
  readonly id: string;
  readonly platform: string;
  readonly place: string;
  /** How often it was started. */
  readonly attempts: number;
  /** Not to be begun before, in milliseconds since 1970; `undefined`: at once. */
  readonly dueAt: number | undefined;
}

export interface Waiting {
  readonly id: string;
  readonly platform: string;
  readonly place: string;
  readonly body: unknown;
  /** How often it was started, this time included. */
  readonly attempts: number;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

export interface InboxCounts {
  readonly waiting: number;
  readonly working: number;
  /** Given up in the last 24 hours. */
  readonly failed: number;
  /** When the oldest waiting one was received, in milliseconds since 1970. */
  readonly oldest: number | undefined;
}

/** Resolves once all that was committed before is on the disk. */
export type Sync = () => Promise<void>;

/** Events, from before they are acknowledged until they are answered. */
export interface Inbox {
  /** Returns the event's id, `undefined` if it is a known one. Once this is resolved, the event may be acknowledged. */
  accept(event: Incoming): Promise<string | undefined>;
  /** The same, and takes the event at once, as `start` would. */
  take(event: Incoming): Promise<Waiting | undefined>;
  /** All that nobody works on, the oldest first. */
  waiting(): Promise<readonly Listed[]>;
  /** Takes an event; `undefined` if it is not waiting any more. Rejects if it cannot be read now. */
  start(id: string): Promise<Waiting | undefined>;
  /** An event that is not done, whoever works on it. */
  read(id: string): Promise<Waiting | undefined>;
  /** Erases the event; its keys stay. */
  finish(id: string): Promise<void>;
  /** It waits again, until a time in milliseconds since 1970. An attempt that ends so does not count as one that failed. */
  postpone(id: string, dueAt: number): Promise<void>;
  /** It waits again if that makes sense and attempts are left; else it is given up, and erased. */
  fail(id: string, retryable: boolean): Promise<"again" | "failed">;
  /**
   * At start: what was being worked on when the process died waits again, or is given up. Where several processes share a
   * store, only those that were started before a time, in milliseconds since 1970.
   */
  recover(startedBefore?: number): Promise<{ readonly again: number; readonly failed: number }>;
  /** Forgets keys after 24 hours, but not those of events that are not done; `now` in milliseconds since 1970. */
  expire(now: number): Promise<void>;
  counts(): Promise<InboxCounts>;
}

export function inboxOf(db: Kysely<Schema>, clock: Clock, nextId: () => string, hash: Hash, sync: Sync): Inbox {
  const queries = queriesOf(db);
  const enterAll = enterWith(db, hash);
  // Many at once cost one commit and one sync.
  const enter = together(async (batch: readonly Entering[]) => {
    const entered = await enterAll(batch);
    await sync();
    return entered;
  });
  return {
    accept: async (event) => {
      const id = nextId();
      return (await enter({ event, id, at: clock(), isTaken: false })) === "new" ? id : undefined;
    },
    take: async (event) => {
      const [id, at] = [nextId(), clock()];
      const entered = await enter({ event, id, at, isTaken: true });
      const { platform, place, body = null } = event;
      return entered === "new" ? { id, platform, place, body, attempts: 1, receivedAt: at } : undefined;
    },
    waiting: () => list(db),
    start: async (id) => {
      const [row] = await queries.start({ id, at: clock() });
      return row && toWaiting(row);
    },
    read: async (id) => {
      const open = db.selectFrom("inbox").selectAll().where("id", "=", id).where("state", "!=", "failed");
      const row = await open.executeTakeFirst();
      return row && toWaiting(row);
    },
    finish: async (id) => {
      await queries.erase({ id });
    },
    postpone: (id, dueAt) => postpone(db, id, dueAt),
    fail: (id, retryable) => fail(db, id, retryable),
    recover: (startedBefore) => recover(db, startedBefore),
    expire: (now) => expire(db, now),
    counts: () => counts(db),
  };
}

/** Those that every event passes. */
function queriesOf(db: Kysely<Schema>) {
  return {
    start: prepared(db, ({ id, at }: { readonly id: string; readonly at: number }) =>
      db
        .updateTable("inbox")
        .set((row) => ({ state: "working", attempts: row("attempts", "+", 1), started_at: at }))
        .where("id", "=", id)
        .where("state", "=", "waiting")
        .returningAll(),
    ),
    erase: prepared(db, ({ id }: { readonly id: string }) => db.deleteFrom("inbox").where("id", "=", id)),
  };
}

async function list(db: Kysely<Schema>): Promise<readonly Listed[]> {
  const waiting = db.selectFrom("inbox").select(["id", "platform", "place", "attempts", "due_at"]);
  const rows = await waiting.where("state", "=", "waiting").orderBy("id").execute();
  return rows.map(({ due_at, ...row }) => ({ ...row, dueAt: due_at ?? undefined }));
}

async function postpone(db: Kysely<Schema>, id: string, dueAt: number): Promise<void> {
  await db
    .updateTable("inbox")
    .set((row) => ({ state: "waiting", due_at: dueAt, waits: row("waits", "+", 1) }))
    .where("id", "=", id)
    .where("state", "=", "working")
    .execute();
}

const GIVEN_UP = { state: "failed", body: "null", place: "" } as const;

async function fail(db: Kysely<Schema>, id: string, retryable: boolean): Promise<"again" | "failed"> {
  return db.transaction().execute(async (db) => {
    const worked = await db
      .updateTable("inbox")
      .set({ state: "waiting" })
      .where("id", "=", id)
      .where("state", "=", "working")
      .where(({ eb }) => eb(eb("attempts", "-", eb.ref("waits")), "<", retryable ? MOST_ATTEMPTS : 0))
      .returning("id")
      .execute();
    if (worked.length > 0) return "again";
    await db.updateTable("inbox").set(GIVEN_UP).where("id", "=", id).where("state", "=", "working").execute();
    return "failed";
  });
}

function recover(db: Kysely<Schema>, startedBefore?: number): Promise<{ again: number; failed: number }> {
  return db.transaction().execute(async (db) => {
    const left = db
      .updateTable("inbox")
      .where("state", "=", "working")
      .$if(startedBefore !== undefined, (query) => query.where("started_at", "<", startedBefore as number))
      .returning("id");
    const failed = await left
      .set(GIVEN_UP)
      .where(({ eb }) => eb(eb("attempts", "-", eb.ref("waits")), ">=", MOST_ATTEMPTS))
      .execute();
    const again = await left.set({ state: "waiting" }).execute();
    return { again: again.length, failed: failed.length };
  });
}

function expire(db: Kysely<Schema>, now: number): Promise<void> {
  const before = now - KEYS_LIVE;
  return db.transaction().execute(async (db) => {
    await db.deleteFrom("inbox").where("state", "=", "failed").where("received_at", "<", before).execute();
    const open = db.selectFrom("inbox").select("id").where("state", "!=", "failed");
    await db.deleteFrom("inbox_keys").where("at", "<", before).where("event", "not in", open).execute();
  });
}

async function counts(db: Kysely<Schema>): Promise<InboxCounts> {
  const rows = await db
    .selectFrom("inbox")
    .select((row) => ["state", row.fn.countAll().as("count"), row.fn.min("received_at").as("oldest")])
    .groupBy("state")
    .execute();
  const of = (state: InboxRow["state"]) => rows.find((row) => row.state === state);
  const count = (state: InboxRow["state"]): number => Number(of(state)?.count ?? 0);
  const waiting = of("waiting");
  return {
    waiting: count("waiting"),
    working: count("working"),
    failed: count("failed"),
    oldest: waiting && Number(waiting.oldest),
  };
}

const toWaiting = ({ id, platform, place, body, attempts, received_at }: InboxRow): Waiting => ({
  id,
  platform,
  place,
  body: JSON.parse(body),
  attempts,
  receivedAt: received_at,
});
