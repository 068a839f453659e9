import { spawnSync } from "node:child_process";
import { init, parse } from "es-module-lexer";
import { beforeAll, describe, expect, it } from "vitest";
import manifest from "../../manifests/slack.json" with { type: "json" };
import { atAddress, withSocket } from "../../scripts/manifests.ts";
import { BUILD_SHORTCUT, CHOOSE_INTENT } from "../../src/slack/forms.ts";
import { ANSWER_SHORTCUT } from "../../src/slack/intake.ts";
import { filesBelow, ROOT, read } from "../house/files.ts";
import { SCOPE_OF } from "./scopes.ts";

const sources = filesBelow("src/slack").map(read);
const found = (pattern: RegExp): string[] =>
  [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name as string)))].sort();
const { features, oauth_config, settings } = manifest;

/** What the code answers beside its listeners: questions, kept before Bolt sees them. */
const QUESTIONS: Readonly<Record<string, string>> = { app_mention: "app_mention", message: "message.im" };
/** The scope that an event needs; those of the app itself need none. https://docs.slack.dev/reference/events */
const SCOPE_OF_EVENT: Readonly<Record<string, string | undefined>> = {
  app_home_opened: undefined,
  app_mention: "app_mentions:read",
  app_uninstalled: undefined,
  "message.im": "im:history",
  tokens_revoked: undefined,
};

describe("the manifest", () => {
  it("subscribes to the events that the code answers, and to no others", () => {
    const questions = found(/type === "(app_mention|message)"/g).map((type) => QUESTIONS[type] as string);
    expect([...found(/\bapp\.event\("(\w+)"/g), ...questions].sort()).toEqual(settings.event_subscriptions.bot_events);
  });

  it("names the shortcuts that the code answers, and one command", () => {
    expect(found(/\bapp\.shortcut\((\w+)/g)).toEqual(["BUILD_SHORTCUT"]);
    expect(features.shortcuts.map(({ type, callback_id }) => [type, callback_id])).toEqual([
      ["message", ANSWER_SHORTCUT],
      ["global", BUILD_SHORTCUT],
    ]);
    expect([found(/\bapp\.command\((\w+)/g), features.slash_commands.length]).toEqual([[], 1]);
    expect(features.slash_commands[0]?.command).toMatch(/^\/[a-z0-9_-]{1,31}$/);
    expect([features.slash_commands[0]?.should_escape, settings.interactivity.is_enabled]).toEqual([true, true]);
    expect(CHOOSE_INTENT).not.toBe(BUILD_SHORTCUT);
  });

  it("A79 asks for the scopes that events, methods and commands need, and for no other", () => {
    const events = settings.event_subscriptions.bot_events;
    expect(Object.keys(SCOPE_OF_EVENT)).toEqual(events);
    const needed = new Set(["commands", ...events.map((event) => SCOPE_OF_EVENT[event]), ...Object.values(SCOPE_OF)]);
    needed.delete(undefined);
    expect([...needed].toSorted()).toEqual(oauth_config.scopes.bot.toSorted());
  });

  it("A79 knows every method that the code calls", () => {
    expect(found(/\bclient\.((?:\w+\.)+\w+)\(/g)).toEqual(Object.keys(SCOPE_OF).toSorted());
  });

  it("has texts as short as Slack wants them", () => {
    const { display_information: shown } = manifest;
    const texts: [string, number][] = [
      [shown.name, 35],
      [shown.description, 140],
      [features.bot_user.display_name, 80],
      [features.agent_view.agent_description, 300],
      ...features.shortcuts.flatMap(({ name, description }): [string, number][] => [
        [name, 24],
        [description, 150],
      ]),
      ...features.slash_commands.map(({ description }): [string, number] => [description, 2_000]),
    ];
    expect(texts.filter(([text, most]) => text.length > most)).toEqual([]);
    expect(features.agent_view.suggested_prompts.length).toBeLessThanOrEqual(4);
  });
});

/** Every leaf by its path. */
function leaves(value: unknown, path = ""): Record<string, unknown> {
  if (typeof value !== "object" || value === null) return { [path]: value };
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => leaves(inner, `${path}/${key}`)));
}
function differences(one: unknown, other: unknown): Record<string, readonly [unknown, unknown]> {
  const [a, b] = [leaves(one), leaves(other)];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => a[key] !== b[key]);
  return Object.fromEntries(keys.map((key) => [key, [a[key], b[key]] as const]));
}

describe("its variants differ from it only in what they must", () => {
  const url = "https://docsbot.example.com/slack/events";
  const ADDRESSES = [
    "/features/slash_commands/0/url",
    "/settings/event_subscriptions/request_url",
    "/settings/interactivity/request_url",
    "/settings/interactivity/message_menu_options_url",
  ];

  it("for Socket Mode: no addresses, and the switch", () => {
    expect(differences(manifest, withSocket(manifest))).toEqual({
      ...Object.fromEntries(ADDRESSES.map((path) => [path, [url, undefined]])),
      "/settings/socket_mode_enabled": [false, true],
    });
  });

  it("at an address: that one, four times", () => {
    const own = "https://bot.example.org/slack/events";
    expect(differences(manifest, atAddress(manifest, "https://bot.example.org"))).toEqual(
      Object.fromEntries(ADDRESSES.map((path) => [path, [url, own]])),
    );
  });

  it("as the script prints them, and it explains itself", () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ["--import", "tsx", "scripts/manifest.ts", ...args], { cwd: ROOT, encoding: "utf8" });
    expect(JSON.parse(run("--socket").stdout)).toEqual(withSocket(manifest));
    expect(JSON.parse(run("https://bot.example.org").stdout)).toEqual(atAddress(manifest, "https://bot.example.org"));
    const usage = "usage: npm run slack:manifest --silent -- https://your.host | --socket\n";
    for (const wrong of ["", "http://bot.example.org", "https://bot.example.org/"]) {
      const { status, stdout, stderr } = run(wrong);
      const named = wrong === "" ? "" : `${wrong}: give an address as https:// and host, without a path\n`;
      expect([status, stdout, stderr]).toEqual([2, "", named + usage]);
    }
  });
});

describe("listeners", () => {
  beforeAll(() => init);

  it("stand in one file; beside it only the receiver knows Bolt", () => {
    const importing = filesBelow("src").filter((path) =>
      parse(read(path), path)[0].some((one) => one.type !== "import-meta" && one.specifier === "@slack/bolt"),
    );
    expect(importing).toEqual(["src/slack/app.ts", "src/slack/receiver.ts"]);
  });
});
