import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../src/config.ts";

const usual = {
  dataDir: "./data",
  colour: true,
  port: 3978,
  host: "127.0.0.1",
  logLevel: "info",
  keepQuestions: false,
  slack: undefined,
  teams: undefined,
};
const token = ["xoxb", "1-2-abc"].join("-");
const appToken = ["xapp", "1-A-2-b"].join("-");
const [ID, HOME, OTHER] = [1, 2, 3].map((digit) => `${digit}`.repeat(8).concat("-2222-3333-4444-555555555555")) as [
  string,
  string,
  string,
];
/** An app registration of one tenant. */
const single = {
  ...{ MicrosoftAppType: "SingleTenant", MicrosoftAppId: ID, MicrosoftAppTenantId: HOME },
  MicrosoftAppPassword: "sesame",
};
const app = { type: "SingleTenant", id: ID, password: "sesame", tenantId: HOME };

describe("readConfig", () => {
  it.each([
    [{}, {}],
    [{ DATA_DIR: "", NO_COLOR: "", PORT: "", HOST: "", LOG_LEVEL: "", LOG_QUESTIONS: "" }, {}],
    [{ DATA_DIR: "elsewhere/index", HOME: "y" }, { dataDir: "elsewhere/index" }],
    [{ NO_COLOR: "1" }, { colour: false }],
    [
      { PORT: "80", HOST: "0.0.0.0", LOG_LEVEL: "DEBUG", LOG_QUESTIONS: "on" },
      { port: 80, host: "0.0.0.0", logLevel: "debug", keepQuestions: true },
    ],
    [
      { SLACK_BOT_TOKEN: ` ${token}\n`, SLACK_SIGNING_SECRET: "s" },
      { slack: { botToken: token, signingSecrets: ["s"], appToken: undefined, apiUrl: undefined } },
    ],
    [
      { SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: "new", SLACK_SIGNING_SECRET_OLD: "old" },
      { slack: { botToken: token, signingSecrets: ["new", "old"], appToken: undefined, apiUrl: undefined } },
    ],
    [
      { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: appToken, SLACK_API_URL: "http://127.0.0.1:1/api" },
      { slack: { botToken: token, signingSecrets: [], appToken, apiUrl: "http://127.0.0.1:1/api/" } },
    ],
    [single, { teams: { app, tenants: [HOME] } }],
    [{ ...single, TEAMS_ALLOWED_TENANTS: `${OTHER}, ${HOME}` }, { teams: { app, tenants: [HOME, OTHER] } }],
    [
      { ...single, MicrosoftAppType: "UserAssignedMSI", MicrosoftAppPassword: "" },
      { teams: { app: { ...app, type: "UserAssignedMSI", password: "" }, tenants: [HOME] } },
    ],
    [
      { ...single, MicrosoftAppType: "MultiTenant", TEAMS_ALLOWED_TENANTS: OTHER },
      { teams: { app: { ...app, type: "MultiTenant" }, tenants: [OTHER] } },
    ],
    [{ TEAMS_AUTH: "off" }, { teams: { app: undefined, tenants: [] } }],
    [
      { TEAMS_AUTH: "OFF", HOST: "::1" },
      { host: "::1", teams: { app: undefined, tenants: [] } },
    ],
  ])("reads %j", (environment, config) => {
    expect(readConfig(environment)).toEqual({ ...usual, ...config });
  });

  it.each([
    [
      "an empty secret (A9)",
      { SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: "" },
      [/^SLACK_SIGNING_SECRET is missing: copy it/],
    ],
    ["half of Slack", { SLACK_SIGNING_SECRET: "s" }, [/^SLACK_BOT_TOKEN is missing: copy/]],
    [
      "another token",
      { SLACK_BOT_TOKEN: "xoxp-1", SLACK_SIGNING_SECRET: "s" },
      [/^SLACK_BOT_TOKEN does not begin with xoxb-/],
    ],
    [
      "no authentication where others can reach it (A14)",
      { TEAMS_AUTH: "off", HOST: "0.0.0.0" },
      [/^TEAMS_AUTH=off while others can reach this port: set HOST=127.0.0.1/],
    ],
    [
      "no authentication in production, beside an app (A14)",
      { TEAMS_AUTH: "off", NODE_ENV: "production", MicrosoftAppId: ID },
      [/^TEAMS_AUTH=off in production: set it on/, /^TEAMS_AUTH=off with a MicrosoftAppId: leave/],
    ],
    [
      "no authentication beside Slack (A14)",
      { TEAMS_AUTH: "off", SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: "s" },
      [/^TEAMS_AUTH=off beside SLACK_BOT_TOKEN: leave Slack out/],
    ],
    [
      "what the SDK would take for no authentication (A14)",
      { ...single, MicrosoftAppType: "singletenant", MicrosoftAppId: "", TEAMS_AUTH: "none" },
      [
        /^TEAMS_AUTH=none: set on, or off/,
        /^MicrosoftAppType=singletenant: set one of/,
        /^MicrosoftAppId is not an id/,
      ],
    ],
    [
      "half of an app",
      { MicrosoftAppType: "SingleTenant", MicrosoftAppId: ID },
      [/^MicrosoftAppTenantId is not an id: copy/, /^MicrosoftAppPassword is missing: make/],
    ],
    [
      "a managed identity with a password",
      { ...single, MicrosoftAppType: "UserAssignedMSI" },
      [/^MicrosoftAppPassword is set: a managed identity has none/],
    ],
    ["every tenant (A13)", { ...single, MicrosoftAppType: "MultiTenant" }, [/^TEAMS_ALLOWED_TENANTS is missing/]],
    [
      "a tenant that is none (A13)",
      { ...single, TEAMS_ALLOWED_TENANTS: "*" },
      [/^TEAMS_ALLOWED_TENANTS: \* is no tenant id/],
    ],
    [
      "an example that was copied as it stands",
      { SLACK_BOT_TOKEN: "xoxb-…", SLACK_APP_TOKEN: "xapp-…", SLACK_SIGNING_SECRET: "…" },
      [/^SLACK_BOT_TOKEN has a character .* such as “…”: copy/, /^SLACK_SIGNING_SECRET has/, /^SLACK_APP_TOKEN has/],
    ],
    [
      "everything at once",
      {
        PORT: "http",
        LOG_LEVEL: "loud",
        LOG_QUESTIONS: "maybe",
        SLACK_APP_TOKEN: "x",
        SLACK_API_URL: "slack",
        SLACK_SIGNING_SECRET_OLD: "o",
      },
      [
        /^PORT=http: not a port; set/,
        /^LOG_LEVEL=loud: no such level; set one of debug, info, warn, error, silent/,
        /^LOG_QUESTIONS=maybe: set on or off/,
        /^SLACK_BOT_TOKEN is missing/,
        /^SLACK_APP_TOKEN does not begin with xapp-/,
        /^SLACK_SIGNING_SECRET_OLD alone/,
        /^SLACK_API_URL=slack: not an address/,
      ],
    ],
  ])("names every fault and its cure: %s", (_, environment, faults) => {
    let message = "";
    try {
      readConfig(environment);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      message = (error as Error).message;
    }
    expect(message.split("\n")).toEqual(faults.map((fault) => expect.stringMatching(fault)));
  });

  it("never repeats a secret in a fault", () => {
    expect(() => readConfig({ SLACK_BOT_TOKEN: "hunter2", SLACK_SIGNING_SECRET: "" })).toThrow(/^(?!.*hunter2)/s);
  });
});
