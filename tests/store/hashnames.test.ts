import { Kysely, sql } from "kysely";
import { describe, expect, it } from "vitest";
import { MIGRATIONS, migrate } from "../../src/store/migrations.ts";
import { openStore } from "../../src/store/open.ts";
import type { Schema } from "../../src/store/schema.ts";
import { connect, dialectOf } from "../../src/store/sqlite.ts";
import { event } from "./events.ts";
import { bytesOf, newClock, newFile } from "./folder.ts";

const AT = newClock().at;
const TALK = { at: AT, values: {}, again: 0, offered: [], verdict: false };

/** [id, platform, place, messages of the question, messages of the replies] */
const ANSWERS = [
  ["1", "slack", "T1:D0PLAIN", ["T1:D0PLAIN:1.1"], ["T1:D0PLAIN:1.2"]],
  ["2", "slack", "D0PLAIN", ["welcome:T1:U0PLAIN"], []],
  [
    "3",
    "teams",
    "tenant:a:0PLAIN",
    ["activity:tenant:a:0PLAIN:in:1"],
    ["a:0PLAIN:1:sent", "a:0PLAIN:activity:tenant:a:0PLAIN:in:1:1"],
  ],
  [
    "4",
    "teams",
    "tenant:19:0PLAIN@thread;messageid=17",
    ["activity:tenant:19:0PLAIN@thread;messageid=17:18"],
    ["19:0PLAIN@thread:19"],
  ],
] as const;

/** A store as the version before left it. */
async function earlier(file: string, more = 0): Promise<void> {
  const db = new Kysely<Schema>({ dialect: dialectOf(connect(file)) });
  await migrate(db, Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < "0004")));
  const askers = `INSERT INTO secrets VALUES ('asker', '${"ab".repeat(32)}')`;
  const talk = sql`INSERT INTO conversations VALUES ('slack', 'T1:D0PLAIN', ${ASKER}, ${JSON.stringify(TALK)}, ${AT})`;
  for (const query of [sql.raw(askers), talk]) await query.execute(db);
  const rows = Array.from({ length: more }, (_, n) => `T1:D0PLAIN:${n}`);
  for (const key of ["Ev0PLAIN", ...rows])
    await sql`INSERT INTO inbox_keys VALUES ('slack', ${key}, 'gone', ${AT})`.execute(db);
  for (const [id, platform, place, questions, replies] of ANSWERS) {
    await sql`INSERT INTO answers VALUES (${id}, ${platform}, ${place}, ${ASKER}, ${AT}, 'answer', 0.5, '[]', NULL, 1, NULL)`.execute(
      db,
    );
    const keys = [...questions.map((key) => [key, "question"]), ...replies.map((key) => [key, "reply"])];
    for (const [key, role] of keys)
      await sql`INSERT INTO answer_keys VALUES (${platform}, ${key}, ${id}, ${role}, ${AT})`.execute(db);
  }
  await db.destroy();
}
/** Of T1:U0PLAIN in Slack, by that key, as the version before hashed it. */
const ASKER = "AEIs1TOILqZMiC-g2IoWrXRsDAQyWomlCPWKBFqJ6kY";

describe("a store of the version that kept names as they are", () => {
  it("A70 A83 is opened with all it knows, and finds it by the same names", async () => {
    const file = newFile();
    await earlier(file);
    const { store } = await openStore(file, newClock());
    const posted = ANSWERS.map(async ([, platform, , questions]) =>
      Promise.all(questions.map(async (key) => (await store.answers.answerFor(platform, key))?.posted)),
    );
    // Only Teams' ids are needed again; one of them was never known.
    expect(await Promise.all(posted)).toEqual([[[""]], [[]], [["", "1:sent"]], [["19"]]]);
    for (const [id, platform, , , replies] of ANSWERS)
      for (const key of replies) expect((await store.answers.answerFor(platform, key))?.id).toBe(id);
    expect(await store.conversations.get("slack", "T1:D0PLAIN", "T1:U0PLAIN")).toMatchObject(TALK);
    expect(await store.inbox.accept(event("Ev0PLAIN"))).toBeUndefined();
    expect(await store.forget({ platform: "slack", user: "U0PLAIN" })).toMatchObject({ answers: 4, conversations: 1 });
    await store.close();
  });

  it("A70 holds no name any more once it is open, in any of its files", async () => {
    const file = newFile();
    await earlier(file, 3_000);
    expect(bytesOf(file).includes("0PLAIN")).toBe(true);
    const { store } = await openStore(file, newClock());
    expect(bytesOf(file).includes("0PLAIN")).toBe(false);
    await store.close();
  });
});
