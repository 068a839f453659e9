import { createHmac, randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";

/** Who asks, as the store knows them: cannot be reversed without the store's key. */
export type HashAsker = (platform: string, asker: string) => string;

/** HMAC-SHA256 with a random key that is made once and kept in the store; a hash without key could be guessed from a list of ids. */
export async function readHashAsker(db: Kysely<Schema>): Promise<HashAsker> {
  await db
    .insertInto("secrets")
    .values({ name: "asker", value: randomBytes(32).toString("hex") })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  const { value } = await db
    .selectFrom("secrets")
    .select("value")
    .where("name", "=", "asker")
    .executeTakeFirstOrThrow();
  const key = Buffer.from(value, "hex");
  return (platform, asker) =>
    createHmac("sha256", key)
      .update(JSON.stringify([platform, asker]))
      .digest("base64url");
}
