import { describe, expect, it } from "vitest";
import type { Fault } from "../shapes.ts";
import { validateMessage, validateView } from "./validate.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
const button = (text: string, more: object = {}) => ({ type: "button", text: plain(text), ...more });
const actions = (...elements: readonly object[]) => ({ type: "actions", elements });
const words = (text: string) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
});
const select = (options: readonly object[], more: object = {}) => ({
  type: "static_select",
  action_id: "s",
  options,
  ...more,
});
const option = (text: string, value = text) => ({ text: plain(text), value });
const x = (count: number): string => "x".repeat(count);
const times = <One>(count: number, one: (at: number) => One): One[] =>
  Array.from({ length: count }, (_, at) => one(at));

const faults = (...blocks: readonly unknown[]): Fault[] => validateMessage({ text: "hello", blocks });
const pointers = (...blocks: readonly unknown[]): string[] => faults(...blocks).map(({ pointer }) => pointer);

describe("A44 at the limit it is fine, one more is not", () => {
  it.each<readonly [string, (count: number) => readonly unknown[], number, string]>([
    ["a section's text", (count) => [section(x(count))], 3_000, "/blocks/0/text/text"],
    ["a text in code points", (count) => [section("🎉".repeat(count))], 3_000, "/blocks/0/text/text"],
    ["blocks of a message", (count) => times(count, () => ({ type: "divider" })), 50, "/blocks"],
    ["characters of a message", (count) => [words(x(count - 3_000)), words(x(3_000))], 13_000, "/blocks"],
    [
      "characters of markdown blocks",
      (count) => [
        { type: "markdown", text: x(6_000) },
        { type: "markdown", text: x(count - 6_000) },
      ],
      12_000,
      "/blocks",
    ],
    [
      "a context's elements",
      (count) => [{ type: "context", elements: times(count, () => plain("a")) }],
      10,
      "/blocks/0/elements",
    ],
    ["an action id", (count) => [actions(button("a", { action_id: x(count) }))], 255, "/blocks/0/elements/0/action_id"],
    ["a block id", (count) => [{ ...section("a"), block_id: x(count) }], 255, "/blocks/0/block_id"],
    ["a button's text", (count) => [actions(button(x(count)))], 75, "/blocks/0/elements/0/text/text"],
    ["a button's value", (count) => [actions(button("a", { value: x(count) }))], 2_000, "/blocks/0/elements/0/value"],
    ["buttons in a row", (count) => [actions(...times(count, () => button("a")))], 25, "/blocks/0/elements"],
    [
      "options",
      (count) => [actions(select(times(count, (at) => option(`o${at}`))))],
      100,
      "/blocks/0/elements/0/options",
    ],
    [
      "an option's text",
      (count) => [actions(select([option(x(count), "v")]))],
      75,
      "/blocks/0/elements/0/options/0/text/text",
    ],
    [
      "an option's value",
      (count) => [actions(select([option("a", x(count))]))],
      150,
      "/blocks/0/elements/0/options/0/value",
    ],
    ["a header", (count) => [{ type: "header", text: plain(x(count)) }], 150, "/blocks/0/text/text"],
    ["fields", (count) => [{ type: "section", fields: times(count, () => plain("a")) }], 10, "/blocks/0/fields"],
    [
      "tables",
      (count) => times(count, () => ({ type: "table", rows: [[{ type: "raw_text", text: "a" }]] })),
      1,
      "/blocks",
    ],
  ])("%s", (_, blocks, limit, pointer) => {
    expect(pointers(...blocks(limit))).toEqual([]);
    expect(pointers(...blocks(limit + 1))).toEqual([pointer]);
  });
});

describe("a message", () => {
  it("has a fallback that says something", () => {
    expect(validateMessage({ text: "", blocks: [words("a")] })[0]?.pointer).toBe("/text");
    expect(validateMessage({ text: " \n", blocks: [words("a")] })).toEqual([
      { pointer: "/text", message: "says nothing" },
    ]);
    expect(validateMessage({ text: x(4_001), blocks: [words("a")] })).toHaveLength(1);
  });

  it.each(["<!channel>", "<!here|here>", "<!everyone>", "<!subteam^S1>", "<@U1>", "<@W1|joe>"])(
    "A38 calls nobody: %s is found wherever it stands",
    (mention) => {
      expect(validateMessage({ text: `a ${mention}`, blocks: [words("a")] }).map(({ pointer }) => pointer)).toEqual([
        "/text",
      ]);
      expect(pointers(section(mention))).toEqual(["/blocks/0/text/text"]);
      expect(pointers(words(mention))).toEqual(["/blocks/0/elements/0/elements/0/text"]);
      expect(pointers(actions(button(mention)))).toEqual(["/blocks/0/elements/0/text/text"]);
      expect(pointers(section("&lt;!channel&gt;"))).toEqual([]);
    },
  );

  it.each([
    { type: "broadcast", range: "channel" },
    { type: "user", user_id: "U1" },
    { type: "usergroup", usergroup_id: "S1" },
  ])("A38 calls nobody in rich text: %o", (element) => {
    expect(pointers({ type: "rich_text", elements: [{ type: "rich_text_section", elements: [element] }] })).toEqual([
      "/blocks/0/elements/0/elements/0/type",
    ]);
  });

  it("names each block once, and each action of a block", () => {
    const named = { ...section("a"), block_id: "b" };
    expect(faults(named, named)).toEqual([{ pointer: "/blocks/1/block_id", message: "“b” is there already" }]);
    expect(pointers(actions(button("a", { action_id: "s" }), select([option("o")])))).toEqual([
      "/blocks/0/elements/1/action_id",
    ]);
  });

  it.each<readonly [string, unknown, string]>([
    ["a type that is none", { type: "sektion" }, "/blocks/0/type"],
    ["a type named as what objects have", { type: "constructor" }, "/blocks/0/type"],
    ["no object", "text", "/blocks/0"],
    ["a section of nothing", { type: "section" }, "/blocks/0"],
    ["an empty text", section(""), "/blocks/0/text/text"],
    [
      "markup on a button",
      actions({ type: "button", text: { type: "mrkdwn", text: "a" } }),
      "/blocks/0/elements/0/text/type",
    ],
    ["a field that is not known", { ...section("a"), "te/xt~": 1 }, "/blocks/0/te~1xt~0"],
    ["a field that is missing", { type: "actions" }, "/blocks/0/elements"],
    ["an empty list", actions(), "/blocks/0/elements"],
    [
      "an option that is not there",
      actions(select([option("a")], { initial_option: option("b") })),
      "/blocks/0/elements/0",
    ],
    ["a select without options", actions({ type: "static_select", action_id: "s" }), "/blocks/0/elements/0"],
    ["a style that is none", actions(button("a", { style: "blue" })), "/blocks/0/elements/0/style"],
    [
      "a list too deep",
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_list",
            style: "bullet",
            indent: 9,
            elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "a" }] }],
          },
        ],
      },
      "/blocks/0/elements/0/indent",
    ],
  ])("is refused for %s", (_, block, pointer) => {
    expect(pointers(block)).toEqual([pointer]);
  });
});

describe("a view", () => {
  const input = {
    type: "input",
    block_id: "i",
    label: plain("a"),
    element: { type: "plain_text_input", action_id: "v" },
  };
  const modal = (more: object = {}) => ({
    type: "modal",
    title: plain("a"),
    submit: plain("b"),
    blocks: [input],
    ...more,
  });
  const found = (view: unknown): string[] => validateView(view).map(({ pointer }) => pointer);

  it.each<readonly [string, object, readonly string[]]>([
    ["a form", {}, []],
    ["24 characters of title", { title: plain(x(24)) }, []],
    ["25 characters of title", { title: plain(x(25)) }, ["/title/text"]],
    ["3,000 characters of metadata", { private_metadata: x(3_000) }, []],
    ["3,001 characters of metadata", { private_metadata: x(3_001) }, ["/private_metadata"]],
    ["100 blocks", { blocks: times(100, () => ({ type: "divider" })) }, []],
    ["101 blocks", { blocks: times(101, () => ({ type: "divider" })) }, ["/blocks"]],
    ["a form that cannot be sent", { submit: undefined }, ["/submit"]],
    ["a block for messages only", { blocks: [{ type: "markdown", text: "a" }] }, ["/blocks/0/type"]],
    ["two blocks of one id", { blocks: [input, input] }, ["/blocks/1/block_id"]],
    ["a mention", { title: plain("<!here>") }, ["/title/text"]],
  ])("%s", (_, more, expected) => {
    expect(found(modal(more))).toEqual(expected);
  });

  it("may be the home tab", () => {
    expect(found({ type: "home", blocks: [words("a")] })).toEqual([]);
    expect(found({ type: "house", blocks: [] })).toEqual(["/type"]);
  });
});
