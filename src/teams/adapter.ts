import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
  TurnContext,
} from "botbuilder";
import { AuthenticationConstants, ClaimsIdentity } from "botframework-connector";
import * as mappers from "botframework-connector/lib/connectorApi/models/mappers.js";
import type { TeamsConfig } from "../config.ts";
import { createSigningKeys } from "./signingkeys.ts";
import { type Verified, verifyToken } from "./token.ts";

/** The bot's side of the SDK: activities come in, activities go out, and nothing else of it is seen outside this file. */
export interface TeamsAdapter {
  /** Who sends, by the header `Authorization`; without credentials nobody can tell, and this is `undefined`. @throws KeysUnavailable */
  readonly verify: ((authorization: string | undefined) => Promise<Verified | undefined>) | undefined;
  /** Runs `turn` on an activity; what it returns answers an invoke. */
  readonly process: (body: object, sender: Verified | undefined, turn: Turn) => Promise<TurnAnswer>;
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
  /** Milliseconds since 1970. */
  readonly now: () => number;
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

  /** What the SDK would make of the token. Its own check fetches keys without a limit of time or size, and takes tokens without an end. */
  identify({ claims }: Verified, audience: string) {
    const named = Object.entries(claims).map(([type, value]) => ({ type, value: String(value) }));
    const claimsIdentity = new ClaimsIdentity(named, true);
    return { audience, claimsIdentity, connectorFactory: this.createConnectorFactory(claimsIdentity) };
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

/** The SDK has the way of an activity through the bot for classes of its own alone. */
class Turns extends CloudAdapter {
  run(...[sender, activity, logic]: Parameters<CloudAdapter["processActivityDirect"]>) {
    return this.processActivity(sender as string, activity, logic);
  }
}

export function createAdapter(options: AdapterOptions): TeamsAdapter {
  keepEntities();
  const { now, timeout, cloud = {} } = options;
  const { app } = options.config;
  const credentials = app
    ? {
        MicrosoftAppType: app.type,
        MicrosoftAppId: app.id,
        MicrosoftAppPassword: app.password,
        MicrosoftAppTenantId: app.tenantId,
      }
    : {};
  const clients = new KeptClients({ ...credentials, ...cloud }, timeout);
  const adapter = new Turns(clients);
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
  const audience = cloud.ToChannelFromBotOAuthScope ?? AuthenticationConstants.ToChannelFromBotOAuthScope;
  const patience = 2 * options.timeout;
  return {
    verify: app && createVerify(app.id, cloud, { now, timeout }),
    process: async (body, sender, turn) => {
      const who = sender ? clients.identify(sender, audience) : "";
      const answer = await adapter.run(who, { ...body } as Activity, async (context) => {
        const reference = TurnContext.getConversationReference(context.activity);
        const answer = await turn({ ...body }, reference);
        if (context.activity.type === "invoke")
          await context.sendActivity({ type: "invokeResponse", value: answer ?? { status: 501 } });
      });
      return answer ? { status: answer.status, body: answer.body } : { status: 200 };
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

function createVerify(
  audience: string,
  cloud: Readonly<Record<string, string>>,
  { now, timeout }: Pick<AdapterOptions, "now" | "timeout">,
): NonNullable<TeamsAdapter["verify"]> {
  const { ToBotFromChannelOpenIdMetadataUrl: metadata, ToBotFromChannelTokenIssuer: issuer } = {
    ...AuthenticationConstants,
    ...cloud,
  };
  const keys = createSigningKeys({ metadata, now, timeout });
  return (authorization) => verifyToken(authorization, { keys, issuer, audience, now });
}
