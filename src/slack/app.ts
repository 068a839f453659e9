import type { IncomingMessage, ServerResponse } from "node:http";
import { App, type Logger, LogLevel, type Receiver, type ReceiverEvent, SocketModeReceiver, webApi } from "@slack/bolt";
import { createIntentSearch } from "../answering/typed.ts";
import { VOICE } from "../answering/voice.ts";
import type { SlackConfig } from "../config.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { createThreadCap, type Rules } from "../delivery/policy.ts";
import { SendFailed } from "../delivery/send.ts";
import { errorFields, type Log } from "../log.ts";
import type { Waiting } from "../store/inbox.ts";
import { answerClick, CLICKS, tell } from "./actions.ts";
import { optionsOf } from "./blocks.ts";
import { readClick } from "./click.ts";
import { createClient } from "./client.ts";
import { FORM } from "./form.ts";
import { BUILD_SHORTCUT, CHOOSE_INTENT, offerIntents, readSubmission, renderChosen } from "./forms.ts";
import { createIsGuest } from "./guests.ts";
import { welcome } from "./home.ts";
import { handleSlackRequest } from "./http.ts";
import { type Intake, takeIn } from "./intake.ts";
import { answerQuestion, apologise, type Desk, noteUnauthorized, tellAsker } from "./messages.ts";
import { postBack } from "./postback.ts";
import { withPatience } from "./send.ts";
import { checkToken } from "./token.ts";

export interface SlackOptions {
  readonly config: SlackConfig;
  readonly rules: Rules;
  /** Whether guests of the workspace are answered. */
  readonly guests: boolean;
  readonly desk: Omit<Desk, "client" | "isGuest" | "postBack" | "onUnauthorized">;
  readonly prompts: readonly { readonly title: string; readonly message: string }[];
  /** Scopes that the manifest asks for. */
  readonly scopes: readonly string[];
  readonly log: Log;
  /** Milliseconds that one call may take. */
  readonly timeout: number;
}

export interface Slack {
  /** Answers a request to `/slack/events`. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Works on an event of the inbox. */
  readonly work: (event: Waiting) => Promise<void>;
  /** Tells the asker of an event that it was given up. */
  readonly apologise: (event: Waiting) => Promise<void>;
  readonly start: (delivery: Delivery) => Promise<void>;
  /** Resolves when what was clicked is done, too. */
  readonly stop: () => Promise<void>;
  /** Why nothing can be sent; `undefined` where all is well. */
  readonly trouble: () => string | undefined;
  readonly counts: () => Readonly<Record<string, number>>;
}

/** The SDK's own retries would repeat a message without its id; ours do not. */
const CLIENT = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true } as const;

/** Wires Slack: what comes in, what it is answered with, and the few listeners between. */
export function createSlack(options: SlackOptions): Slack {
  const { config, guests, log, rules, scopes, timeout } = options;
  const counted = new Map<string, number>();
  const count = (name: string): void => void counted.set(name, (counted.get(name) ?? 0) + 1);
  let trouble: string | undefined;
  let delivery: Delivery | undefined;
  const underWay = new Set<Promise<void>>();
  const logger = quietLogger(log);
  const receiver = createReceiver(config, logger, (event) => take(event));
  const { botToken, apiUrl } = config;
  const clientOptions = { ...CLIENT, logger, timeout, ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }) };
  // With a token in place of `authorize`, Bolt would ask who it is before each click.
  const authorize = async () => ({ botToken });
  const app = new App({ authorize, receiver, convoStore: false, logger, clientOptions });
  const client = createClient(webApi.WebClient, botToken, clientOptions);
  const desk: Desk = {
    ...options.desk,
    client,
    isGuest: guests ? async () => false : createIsGuest(client, options.desk.patience, options.desk.now),
    postBack: (url, message) => postBack(url, message, options.desk.patience, timeout),
    onUnauthorized: (reason) => {
      trouble = `Slack refuses the token (${reason}); install the app again from its manifest, and set its new token`;
      log.error(trouble);
    },
  };
  const note = createNote(desk);
  async function take({ body, ack }: Pick<ReceiverEvent, "body" | "ack">): Promise<void> {
    if (!delivery) throw new Error("not started");
    const dispatch = (payload: object): Promise<void> => app.processEvent({ body: payload, ack });
    await track(takeIn(body, ack, { delivery, rules, dispatch, tell: note, onIgnored: count }));
  }
  function track(work: Promise<void>): Promise<void> {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  }
  listen(app, desk, options, (reason) => {
    trouble = reason;
    log.error(reason);
  });
  return {
    handle: (request, response) =>
      handleSlackRequest(request, response, {
        secrets: config.signingSecrets,
        now: options.desk.now,
        take: ({ body, ack }) => take({ body, ack }),
        onForged: () => count("forged"),
      }),
    work: (event) => answerQuestion(event, desk),
    apologise: (event) => apologise(event, desk),
    start: async (started) => {
      delivery = started;
      await app.start();
      void track(checkToken(desk, scopes, log));
    },
    stop: async () => {
      await app.stop();
      await Promise.allSettled(underWay);
    },
    trouble: () => trouble,
    counts: () => Object.fromEntries(counted),
  };
}

/** Notes to askers, one a minute to each: a flood of questions must not become a flood of notes. */
function createNote(desk: Desk): Intake["tell"] {
  const mayTell = createThreadCap(1, desk.now);
  return async (message, responseUrl, text) => {
    if (mayTell(`${message.channel} ${message.user}`)) await tellAsker(message, responseUrl, text, desk);
  };
}

/** Over HTTP the server calls `handle`, and there is nothing to start; in Socket Mode Bolt's receiver holds the connection. */
function createReceiver(
  { appToken, apiUrl }: SlackConfig,
  logger: Logger,
  take: (event: ReceiverEvent) => Promise<void>,
): Receiver {
  const nothing = async (): Promise<void> => undefined;
  if (appToken === undefined) return { init: () => undefined, start: nothing, stop: nothing };
  const clientOptions = apiUrl === undefined ? {} : { slackApiUrl: apiUrl };
  const socket = new SocketModeReceiver({ appToken, logger, installerOptions: { clientOptions } });
  return {
    // Events go the same way as over HTTP: kept first, acknowledged then.
    init: (app) => socket.init(Object.assign(Object.create(app) as App, { processEvent: take })),
    start: () => socket.start(),
    stop: () => socket.stop(),
  };
}

/** Events that the manifest subscribes to and that are no questions; questions are `app_mention` and `message.im`. */
function listen(app: App, desk: Desk, { prompts, log }: SlackOptions, onGone: (reason: string) => void): void {
  app.event("app_home_opened", async ({ event, context }) => {
    await orSay(() => welcome({ ...event, team: context.teamId ?? "" }, prompts, desk), undefined, desk);
  });
  app.event("app_uninstalled", async () => onGone("Slack: the app was uninstalled; install it again"));
  app.event("tokens_revoked", async ({ event }) => {
    // Those of people are none of ours.
    if ((event.tokens.bot ?? []).length > 0) onGone("Slack: the token was revoked; install the app again");
  });
  for (const pattern of CLICKS)
    app.action(pattern, async ({ ack, body }) => {
      await ack();
      const click = readClick(body);
      if (click) await orSay(() => answerClick(click, desk), click.responseUrl, desk);
    });
  app.shortcut(BUILD_SHORTCUT, async ({ ack, shortcut }) => {
    await ack();
    await orSay(() => offerIntents(shortcut, desk), undefined, desk);
  });
  app.action(CHOOSE_INTENT, async ({ ack, body, action }) => {
    await ack();
    const option = "selected_option" in action ? action.selected_option : undefined;
    const chosen = option && "value" in option ? renderChosen(option.value, desk) : undefined;
    if (!chosen || !("view" in body) || !body.view) return;
    const changed = { view_id: body.view.id, view: chosen };
    await orSay(() => withPatience(() => desk.client.views.update(changed), desk.patience), undefined, desk);
  });
  const searchIntents = createIntentSearch(desk.intents);
  app.options(CHOOSE_INTENT, ({ ack, options }) => ack({ options: optionsOf(searchIntents(options.value)) }));
  app.view(FORM, async ({ ack, body, view }) => {
    const { team, user } = body;
    const submitted = {
      team: team?.id ?? user.team_id ?? "",
      user: user.id,
      viewId: view.id,
      metadata: view.private_metadata,
    };
    const read = readSubmission({ ...submitted, state: view.state.values }, desk);
    if ("errors" in read) return ack({ response_action: "errors", errors: { ...read.errors } });
    await ack();
    await orSay(read.answer, read.responseUrl, desk);
  });
  app.error(async (error) => {
    log.error("a click or a form was not answered", errorFields(error.original ?? error));
  });
}

/** What fails is said to the person who clicked, where there is a way, and logged by `app.error`. */
async function orSay(work: () => Promise<unknown>, responseUrl: string | undefined, desk: Desk): Promise<void> {
  try {
    await work();
  } catch (error) {
    noteUnauthorized(error, desk);
    const isGone = error instanceof SendFailed && error.failure.kind === "closed";
    if (responseUrl) await tell({ responseUrl }, isGone ? VOICE.gone : VOICE.failed, desk).catch(() => undefined);
    throw error;
  }
}

/** Bolt logs whole errors, which may quote tokens and texts: only that there was one is kept. */
function quietLogger(log: Log): Logger {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: () => log.debug("Bolt warned"),
    error: () => log.debug("Bolt logged an error"),
    setLevel: () => undefined,
    getLevel: () => LogLevel.ERROR,
    setName: () => undefined,
  };
}
