// The smallest Teams bot with the same answers: the SDK as in its documentation, behind Express. It stores nothing and retries
// nothing.
import { fileURLToPath } from "node:url";
import { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication, TurnContext } from "botbuilder";
// A dependency of @slack/bolt.
import express from "express";
import { createAsk } from "../../dist/answering/ask.js";
import { loadKnowledge } from "../../dist/knowledge.js";
import { renderAnswer } from "../../dist/terminal/render.js";

const contentDir = fileURLToPath(new URL("../../content", import.meta.url));
const { knowledge, rulebook } = loadKnowledge({ docs: [], contentDir, dataDir: undefined });
const ask = createAsk(knowledge, rulebook);
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  const answer = ask(TurnContext.removeRecipientMention(context.activity));
  await context.sendActivity(renderAnswer(answer));
  await next();
});
const app = express();
app.use(express.json());
app.post("/api/messages", (request, response) => adapter.process(request, response, (context) => bot.run(context)));
const server = app.listen(0, "127.0.0.1", () => {
  console.error(JSON.stringify({ message: "started", port: server.address().port }));
});
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => process.exit(0));
