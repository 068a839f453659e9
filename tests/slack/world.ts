import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SlackConfig } from "../../src/config.ts";
import { createReadBody } from "../../src/http/body.ts";
import { type Running, startBot } from "../../src/main.ts";
import type { Bot, Machine } from "../../src/platforms.ts";
import type { Settings } from "../../src/settings.ts";
import type { Kitchen } from "../answering/kitchen.ts";
import { kitchenBot } from "../kitchenbot.ts";
import { createPace, type Pace } from "../pace.ts";
import { newFile } from "../store/folder.ts";
import { type FakeSlack, startFakeSlack } from "./fakeapi.ts";
import { direct, envelope, mention, now, SECRET, sign, TEAM } from "./signed.ts";

export const TOKEN = ["xoxb", "12345", "67890", "abcdefghijklmnop"].join("-");

export interface World {
  readonly slack: FakeSlack;
  /** Everything that was logged, and whatever the SDK wrote to the console. */
  readonly lines: string[];
  /** Everything that was asked. */
  readonly asked: string[];
  /** Milliseconds that were waited for, before they were made shorter. */
  readonly waits: number[];
  /** How much faster than the real one the tests' machine waits. */
  readonly pace: Pace;
  readonly bot: () => Running;
  /** Stops the bot, and starts another one on the same store. */
  readonly restart: () => Promise<void>;
  readonly start: (change?: Partial<SlackConfig>) => Promise<void>;
  /** Of the store. */
  readonly file: string;
  /** Stops the bot; returns its store's file. */
  readonly park: () => Promise<string>;
  readonly close: () => Promise<void>;
  readonly get: (path: string, method?: string) => Promise<{ status: number; body: string; allow: string | null }>;
  /** Sends what Slack would; returns status and body of the acknowledgement. */
  readonly send: (body: object, form?: "form" | "payload") => Promise<readonly [number, string]>;
  readonly mention: (text: string, more?: object, about?: object) => Promise<readonly [number, string]>;
  readonly direct: (text: string, more?: object) => Promise<readonly [number, string]>;
  readonly command: (text: string, more?: object) => Promise<readonly [number, string]>;
  readonly settled: () => Promise<void>;
}

export interface WorldOptions {
  readonly kitchen?: Kitchen;
  readonly settings?: { slack?: Partial<Settings["slack"]>; limits?: Partial<Settings["limits"]> };
  readonly config?: Partial<SlackConfig>;
  readonly keepQuestions?: boolean;
  /** The pace to begin with: 1 where a minute must last one. */
  readonly faster?: number;
}

/** Waits for a condition, at most so many seconds. */
export async function until<T>(what: () => T | Promise<T>, seconds = 20): Promise<NonNullable<T>> {
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    const found = await what();
    if (found) return found as NonNullable<T>;
    await sleep(5);
  }
  throw new Error(`waited in vain for ${what.toString()}`);
}

/** The whole bot over a small documentation, with Slack around it. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const slack = await startFakeSlack();
  const lines: string[] = [];
  const waits: number[] = [];
  const pace = { faster: options.faster ?? 100 };
  const machine: Machine = {
    now: Date.now,
    ...createPace(pace, waits),
    chance: () => 0,
    timeout: 400,
    readBody: createReadBody(),
  };
  const file = newFile("docsbot.sqlite");
  const bot = botOf(options, slack, dirname(file), (line) => lines.push(line));
  let running: Running | undefined;
  const start = async (change: Partial<SlackConfig> = {}): Promise<void> => {
    const { slack: own } = bot.config;
    running = await startBot({ ...bot, config: { ...bot.config, slack: own && { ...own, ...change } } }, machine);
  };
  await start();
  const current = (): Running => running as Running;
  const base = (): string => `http://127.0.0.1:${current().port}`;
  const asked: string[] = [];
  let count = 0;
  const nextTs = (): string => `1700000${String(++count).padStart(3, "0")}.000100`;
  const send: World["send"] = async (body, form) => {
    const { text, type } = encode(body, form);
    const headers = { "content-type": type, ...sign(text, now()) };
    const response = await fetch(`${base()}/slack/events`, { method: "POST", body: text, headers });
    return [response.status, await response.text()];
  };
  const event = (one: object, about: object): ReturnType<World["send"]> =>
    send(envelope(one, { event_id: `Ev${count}`, ...about }));
  return {
    slack,
    lines,
    asked,
    waits,
    pace,
    file,
    bot: current,
    start,
    park: async () => {
      await current().stop();
      return file;
    },
    restart: async () => {
      await current().stop();
      await start();
    },
    close: async () => {
      await current().stop();
      await slack.close();
    },
    get: async (path, method = "GET") => {
      const response = await fetch(base() + path, { method });
      return { status: response.status, body: await response.text(), allow: response.headers.get("allow") };
    },
    send,
    mention: (text, more = {}, about = {}) => {
      asked.push(text);
      return event(mention(text, { ts: nextTs(), ...more }), about);
    },
    direct: (text, more = {}) => {
      asked.push(text);
      return event(direct(text, { ts: nextTs(), ...more }), {});
    },
    command: (text, more = {}) => {
      asked.push(text);
      return send(
        { ...COMMAND, response_url: slack.responseUrl("command"), text, trigger_id: `t${++count}`, ...more },
        "form",
      );
    },
    settled: async () => {
      await until(async () => {
        const { delivery } = JSON.parse((await fetch(`${base()}/healthz`).then((one) => one.text())) as string) as {
          delivery: { waiting: number; working: number };
        };
        return delivery.waiting === 0 && delivery.working === 0;
      });
    },
  };
}

const COMMAND = {
  command: "/docs",
  team_id: TEAM,
  channel_id: "C1",
  channel_name: "general",
  user_id: "U1",
  api_app_id: "A1",
};

function botOf(
  { kitchen, settings, config, keepQuestions = false }: WorldOptions,
  slack: FakeSlack,
  ...rest: Rest
): Bot {
  const credentials = { botToken: TOKEN, signingSecrets: [SECRET], appToken: undefined, apiUrl: slack.url, ...config };
  const { slack: own, limits } = settings ?? {};
  return kitchenBot(
    { keepQuestions, slack: credentials },
    { slack: { supportChannel: "C0HELP", ...own }, limits },
    kitchen,
    ...rest,
  );
}
type Rest = [dataDir: string, write: (line: string) => void];

function encode(body: object, form?: "form" | "payload"): { text: string; type: string } {
  if (form === undefined) return { text: JSON.stringify(body), type: "application/json" };
  const fields = form === "payload" ? { payload: JSON.stringify(body) } : (body as Record<string, string>);
  return { text: new URLSearchParams(fields).toString(), type: "application/x-www-form-urlencoded" };
}

/** An element of a message's or a view's blocks, with the id of its block. */
function elementIn(blocks: unknown, actionId: string): { block: string; element: Readonly<Record<string, unknown>> } {
  for (const block of blocks as readonly { block_id?: string; elements?: readonly Record<string, unknown>[] }[])
    for (const element of block.elements ?? [])
      if (element.action_id === actionId) return { block: block.block_id ?? "b0", element };
  throw new Error(`there is no ${actionId}`);
}

export interface Clicked {
  readonly actionId: string;
  readonly user?: string;
  readonly channel?: string;
  /** In place of the button's own; for feedback `up` or `down`, for a select one of its options. */
  readonly value?: string;
  /** Absent: the message is shown to one person. */
  readonly ts?: string | undefined;
  readonly thread?: string | undefined;
  readonly name?: string;
  readonly at?: string;
}

let clicks = 0;

/** What Slack sends when somebody clicks on a button of these blocks. */
export function click(slack: FakeSlack, blocks: unknown, clicked: Clicked): object {
  const { actionId, user = "U1", channel = "C1", ts, thread, name = "click" } = clicked;
  const { block, element } = elementIn(blocks, actionId);
  const own = element as {
    type: string;
    value?: string;
    positive_button?: { value: string };
    negative_button?: { value: string };
  };
  const rated = clicked.value === "up" ? own.positive_button?.value : own.negative_button?.value;
  const chosen =
    own.type === "static_select"
      ? { selected_option: { text: { type: "plain_text", text: "a" }, value: clicked.value } }
      : { value: own.type === "feedback_buttons" ? rated : (clicked.value ?? own.value) };
  return {
    type: "block_actions",
    api_app_id: "A1",
    team: { id: TEAM },
    user: { id: user, team_id: TEAM },
    channel: { id: channel },
    container: {
      type: "message",
      message_ts: ts ?? "1700000999.000100",
      channel_id: channel,
      is_ephemeral: ts === undefined,
    },
    ...(ts === undefined ? {} : { message: { ts, thread_ts: thread } }),
    trigger_id: `trigger${++clicks}`,
    response_url: slack.responseUrl(name),
    actions: [
      {
        type: own.type,
        action_id: actionId,
        block_id: block,
        action_ts: clicked.at ?? `${now()}.${clicks}`,
        ...chosen,
      },
    ],
  };
}
