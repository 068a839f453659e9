import { describe, expect, it } from "vitest";
import { readCommand, readEvent, readShortcut } from "../../src/slack/read.ts";
import { BOT, direct, envelope, mention, TEAM } from "./signed.ts";

const asked = {
  kind: "message",
  from: "mention",
  team: TEAM,
  channel: "C1",
  user: "U1",
  text: "  kettle?",
  ts: "1700000000.000100",
  thread: "1700000000.000100",
  isExternal: false,
  keys: ["event:Ev1", `message:${TEAM}:C1:1700000000.000100`],
};
const read = (event: object, more: object = {}) => readEvent(envelope(event, { event_id: "Ev1", ...more }));
const reason = (event: object, more: object = {}) => {
  const one = read(event, more);
  return one.kind === "ignored" ? one.reason : one.kind;
};

describe("an event", () => {
  it("is a question where the bot is mentioned, or written to", () => {
    expect(read(mention("kettle?"))).toEqual(asked);
    expect(read(direct("kettle?"))).toEqual({
      ...asked,
      from: "direct",
      channel: "D1",
      text: "kettle?",
      ts: "1700000000.000200",
      thread: "1700000000.000200",
      keys: ["event:Ev1", `message:${TEAM}:D1:1700000000.000200`],
    });
  });

  it("is answered in its thread", () => {
    expect(read(mention("kettle?", { thread_ts: "1600000000.000001" }))).toEqual({
      ...asked,
      thread: "1600000000.000001",
    });
  });

  it("A18 goes by team, channel and time where it has no id", () => {
    expect(read(mention("kettle?"), { event_id: undefined })).toEqual({ ...asked, keys: [asked.keys[1]] });
  });

  it("A19 has a key in common with its other half", () => {
    const one = read(mention("kettle?"));
    const other = read(direct("kettle?", { channel: "C1", ts: asked.ts }), { event_id: "Ev2" });
    expect([one, other].map((event) => event.kind === "message" && event.keys[1])).toEqual([
      asked.keys[1],
      asked.keys[1],
    ]);
  });

  it.each([
    ["A20 a deleted message", direct("", { subtype: "message_deleted", previous_message: { text: "a" } }), "deleted"],
    [
      "A21 an unfurl",
      direct("", { subtype: "message_changed", message: { text: "a" }, previous_message: { text: "a" } }),
      "edited",
    ],
    [
      "A21 an edit",
      direct("", { subtype: "message_changed", message: { text: "b" }, previous_message: { text: "a" } }),
      "edited",
    ],
    ["A22 its own, as a bot", direct("a", { user: BOT, bot_id: "B1" }), "own"],
    ["A22 its own, as a user", direct("a", { user: BOT }), "own"],
    ["A22 another bot's", mention("a", { user: "U2", bot_id: "B2" }), "bot"],
    ["A22 another bot's of the old kind", direct("a", { user: undefined, subtype: "bot_message" }), "bot"],
    [
      "A22 a workflow's",
      mention("a", { user: undefined, bot_id: "B3", subtype: "bot_message", workflow_id: "Wf1" }),
      "bot",
    ],
    ["A22 Slackbot's", direct("a", { user: "USLACKBOT" }), "system"],
    ["A22 Slack's", direct("a", { user: "USLACK" }), "system"],
    ["A22 nobody's", direct("a", { user: undefined }), "system"],
    ["a join", mention("a", { subtype: "channel_join" }), "subtype"],
    ["a message in a channel", direct("a", { channel_type: "channel" }), "not for us"],
    ["a message without a time", direct("a", { ts: undefined }), "not for us"],
    ["another event", { type: "reaction_added", user: "U1" }, "not for us"],
    ["a mention of another bot", { ...mention("a"), text: "<@U0OTHER> a" }, "not for us"],
  ])("is none: %s", (_, event, expected) => {
    expect(reason(event)).toBe(expected);
  });

  it.each([
    ["shown in the channel, too", { subtype: "thread_broadcast", thread_ts: "1600000000.000001" }],
    ["with a file", { subtype: "file_share" }],
    ["in the third person", { subtype: "me_message" }],
    ["by somebody of a whole organisation", { user: "W1" }],
    ["with a name beside the id", { text: `<@${BOT}|docsbot> kettle?` }],
    ["without a bot", { bot_id: "" }],
  ])("A22 is one: %s", (_, more) => {
    expect(reason(mention("kettle?", more))).toBe("message");
  });

  it("A72 in a channel that two workspaces share, only the bot that was mentioned answers", () => {
    const home = [{ team_id: TEAM, user_id: BOT, is_bot: true }];
    const theirs = [{ team_id: "T2", user_id: "U0THEIRS", is_bot: true }];
    const shared = { team_id: "T2", is_ext_shared_channel: true };
    expect(read(mention("kettle?"), { ...shared, authorizations: home })).toEqual({ ...asked, isExternal: true });
    expect(reason(mention("kettle?"), { ...shared, authorizations: theirs })).toBe("not for us");
  });

  it.each([
    ["at home", { user_team: TEAM }, {}, false],
    ["from another team", { user_team: "T2" }, {}, true],
    ["from another team, by its older name", { source_team: "T2" }, {}, true],
    ["in a shared channel", { user_team: TEAM }, { is_ext_shared_channel: true }, true],
    [
      "from another workspace of the organisation",
      { user_team: "T2" },
      { is_ext_shared_channel: false, grid: true },
      false,
    ],
    ["of the organisation itself", { user_team: "E1" }, { grid: true }, false],
    ["from outside of the organisation", { user_team: "T2" }, { is_ext_shared_channel: true, grid: true }, true],
  ])(
    "A72 says who is from outside: %s",
    (_, event, { grid, ...more }: { grid?: boolean; is_ext_shared_channel?: boolean }, expected) => {
      const authorizations = [{ enterprise_id: grid ? "E1" : null, team_id: TEAM, user_id: BOT, is_bot: true }];
      expect(read(mention("kettle?", event), { ...more, authorizations })).toEqual({ ...asked, isExternal: expected });
    },
  );

  it.each([
    {},
    { event: null },
    { event: { type: "message" } },
    { event: "a", authorizations: "b" },
    { event: { type: "app_mention", text: 7 } },
  ])("never makes it stumble: %j", (body) => {
    expect(readEvent(body).kind).toBe("ignored");
  });
});

it("a command and a shortcut are known again by their trigger; without one they are always new", () => {
  const command = {
    command: "/docs",
    team_id: TEAM,
    channel_id: "C1",
    user_id: "U1",
    text: "kettle",
    trigger_id: "t1",
  };
  expect(readCommand(command)).toEqual({
    ...asked,
    from: "command",
    text: "kettle",
    ts: undefined,
    thread: undefined,
    keys: ["command:t1"],
  });
  const shortcut = {
    team: { id: TEAM },
    channel: { id: "C1" },
    user: { id: "U1" },
    message: { ts: asked.ts, text: "kettle", user: "U2" },
    trigger_id: "t2",
  };
  expect(readShortcut(shortcut)).toEqual({ ...asked, from: "shortcut", text: "kettle", keys: ["shortcut:t2"] });
  expect([readCommand({}).keys, readShortcut({}).keys]).toEqual([[], []]);
});
