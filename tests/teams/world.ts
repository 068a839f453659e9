import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TeamsConfig } from "../../src/config.ts";
import { createReadBody } from "../../src/http/body.ts";
import { type Running, startBot } from "../../src/main.ts";
import type { Machine } from "../../src/platforms.ts";
import type { Settings } from "../../src/settings.ts";
import type { Kitchen } from "../answering/kitchen.ts";
import { kitchenBot } from "../kitchenbot.ts";
import { createPace, type Pace } from "../pace.ts";
import { newFile } from "../store/folder.ts";
import { type FakeConnector, type Sent, startFakeConnector } from "./fakeconnector.ts";

export const TENANT = "00000000-0000-0000-0000-000000000001";
const BOT = { id: "28:bot", name: "Docs Bot" };

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export interface TeamsWorld {
  readonly teams: FakeConnector;
  readonly lines: string[];
  readonly waits: number[];
  /** How much faster than the real one the tests' machine waits. */
  readonly pace: Pace;
  /** Sends an activity, as Teams would; `about` over the usual one. */
  readonly post: (about: object) => Promise<Reply>;
  readonly direct: (text: string, about?: object) => Promise<Reply>;
  readonly mention: (text: string, about?: object) => Promise<Reply>;
  readonly invoke: (name: string, value: object, about?: object) => Promise<Reply>;
  /** A click on the button that says so, on the last card that has one. */
  readonly click: (title: string, inputs?: object, about?: object) => Promise<Reply>;
  /** What was sent since the last call, once nothing is waiting any more. */
  readonly settled: () => Promise<readonly Sent[]>;
  readonly get: (path: string) => Promise<Reply>;
  readonly restart: () => Promise<void>;
  /** Of the store. */
  readonly file: string;
  /** Stops the bot; returns its store's file. */
  readonly park: () => Promise<string>;
  readonly close: () => Promise<void>;
}

export interface TeamsOptions {
  readonly settings?: { teams?: Partial<Settings["teams"]>; limits?: Partial<Settings["limits"]> };
  readonly config?: Partial<TeamsConfig>;
  readonly kitchen?: Kitchen;
  /** The pace to begin with: 1 where a minute must last one. */
  readonly faster?: number;
}

/** The whole bot over a small documentation, with Teams around it. */
export async function openTeams({
  settings = {},
  config = {},
  kitchen,
  faster = 100,
}: TeamsOptions = {}): Promise<TeamsWorld> {
  const teams = await startFakeConnector();
  const lines: string[] = [];
  const waits: number[] = [];
  const pace = { faster };
  const machine: Machine = {
    now: Date.now,
    ...createPace(pace, waits),
    chance: () => 0,
    timeout: 1_000,
    readBody: createReadBody(),
  };
  const own: TeamsConfig = { app: undefined, tenants: [TENANT], ...config };
  const file = newFile("docsbot.sqlite");
  const bot = kitchenBot({ teams: own }, settings, kitchen, dirname(file), (line) => lines.push(line));
  let running: Running = await startBot(bot, machine);
  let count = 0;
  let seen = 0;
  const read = async (response: Response): Promise<Reply> => {
    const text = await response.text();
    return { status: response.status, body: text === "" ? "" : JSON.parse(text) };
  };
  const get: TeamsWorld["get"] = async (path) => read(await fetch(`http://127.0.0.1:${running.port}${path}`));
  const post: TeamsWorld["post"] = async (about) => {
    const activity = { ...usual(teams.url), id: `in-${++count}`, ...about };
    const headers = { "content-type": "application/json" };
    const url = `http://127.0.0.1:${running.port}/api/messages`;
    return read(await fetch(url, { method: "POST", headers, body: JSON.stringify(activity) }));
  };
  const invoke: TeamsWorld["invoke"] = (name, value, about = {}) => post({ type: "invoke", name, value, ...about });
  return {
    file,
    teams,
    lines,
    waits,
    pace,
    post,
    direct: (text, about) => post({ text, ...about }),
    mention: (text, about) => post({ ...channel(text), ...about }),
    invoke,
    click: (title, inputs = {}, about = {}) => {
      const { verb, data } = buttonOf(teams.sent, title);
      const action = { type: "Action.Execute", verb, data: { ...(data as object), ...inputs } };
      return invoke("adaptiveCard/action", { action }, about);
    },
    settled: async () => {
      for (;;) {
        const { body } = await get("/healthz");
        if ((body as { delivery: { waiting: number } }).delivery.waiting === 0) break;
        await sleep(5);
      }
      const from = seen;
      seen = teams.sent.length;
      return teams.sent.slice(from);
    },
    get,
    restart: async () => {
      await running.stop();
      running = await startBot(bot, machine);
    },
    park: async () => {
      await running.stop();
      return file;
    },
    close: async () => {
      await running.stop();
      await teams.close();
    },
  };
}

const usual = (serviceUrl: string) => ({
  type: "message",
  channelId: "msteams",
  serviceUrl,
  from: { id: "29:ada", name: "Ada", aadObjectId: "aad-ada" },
  recipient: BOT,
  conversation: { id: "a:personal", conversationType: "personal", tenantId: TENANT },
  channelData: { tenant: { id: TENANT } },
  locale: "en-US",
});

const channel = (text: string) => ({
  text: `<at>Docs Bot</at> ${text}`,
  conversation: {
    id: "19:general@thread.tacv2;messageid=17",
    conversationType: "channel",
    isGroup: true,
    tenantId: TENANT,
  },
  entities: [{ type: "mention", text: "<at>Docs Bot</at>", mentioned: BOT }],
});

type Button = { readonly title?: string; readonly verb?: string; readonly data?: object };

function buttonOf(sent: readonly Sent[], title: string): Button {
  const buttons = sent.flatMap(({ activity }) =>
    ((activity.attachments ?? []) as { content: { actions?: Button[] } }[]).flatMap(
      ({ content }) => content.actions ?? [],
    ),
  );
  const found = buttons.findLast((button) => button.title === title);
  if (!found) throw new Error(`no button ${title}; there are ${buttons.map((button) => button.title).join(", ")}`);
  return found;
}
