// The smallest Slack bot with the same answers: Bolt as in its documentation. It stores nothing and retries nothing.
import { fileURLToPath } from "node:url";
import bolt from "@slack/bolt";
import { createAsk } from "../../dist/answering/ask.js";
import { loadKnowledge } from "../../dist/knowledge.js";
import { renderAnswer } from "../../dist/terminal/render.js";

const contentDir = fileURLToPath(new URL("../../content", import.meta.url));
const { SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: slackApiUrl } = process.env;
const { knowledge, rulebook } = loadKnowledge({ docs: [], contentDir, dataDir: undefined });
const ask = createAsk(knowledge, rulebook);
const receiver = new bolt.HTTPReceiver({ signingSecret });
const app = new bolt.App({ token, receiver, clientOptions: { slackApiUrl } });
app.event("app_mention", async ({ event, client }) => {
  const answer = ask(event.text.replace(/<@\w+>/, ""));
  await client.chat.postMessage({ channel: event.channel, thread_ts: event.ts, text: renderAnswer(answer) });
});
const server = await app.start(0);
console.error(JSON.stringify({ message: "started", port: server.address().port }));
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => process.exit(0));
