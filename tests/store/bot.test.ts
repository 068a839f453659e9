import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import Database from "libsql";
import { afterEach, describe, expect, it } from "vitest";
import { openBeside } from "../../src/store/open.ts";
import { envelope } from "../slack/signed.ts";
import { click, openWorld, until, type World } from "../slack/world.ts";
import { openTeams, type TeamsWorld } from "../teams/world.ts";
import { bytesIn, bytesOf, newFile } from "./folder.ts";

/** The whole bot over its real file: what stands in its bytes, and what becomes of it while others do something to the file. */

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function slack(options?: Parameters<typeof openWorld>[0]): Promise<World> {
  const world = await openWorld(options);
  ends.push(world.close);
  return world;
}

/** Which of these stand in the files. */
const found = (file: string, marks: readonly string[]): string[] => {
  const bytes = bytesOf(file);
  return marks.filter((mark) => bytes.includes(mark));
};

/** The tables in which they stand. Looks at a copy: two processes must not meet in a test. */
function tablesWith(file: string, marks: readonly string[]): string[] {
  const copy = newFile();
  for (const part of ["", "-wal"]) writeFileSync(copy + part, bytesIn(file + part));
  const database = new Database(copy);
  const names = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all([]) as string[];
  const rows = names.map((name) => [name, JSON.stringify(database.prepare(`SELECT * FROM ${name}`).all([]))] as const);
  database.close();
  return rows.filter(([, text]) => marks.some((mark) => text.includes(mark))).map(([name]) => name);
}

const gone = (file: string, marks: readonly string[]): Promise<boolean> => until(() => found(file, marks).length === 0);

describe("what the bot keeps in Slack", () => {
  const [words, user, channel, hook] = ["MARKwords", "U0MARKUSER", "D0MARKDM", "MARKhook"];
  const marks = [words, user, channel, hook];
  const who = { user, channel };

  it("A70 is, of a question, nothing once it is answered: not in a page, not in the log", async () => {
    const world = await slack();
    await world.direct(`how do I descale the kettle, ${words}?`, who);
    await world.mention(`what is the ${words} of the oven?`, { user });
    const command = { user_id: user, channel_id: channel, response_url: world.slack.responseUrl(hook) };
    await world.command(`descale the kettle ${words}`, command);
    const opened = { type: "app_home_opened", tab: "messages", user, channel };
    await world.send(envelope(opened, { event_id: "EvHome" }));
    await until(() => world.slack.posted.length === 3 && world.slack.of("response_url").length === 1);
    const [post] = world.slack.of("chat.postMessage");
    const rated = { actionId: "feedback", user, channel, value: "down", ts: "1800000000.000001", name: hook };
    await world.send(click(world.slack, post?.args.blocks, rated), "payload");
    await until(() => world.slack.of("response_url").length === 2);
    await gone(world.file, marks);
    await world.park();
    expect(found(world.file, marks)).toEqual([]);
    expect(world.lines.filter((line) => marks.some((mark) => line.includes(mark)))).toEqual([]);
    await world.start();
  });

  it("A70 stands in the inbox alone while it waits", async () => {
    const world = await slack();
    world.pace.faster = 1;
    world.slack.mishap = ({ method }) =>
      /^chat\.|response_url/.test(method) ? { kind: "status", status: 503 } : undefined;
    await world.direct(`how do I descale the kettle, ${words}?`, who);
    const command = { user_id: user, channel_id: channel, response_url: world.slack.responseUrl(hook) };
    await world.command(`descale the kettle ${words}`, command);
    expect([found(world.file, marks), tablesWith(world.file, marks)]).toEqual([marks, ["inbox"]]);
    world.slack.mishap = () => undefined;
    await until(() => world.slack.posted.length === 1 && world.slack.of("response_url").length > 0);
    await gone(world.file, marks);
  });

  it("A70 is the question itself only where the operator wants it, and then nothing else", async () => {
    const world = await slack({ keepQuestions: true });
    await world.direct(`how do I descale the kettle, ${words}?`, who);
    await until(() => world.slack.posted.length === 1);
    await gone(world.file, [user, channel]);
    expect([found(world.file, [words]), tablesWith(world.file, marks)]).toEqual([[words], ["answers"]]);
  });
});

describe("what the bot keeps in Teams", () => {
  const marks = ["MARKwords", "MARKaad", "MARKaccount", "MARKname", "MARKchat"];
  const about = {
    from: { id: "29:MARKaccount", name: "MARKname", aadObjectId: "MARKaad" },
    conversation: { id: "a:MARKchat", conversationType: "personal", tenantId: "00000000-0000-0000-0000-000000000001" },
  };

  async function teams(): Promise<TeamsWorld> {
    const world = await openTeams();
    ends.push(world.close);
    return world;
  }

  it("A70 is, of a question, nothing once it is answered, also one that was changed", async () => {
    const world = await teams();
    await world.direct("how do I descale the kettle, MARKwords?", { id: "in", ...about });
    await world.settled();
    await world.post({
      type: "messageUpdate",
      id: "in",
      text: "the oven, MARKwords?",
      channelData: { eventType: "editMessage" },
      ...about,
    });
    expect((await world.settled()).map(({ method, id }) => [method, id])).toEqual([["PUT", "sent-1"]]);
    await world.post({ type: "installationUpdate", action: "add", text: undefined, ...about });
    await until(() => world.teams.sent.length === 3);
    const rating = { actionName: "feedback", actionValue: { reaction: "dislike", feedback: '{"feedbackText":"no"}' } };
    await world.invoke("message/submitAction", rating, { replyToId: "sent-1", ...about });
    await gone(world.file, marks);
    await world.park();
    expect(found(world.file, marks)).toEqual([]);
    expect(found(world.file, ["sent-1"])).toEqual(["sent-1"]);
    await world.restart();
  });

  it("A70 stands in the inbox alone while it waits", async () => {
    const world = await teams();
    world.teams.failures.push(...Array.from({ length: 5 }, () => "silence" as const));
    await world.direct("how do I descale the kettle, MARKwords?", about);
    expect([found(world.file, marks), tablesWith(world.file, marks)]).toEqual([marks, ["inbox"]]);
    world.teams.failures.length = 0;
    await until(() => world.teams.sent.length > 0);
    await gone(world.file, marks);
  });
});

describe("a bot whose store", () => {
  it("A82 is locked by another program acknowledges all the same, answers, and has lost nothing", async () => {
    const world = await slack();
    const other = new Database(world.file);
    other.exec("BEGIN EXCLUSIVE");
    const sent = ["the kettle?", "the oven?"].map((text, n) => world.mention(text, { channel: `C${n}` }));
    let turns = 0;
    await until(() => ++turns > 20);
    expect(await Promise.all(sent)).toEqual([
      [200, ""],
      [200, ""],
    ]);
    other.exec("ROLLBACK");
    await until(() => world.slack.posted.length === 2);
    await until(async () => JSON.parse((await world.get("/healthz")).body).delivery.waiting === 0);
    const counts = await openBeside(await world.park(), Date.now);
    expect(await counts.answers.counts(0)).toEqual({ answer: 2 });
    expect((await counts.answers.recent(0, 9)).map(({ posted }) => posted.length)).toEqual([1, 1]);
    await counts.close();
    await world.start();
  });

  it("A83 is deleted and begun anew by somebody else says so, once, is not ready, and answers on", async () => {
    const world = await slack();
    expect((await world.get("/readyz")).status).toBe(200);
    rmSync(dirname(world.file), { recursive: true });
    mkdirSync(dirname(world.file));
    for (const part of ["", "-wal", ".lock"]) writeFileSync(world.file + part, "another's");
    await until(async () => (await world.get("/readyz")).status === 503);
    const why = `${world.file} was deleted or replaced while the bot used it: answers go on, but what is kept now may be lost, and another process may use the folder; see that none does, and start the bot again`;
    const { store } = JSON.parse((await world.get("/healthz")).body);
    expect([store.ok, store.lost]).toEqual([false, why]);
    await world.mention("how do I descale the kettle?");
    await until(() => world.slack.posted.length === 1);
    await world.park();
    for (const part of ["", "-wal", ".lock"]) expect(bytesIn(world.file + part).toString()).toBe("another's");
    expect(world.lines.filter((line) => line.includes("was deleted")).map((line) => JSON.parse(line))).toMatchObject([
      { level: "error", message: why },
    ]);
    rmSync(dirname(world.file), { recursive: true });
    await world.start();
  });
});
