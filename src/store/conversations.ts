import type { Kysely } from "kysely";
import type { Conversation } from "../answering/answer.ts";
import type { Hash } from "./hash.ts";
import type { Clock } from "./ids.ts";
import { prepared } from "./prepared.ts";
import type { ConversationRow, Schema } from "./schema.ts";

/** Milliseconds; the dialogue itself ends much sooner. */
export const CONVERSATIONS_LIVE = 60 * 60 * 1000;

/** One conversation for each asker in each place. */
export interface Conversations {
  /** As it was put; `undefined` where there is none, or an old one, or one that another version wrote. */
  get(platform: string, place: string, asker: string): Promise<Conversation | undefined>;
  /** Replaces what was known of the conversation's asker in this place. */
  put(platform: string, place: string, conversation: Conversation): Promise<void>;
  forget(platform: string, place: string, asker: string): Promise<void>;
  /** Removes those from before a time, in milliseconds since 1970. */
  expire(before: number): Promise<void>;
}

export function conversationsOf(db: Kysely<Schema>, clock: Clock, hash: Hash): Conversations {
  const queries = queriesOf(db);
  const whose = (platform: string, place: string, asker: string): Whose => ({
    platform,
    place: hash.place(place),
    asker: hash.asker(platform, asker),
  });
  return {
    get: async (platform, place, asker) => {
      const [row] = await queries.find(whose(platform, place, asker));
      // Also where the clock was set back by more: nobody knows how old it is.
      return row && Math.abs(clock() - row.at) <= CONVERSATIONS_LIVE ? parse(row.state, asker) : undefined;
    },
    put: async (platform, place, conversation) => {
      const { asker, ...known } = conversation;
      await queries.put({ ...whose(platform, place, asker), state: JSON.stringify(known), at: clock() });
    },
    forget: async (platform, place, asker) => {
      await queries.forget(whose(platform, place, asker));
    },
    expire: async (before) => {
      await db.deleteFrom("conversations").where("at", "<", before).execute();
    },
  };
}

type Whose = Pick<ConversationRow, "platform" | "place" | "asker">;

function queriesOf(db: Kysely<Schema>) {
  return {
    find: prepared(db, ({ platform, place, asker }: Whose) =>
      db
        .selectFrom("conversations")
        .select(["state", "at"])
        .where("platform", "=", platform)
        .where("place", "=", place)
        .where("asker", "=", asker),
    ),
    put: prepared(db, (row: ConversationRow) =>
      db
        .insertInto("conversations")
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(["platform", "place", "asker"]).doUpdateSet({ state: row.state, at: row.at }),
        ),
    ),
    forget: prepared(db, ({ platform, place, asker }: Whose) =>
      db
        .deleteFrom("conversations")
        .where("platform", "=", platform)
        .where("place", "=", place)
        .where("asker", "=", asker),
    ),
  };
}

type Known = Omit<Conversation, "asker">;

/** JSON leaves out what is undefined; the conversation has it back, and the asker. */
function parse(text: string, asker: string): Conversation | undefined {
  const known: unknown = JSON.parse(text);
  if (!isKnown(known)) return undefined;
  const { at, intent, values, format, asked, again, offered, verdict } = known;
  return { at, asker, intent, values, format, asked, again, offered, verdict };
}

function isKnown(value: unknown): value is Known {
  if (typeof value !== "object" || value === null) return false;
  const { at, intent, values, format, asked, again, offered, verdict } = value as Partial<Record<keyof Known, unknown>>;
  return (
    typeof at === "number" &&
    [intent, format, asked].every((name) => name === undefined || typeof name === "string") &&
    typeof values === "object" &&
    values !== null &&
    Object.values(values).every((one) => typeof one === "string") &&
    typeof again === "number" &&
    Array.isArray(offered) &&
    offered.every((one) => typeof one === "string") &&
    typeof verdict === "boolean"
  );
}
