// The bot with Slack's credentials, and Slack at an address of this machine.
import { withBots as withAnyBots } from "../load/bot.mjs";

export const SECRET = "0123456789abcdef0123456789abcdef";
export const TOKEN = "xoxb-docsbot-0000";

export const environment = (apiUrl) => ({
  SLACK_BOT_TOKEN: TOKEN,
  SLACK_SIGNING_SECRET: SECRET,
  SLACK_API_URL: `${apiUrl}/api/`,
});

/** As `withBots` of load/bot.mjs; `apiUrl` in place of `env`. */
export const withBots = (run) =>
  withAnyBots((start) => run(({ apiUrl, ...options }) => start({ ...options, env: environment(apiUrl) })));
