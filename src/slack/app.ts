import type { IncomingMessage, ServerResponse } from "node:http";
import bolt, { type App, type Receiver, type ReceiverEvent } from "@slack/bolt";
import { VOICE } from "../answering/voice.ts";
import type { SlackConfig } from "../config.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { Rules } from "../delivery/policy.ts";
import { errorFields, type Log } from "../log.ts";
import type { Waiting } from "../store/inbox.ts";
import { answerClick, CLICKS } from "./actions.ts";
import { readClick } from "./click.ts";
import { FORM } from "./form.ts";
import { BUILD_SHORTCUT, CHOOSE_INTENT, readSubmission, renderChosen, renderIntents } from "./forms.ts";
import { welcome } from "./home.ts";
import { handleSlackRequest } from "./http.ts";
import { takeIn } from "./intake.ts";
import { answerQuestion, type Desk, plainMessage, whisper } from "./messages.ts";
import type { Message } from "./read.ts";
import { readFailure, SendFailed, SendLater } from "./send.ts";

export interface SlackOptions {
  readonly config: SlackConfig;
  readonly rules: Rules;
  readonly desk: Omit<Desk, "client" | "postBack" | "onUnauthorized">;
  readonly prompts: readonly { readonly title: string; readonly message: string }[];
  readonly log: Log;
}

export interface Slack {
  /** Answers a request to `/slack/events`. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Works on an event of the inbox. */
  readonly work: (event: Waiting) => Promise<void>;
  readonly start: (delivery: Delivery) => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Why nothing can be sent; `undefined` where all is well. */
  readonly trouble: () => string | undefined;
  readonly counts: () => Readonly<Record<string, number>>;
}

/** The SDK's own retries would repeat a message without its id; ours do not. */
const CLIENT = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 10_000 } as const;

export const isRetryable = (error: unknown): boolean =>
  error instanceof SendLater || (error instanceof SendFailed ? error.failure.kind === "unauthorized" : true);

/** Wires Slack: what comes in, what it is answered with, and the few listeners between. */
export function createSlack(options: SlackOptions): Slack {
  const { config, log, rules } = options;
  const counted = new Map<string, number>();
  const count = (name: string): void => void counted.set(name, (counted.get(name) ?? 0) + 1);
  let trouble: string | undefined;
  let delivery: Delivery | undefined;
  const receiver = createReceiver(config, (event) => take(event));
  const app = new bolt.App({
    token: config.botToken,
    receiver,
    convoStore: false,
    tokenVerificationEnabled: false,
    logger: quietLogger(log),
    clientOptions: { ...CLIENT, ...(config.apiUrl === undefined ? {} : { slackApiUrl: config.apiUrl }) },
  });
  const desk: Desk = {
    ...options.desk,
    client: app.client,
    postBack: (url, message) => postBack(url, message, options.desk),
    onUnauthorized: (reason) => {
      trouble = `Slack refuses the token (${reason}); install the app again and set its new token`;
      log.error(trouble);
    },
  };
  const sayBusy = ({ channel, user, thread }: Message): Promise<void> =>
    whisper({ channel, user, thread_ts: thread }, plainMessage(VOICE.busy), desk);
  async function take({ body, ack }: ReceiverEvent): Promise<void> {
    if (!delivery) throw new Error("not started");
    const dispatch = (payload: object): Promise<void> => app.processEvent({ body: payload, ack });
    await takeIn(body, ack, { delivery, rules, dispatch, sayBusy, onIgnored: count });
  }
  listen(app, desk, options, (reason) => {
    trouble = reason;
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
    start: async (started) => {
      delivery = started;
      await app.start();
    },
    stop: async () => {
      await app.stop();
    },
    trouble: () => trouble,
    counts: () => Object.fromEntries(counted),
  };
}

/** Over HTTP the server calls `handle`, and there is nothing to start; in Socket Mode Bolt's receiver holds the connection. */
function createReceiver({ appToken, apiUrl }: SlackConfig, take: (event: ReceiverEvent) => Promise<void>): Receiver {
  const nothing = async (): Promise<void> => undefined;
  if (appToken === undefined) return { init: () => undefined, start: nothing, stop: nothing };
  const clientOptions = apiUrl === undefined ? {} : { slackApiUrl: apiUrl };
  const socket = new bolt.SocketModeReceiver({ appToken, installerOptions: { clientOptions } });
  return {
    // Events go the same way as over HTTP: kept first, acknowledged then.
    init: (app) => socket.init(Object.assign(Object.create(app) as App, { processEvent: take })),
    start: () => socket.start(),
    stop: () => socket.stop(),
  };
}

/** Events that the manifest subscribes to and that are no questions; questions are `app_mention` and `message.im`. */
function listen(app: App, desk: Desk, { prompts, log }: SlackOptions, onGone: (reason: string) => void): void {
  app.event("app_home_opened", ({ event }) => welcome(event, prompts, desk));
  app.event("app_uninstalled", async () => onGone("Slack: the app was uninstalled; install it again"));
  app.event("tokens_revoked", async () => onGone("Slack: the token was revoked; install the app again"));
  for (const pattern of CLICKS)
    app.action(pattern, async ({ ack, body }) => {
      await ack();
      const click = readClick(body);
      if (click) await answerClick(click, desk);
    });
  app.shortcut(BUILD_SHORTCUT, async ({ ack, shortcut }) => {
    await ack();
    await desk.client.views.open({ trigger_id: shortcut.trigger_id, view: renderIntents(desk) });
  });
  app.action(CHOOSE_INTENT, async ({ ack, body, action }) => {
    await ack();
    const chosen = action.type === "static_select" ? renderChosen(action.selected_option.value, desk) : undefined;
    if (chosen && "view" in body && body.view) await desk.client.views.update({ view_id: body.view.id, view: chosen });
  });
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
    await read.answer();
  });
  app.error(async (error) => {
    log.error("a click or a form was not answered", errorFields(error.original ?? error));
  });
}

async function postBack(url: string, message: object, { patience }: Pick<Desk, "patience">): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const status = await sendBack(url, message);
    if (status < 400) return;
    // Used up, or too old: nothing can be said any more.
    if (status >= 400 && status < 500 && status !== 429)
      throw new SendFailed({ kind: "closed", reason: `http ${status}` });
    if (attempt === 3) throw new SendLater("Slack could not be reached");
    const failure = readFailure({ code: "slack_webapi_request_error" }, attempt);
    if (failure.kind === "wait") await patience.sleep(failure.milliseconds);
  }
}

/** The HTTP status; 599 where there was none. */
async function sendBack(url: string, message: object): Promise<number> {
  try {
    const headers = { "content-type": "application/json" };
    const signal = AbortSignal.timeout(10_000);
    return (await fetch(url, { method: "POST", headers, body: JSON.stringify(message), redirect: "error", signal }))
      .status;
  } catch {
    return 599;
  }
}

/** Bolt logs whole errors, which may quote tokens and texts: only that there was one is kept. */
function quietLogger(log: Log) {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: () => log.debug("Bolt warned"),
    error: () => log.debug("Bolt logged an error"),
    setLevel: () => undefined,
    getLevel: () => bolt.LogLevel.ERROR,
    setName: () => undefined,
  };
}
