import type { IncomingMessage, ServerResponse } from "node:http";
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
  TurnContext,
} from "botbuilder";
import * as mappers from "botframework-connector/lib/connectorApi/models/mappers.js";
import type { TeamsConfig } from "../config.ts";

/** The bot's side of the SDK: activities come in, activities go out, and nothing else of it is seen outside this file. */
export interface TeamsAdapter {
  /** Answers a request to `/api/messages`: who sent it is checked, `turn` is run, and what it returns answers an invoke. */
  readonly handle: (request: IncomingMessage, response: ServerResponse, body: object, turn: Turn) => Promise<void>;
  /** Sends into a conversation, also later; returns the id of what was sent, "" where Teams names none. */
  readonly send: (reference: Reference, activity: object) => Promise<string>;
  readonly update: (reference: Reference, id: string, activity: object) => Promise<void>;
}

/** Leads back to a conversation; plain JSON. */
export type Reference = Partial<ConversationReference>;

/** What answers an invoke: status and body of the response. */
export interface TurnAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** Returns what answers an invoke; `undefined` where it is none of ours. */
export type Turn = (
  activity: Readonly<Record<string, unknown>>,
  reference: Reference,
) => Promise<TurnAnswer | undefined>;

export interface AdapterOptions {
  readonly config: TeamsConfig;
  readonly onError: (error: unknown, activity: Readonly<Record<string, unknown>>) => void;
  /** What answers an invoke that failed, so that Teams does not say that the app cannot be reached. */
  readonly failedInvoke: (name: string) => TurnAnswer;
  /** The kind sentence for a message that failed. */
  readonly failedMessage: string;
  /** Milliseconds that one call to Teams may take. */
  readonly timeout: number;
  /** Addresses of another cloud, or of a test. */
  readonly cloud?: Readonly<Record<string, string>>;
}

type LooseMapper = { type: { additionalProperties?: { type: { name: string } } } };

/**
 * botbuilder 4.23.3 takes every property but three off an activity's entities on its way out, and citations with them. One line
 * keeps them; tests/teams/wire.test.ts fails without it. https://github.com/microsoft/botbuilder-js/pull/4903
 */
function keepEntities(): void {
  (mappers.Entity as LooseMapper).type.additionalProperties = { type: { name: "Object" } };
}

interface Connector {
  sendOperationRequest(asked: { readonly options?: object }, ...rest: readonly unknown[]): Promise<unknown>;
}

/** Of the SDK's client, which its types hide. */
interface Pipeline {
  readonly pipeline: { removePolicy(policy: { readonly name: string }): unknown };
}

/**
 * The SDK waits for ever, and the questions of that conversation behind it; and where Teams says how long to wait, it waits that
 * long itself, three times over, and holds whoever called it. Its option against that, `noRetryPolicy`, does nothing in 4.23.3;
 * tests/teams/send.test.ts fails without this.
 */
function limitCalls(connector: Connector, timeout: number): void {
  const { pipeline }: Pipeline = Reflect.get(connector, "client");
  pipeline.removePolicy({ name: "defaultRetryPolicy" });
  const send = connector.sendOperationRequest.bind(connector);
  connector.sendOperationRequest = ({ options, ...asked }, ...rest) =>
    send({ ...asked, options: { ...options, timeout } }, ...rest);
}

type Sdk = ConfigurationBotFrameworkAuthentication;
type Connectors = ReturnType<Sdk["createConnectorFactory"]>;
type Connecting = ReturnType<Connectors["create"]>;

/** Teams has one address for each region and tenant. */
const MOST_ADDRESSES = 100;

/**
 * For each activity that comes or goes the SDK makes two clients, a third of what it costs to send one. They hold nothing of the
 * activity but its address, and renew their tokens by themselves: here they are kept.
 */
class KeptClients extends ConfigurationBotFrameworkAuthentication {
  readonly #connecting = new Map<string, Connecting>();
  readonly #timeout: number;
  #tokens: ReturnType<Sdk["createUserTokenClient"]> | undefined;

  constructor(settings: Record<string, string>, timeout: number) {
    super(settings);
    this.#timeout = timeout;
  }

  override async authenticateRequest(...request: Parameters<Sdk["authenticateRequest"]>) {
    const known = await super.authenticateRequest(...request);
    return known.connectorFactory ? { ...known, connectorFactory: this.#keep(known.connectorFactory) } : known;
  }

  override createConnectorFactory(...identity: Parameters<Sdk["createConnectorFactory"]>) {
    return this.#keep(super.createConnectorFactory(...identity));
  }

  /** For signing people in, which the bot does not do. */
  override createUserTokenClient(...identity: Parameters<Sdk["createUserTokenClient"]>) {
    this.#tokens ??= super.createUserTokenClient(...identity);
    return this.#tokens;
  }

  #keep(connectors: Connectors): Connectors {
    return {
      create: (serviceUrl, audience = "") => {
        const key = `${serviceUrl} ${audience}`;
        const connecting = this.#connecting.get(key) ?? this.#connect(connectors, serviceUrl, audience);
        if (this.#connecting.size >= MOST_ADDRESSES) this.#connecting.clear();
        this.#connecting.set(key, connecting);
        return connecting;
      },
    };
  }

  async #connect(connectors: Connectors, serviceUrl: string, audience: string): Connecting {
    const connector = await connectors.create(serviceUrl, audience || undefined);
    limitCalls(connector, this.#timeout);
    return connector;
  }
}

export function createAdapter(options: AdapterOptions): TeamsAdapter {
  keepEntities();
  const { app } = options.config;
  const credentials = app
    ? {
        MicrosoftAppType: app.type,
        MicrosoftAppId: app.id,
        MicrosoftAppPassword: app.password,
        MicrosoftAppTenantId: app.tenantId,
      }
    : {};
  const adapter = new CloudAdapter(new KeptClients({ ...credentials, ...options.cloud }, options.timeout));
  adapter.onTurnError = async (context, error) => {
    const { activity } = context;
    options.onError(error, { ...activity });
    if (activity.type === "invoke")
      await context.sendActivity({ type: "invokeResponse", value: options.failedInvoke(activity.name ?? "") });
    else if (activity.type === "message") await context.sendActivity(options.failedMessage).catch(() => undefined);
  };
  /** What is thrown here is for the caller: the SDK would give it to `onTurnError`, and say nothing. */
  const within = async (reference: Reference, work: (context: TurnContext) => Promise<void>): Promise<void> => {
    let failed: { readonly error: unknown } | undefined;
    await adapter.continueConversationAsync(app?.id ?? "", reference, async (context) => {
      // The SDK makes up an id, and would reply to that.
      Object.assign(context.activity, { id: reference.activityId });
      await work(context).catch((error: unknown) => {
        failed = { error };
      });
    });
    if (failed) throw failed.error;
  };
  const patience = 2 * options.timeout;
  return {
    handle: (request, response, body, turn) => {
      let known = false;
      return adapter.process(
        asRequest(request, body),
        asResponse(response, () => known),
        async (context) => {
          known = true;
          const reference = TurnContext.getConversationReference(context.activity);
          // The SDK makes dates of time stamps; what came is what tells one change of a message from the next.
          const answer = await turn({ ...body }, reference);
          if (context.activity.type === "invoke")
            await context.sendActivity({ type: "invokeResponse", value: answer ?? { status: 501 } });
        },
      );
    },
    send: async (reference, activity) => {
      let id = "";
      const sent = within(reference, async (context) => {
        id = (await context.sendActivity({ ...activity } as Partial<Activity>))?.id ?? "";
      });
      await inTime(sent, patience);
      return id;
    },
    update: (reference, id, activity) => {
      const updated = within(reference, async (context) => {
        await context.updateActivity({ ...activity, id } as Partial<Activity>);
      });
      return inTime(updated, patience);
    },
  };
}

/** A call is limited by itself; the token that it needs is asked for without a limit. */
async function inTime(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer")), milliseconds);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const asRequest = ({ headers, method = "POST" }: IncomingMessage, body: object) => ({
  body: { ...body },
  headers: { ...headers },
  method,
});

/**
 * What the SDK expects of a web framework's response, over Node's own. Of some tokens that are no good it says 500 and why:
 * until it is known who asks, that is 401, and nothing else.
 */
function asResponse(response: ServerResponse, isKnown: () => boolean) {
  const shim = {
    socket: response.socket,
    status: (code: number) => {
      response.statusCode = code === 500 && !isKnown() ? 401 : code;
      return shim;
    },
    header: (name: string, value: string) => {
      response.setHeader(name, value);
      return shim;
    },
    send: (content: unknown) => {
      const text = typeof content === "string" ? content : JSON.stringify(content);
      response.end(isKnown() ? text : "");
      return shim;
    },
    end: () => {
      response.end();
      return shim;
    },
  };
  return shim;
}
