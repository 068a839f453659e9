import type { IncomingMessage, ServerResponse } from "node:http";
import { App, type Logger, type ReceiverEvent, webApi } from "@slack/bolt";
import { createIntentSearch } from "../answering/typed.ts";
import { VOICE } from "../answering/voice.ts";
import type { SlackConfig } from "../config.ts";
import type { Breaker } from "../delivery/breaker.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { type Caps, createRateCap, type Rules } from "../delivery/policy.ts";
import { patient, SendFailed, waitsOf } from "../delivery/send.ts";
import type { ReadBody } from "../http/body.ts";
import { errorFields, type Log } from "../log.ts";
import type { Waiting } from "../store/inbox.ts";
import { answerClick, CLICKS, tell } from "./actions.ts";
import { readClick } from "./click.ts";
import { createClient } from "./client.ts";
import { createDoubt, type Doubt } from "./doubt.ts";
import { BUILD_SHORTCUT, CHOOSE_INTENT, offerIntents, readSubmission, renderChosen } from "./forms.ts";
import { createIsGuest } from "./guests.ts";
import { welcome } from "./home.ts";
import { type HttpOptions, handleSlackRequest } from "./http.ts";
import { type Intake, takeIn } from "./intake.ts";
import { answerQuestion, apologise, type Desk, noteUnauthorized, tellAsker } from "./messages.ts";
import { postBack } from "./postback.ts";
import { boltLogger, createReceiver } from "./receiver.ts";
import { optionsOf } from "./rendering/blocks.ts";
import { FORM } from "./rendering/form.ts";
import { withPatience } from "./send.ts";
import { checkToken } from "./token.ts";

export interface SlackOptions {
  readonly config: SlackConfig;
  readonly rules: Rules;
  readonly caps: Caps;
  /** Whether guests of the workspace are answered. */
  readonly guests: boolean;
  readonly desk: Omit<Desk, "client" | "isGuest" | "postBack" | "onUnauthorized">;
  readonly prompts: readonly { readonly title: string; readonly message: string }[];
  /** Scopes that the manifest asks for. */
  readonly scopes: readonly string[];
  readonly log: Log;
  readonly readBody: ReadBody;
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
  /** What an operator should look at, though answers are sent. */
  readonly warning: () => string | undefined;
  readonly counts: () => Readonly<Record<string, number>>;
  /** Whether Slack answers. */
  readonly breaker: Breaker;
}

/** The SDK's own retries would repeat a message without its id; ours do not. */
const CLIENT = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true } as const;

/** Wires Slack: what comes in, what it is answered with, and the few listeners between. */
export function createSlack(options: SlackOptions): Slack {
  const { config, log, rules, caps, scopes } = options;
  const { breaker } = options.desk.patience;
  const counted = new Map<string, number>();
  const count = (name: string): void => void counted.set(name, (counted.get(name) ?? 0) + 1);
  const doubt = createDoubt(options.desk.now);
  let trouble: string | undefined;
  let delivery: Delivery | undefined;
  const underWay = new Set<Promise<void>>();
  const logger = boltLogger(log);
  const receiver = createReceiver(config, logger, (event) => take(event));
  const { botToken } = config;
  const clientOptions = clientOptionsOf(options, logger);
  // With a token in place of `authorize`, Bolt would ask who it is before each click.
  const authorize = async () => ({ botToken });
  const app = new App({ authorize, receiver, convoStore: false, logger, clientOptions });
  const client = createClient(webApi.WebClient, botToken, clientOptions);
  const onUnauthorized = (reason: string): void => {
    trouble = `Slack refuses the token (${reason}); install the app again from its manifest, and set its new token`;
    log.error(trouble);
  };
  const desks = desksOf(client, onUnauthorized, options);
  const note = createNote(desks.aside);
  async function take({ body, ack }: Pick<ReceiverEvent, "body" | "ack">): Promise<void> {
    if (!delivery) throw new Error("not started");
    const dispatch = (payload: object): Promise<void> => app.processEvent({ body: payload, ack });
    await track(takeIn(body, ack, { delivery, rules, caps, dispatch, tell: note, onIgnored: count }));
  }
  function track(work: Promise<void>): Promise<void> {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  }
  const door = doorOf(options, doubt, take, count);
  listen(app, desks.aside, options, (reason) => {
    trouble = reason;
    log.error(reason);
  });
  return {
    handle: (request, response) => handleSlackRequest(request, response, door),
    work: (event) => answerQuestion(event, desks.queue),
    apologise: (event) => apologise(event, desks.aside),
    start: async (started) => {
      delivery = started;
      await app.start();
      void track(checkToken(desks.aside, scopes, log));
    },
    stop: async () => {
      await app.stop();
      await Promise.allSettled(underWay);
    },
    trouble: () => trouble ?? (breaker.isSilent() ? AWAY : undefined),
    warning: doubt.warning,
    counts: () => ({ ...Object.fromEntries(counted), ...caps.refused(), ...waitsOf(options.desk.patience) }),
    breaker,
  };
}

const AWAY = "Slack does not answer; questions wait until it does";

const clientOptionsOf = ({ config: { apiUrl }, timeout }: SlackOptions, logger: Logger) => ({
  ...CLIENT,
  logger,
  timeout,
  ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
});

/** One for the events of the inbox, which are put off if they must wait; one for what is done beside, which waits itself. */
function desksOf(
  client: Desk["client"],
  onUnauthorized: Desk["onUnauthorized"],
  { desk, guests, timeout }: SlackOptions,
): { readonly queue: Desk; readonly aside: Desk } {
  const isGuest = createIsGuest(client, desk.patience.ticks);
  const deskWith = (patience: Desk["patience"]): Desk => ({
    ...desk,
    client,
    onUnauthorized,
    patience,
    isGuest: guests ? async () => false : (user) => isGuest(user, patience),
    postBack: (url, message) => postBack(url, message, patience, timeout),
  });
  return { queue: deskWith(desk.patience), aside: deskWith(patient(desk.patience)) };
}

function doorOf(
  { config, desk, log, readBody }: SlackOptions,
  doubt: Doubt,
  take: HttpOptions["take"],
  count: (name: string) => void,
): HttpOptions {
  const onTurnedAway: HttpOptions["onTurnedAway"] = (why) => {
    count(why);
    log.repeated(`Slack: a request was turned away: ${why}`);
  };
  return { secrets: config.signingSecrets, now: desk.now, readBody, doubt, take, onTurnedAway };
}

/** Notes to askers, one a minute to each: a flood of questions must not become a flood of notes. */
function createNote(desk: Desk): Intake["tell"] {
  const told = createRateCap(1, desk.patience.ticks);
  return async (message, responseUrl, text) => {
    if (told.take(`${message.channel} ${message.user}`)) await tellAsker(message, responseUrl, text, desk);
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
    const update = () => desk.client.views.update(changed);
    await orSay(() => withPatience("views.update", update, desk.patience), undefined, desk);
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
