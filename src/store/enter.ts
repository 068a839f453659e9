import type { Kysely } from "kysely";
import type { Hash } from "./hash.ts";
import type { Incoming } from "./inbox.ts";
import { prepared } from "./prepared.ts";
import type { InboxRow, Schema } from "./schema.ts";

/** An event on its way into the inbox. */
export interface Entering {
  readonly event: Incoming;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whether it is worked on from now on. */
  readonly isTaken: boolean;
}

/** Puts events into the inbox, all or none of them. To do it again is to do it once. */
export function enterWith(
  db: Kysely<Schema>,
  hash: Hash,
): (batch: readonly Entering[]) => Promise<readonly ("new" | "seen")[]> {
  const queries = { ...queriesOf(db), hash };
  return (batch) =>
    db.transaction().execute(async (db) => {
      const entered: ("new" | "seen")[] = [];
      for (const one of batch) entered.push(await enter(db, queries, one));
      return entered;
    });
}

function queriesOf(db: Kysely<Schema>) {
  return {
    addKeys: prepared(db, ({ platform, keys, event, at }: Keys) =>
      db
        .insertInto("inbox_keys")
        .values(keys.map((key) => ({ platform, key, event, at })))
        .onConflict((conflict) => conflict.columns(["platform", "key"]).doNothing())
        .returning("key"),
    ),
    add: prepared(db, (row: InboxRow) => db.insertInto("inbox").values(row)),
  };
}

interface Keys {
  readonly platform: string;
  readonly keys: readonly string[];
  readonly event: string;
  readonly at: number;
}

async function enter(
  db: Kysely<Schema>,
  { addKeys, add, hash }: ReturnType<typeof queriesOf> & { readonly hash: Hash },
  { event, id, at, isTaken }: Entering,
): Promise<"new" | "seen"> {
  const { platform, place } = event;
  // Sorted, so that two processes that write the same keys do not wait for each other.
  const keys = [...new Set(event.keys.map(hash.message))].sort();
  if (keys.length > 0) {
    const added = (await addKeys({ platform, keys, event: id, at }, db)).map(({ key }) => key);
    if (added.length < keys.length) return (await nameKnown(db, platform, keys, added)) === id ? "new" : "seen";
  }
  const body = JSON.stringify(event.body ?? null);
  const state = isTaken ? "working" : "waiting";
  const times = { attempts: isTaken ? 1 : 0, received_at: at, started_at: isTaken ? at : null, due_at: null, waits: 0 };
  await add({ id, platform, place, body, state, ...times }, db);
  return "new";
}

/** New names of an event that is known are names of that one. Returns its id. */
async function nameKnown(
  db: Kysely<Schema>,
  platform: string,
  keys: readonly string[],
  added: readonly string[],
): Promise<string> {
  const known = keys.filter((key) => !added.includes(key));
  const of = db.selectFrom("inbox_keys").where("platform", "=", platform);
  const { event } = await of.select("event").where("key", "in", known).executeTakeFirstOrThrow();
  if (added.length > 0)
    await db
      .updateTable("inbox_keys")
      .set({ event })
      .where("platform", "=", platform)
      .where("key", "in", added)
      .execute();
  return event;
}
