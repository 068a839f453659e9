import { LEVELS, type Level } from "./log.ts";

/** The only reader of the environment. */
export interface Config {
  /** Where the index and the store are. */
  readonly dataDir: string;
  readonly colour: boolean;
  readonly port: number;
  readonly host: string;
  readonly logLevel: Level;
  /** Whether questions may be kept and logged. */
  readonly keepQuestions: boolean;
  /** Credentials of Slack; none where no variable of Slack is set. */
  readonly slack: SlackConfig | undefined;
  /** The same of Microsoft Teams. */
  readonly teams: TeamsConfig | undefined;
}

export interface TeamsConfig {
  /** `undefined`: no authentication, for the Agents Playground on this machine. */
  readonly app: TeamsApp | undefined;
  /** Ids of the tenants that are answered; all where this is empty, which only the Playground may have. */
  readonly tenants: readonly string[];
}

interface TeamsApp {
  readonly type: "SingleTenant" | "UserAssignedMSI" | "MultiTenant";
  readonly id: string;
  readonly password: string;
  readonly tenantId: string;
}

export interface SlackConfig {
  readonly botToken: string;
  /** One, or two while they are exchanged; none in Socket Mode, where nothing is signed. */
  readonly signingSecrets: readonly string[];
  /** Set for Socket Mode. */
  readonly appToken: string | undefined;
  /** With a slash at its end. */
  readonly apiUrl: string | undefined;
}

/** One error for everything that is wrong with the environment, each with its cure. */
export class ConfigError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError */
export function readConfig(environment: Environment = process.env): Config {
  const faults: string[] = [];
  const config: Config = {
    dataDir: environment.DATA_DIR || "./data",
    colour: !environment.NO_COLOR,
    port: readPort(environment.PORT, faults),
    host: environment.HOST || "127.0.0.1",
    logLevel: readLevel(environment.LOG_LEVEL, faults),
    keepQuestions: readSwitch("LOG_QUESTIONS", environment.LOG_QUESTIONS, faults),
    slack: readSlack(environment, faults),
    teams: readTeams(environment, faults),
  };
  if (faults.length > 0) throw new ConfigError(faults.join("\n"));
  return config;
}

function readPort(text: string | undefined, faults: string[]): number {
  const port = Number(text || 3978);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    faults.push(`PORT=${text}: not a port; set a number from 1 to 65535, or leave it out for 3978`);
  return port;
}

function readLevel(text: string | undefined, faults: string[]): Level {
  const level = LEVELS.find((one) => one === (text || "info").toLowerCase());
  if (!level) faults.push(`LOG_LEVEL=${text}: no such level; set one of ${LEVELS.join(", ")}`);
  return level ?? "info";
}

function readSwitch(name: string, text: string | undefined, faults: string[]): boolean {
  const value = (text || "off").toLowerCase();
  if (!["on", "off", "true", "false", "1", "0"].includes(value)) faults.push(`${name}=${text}: set on or off`);
  return ["on", "true", "1"].includes(value);
}

function readSlack(environment: Environment, faults: string[]): SlackConfig | undefined {
  const names = ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_SIGNING_SECRET_OLD", "SLACK_APP_TOKEN"] as const;
  if (names.every((name) => environment[name] === undefined)) return undefined;
  const [botToken = "", secret = "", oldSecret = "", appToken = ""] = names.map((name) => environment[name]?.trim());
  if (botToken === "")
    faults.push("SLACK_BOT_TOKEN is missing: copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions");
  else if (!botToken.startsWith("xoxb-"))
    faults.push("SLACK_BOT_TOKEN does not begin with xoxb-: copy the Bot User OAuth Token, not another token");
  for (const name of names)
    if (!isWhole(environment[name]?.trim() ?? ""))
      faults.push(`${name} has a character that Slack does not use in it, such as “…”: copy the whole of it`);
  if (environment.SLACK_APP_TOKEN !== undefined && !appToken.startsWith("xapp-"))
    faults.push(
      "SLACK_APP_TOKEN does not begin with xapp-: make an app-level token with connections:write, or leave it out",
    );
  if (appToken === "" && secret === "")
    faults.push(
      "SLACK_SIGNING_SECRET is missing: copy it from Basic Information, or set SLACK_APP_TOKEN for Socket Mode",
    );
  if (secret === "" && oldSecret !== "")
    faults.push("SLACK_SIGNING_SECRET_OLD alone: set SLACK_SIGNING_SECRET to the new secret");
  const apiUrl = environment.SLACK_API_URL;
  if (apiUrl !== undefined && !/^https?:\/\/[^\s/]+(?:\/\S*)?$/.test(apiUrl))
    faults.push(`SLACK_API_URL=${apiUrl}: not an address; set one such as https://slack.com/api/, or leave it out`);
  return {
    botToken,
    signingSecrets: [secret, oldSecret].filter((one) => one !== ""),
    appToken: appToken || undefined,
    apiUrl: apiUrl?.replace(/\/*$/, "/"),
  };
}

/** Examples end in “…”; a token with a character that no header takes would fail much later, and less clearly. */
const isWhole = (text: string): boolean => /^[!-~]*$/.test(text);

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const APP_TYPES = ["SingleTenant", "UserAssignedMSI", "MultiTenant"] as const;
const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/**
 * The SDK switches authentication off where the type is misspelt or the id is missing, and takes messages from every tenant. So
 * everything is checked here.
 */
function readTeams(environment: Environment, faults: string[]): TeamsConfig | undefined {
  const text = (name: string): string => environment[name]?.trim() ?? "";
  const names = ["MicrosoftAppType", "MicrosoftAppId", "MicrosoftAppPassword", "MicrosoftAppTenantId", "TEAMS_AUTH"];
  if (names.every((name) => text(name) === "")) return undefined;
  const tenants = text("TEAMS_ALLOWED_TENANTS")
    .split(/[\s,]+/)
    .filter(Boolean);
  for (const tenant of tenants.filter((one) => !GUID.test(one)))
    faults.push(`TEAMS_ALLOWED_TENANTS: ${tenant} is no tenant id; set ids (GUIDs), separated by commas`);
  const auth = text("TEAMS_AUTH").toLowerCase() || "on";
  if (auth === "off") {
    checkWithoutAuth(environment, faults);
    return { app: undefined, tenants };
  }
  if (auth !== "on") faults.push(`TEAMS_AUTH=${auth}: set on, or off for the Agents Playground on this machine`);
  const app = readTeamsApp(text, faults);
  const own = app.type === "MultiTenant" ? tenants : [...new Set([app.tenantId, ...tenants])].filter(Boolean);
  if (app.type === "MultiTenant" && tenants.length === 0)
    faults.push(
      "TEAMS_ALLOWED_TENANTS is missing: a MultiTenant app is reached from every tenant; set the ids of yours",
    );
  return { app, tenants: own };
}

/** Without authentication the bot posts wherever a caller says: only for callers on this machine. */
function checkWithoutAuth(environment: Environment, faults: string[]): void {
  if (environment.NODE_ENV === "production")
    faults.push("TEAMS_AUTH=off in production: set it on, with the app's credentials");
  if (!LOOPBACK.has(environment.HOST || "127.0.0.1"))
    faults.push("TEAMS_AUTH=off while others can reach this port: set HOST=127.0.0.1, or TEAMS_AUTH=on");
  if (environment.SLACK_BOT_TOKEN)
    faults.push("TEAMS_AUTH=off beside SLACK_BOT_TOKEN: leave Slack out while you try Teams, or set TEAMS_AUTH=on");
  if (environment.MicrosoftAppId)
    faults.push("TEAMS_AUTH=off with a MicrosoftAppId: leave the id out, or set TEAMS_AUTH=on");
}

function readTeamsApp(text: (name: string) => string, faults: string[]): TeamsApp {
  const written = text("MicrosoftAppType");
  const type = APP_TYPES.find((one) => one === written);
  if (!type)
    faults.push(
      `MicrosoftAppType=${written}: set one of ${APP_TYPES.join(", ")}, spelt just so (SingleTenant for most)`,
    );
  const [id, password, tenantId] = [text("MicrosoftAppId"), text("MicrosoftAppPassword"), text("MicrosoftAppTenantId")];
  if (!GUID.test(id))
    faults.push("MicrosoftAppId is not an id: copy the Application (client) ID of the app registration");
  if (type !== "MultiTenant" && !GUID.test(tenantId))
    faults.push("MicrosoftAppTenantId is not an id: copy the Directory (tenant) ID of the app registration");
  if (type !== "UserAssignedMSI" && password === "")
    faults.push("MicrosoftAppPassword is missing: make a client secret of the app registration, and copy its value");
  if (type === "UserAssignedMSI" && password !== "")
    faults.push("MicrosoftAppPassword is set: a managed identity has none; leave it out");
  return { type: type ?? "SingleTenant", id, password, tenantId };
}
