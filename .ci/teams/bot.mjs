// The bot as it is run for the Agents Playground: without authentication, on this machine only.
import { withBots as withAnyBots } from "../load/bot.mjs";

const ENVIRONMENT = { TEAMS_AUTH: "off", HOST: "127.0.0.1" };

/** As `withBots` of load/bot.mjs, without `env`. */
export const withBots = (run) => withAnyBots((start) => run((options) => start({ ...options, env: ENVIRONMENT })));
