import { dirname } from "node:path";
import Database from "libsql";
import { afterEach, describe, expect, it } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { openWorld, until, type World } from "../slack/world.ts";
import { event } from "../store/events.ts";
import { bytesOf, newFile } from "../store/folder.ts";
import { docsbot, type Ran } from "./run.ts";

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const forget = (file: string, ...args: string[]): Promise<Ran> =>
  docsbot(["forget", ...args], { cwd: dirname(file), env: { DATA_DIR: dirname(file) } });
const ofSlack = (file: string, user: string, ...more: string[]): Promise<Ran> =>
  forget(file, "--platform", "slack", "--user", user, ...more);

const NOTHING = "Removed 0 rows: answers 0, conversations 0, feedback 0, questions that waited 0.\n";
const RUNNING =
  "The bot is running: a question that it is answering right now is kept once it is answered, and for up to an hour it\nremembers in memory what its buttons belong to. Run this again in a minute, or restart the bot.\n";

async function slack(): Promise<World> {
  const world = await openWorld({ keepQuestions: true });
  ends.push(world.close);
  return world;
}

describe("docsbot forget", () => {
  it("says what is missing", async () => {
    const file = newFile("docsbot.sqlite");
    const ran = await Promise.all([forget(file), forget(file, "--platform", "teams"), ofSlack(file, "U1")]);
    expect(ran.map(({ code, err }) => [code, err])).toEqual([
      [2, "docsbot: --platform : set slack or teams; run docsbot forget --help\n"],
      [2, "docsbot: --user is missing: set the person's id; run docsbot forget --help\n"],
      [2, `docsbot: ${file}: no such store; set DATA_DIR to the bot's folder\n`],
    ]);
  });

  it("A70 removes a person from a store that nobody uses, and from its bytes, and nobody else", async () => {
    const world = await slack();
    for (const user of ["U1", "U2"]) await world.mention(`descale the kettle, said ${user}TEXT`, { user });
    await until(() => world.slack.posted.length === 2);
    const file = await world.park();
    ends.splice(0, 1, world.slack.close);
    expect(bytesOf(file).includes("U1TEXT")).toBe(true);
    expect(await ofSlack(file, "U1", "--team", "T2")).toEqual({ code: 0, out: NOTHING, err: "" });
    const { out } = await ofSlack(file, "U1");
    expect(out).toMatch(/^Removed [12] rows: answers 1, conversations [01], feedback 0, questions that waited 0\.\n$/);
    expect([bytesOf(file).includes("U1TEXT"), bytesOf(file).includes("U2TEXT")]).toEqual([false, true]);
    expect((await ofSlack(file, "U1")).out).toBe(NOTHING);
  });

  it("A70 removes a person while the bot runs, with what waits of them, and the bot goes on", async () => {
    const world = await slack();
    world.pace.faster = 1;
    world.slack.mishap = ({ method }) => (method.startsWith("chat.") ? { kind: "rate", after: "4" } : undefined);
    await world.mention("descale the kettle, said U2TEXT", { user: "U2" });
    await world.mention("descale the kettle, said U1TEXT", { user: "U1" });
    await world.mention("what of the oven, said U1TEXT", { user: "U1" });
    expect(await ofSlack(world.file, "U1")).toEqual({
      code: 0,
      out: `Removed 2 rows: answers 0, conversations 0, feedback 0, questions that waited 2.\n${RUNNING}`,
      err: "",
    });
    world.pace.faster = 100;
    world.slack.mishap = () => undefined;
    await until(() => world.slack.posted.length === 1);
    await world.mention("what of the oven, said U3TEXT", { user: "U3" });
    await until(() => world.slack.posted.length === 2);
    expect(world.slack.posted.map(({ thread }) => thread)).toEqual(["1700000001.000100", "1700000004.000100"]);
    expect((await ofSlack(world.file, "U3")).out).toMatch(/^Removed [12] rows: answers 1, /);
    await until(() => !/U[13]TEXT/.test(bytesOf(world.file).toString("latin1")));
    expect(bytesOf(world.file).includes("U2TEXT")).toBe(true);
    await world.mention("and the kettle?", { user: "U3" });
    await until(() => world.slack.posted.length === 3);
    expect(JSON.parse((await world.get("/healthz")).body).store).toMatchObject({ ok: true, faults: 0 });
  });

  it("A83 touches nothing of a bot of another version that runs", async () => {
    const file = newFile("docsbot.sqlite");
    const { store } = await openStore(file, Date.now);
    ends.push(store.close);
    await store.inbox.accept(event("E1", { body: { user: "U1" } }));
    new Database(file).exec("DELETE FROM kysely_migration WHERE name = '0004-names'");
    expect(await ofSlack(file, "U1")).toEqual({
      code: 2,
      out: "",
      err: `docsbot: ${file} is in use by a bot of another version: stop it, and try again\n`,
    });
    expect((await store.inbox.counts()).waiting).toBe(1);
  });
});
