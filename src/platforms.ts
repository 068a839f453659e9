import { type Ask, createAsk } from "./answering/ask.ts";
import { createTypedSearch, type SearchTyped } from "./answering/typed.ts";
import type { Config, SlackConfig, TeamsConfig } from "./config.ts";
import { createBreaker } from "./delivery/breaker.ts";
import { createOnce } from "./delivery/once.ts";
import { createCaps } from "./delivery/policy.ts";
import { createRateLimits } from "./delivery/ratelimits.ts";
import { createExpiring, type Recent } from "./delivery/recent.ts";
import { type Patience, SHORT_WAIT } from "./delivery/send.ts";
import type { ReadBody } from "./http/body.ts";
import type { Loaded } from "./knowledge.ts";
import type { Log } from "./log.ts";
import type { Settings } from "./settings.ts";
import type { Slack } from "./slack/app.ts";
import type { Store } from "./store/store.ts";
import type { Teams } from "./teams/app.ts";

/** What the machine gives, and tests replace. */
export interface Machine {
  readonly now: () => number;
  /** Milliseconds of a clock that nobody sets: for everything that is measured within the process. */
  readonly ticks: () => number;
  /** Rejects once the signal is given. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** 0..1 */
  readonly chance: () => number;
  /** Milliseconds that one call to a platform may take. */
  readonly timeout: number;
  readonly readBody: ReadBody;
}

export interface Bot {
  readonly config: Config;
  readonly settings: Settings;
  readonly loaded: Loaded;
  /** The same over some of the sources, for channels that may see only those. */
  readonly loadOnly: (sources: readonly string[]) => Loaded;
  readonly command: string;
  readonly prompts: readonly { readonly title: string; readonly message: string }[];
  /** What the manifest asks Slack to allow. */
  readonly scopes: readonly string[];
  readonly log: Log;
}

/** What a platform needs of the bot, whichever it is. */
function deskOf({ loaded, settings }: Bot, store: Store, { now, ticks }: Machine, patience: Patience) {
  return {
    store,
    recent: createExpiring<Recent>(ticks),
    once: createOnce(),
    now,
    intents: loaded.rulebook.rules.set.intents,
    patience,
    caps: createCaps(settings.limits, ticks),
    about: () => aboutText(loaded),
  };
}

/** What all calls to a platform share. */
const patienceFor = (platform: string, { log }: Bot, { sleep, chance, ticks }: Machine): Patience => ({
  sleep: (milliseconds) => sleep(milliseconds),
  chance,
  ticks,
  most: SHORT_WAIT,
  breaker: createBreaker(ticks, () => log.warn(`${platform} does not answer; questions wait until it does`)),
  limits: createRateLimits(ticks),
});

/** The SDKs are large: each is loaded where it is used. */
export async function startSlack(bot: Bot, config: SlackConfig, store: Store, machine: Machine): Promise<Slack> {
  const { createSlack } = await import("./slack/app.ts");
  const { settings, command, prompts, scopes, log } = bot;
  const { supportChannel, channels, connect, guests, sources } = settings.slack;
  const { caps, ...shared } = deskOf(bot, store, machine, patienceFor("Slack", bot, machine));
  const desk = { ...shared, ...botsByChannel(bot, sources), command, supportChannel };
  return createSlack({
    config,
    rules: { channels, connect },
    caps,
    guests,
    desk,
    prompts,
    scopes,
    log,
    readBody: machine.readBody,
    timeout: machine.timeout,
  });
}

export async function startTeams(bot: Bot, config: TeamsConfig, store: Store, machine: Machine): Promise<Teams> {
  const { createTeams } = await import("./teams/app.ts");
  const { supportChannel, supportUrl, channels, external, sources, aiLabel } = bot.settings.teams;
  const offered = createExpiring<Recent>(machine.ticks);
  const own = { offered, supportChannel, supportUrl, aiLabel, ...botsByChannel(bot, sources) };
  const desk = { ...deskOf(bot, store, machine, patienceFor("Teams", bot, machine)), ...own };
  const rules = { channels, connect: external };
  return createTeams({ config, rules, desk, log: bot.log, readBody: machine.readBody, timeout: machine.timeout });
}

/** In place of a channel: all channels without a set of their own, and direct messages. */
const EVERYWHERE_ELSE = "*";

/** One bot for each set of sources; if nothing is said, all of them may be quoted. */
function botsByChannel({ loaded, loadOnly }: Bot, sources: Settings["slack"]["sources"]) {
  const all = botOver(loaded);
  const bySet = new Map<string, Over>();
  const byChannel = new Map<string, Over>();
  for (const [channel, ids] of Object.entries(sources)) {
    const set = [...ids].sort().join(" ");
    const own = bySet.get(set) ?? botOver(loadOnly(ids));
    bySet.set(set, own);
    byChannel.set(channel, own);
  }
  const botIn = (channel: string): Over => byChannel.get(channel) ?? byChannel.get(EVERYWHERE_ELSE) ?? all;
  return {
    askIn: (channel: string): Ask => botIn(channel).ask,
    searchIn: (channel: string): SearchTyped => botIn(channel).searchTyped,
  };
}

interface Over {
  readonly ask: Ask;
  readonly searchTyped: SearchTyped;
}

function botOver({ knowledge, rulebook }: Loaded): Over {
  const ask = createAsk(knowledge, rulebook);
  return { ask, searchTyped: createTypedSearch(knowledge, ask) };
}

/** Which documentation is answered from, and how old it is. */
const aboutText = ({ knowledge }: Loaded): string =>
  knowledge.about.sources
    .map(({ id, pages, sections, revision }) => `${id}: ${pages} pages, ${sections} sections, revision ${revision}`)
    .join("\n");
