import type { Kysely } from "kysely";
import { readHash } from "./hash.ts";
import type { Schema } from "./schema.ts";

/**
 * Migration: names of places and messages become keyed hashes, also in the rows that are there. What stays in plain is the id of a
 * message that the bot sent in Teams, which says neither where nor to whom, and which a changed question needs to change its
 * answer; and the teams that were answered.
 */
export async function hashNames(db: Kysely<Schema>): Promise<void> {
  await db.schema.alterTable("answer_keys").addColumn("message", "text").execute();
  await db.schema
    .createTable("teams")
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("team", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("teams_key", ["platform", "team"])
    .execute();
  await noteTeams(db);
  // Keys first: the place of their answer says where the message's id begins.
  await hashMessages(db);
  await hashPlaces(db);
}

async function noteTeams(db: Kysely<Schema>): Promise<void> {
  const places = await db.selectFrom("answers").select(["platform", "place"]).distinct().execute();
  for (const { platform, place } of places)
    if (place.includes(":"))
      await db
        .insertInto("teams")
        .values({ platform, team: teamOf(place) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
}

async function hashMessages(db: Kysely<Schema>): Promise<void> {
  const hash = await readHash(db);
  for (const { platform, key } of await db.selectFrom("inbox_keys").select(["platform", "key"]).execute())
    await db
      .updateTable("inbox_keys")
      .set({ key: hash.message(key) })
      .where("platform", "=", platform)
      .where("key", "=", key)
      .execute();
  const keys = await db
    .selectFrom("answer_keys")
    .innerJoin("answers", "answers.id", "answer_keys.answer")
    .select(["answer_keys.platform", "answer_keys.key", "answer_keys.role", "answers.place"])
    .execute();
  for (const { platform, key, role, place } of keys)
    await db
      .updateTable("answer_keys")
      .set({ key: hash.message(key), message: platform === "teams" && role === "reply" ? idIn(key, place) : null })
      .where("platform", "=", platform)
      .where("key", "=", key)
      .execute();
}

async function hashPlaces(db: Kysely<Schema>): Promise<void> {
  const hash = await readHash(db);
  for (const { id, place } of await db.selectFrom("answers").select(["id", "place"]).execute())
    await db
      .updateTable("answers")
      .set({ place: hash.place(place) })
      .where("id", "=", id)
      .execute();
  const talks = await db.selectFrom("conversations").select(["platform", "place", "asker"]).execute();
  for (const { platform, place, asker } of talks)
    await db
      .updateTable("conversations")
      .set({ place: hash.place(place) })
      .where("platform", "=", platform)
      .where("place", "=", place)
      .where("asker", "=", asker)
      .execute();
}

const teamOf = (place: string): string => place.slice(0, place.indexOf(":"));

/** Of Teams' keys as they were: `CHANNEL:ID` of a message, in an answer at `TENANT:CHANNEL` or `TENANT:CHANNEL;messageid=…`. */
function idIn(key: string, place: string): string | null {
  const [channel = ""] = place.slice(teamOf(place).length + 1).split(";messageid=");
  const id = key.startsWith(`${channel}:`) ? key.slice(channel.length + 1) : "";
  // One that Teams had not named was known by the question's key.
  return id === "" || id.startsWith("activity:") ? null : id;
}
