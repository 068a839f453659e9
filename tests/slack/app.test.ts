import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { REASONS, VOICE } from "../../src/answering/voice.ts";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import type { Call, FakeSlack, Mishap, Posted } from "./fakeapi.ts";
import { SCOPE_OF } from "./scopes.ts";
import { BOT, envelope, mention, TEAM } from "./signed.ts";
import { type Clicked, click, openWorld, TOKEN, until, type World, type WorldOptions } from "./world.ts";

const DESCALE = "how do I descale the kettle?";
const SETTINGS = "give me the kettle settings";
const ADDRESS = "https://kettle.example.com";

/** Whatever anybody wrote to the console or the log, over all tests of this file. */
const console_: string[] = [];
const logged: string[] = [];
const asked: string[] = [];
const faults: string[] = [];
const methods = new Set<string>();
const METHODS = ["debug", "info", "log", "warn", "error"] as const;
const consoles = METHODS.map((name) => console[name]);
beforeAll(() => {
  for (const name of METHODS) console[name] = (...args: unknown[]) => void console_.push(inspect(args, { depth: 9 }));
});
afterAll(() => {
  for (const [at, name] of METHODS.entries()) console[name] = consoles[at] as typeof console.log;
});

let worlds: World[] = [];
async function open(options?: WorldOptions): Promise<World> {
  const world = await openWorld(options);
  worlds.push(world);
  return world;
}
beforeEach(() => {
  worlds = [];
});
afterEach(async () => {
  for (const world of worlds) {
    await world.close();
    logged.push(...world.lines);
    asked.push(...world.asked);
    faults.push(...world.slack.faults);
    for (const { method } of [...world.slack.calls, ...world.slack.checks]) methods.add(method);
  }
  expect(worlds.flatMap(({ slack }) => slack.faults)).toEqual([]);
});

const last = <One>(all: readonly One[]): One => all.at(-1) as One;
const told = ({ slack }: World): string[] => slack.posted.map(({ text }) => text.split("\n")[0] as string);
const first = (posted: Pick<Posted, "text">): string => posted.text.split("\n")[0] as string;
const backs = ({ slack }: World): Call["args"][] => slack.of("response_url").map(({ args }) => args);
/** The so many-th answer to a response url. */
const back = (world: World, count: number) => until(() => backs(world)[count - 1]);
const press = (world: World, blocks: unknown, clicked: Clicked) =>
  world.send(click(world.slack, blocks, clicked), "payload");
/** Every call of a method goes wrong like this, so often. */
function fail(slack: FakeSlack, method: string, mishap: Mishap, times = Number.POSITIVE_INFINITY): void {
  let left = times;
  slack.mishap = (call) => (call.method === method && left-- > 0 ? mishap : undefined);
}
/** Stops the bot, looks into its store, and starts it again. */
async function inStore<T>(world: World, look: (store: Store) => Promise<T>): Promise<T> {
  const { store } = await openStore(await world.park(), Date.now);
  const found = await look(store);
  await store.close();
  await world.start();
  return found;
}
const CITED = "[1] <https://docs.example.com/kettle#descale-the-kettle|Kettle › Descale the kettle>";
const ready = async (world: World): Promise<number> => (await world.get("/readyz")).status;

describe("a question", () => {
  it("is answered in its thread, without previews of links, and without calling anybody (A46)", async () => {
    const world = await open();
    expect(await world.mention(DESCALE, { channel: "C7", thread_ts: "1600000000.000001" })).toEqual([200, ""]);
    await world.settled();
    expect(world.slack.posted.map(({ channel, thread, text }) => [channel, thread, text.split("\n")[0]])).toEqual([
      ["C7", "1600000000.000001", CITED],
    ]);
    expect(world.slack.of("chat.postMessage")[0]).toMatchObject({
      token: TOKEN,
      args: { unfurl_links: "false", unfurl_media: "false", client_msg_id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it("is answered in a direct message", async () => {
    const world = await open();
    await world.direct(DESCALE, { ts: "1700000000.000700" });
    await world.settled();
    expect(world.slack.posted).toEqual([expect.objectContaining({ channel: "D1", thread: "1700000000.000700" })]);
  });

  it("goes on in a thread, also across a restart, for its asker alone (A16)", async () => {
    const world = await open();
    const thread_ts = "1600000000.000001";
    await world.mention(SETTINGS, { thread_ts });
    await world.settled();
    await world.restart();
    await world.mention(ADDRESS, { thread_ts, user: "U2" });
    await world.mention(ADDRESS, { thread_ts });
    await world.settled();
    expect(world.slack.posted).toHaveLength(3);
    expect(told(world)[0]).toBe("At which address is the kettle?");
    expect(world.slack.posted[1]?.text).not.toContain(`server = ${ADDRESS}`);
    expect(world.slack.posted[2]?.text).toContain(`kettle.kitchen.server = ${ADDRESS}`);
  });

  it("A27 that asks nothing gets a hint which only its asker sees", async () => {
    const world = await open();
    for (const text of ["", "   ", ":tada: 🎉"]) await world.mention(text);
    await world.settled();
    expect(world.slack.posted).toEqual([]);
    expect(world.slack.of("chat.postEphemeral").map(({ args }) => [args.channel, args.user, args.text])).toEqual(
      Array(3).fill(["C1", "U1", VOICE.usage]),
    );
  });

  it("A28 that is far too long is cut, and answered in time", async () => {
    const world = await open();
    await world.mention(`${DESCALE} ${"pour vinegar ".repeat(3_100)}`);
    await world.settled();
    expect([world.slack.posted.length, last(world.slack.posted).text.includes(VOICE.cut)]).toEqual([1, true]);
  });

  it("A67 that holds a secret is answered, its asker warned in private, and the secret nowhere", async () => {
    const world = await open({ keepQuestions: true });
    const secret = ["gh", "p_", "abcdefghijklmnopqrstuvwxyz0123456789"].join("");
    await world.mention(`${DESCALE} ${secret}`);
    await world.settled();
    expect(told(world)).toEqual([CITED]);
    expect(world.slack.of("chat.postEphemeral").map(({ args }) => [args.user, args.text])).toEqual([
      ["U1", VOICE.secret],
    ]);
    const kept = await inStore(world, ({ answers }) => answers.recent(0, 10));
    expect(kept.map(({ question }) => question)).toEqual([""]);
    expect(inspect([world.slack.calls, world.lines], { depth: 9 })).not.toContain("abcdefghijkl" + "mnopqrstuvwxyz");
  });

  it("A43 A38 with markup and calls of people in it calls nobody, and steers nothing", async () => {
    const world = await open();
    for (const text of [
      "<!channel> <@U9> <!subteam^S1> descale the kettle",
      "*_~`descale`~_* <https://evil.example.com|kettle> </script>",
      "wombat<!here> hyper<@W1>sphere",
      "give me the kettle settings server https://kettle.example.com/<!channel>",
    ])
      await world.mention(text);
    await world.settled();
    expect(world.slack.posted).toHaveLength(4);
    const values = JSON.stringify(world.slack.posted).match(/"value":"[^"]*"/g) ?? [];
    expect(values.filter((value) => !/^"value":"[\w:.-]+"$/.test(value))).toEqual([]);
  });

  it("A20 A22 A72 of a bot, of the bot itself, or from outside is left alone, and counted", async () => {
    const world = await open();
    await world.mention(DESCALE, { bot_id: "B2" });
    await world.direct(DESCALE, { user: BOT });
    await world.mention(DESCALE, { user_team: "T2" }, { is_ext_shared_channel: true });
    await world.direct(DESCALE, { subtype: "message_changed" });
    await world.settled();
    expect(world.slack.calls).toEqual([]);
    expect(JSON.parse((await world.get("/healthz")).body).slack).toEqual({
      trouble: null,
      bot: 1,
      own: 1,
      external: 1,
      edited: 1,
    });
  });

  it("A72 is answered where the operator said, and for whom", async () => {
    const world = await open({ settings: { slack: { channels: ["C2"], connect: true } } });
    await world.mention(DESCALE);
    await world.mention(DESCALE, { channel: "C2", user_team: "T2" }, { is_ext_shared_channel: true });
    await world.settled();
    expect(world.slack.posted.map(({ channel }) => channel)).toEqual(["C2"]);
    expect((await world.command(DESCALE))[1]).toContain(VOICE.notHere);
  });

  it.each([
    ["in one thread", { perThread: 2 }, () => ({ thread_ts: "1600000000.000001" }), "thread"],
    ["of one person", { perPerson: 2 }, (at: number) => ({ channel: `C${at}` }), "person"],
    ["in one channel", { perChannel: 2 }, (at: number) => ({ user: `U${at % 2}` }), "channel"],
  ])("A22 %s is answered so often a minute, and no more: its asker is told once", async (_, limits, more, cap) => {
    const world = await open({ settings: { limits }, faster: 1 });
    for (let at = 0; at < 6; at++) await world.mention(DESCALE, more(at));
    await world.settled();
    expect(world.slack.posted).toHaveLength(2);
    const notes = world.slack.of("chat.postEphemeral").map(({ args }) => `${args.channel} ${args.user} ${args.text}`);
    expect(notes).toEqual([...new Set(notes)]);
    expect(notes.every((note) => note.endsWith(VOICE.tooMany))).toBe(true);
    const { slack } = JSON.parse((await world.get("/healthz")).body);
    expect(slack).toEqual({ trouble: null, [`too many in a minute, ${cap}`]: 4 });
  });

  it("A22 by command is answered so often a minute, and its asker is told each time", async () => {
    const world = await open({ settings: { limits: { perPerson: 2 } }, faster: 1 });
    const acks = [];
    for (let at = 0; at < 3; at++) acks.push((await world.command(DESCALE))[1]);
    await back(world, 2);
    expect(acks).toEqual(["", "", JSON.stringify({ response_type: "ephemeral", text: VOICE.tooMany })]);
  });

  it("A15 A22 that comes again is no further question of anybody", async () => {
    const world = await open({ settings: { limits: { perPerson: 2 } }, faster: 1 });
    const event = envelope(mention(DESCALE), { event_id: "Ev9" });
    for (let at = 0; at < 5; at++) await world.send(event);
    await world.mention(DESCALE);
    await world.settled();
    expect(world.slack.posted).toHaveLength(2);
  });
});

describe("A72 a guest of the workspace", () => {
  const user = "UGUEST1";
  const quote = "give me the oven settings";

  it("is not answered, and told so, whatever the way in; Slack is asked once who it is", async () => {
    const world = await open();
    await world.mention(DESCALE, { user });
    await world.direct(DESCALE, { user });
    await world.command(DESCALE, { user_id: user });
    await world.settled();
    const notes = world.slack.of("chat.postEphemeral").map(({ args }) => [args.user, args.text]);
    expect(notes).toEqual([
      [user, VOICE.membersOnly],
      [user, VOICE.membersOnly],
    ]);
    expect(backs(world).map(({ text }) => text)).toEqual([VOICE.membersOnly]);
    expect([world.slack.posted, world.slack.of("users.info").length]).toEqual([[], 1]);
  });

  it("has neither clicks nor forms nor a welcome", async () => {
    const world = await open();
    await world.mention(quote);
    await world.settled();
    const { blocks, ts } = last(world.slack.posted);
    await press(world, blocks, { actionId: "fill_form", ts, user });
    expect((await back(world, 1)).text).toBe(VOICE.membersOnly);
    await world.send(
      { type: "shortcut", callback_id: "build_config", team: { id: TEAM }, user: { id: user }, trigger_id: "t1" },
      "payload",
    );
    await until(() => world.slack.posted.length === 2);
    await world.send(envelope({ type: "app_home_opened", user, channel: "D1", tab: "messages" }));
    await world.restart();
    expect(world.slack.posted.slice(1).map(({ channel, text }) => [channel, text])).toEqual([
      [user, VOICE.membersOnly],
    ]);
    expect(["views.open", "assistant.threads.setSuggestedPrompts"].flatMap(world.slack.of)).toEqual([]);
  });

  it("is answered where the operator said so, and nobody is looked up", async () => {
    const world = await open({ settings: { slack: { guests: true } } });
    await world.mention(DESCALE, { user });
    await world.settled();
    expect([told(world), world.slack.of("users.info")]).toEqual([[CITED], []]);
  });

  it("A79 cannot be told from a member without the scope: nobody is answered, and it says what is missing", async () => {
    const world = await open();
    fail(world.slack, "users.info", { kind: "error", error: "missing_scope" });
    await world.mention(DESCALE);
    await world.settled();
    expect([world.slack.posted, await ready(world)]).toEqual([[], 503]);
    expect(JSON.parse((await world.get("/healthz")).body).slack.trouble).toContain("missing_scope");
  });

  it("is not who the workspace does not know", async () => {
    const world = await open();
    fail(world.slack, "users.info", { kind: "error", error: "user_not_visible" });
    await world.mention(DESCALE);
    await world.settled();
    expect(told(world)).toEqual([CITED]);
  });
});

describe("sources by channel", () => {
  const sources = { C2: ["oven", "fridge"], "*": ["oven", "kettle"] };

  it("A71 what is quoted in one channel is quoted nowhere else, whatever the way in", async () => {
    const world = await open({ settings: { slack: { sources } } });
    const cold = "how cold is the upper shelf of the fridge?";
    for (const channel of ["C2", "C1"]) await world.mention(cold, { channel, thread_ts: "1600000000.000001" });
    await world.direct(cold);
    await world.command(cold);
    await world.command(cold, { channel_id: "C2" });
    await world.mention(SETTINGS, { channel: "C2" });
    await world.settled();
    await back(world, 2);
    const quoting = (calls: readonly Call[]): unknown[] =>
      calls
        .filter(({ args }) => /docs\.example\.com\/fridge/.test(JSON.stringify(args)))
        .map(({ args }) => args.channel);
    expect([...new Set(quoting(world.slack.of("chat.postMessage")))]).toEqual(["C2"]);
    expect(quoting(world.slack.of("response_url"))).toHaveLength(1);
    expect(JSON.stringify(world.slack.posted.filter(({ channel }) => channel === "C2"))).not.toContain("kettle.md");
  });
});

describe("once", () => {
  const event = (more: object = {}) => envelope(mention(DESCALE), { event_id: "Ev9", ...more });

  it("A15 the same event in parallel", async () => {
    const world = await open();
    expect(await Promise.all(Array.from({ length: 5 }, () => world.send(event())))).toEqual(Array(5).fill([200, ""]));
    await world.settled();
    expect(told(world)).toEqual([CITED]);
  });

  it("A7 A16 a repeat, a minute later or after a restart", async () => {
    const world = await open();
    await world.send(event());
    await world.settled();
    await world.send(event());
    await world.restart();
    await world.send(event());
    await world.send(event({ event_id: undefined }));
    await world.settled();
    expect(told(world)).toEqual([CITED]);
  });

  it("A17 a repeat whose first attempt died is answered, and its conversation is as it was", async () => {
    const world = await open();
    await world.mention(SETTINGS, { thread_ts: "1600000000.000001" });
    await world.settled();
    fail(world.slack, "chat.postMessage", { kind: "rate", after: "30" });
    const reply = envelope(mention(ADDRESS, { thread_ts: "1600000000.000001" }), { event_id: "Ev8" });
    await world.send(reply);
    await until(() => world.slack.of("chat.postMessage").length > 1);
    await world.bot().stop();
    world.slack.mishap = () => undefined;
    await world.start();
    await world.send(reply);
    await world.settled();
    expect(world.slack.posted).toHaveLength(2);
    expect(world.slack.posted[1]?.text).toContain(`kettle.kitchen.server = ${ADDRESS}`);
  });

  it("A19 as a mention and as a message", async () => {
    const world = await open();
    await world.send(event());
    await world.send(envelope({ ...mention(DESCALE), type: "message", channel_type: "channel" }, { event_id: "Ev10" }));
    await world.settled();
    expect(told(world)).toEqual([CITED]);
  });
});

describe("the command", () => {
  it("is answered to its asker alone, who may share it once, however often it is clicked (A23)", async () => {
    const world = await open();
    expect(await world.command(DESCALE)).toEqual([200, ""]);
    const answer = await back(world, 1);
    expect([answer.response_type, first(answer as never), world.slack.posted]).toEqual(["ephemeral", CITED, []]);
    await Promise.all([
      press(world, answer.blocks, { actionId: "share" }),
      press(world, answer.blocks, { actionId: "share" }),
    ]);
    const shared = await back(world, 2);
    expect([shared.response_type, shared.replace_original, first(shared as never)]).toEqual([
      "in_channel",
      false,
      CITED,
    ]);
    expect(JSON.stringify(shared.blocks)).not.toContain(VOICE.share);
    await world.restart();
    expect(backs(world)).toHaveLength(2);
  });

  it.each([
    ["help", VOICE.usage],
    ["", VOICE.usage],
    ["about", "kitchen: 3 pages, 9 sections, revision r1"],
    ["ABOUT", "kitchen: 3 pages, 9 sections, revision r1"],
    ["config kettle settings", "At which address is the kettle?"],
    [`config kettle settings server ${ADDRESS}`, "[1] Settings of the kettle"],
  ])("“%s”", async (text, expected) => {
    const world = await open();
    await world.command(text);
    const answer = await back(world, 1);
    expect([answer.response_type, first(answer as never)]).toEqual(["ephemeral", expected]);
  });

  it("goes on with what was asked in the same channel", async () => {
    const world = await open();
    await world.command(SETTINGS);
    await back(world, 1);
    await world.settled();
    await world.command(ADDRESS);
    expect((await back(world, 2)).text).toContain(`kettle.kitchen.server = ${ADDRESS}`);
  });

  it("A67 warns of a secret before the answer", async () => {
    const world = await open();
    await world.command(`${DESCALE} ${["gh", "p_", "abcdefghijklmnopqrstuvwxyz0123456789"].join("")}`);
    const answer = await back(world, 1);
    expect([first(answer as never), JSON.stringify(answer.blocks).includes(VOICE.secret)]).toEqual([
      VOICE.secret,
      true,
    ]);
  });
});

describe("shortcuts", () => {
  it("answer a message to the person who asks about it", async () => {
    const world = await open();
    await world.send(
      {
        type: "message_action",
        callback_id: "answer_from_docs",
        team: { id: TEAM },
        channel: { id: "C1" },
        user: { id: "U1" },
        message: { ts: "1.1", user: "U2", text: DESCALE },
        trigger_id: "t1",
        response_url: world.slack.responseUrl("shortcut"),
      },
      "payload",
    );
    const answer = await back(world, 1);
    expect([answer.response_type, first(answer as never), answer.url]).toEqual(["ephemeral", CITED, "/hooks/shortcut"]);
  });

  it("build a configuration: which one, its values, and the result as a direct message", async () => {
    const world = await open();
    const shortcut = {
      type: "shortcut",
      callback_id: "build_config",
      team: { id: TEAM },
      user: { id: "U1", team_id: TEAM },
      trigger_id: "t1",
    };
    await world.send(shortcut, "payload");
    const { args } = await until(() => world.slack.of("views.open")[0]);
    const view = args.view as { blocks: unknown };
    const chosen = click(world.slack, view.blocks, { actionId: "choose_intent", value: "oven-settings" });
    await world.send(
      { ...chosen, channel: undefined, container: { type: "view", view_id: "V1" }, view: { id: "V1" } },
      "payload",
    );
    const changed = await until(() => world.slack.of("views.update")[0]);
    expect([args.trigger_id, changed.args.view_id]).toEqual(["t1", "V1"]);
    const { private_metadata } = changed.args.view as { private_metadata: string };
    expect(
      await submit(world, private_metadata, { shelf: { value: { selected_option: { value: "upper" } } } }),
    ).toEqual([200, ""]);
    const posted = await until(() => world.slack.posted[0]);
    expect([posted.channel, posted.thread, posted.text.includes("oven: upper")]).toEqual(["U1", undefined, true]);
  });
});

describe("what is typed into a select (block_suggestion)", () => {
  const ask = async (value: string) => {
    const world = await open();
    const suggestion = { type: "block_suggestion", action_id: "choose_intent", block_id: "choose_intent", value };
    const about = { api_app_id: "A1", team: { id: TEAM }, user: { id: "U1" }, container: { type: "view" }, token: "x" };
    const [status, body] = await world.send({ ...suggestion, ...about }, "payload");
    const { options } = JSON.parse(body) as { options: { text: { text: string }; value: string }[] };
    return [status, options.map(({ text, value: id }) => `${id}: ${text.text}`)];
  };
  const oven = "oven-settings: Settings of the oven";
  const kettle = "kettle-settings: Settings of the kettle";

  it.each([
    ["nothing: all configurations", "", [kettle, oven]],
    ["the beginning of a word", "ov", [oven]],
    ["words in any order", "oven sett", [oven, kettle]],
    ["a misspelt word", "kettel", [kettle]],
    ["what no title holds", "zxqj", []],
  ])("%s", async (_, value, options) => {
    expect(await ask(value)).toEqual([200, options]);
  });
});

const submit = (world: World, private_metadata: string, values: object, user = "U1") =>
  world.send(
    {
      type: "view_submission",
      team: { id: TEAM },
      user: { id: user, team_id: TEAM },
      view: { id: "V1", type: "modal", callback_id: "snippet_form", private_metadata, state: { values } },
    },
    "payload",
  );
const kettle = (server: string, more: object = {}) => ({
  server: { value: { type: "plain_text_input", value: server } },
  room: { value: { value: "kitchen" } },
  degrees: { value: { value: "90" } },
  firmware: { value: { value: "" } },
  kind: { value: { selected_option: { value: "glass" } } },
  ...more,
});

describe("a click", () => {
  async function answered(
    text: string,
    options?: WorldOptions,
    more: object = {},
  ): Promise<{ world: World; posted: Posted }> {
    const world = await open(options);
    await world.mention(text, more);
    await world.settled();
    return { world, posted: last(world.slack.posted) };
  }

  it("on a section puts its answer in the place of the choice; by two people, the last one stands (A23)", async () => {
    const { world, posted } = await answered("kettle grill", { kitchen: { confidence: 0.45 } });
    expect(first(posted)).toBe(VOICE.choice);
    const { ts, blocks } = posted;
    await press(world, blocks, { actionId: "pick_1", ts });
    await until(() => world.slack.of("chat.update").length === 1);
    await press(world, blocks, { actionId: "pick_1", ts });
    await until(() => world.slack.of("chat.update").length === 2);
    await press(world, blocks, { actionId: "pick_0", ts, user: "U2" });
    await until(() => world.slack.of("chat.update").length === 3);
    const [one, two, three] = world.slack.of("chat.update").map(({ args }) => args);
    expect([one?.channel, one?.ts, one?.parse, first(one as never), first(two as never)]).toEqual([
      "C1",
      ts,
      "none",
      CITED,
      CITED,
    ]);
    expect(first(three as never)).toContain("Oven › Grill");
    expect(world.slack.posted).toHaveLength(1);
  });

  it("on a form of a configuration shows it in that form", async () => {
    const { world, posted } = await answered(`${SETTINGS} ${ADDRESS}`);
    await press(world, posted.blocks, { actionId: "format", value: "json", ts: posted.ts });
    const { args } = await until(() => world.slack.of("chat.update")[0]);
    expect(args.text).toContain(`"kettle.kitchen.server": "${ADDRESS}"`);
  });

  it("on “fill in a form” opens it; what is wrong is said in it; the result stands where it was asked, and goes on there", async () => {
    const thread_ts = "1600000000.000001";
    const { world, posted } = await answered(SETTINGS, undefined, { thread_ts });
    await press(world, posted.blocks, { actionId: "fill_form", ts: posted.ts, thread: thread_ts });
    const { args } = await until(() => world.slack.of("views.open")[0]);
    const { private_metadata } = args.view as { private_metadata: string };
    const [status, errors] = await submit(world, private_metadata, kettle("javascript:alert(1)"));
    expect([status, JSON.parse(errors)]).toEqual([
      200,
      { response_action: "errors", errors: { server: expect.stringContaining("is no address of a kettle") } },
    ]);
    expect(await submit(world, private_metadata, kettle(ADDRESS))).toEqual([200, ""]);
    const result = await until(() => world.slack.posted[1]);
    expect([result.channel, result.thread]).toEqual(["C1", thread_ts]);
    expect(result.text).toContain("kettle.boil.degrees = 90");
    await world.restart();
    await world.mention("as json please", { thread_ts });
    expect((await until(() => world.slack.posted[2])).text).toContain('"kettle.boil.degrees": "90"');
  });

  it("on the form of a private answer puts the result in its place", async () => {
    const world = await open();
    await world.command(SETTINGS);
    const { blocks } = await back(world, 1);
    await press(world, blocks, { actionId: "fill_form", name: "form" });
    const { args } = await until(() => world.slack.of("views.open")[0]);
    await submit(world, (args.view as { private_metadata: string }).private_metadata, kettle(ADDRESS));
    const result = await back(world, 2);
    expect([result.url, result.replace_original, world.slack.posted]).toEqual(["/hooks/form", true, []]);
    await world.settled();
    await world.restart();
    await world.command("as json please");
    expect((await back(world, 3)).text).toContain('"kettle.boil.degrees": "90"');
  });

  it("on “ask a person” posts the question after its asker said so, once, with a link to it; nobody else may (A73)", async () => {
    const { world, posted } = await answered("wombat <!here> hypersphere");
    const { blocks, ts } = posted;
    await press(world, blocks, { actionId: "ask_person", ts, user: "U2" });
    expect(await back(world, 1)).toMatchObject({
      text: VOICE.gone,
      response_type: "ephemeral",
      replace_original: false,
    });
    await press(world, blocks, { actionId: "ask_person", ts });
    const consent = await back(world, 2);
    expect([consent.text, consent.response_type, world.slack.posted.length]).toEqual([
      VOICE.askPersonHow,
      "ephemeral",
      1,
    ]);
    await press(world, consent.blocks, { actionId: "post_question", user: "U2" });
    expect((await back(world, 3)).text).toBe(VOICE.gone);
    await press(world, consent.blocks, { actionId: "post_question" });
    await press(world, consent.blocks, { actionId: "post_question" });
    expect((await back(world, 5)).text).toBe(VOICE.posted);
    const asking = world.slack.posted.slice(1);
    expect(asking.map(({ channel, text }) => [channel, text.split("\n")])).toEqual([
      [
        "C0HELP",
        [VOICE.forPerson, expect.stringContaining("hypersphere"), expect.stringContaining(`/archives/C1/p${ts}|`)],
      ],
    ]);
  });

  it("on an opinion is kept, the last one counts, and a reason goes with it (A24)", async () => {
    const { world, posted } = await answered(DESCALE);
    const rate = (value: string, at: string, user = "U1") =>
      press(world, posted.blocks, { actionId: "feedback", value, at, user, ts: posted.ts });
    await rate("up", "1700000001.0");
    await rate("down", "1700000005.0");
    const why = await back(world, 1);
    expect([why.text, why.response_type]).toEqual([VOICE.whatWasIt, "ephemeral"]);
    // It comes late, and is the older one.
    await rate("up", "1700000003.0");
    await rate("up", "1700000003.0", "U2");
    await press(world, why.blocks, { actionId: "reason_2", at: "1700000009.0" });
    expect(await back(world, 2)).toMatchObject({ text: VOICE.noted, replace_original: true });
    expect(await inStore(world, ({ feedback }) => feedback.counts())).toEqual({
      up: 1,
      down: 1,
      reasons: { [Object.keys(REASONS)[2] as string]: 1 },
    });
  });

  it("A23 on an answer that is gone says so, whatever was clicked", async () => {
    const { world, posted } = await answered(SETTINGS);
    await world.command(SETTINGS);
    const own = await back(world, 1);
    await world.restart();
    await press(world, posted.blocks, { actionId: "fill_form", ts: posted.ts });
    await press(world, posted.blocks, { actionId: "format", value: "json", ts: posted.ts });
    await press(world, own.blocks, { actionId: "fill_form" });
    await back(world, 4);
    expect(
      backs(world)
        .slice(1)
        .map(({ text, response_type }) => [text, response_type]),
    ).toEqual(Array(3).fill([VOICE.gone, "ephemeral"]));
  });

  it("A23 on a message that was deleted says so; where something else fails, that", async () => {
    const { world, posted } = await answered("kettle grill", { kitchen: { confidence: 0.45 } });
    for (const [at, error] of ["message_not_found", "new_word"].entries()) {
      fail(world.slack, "chat.update", { kind: "error", error });
      await press(world, posted.blocks, { actionId: "pick_0", ts: posted.ts });
      expect((await back(world, at + 1)).text).toBe(at === 0 ? VOICE.gone : VOICE.failed);
    }
    const failed = () => world.lines.filter((line) => line.includes("a click or a form"));
    await until(() => failed().length === 2);
    expect(failed().map((line) => JSON.parse(line).reason)).toEqual(["message_not_found", "new_word"]);
  });
});

describe("the Messages tab", () => {
  const opened = (tab = "messages") => envelope({ type: "app_home_opened", user: "U1", channel: "D1", tab });

  it("has prompts, and one welcome, once, also across a restart", async () => {
    const world = await open();
    await Promise.all([world.send(opened()), world.send(opened())]);
    await until(() => world.slack.posted.length > 0);
    await world.restart();
    await world.send(opened("home"));
    await world.send(opened());
    await until(() => world.slack.of("assistant.threads.setSuggestedPrompts").length === 3);
    await world.restart();
    expect(told(world)).toEqual([`${VOICE.welcome} /docs.`]);
    expect(world.slack.of("assistant.threads.setSuggestedPrompts")[0]?.args).toEqual({
      channel_id: "D1",
      prompts: [{ title: "Tea", message: "how do I make tea" }],
    });
  });

  it("A79 has its welcome also where the prompts may not be set", async () => {
    const world = await open();
    fail(world.slack, "assistant.threads.setSuggestedPrompts", { kind: "error", error: "missing_scope" });
    await world.send(opened());
    expect((await until(() => world.slack.posted[0])).text).toContain(VOICE.welcome);
  });
});

describe("when Slack fails", () => {
  it.each<readonly [string, Mishap]>([
    ["A74 told to wait", { kind: "rate", after: "30" }],
    ["A74 told to wait, not how long", { kind: "rate" }],
    ["A74 told to wait for an absurd time", { kind: "rate", after: "86400" }],
    ["A74 told to wait nonsense", { kind: "rate", after: "soon" }],
    ["A75 its server has a fault", { kind: "status", status: 500 }],
    ["A75 the connection is cut", { kind: "reset" }],
    ["A76 the answer never comes, and the message stands", { kind: "ghost" }],
    ["A75 it says so itself", { kind: "error", error: "internal_error" }],
  ])("%s: the answer comes, once", async (_, mishap) => {
    const world = await open();
    fail(world.slack, "chat.postMessage", mishap, 2);
    await world.mention(DESCALE);
    await world.settled();
    expect([told(world), world.slack.of("chat.postMessage").length]).toEqual([[CITED], 3]);
    expect(world.waits.filter((one) => one > 60_000)).toEqual([]);
    if (mishap.kind === "rate" && mishap.after === "30") expect(world.waits).toContain(30_000);
  });

  it("A76 the message that Slack knows by its id is gone: it is posted anew", async () => {
    const world = await open();
    fail(world.slack, "chat.postMessage", { kind: "error", error: "duplicate_message_not_found" }, 1);
    await world.mention(DESCALE);
    await world.settled();
    const ids = world.slack.of("chat.postMessage").map(({ args }) => typeof args.client_msg_id);
    expect([told(world), ids]).toEqual([[CITED], ["string", "undefined"]]);
  });

  it("A22 A75 an attempt that is repeated is no further answer in its thread", async () => {
    const world = await open({ settings: { limits: { perThread: 1 } } });
    fail(world.slack, "chat.postMessage", { kind: "status", status: 500 }, 7);
    await world.mention(DESCALE);
    await world.settled();
    expect(told(world)).toEqual([CITED]);
  });

  it("A74 in one channel, the others are answered meanwhile, and nothing is lost", async () => {
    const world = await open();
    const isOther = (): boolean => world.slack.posted.some(({ channel }) => channel === "C2");
    world.slack.mishap = ({ method, args }) =>
      method === "chat.postMessage" && args.channel === "C1" && !isOther() ? { kind: "rate", after: "30" } : undefined;
    await world.mention(DESCALE);
    await until(() => world.slack.calls.length > 0);
    await world.mention(DESCALE, { channel: "C2" });
    await world.settled();
    expect(world.slack.posted.map(({ channel }) => channel)).toEqual(["C2", "C1"]);
  });

  it("A75 for good, the event is given up after ten minutes, and its asker is told", async () => {
    const world = await open({ faster: 2_000 });
    fail(world.slack, "chat.postMessage", { kind: "status", status: 503 });
    await world.mention(DESCALE);
    await world.settled();
    await until(() => world.slack.of("chat.postEphemeral").length > 0);
    // Sixteen seconds apart in the end, three calls each at most.
    const calls = world.slack.of("chat.postMessage").length;
    expect([calls > 1, calls < 3 * 50]).toEqual([true, true]);
    expect(world.slack.of("chat.postEphemeral").map(({ args }) => [args.user, args.text])).toEqual([
      ["U1", VOICE.failed],
    ]);
    expect(JSON.parse(last(world.lines.filter((line) => line.includes("not answered"))))).toMatchObject({
      level: "warn",
      error: "SendLater",
      outcome: "failed",
    });
  });

  it.each(["msg_too_long", "invalid_blocks", "msg_blocks_too_long"])(
    "A77 %s: the answer comes as plain text",
    async (error) => {
      const world = await open();
      fail(world.slack, "chat.postMessage", { kind: "error", error }, 1);
      await world.mention(DESCALE);
      await world.settled();
      expect(world.slack.posted.map(({ text, blocks }) => [text.split("\n")[0], blocks])).toEqual([[CITED, []]]);
    },
  );

  it.each(["not_in_channel", "channel_not_found", "is_archived", "restricted_action"])(
    "A77 %s: nothing is repeated, and the log says why",
    async (error) => {
      const world = await open();
      fail(world.slack, "chat.postMessage", { kind: "error", error });
      await world.mention(DESCALE);
      await world.settled();
      expect([world.slack.of("chat.postMessage").length, await ready(world)]).toEqual([1, 200]);
      expect(JSON.parse(last(world.lines.filter((line) => line.includes("not answered"))))).toMatchObject({
        reason: error,
      });
    },
  );

  it.each(["invalid_auth", "token_revoked", "account_inactive"])(
    "A78 %s: it is not ready, and says so",
    async (error) => {
      const world = await open();
      expect(await ready(world)).toBe(200);
      world.slack.mishap = () => ({ kind: "error", error });
      await world.mention(DESCALE);
      await world.settled();
      expect([await ready(world), JSON.parse((await world.get("/healthz")).body).slack.trouble]).toEqual([
        503,
        expect.stringContaining(error),
      ]);
    },
  );

  it("A78 the token is refused on a click: it is not ready", async () => {
    const world = await open();
    await world.mention(SETTINGS);
    await world.settled();
    world.slack.mishap = () => ({ kind: "error", error: "token_revoked" });
    const { blocks, ts } = last(world.slack.posted);
    await press(world, blocks, { actionId: "fill_form", ts });
    await until(async () => (await ready(world)) === 503);
  });

  it.each([
    ["the app was uninstalled", { type: "app_uninstalled" }, 503],
    ["its token was revoked", { type: "tokens_revoked", tokens: { oauth: [], bot: [BOT] } }, 503],
    ["somebody's own token was revoked", { type: "tokens_revoked", tokens: { oauth: ["U1"] } }, 200],
  ])("A78 %s", async (_, event, status) => {
    const world = await open();
    expect((await world.send(envelope(event)))[0]).toBe(200);
    await world.send(envelope({ type: "app_home_opened", user: "U1", channel: "D1", tab: "messages" }));
    await until(() => world.slack.posted.length > 0);
    expect(await ready(world)).toBe(status);
  });
});

describe("when Slack does not answer", () => {
  const trouble = async (world: World) => JSON.parse((await world.get("/healthz")).body).slack.trouble;

  it("A75 it is not ready and says so, while somebody waits; and answers once Slack is back, in the order of each channel", async () => {
    const world = await open({ settings: { limits: { parallel: 2 } } });
    world.slack.mishap = () => ({ kind: "hang" });
    for (let at = 0; at < 6; at++) await world.mention(DESCALE, { channel: `C${at % 3}`, ts: `170000000${at}.000100` });
    await until(async () => (await ready(world)) === 503);
    expect(await trouble(world)).toBe("Slack does not answer; questions wait until it does");
    world.slack.mishap = () => undefined;
    await world.settled();
    const there = (channel: string) =>
      world.slack.posted.filter((one) => one.channel === channel).map(({ thread }) => thread?.slice(9, 10));
    expect(["C0", "C1", "C2"].map(there)).toEqual([
      ["0", "3"],
      ["1", "4"],
      ["2", "5"],
    ]);
    expect([await ready(world), await trouble(world)]).toEqual([200, null]);
    expect(world.lines.filter((line) => line.includes("does not answer"))).toHaveLength(1);
  });

  it("A81 a stop apologises to nobody, and the next start answers everybody, once", async () => {
    const world = await open();
    await world.mention(DESCALE, { channel: "C0" });
    await world.settled();
    fail(world.slack, "chat.postMessage", { kind: "hang" });
    for (let at = 1; at <= 8; at++) await world.mention(DESCALE, { channel: `C${at}` });
    await until(() => world.slack.of("chat.postMessage").length > 8);
    await world.bot().stop();
    world.slack.mishap = () => undefined;
    await world.start();
    await world.settled();
    expect(world.slack.posted.map(({ channel }) => channel).toSorted()).toEqual(
      Array.from({ length: 9 }, (_, at) => `C${at}`),
    );
    expect(world.slack.of("chat.postEphemeral")).toEqual([]);
  });
});

describe("when Slack counts", () => {
  it("A74 looking people up, those it knows are answered, in the same channel, too; those who are new later", async () => {
    const world = await open();
    await world.mention(DESCALE, { user: "UKNOWN" });
    await world.settled();
    const known = () => world.slack.posted.filter(({ thread }) => thread === "1700000777.000100").length;
    world.slack.mishap = ({ method }) =>
      method === "users.info" && known() === 0 ? { kind: "rate", after: "30" } : undefined;
    await world.mention(DESCALE, { user: "UNEW" });
    await until(() => world.slack.of("users.info").length > 1);
    await world.mention(DESCALE, { user: "UKNOWN", ts: "1700000777.000100" });
    await world.settled();
    expect(world.slack.posted).toHaveLength(3);
    expect(world.slack.posted[1]?.thread).toBe("1700000777.000100");
  });

  it("A67 A74 private notes, the warning of a secret comes later, and the answer once", async () => {
    const world = await open();
    fail(world.slack, "chat.postEphemeral", { kind: "rate", after: "30" }, 1);
    await world.mention(`${DESCALE} ${["gh", "p_", "abcdefghijklmnopqrstuvwxyz0123456789"].join("")}`);
    await world.settled();
    expect([told(world), world.slack.of("chat.postEphemeral").map(({ args }) => args.text)]).toEqual([
      [CITED],
      [VOICE.secret, VOICE.secret],
    ]);
  });

  it("A74 A77 a response url: one that is used up is not tried again, one that is limited is", async () => {
    const world = await open();
    fail(world.slack, "response_url", { kind: "status", status: 404 });
    await world.command(DESCALE);
    await back(world, 2);
    expect(backs(world).map(({ text }) => text === VOICE.failed)).toEqual([false, true]);
    fail(world.slack, "response_url", { kind: "rate", after: "30" }, 1);
    await world.command(DESCALE);
    await world.settled();
    expect(backs(world)).toHaveLength(4);
    expect(world.waits).toContain(30_000);
  });
});

describe("the token is looked at when the bot starts", () => {
  async function restarted(change: (slack: FakeSlack) => void): Promise<World> {
    const world = await open();
    await world.park();
    change(world.slack);
    await world.start();
    return world;
  }
  const said = (world: World, level: string): string[] =>
    world.lines.map((line) => JSON.parse(line)).flatMap((line) => (line.level === level ? [line.message] : []));

  it("A78 where it is refused, the bot is not ready, before anybody asks", async () => {
    const world = await restarted((slack) => {
      slack.mishap = () => ({ kind: "error", error: "invalid_auth" });
    });
    await until(async () => (await ready(world)) === 503);
    expect(said(world, "error")).toEqual([expect.stringMatching(/^Slack refuses the token \(invalid_auth\); install/)]);
  });

  it("A79 what it may not do is named", async () => {
    const world = await restarted((slack) => {
      slack.scopes = "users:read,commands";
    });
    await until(() => said(world, "warn").length > 0);
    expect(said(world, "warn")).toEqual(["Slack: the token lacks chat:write; install the app again from its manifest"]);
    expect(await ready(world)).toBe(200);
  });

  it("A75 where Slack is away, the bot starts, and answers once it is back", async () => {
    const world = await restarted((slack) => {
      slack.mishap = () => ({ kind: "status", status: 503 });
    });
    await until(() => said(world, "warn").length > 0);
    world.slack.mishap = () => undefined;
    await world.mention(DESCALE);
    await world.settled();
    expect([said(world, "warn").length, told(world), await ready(world)]).toEqual([1, [CITED], 200]);
  });
});

describe("many at once", () => {
  it("A26 a burst in one channel leaves room for the others; each is answered or told, and nobody often", async () => {
    const limits = { waiting: 40, parallel: 2, perPerson: 1_000, perChannel: 1_000 };
    const world = await open({ settings: { limits }, faster: 20 });
    const isOther = (): boolean => world.slack.posted.some(({ channel }) => channel === "C2");
    world.slack.mishap = ({ method, args }) =>
      method === "chat.postMessage" && args.channel === "C1" && !isOther() ? { kind: "rate", after: "30" } : undefined;
    const burst = Array.from({ length: 150 }, (_, at) => world.mention(DESCALE, { user: `U${at % 3}` }));
    const sent = await Promise.all([...burst, world.mention(DESCALE, { channel: "C2" })]);
    expect(sent.every(([status]) => status === 200)).toBe(true);
    await world.settled();
    const counts = ["C1", "C2"].map((name) => world.slack.posted.filter(({ channel }) => channel === name).length);
    expect(counts).toEqual([10, 1]);
    const notes = world.slack.of("chat.postEphemeral").map(({ args }) => [args.user, args.text]);
    expect(notes.toSorted()).toEqual(["U0", "U1", "U2"].map((user) => [user, VOICE.busy]));
  });
});

describe("the port", () => {
  it("says how it is, and refuses what it does not know", async () => {
    const world = await open();
    expect(JSON.parse((await world.get("/healthz")).body)).toMatchObject({
      status: "up",
      delivery: { waiting: 0, working: 0 },
      slack: { trouble: null },
    });
    expect((await world.get("/readyz")).body).toBe('{"ready":true,"trouble":{},"warnings":{}}');
    expect([
      await world.get("/nowhere"),
      await world.get("/slack/events"),
      await world.get("/healthz", "POST"),
    ]).toEqual([
      { status: 404, body: "", allow: null },
      { status: 405, body: "", allow: "POST" },
      { status: 405, body: "", allow: "GET" },
    ]);
  });

  it("A1 refuses what nobody signed, and counts it", async () => {
    const world = await open();
    const response = await fetch(`http://127.0.0.1:${world.bot().port}/slack/events`, { method: "POST", body: "{}" });
    expect([response.status, JSON.parse((await world.get("/healthz")).body).slack.forged]).toEqual([401, 1]);
  });
});

describe("a stop", () => {
  it("A81 finishes what was taken in", async () => {
    const world = await open();
    world.pace.faster = 1;
    await Promise.all(Array.from({ length: 20 }, (_, at) => world.mention(DESCALE, { channel: `C${at}` })));
    await world.bot().stop();
    expect(world.slack.posted).toHaveLength(20);
    await world.start();
  });

  it("A81 hands back what Slack does not take, in time; the next start answers it, once", async () => {
    const world = await open();
    fail(world.slack, "chat.postMessage", { kind: "rate", after: "60" });
    await Promise.all(Array.from({ length: 20 }, (_, at) => world.mention(DESCALE, { channel: `C${at}` })));
    await until(() => world.slack.calls.length > 0);
    const left = await inStore(world, async ({ inbox }) => {
      expect(JSON.parse(last(world.lines))).toMatchObject({ message: "stopped", left: true });
      world.slack.mishap = () => undefined;
      // What was not handed back in time the next start finds by this.
      await inbox.recover();
      return inbox.counts();
    });
    expect(left).toMatchObject({ waiting: 20, working: 0, failed: 0 });
    await world.settled();
    expect(world.slack.posted.map(({ channel }) => channel).toSorted()).toEqual(
      Array.from({ length: 20 }, (_, at) => `C${at}`).toSorted(),
    );
  });

  it("A83 makes room for the next one: two at once are refused", async () => {
    const world = await open();
    await expect(world.start()).rejects.toThrow(/is in use by another process/);
    expect(await ready(world)).toBe(200);
  });
});

describe("Socket Mode", () => {
  it("A80 a connection that is refused stops the start, and leaves nothing behind", async () => {
    const appToken = ["xapp", "1-A1-12345-abcdefghij"].join("-");
    const world = await open();
    const file = await world.park();
    world.slack.mishap = () => ({ kind: "error", error: "invalid_auth" });
    await expect(world.start({ appToken })).rejects.toThrow();
    expect(world.slack.of("apps.connections.open")).toHaveLength(1);
    await (await openStore(file, Date.now)).store.close();
    world.slack.mishap = () => undefined;
    await world.start();
    expect(await ready(world)).toBe(200);
    expect(world.lines.join("\n")).not.toContain(appToken);
  });
});

describe("over all of this", () => {
  it("A69 A70 neither log nor console held a token, a signature, an address to answer to, or what was asked, at any level", () => {
    expect([logged.length > 100, console_]).toEqual([true, []]);
    const all = logged.join("\n");
    const tokens = [TOKEN, "Bearer", "v0=", "/hooks/", "signing-secret", "ghp_"];
    expect(tokens.filter((one) => all.includes(one))).toEqual([]);
    expect(asked.filter((text) => text.trim().length > 5 && all.includes(text.trim()))).toEqual([]);
    expect(all).not.toMatch(/descale|kettle\b|wombat|\bU1\b/i);
  });

  it("A79 nothing was called but what the manifest's scopes allow", () => {
    const others = ["apps.connections.open", "response_url"];
    expect([...methods].toSorted()).toEqual([...others, ...Object.keys(SCOPE_OF)].toSorted());
  });

  it("A38 A44 nothing was sent that Slack would refuse, or that calls people", () => {
    expect(faults).toEqual([]);
  });
});
