import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Ask, createAsk } from "./answering/ask.ts";
import type { Config, SlackConfig } from "./config.ts";
import { createDelivery } from "./delivery/delivery.ts";
import { createOnce } from "./delivery/once.ts";
import { createThreadCap } from "./delivery/policy.ts";
import { createRecent } from "./delivery/recent.ts";
import type { Loaded } from "./knowledge.ts";
import { errorFields, type Log } from "./log.ts";
import { type Listening, listen, sendJson } from "./server.ts";
import type { Settings } from "./settings.ts";
import { createSlack, isRetryable, type Slack } from "./slack/app.ts";
import { guardStore } from "./store/guarded.ts";
import { openStore } from "./store/open.ts";

/** What the machine gives, and tests replace. */
export interface Machine {
  readonly now: () => number;
  /** Rejects once the signal is given. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** 0..1 */
  readonly chance: () => number;
  /** Milliseconds that one call to a platform may take. */
  readonly timeout: number;
}

const MACHINE: Machine = {
  now: Date.now,
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, signal ? { signal } : {}),
  chance: Math.random,
  timeout: 10_000,
};

export interface Running {
  readonly port: number;
  /** Finishes what was acknowledged. */
  readonly stop: () => Promise<void>;
}

export interface Bot {
  readonly config: Config;
  readonly settings: Settings;
  readonly loaded: Loaded;
  /** The same over some of the sources, for channels that may see only those. */
  readonly loadOnly: (sources: readonly string[]) => Loaded;
  readonly command: string;
  readonly prompts: readonly { readonly title: string; readonly message: string }[];
  readonly log: Log;
}

/** Milliseconds that a stop waits for what is under way. */
const PATIENCE = 10_000;
/** Milliseconds between looks for what is too old to be kept. */
const TIDY = 60 * 60 * 1000;
const KEEP_DAYS = 90;

/** Wires everything: starts each platform that has credentials, on one port. @throws StoreError, and what the port refuses */
export async function startBot(bot: Bot, machine: Machine = MACHINE): Promise<Running> {
  const { config, settings, loaded, log } = bot;
  const { now } = machine;
  const opened = await openStore(join(config.dataDir, "docsbot.sqlite"), now, { keepQuestions: config.keepQuestions });
  for (const warning of opened.warnings) log.warn(warning);
  const store = guardStore(opened.store, now, ({ operation }) => log.error("the store failed", { operation }));
  const ending = new AbortController();
  const patient = (milliseconds: number, signal = ending.signal): Promise<void> => machine.sleep(milliseconds, signal);
  const slack = config.slack && startSlack(bot, config.slack, store, { ...machine, sleep: patient });
  const delivery = createDelivery({
    store,
    handlers: slack ? { slack: slack.work } : {},
    apologies: slack ? { slack: slack.apologise } : {},
    isRetryable,
    limits: settings.limits,
    log,
    sleep: patient,
  });
  let server: Listening | undefined;
  const tidy = setInterval(() => void store.expire(KEEP_DAYS), TIDY);
  tidy.unref();
  const stop = async (): Promise<void> => {
    const until = now() + PATIENCE;
    clearInterval(tidy);
    await orLate(Promise.all([server?.close(PATIENCE), slack?.stop()]), machine);
    const left = await delivery.stop(Math.max(0, until - now()), () => ending.abort());
    await store.close();
    log.info("stopped", { left: left === "left" });
  };
  try {
    // Before anything is taken in: what the last process left is told apart from what comes now.
    await delivery.start();
    server = await serve(bot, slack, () => ({ store: store.health(), delivery: delivery.counts() }));
    await slack?.start(delivery);
  } catch (error) {
    ending.abort();
    await stop();
    throw error;
  }
  const how = slack ? (config.slack?.appToken ? "socket" : "http") : "off";
  log.info("started", { port: server.port, slack: how, sections: loaded.knowledge.index.sections.page.length });
  return { port: server.port, stop };
}

/** Resolves when the work is done, and at the latest when patience ends. */
async function orLate(work: Promise<unknown>, { sleep }: Machine): Promise<void> {
  const enough = new AbortController();
  const late = sleep(PATIENCE, enough.signal).catch(() => undefined);
  await Promise.race([work, late]).finally(() => enough.abort());
}

function startSlack(bot: Bot, config: SlackConfig, store: ReturnType<typeof guardStore>, machine: Machine): Slack {
  const { settings, loaded, command, prompts, log } = bot;
  const { supportChannel, channels, connect } = settings.slack;
  const { now, sleep, chance, timeout } = machine;
  const desk = {
    askIn: asksByChannel(bot),
    store,
    recent: createRecent(now),
    once: createOnce(),
    now,
    intents: loaded.rulebook.rules.set.intents,
    patience: { sleep: (milliseconds: number) => sleep(milliseconds), chance },
    command,
    supportChannel,
    mayAnswer: createThreadCap(settings.limits.perThread, now),
    about: () => aboutText(loaded),
  };
  return createSlack({ config, rules: { channels, connect }, desk, prompts, log, timeout });
}

/** In place of a channel: all channels without a set of their own, and direct messages. */
const EVERYWHERE_ELSE = "*";

/** One bot for each set of sources; where nothing is said, all of them may be quoted. */
function asksByChannel({ settings, loaded, loadOnly }: Bot): (channel: string) => Ask {
  const all = createAsk(loaded.knowledge, loaded.rulebook);
  const bySet = new Map<string, Ask>();
  const byChannel = new Map<string, Ask>();
  for (const [channel, sources] of Object.entries(settings.slack.sources)) {
    const set = [...sources].sort().join(" ");
    let ask = bySet.get(set);
    if (!ask) {
      const { knowledge, rulebook } = loadOnly(sources);
      ask = createAsk(knowledge, rulebook);
      bySet.set(set, ask);
    }
    byChannel.set(channel, ask);
  }
  return (channel) => byChannel.get(channel) ?? byChannel.get(EVERYWHERE_ELSE) ?? all;
}

/** Which documentation is answered from, and how old it is. */
const aboutText = ({ knowledge }: Loaded): string =>
  knowledge.about.sources
    .map(({ id, pages, sections, revision }) => `${id}: ${pages} pages, ${sections} sections, revision ${revision}`)
    .join("\n");

type Health = () => { readonly store: { readonly isWell?: boolean } & object; readonly delivery: object };

function serve({ config, log }: Bot, slack: Slack | undefined, health: Health): Promise<Listening> {
  const isReady = (): boolean => slack?.trouble() === undefined;
  return listen(
    config,
    {
      "GET /healthz": (_, response) =>
        sendJson(response, 200, {
          status: "up",
          ...health(),
          slack: { trouble: slack?.trouble() ?? null, ...slack?.counts() },
        }),
      "GET /readyz": (_, response) => sendJson(response, isReady() ? 200 : 503, { ready: isReady() }),
      ...(slack && !config.slack?.appToken ? { "POST /slack/events": slack.handle } : {}),
    },
    (error) => log.error("a request was not answered", errorFields(error)),
  );
}
