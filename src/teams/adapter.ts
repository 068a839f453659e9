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
  /** Sends into a conversation later; returns the ids of what was sent. */
  readonly send: (
    reference: Partial<ConversationReference>,
    activities: readonly object[],
  ) => Promise<readonly string[]>;
  readonly update: (reference: Partial<ConversationReference>, id: string, activity: object) => Promise<void>;
}

/** For an invoke: the body of its answer. `reference` leads back to the conversation. */
export type Turn = (
  activity: Readonly<Record<string, unknown>>,
  reference: Partial<ConversationReference>,
) => Promise<{ readonly status: number; readonly body?: unknown } | undefined>;

export interface AdapterOptions {
  readonly config: TeamsConfig;
  readonly onError: (error: unknown, activity: Readonly<Record<string, unknown>>) => void;
  /** What answers an invoke that failed, so that Teams does not say that the app cannot be reached. */
  readonly failedInvoke: (name: string) => { readonly status: number; readonly body?: unknown };
  /** The kind sentence for a message that failed. */
  readonly failedMessage: string;
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
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({ ...credentials, ...options.cloud }));
  adapter.onTurnError = async (context, error) => {
    const { activity } = context;
    options.onError(error, { ...activity });
    if (activity.type === "invoke")
      await context.sendActivity({ type: "invokeResponse", value: options.failedInvoke(activity.name ?? "") });
    else if (activity.type === "message") await context.sendActivity(options.failedMessage).catch(() => undefined);
  };
  const appId = app?.id ?? "";
  return {
    handle: (request, response, body, turn) =>
      adapter.process(asRequest(request, body), asResponse(response), async (context) => {
        const reference = TurnContext.getConversationReference(context.activity);
        const answer = await turn({ ...context.activity }, reference);
        if (context.activity.type === "invoke")
          await context.sendActivity({ type: "invokeResponse", value: answer ?? { status: 501 } });
      }),
    send: async (reference, activities) => {
      const ids: string[] = [];
      await adapter.continueConversationAsync(appId, reference, async (context) => {
        for (const activity of activities)
          ids.push((await context.sendActivity(activity as Partial<Activity>))?.id ?? "");
      });
      return ids;
    },
    update: (reference, id, activity) =>
      adapter.continueConversationAsync(appId, reference, async (context) => {
        await context.updateActivity({ ...activity, id } as Partial<Activity>);
      }),
  };
}

const asRequest = ({ headers, method = "POST" }: IncomingMessage, body: object) => ({
  body: { ...body },
  headers: { ...headers },
  method,
});

/** What the SDK expects of a web framework's response, over Node's own. */
function asResponse(response: ServerResponse) {
  const shim = {
    socket: response.socket,
    status: (code: number) => {
      response.statusCode = code;
      return shim;
    },
    header: (name: string, value: string) => {
      response.setHeader(name, value);
      return shim;
    },
    send: (content: unknown) => {
      response.end(typeof content === "string" ? content : JSON.stringify(content));
      return shim;
    },
    end: () => {
      response.end();
      return shim;
    },
  };
  return shim;
}
