import { createHmac, randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";

/**
 * Names that platforms give to people, places and messages, as the store keeps them. Equal names have equal hashes, and nobody can
 * go back from one without the store's key.
 */
export interface Hash {
  /** @param asker `TEAM:USER`, by the platform's ids */
  asker(platform: string, asker: string): string;
  place(place: string): string;
  message(key: string): string;
}

/** HMAC-SHA256 with a random key that is made once and kept in the store; a hash without key could be guessed from a list of ids. */
export async function readHash(db: Kysely<Schema>): Promise<Hash> {
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
  const hash = (kind: string, name: string): string =>
    createHmac("sha256", key)
      .update(JSON.stringify([kind, name]))
      .digest("base64url");
  return {
    // Without a kind of its own: hashes of askers were the first.
    asker: hash,
    place: (place) => hash("place", place),
    message: (message) => hash("message", message),
  };
}
