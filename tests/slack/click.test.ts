import { describe, expect, it } from "vitest";
import { CLICKS } from "../../src/slack/actions.ts";
import { readClick } from "../../src/slack/click.ts";
import { TEAM } from "./signed.ts";

const button = { type: "button", action_id: "pick_0", block_id: "b1", value: "a1:0", action_ts: "1700000001.500000" };
const body = {
  type: "block_actions",
  team: { id: TEAM },
  user: { id: "U1", team_id: TEAM },
  channel: { id: "C1" },
  container: { type: "message", message_ts: "1700000000.000100", channel_id: "C1", is_ephemeral: false },
  message: { ts: "1700000000.000100", thread_ts: "1600000000.000001" },
  trigger_id: "t1",
  response_url: "https://example.com/r",
  actions: [button],
};
const clicked = {
  team: TEAM,
  user: "U1",
  channel: "C1",
  ts: "1700000000.000100",
  thread: "1600000000.000001",
  isEphemeral: false,
  triggerId: "t1",
  responseUrl: "https://example.com/r",
  actionId: "pick_0",
  blockId: "b1",
  value: "a1:0",
  at: 1_700_000_001_500,
};

describe("a click", () => {
  it("is read from its envelope", () => {
    expect(readClick(body)).toEqual(clicked);
  });

  it("is the beginning of a thread where its message is in none", () => {
    expect(readClick({ ...body, message: { ts: clicked.ts } })).toEqual({ ...clicked, thread: clicked.ts });
  });

  it("is in the container where the message is shown to one person", () => {
    const container = { ...body.container, is_ephemeral: true, thread_ts: "1600000000.000002" };
    expect(readClick({ ...body, channel: undefined, message: undefined, container })).toEqual({
      ...clicked,
      isEphemeral: true,
      thread: "1600000000.000002",
    });
  });

  it("may be a choice", () => {
    const select = { type: "static_select", action_id: "format", block_id: "a1", selected_option: { value: "json" } };
    expect(readClick({ ...body, actions: [select] })).toEqual({
      ...clicked,
      actionId: "format",
      blockId: "a1",
      value: "json",
      at: undefined,
    });
  });

  it("A73 is by the person of the envelope, whatever its value says", () => {
    const value = JSON.stringify({ user: "U2", user_id: "U2", team: "T2" });
    expect(readClick({ ...body, actions: [{ ...button, value, user: "U2" }] })).toEqual({ ...clicked, value });
  });

  it.each([
    {},
    undefined,
    null,
    "a",
    { ...body, actions: [] },
    { ...body, actions: "a" },
    { ...body, user: {} },
    { ...body, channel: {}, container: {} },
  ])("is none: %j", (other) => {
    expect(readClick(other)).toBeUndefined();
  });

  it("is answered where the bot shows such a button, and nowhere else", () => {
    const names = [
      "pick_0",
      "pick_12",
      "format",
      "fill_form",
      "share",
      "ask_person",
      "feedback",
      "reason_0",
      "post_question",
    ];
    const others = ["pick_", "pick_x", "reason", "choose_intent", "xshare", "sharex", "", "constructor"];
    const answered = (name: string): number => CLICKS.filter((pattern) => pattern.test(name)).length;
    expect(names.map(answered)).toEqual(names.map(() => 1));
    expect(others.map(answered)).toEqual(others.map(() => 0));
  });
});
