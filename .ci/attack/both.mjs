// The built bot in Slack and in Teams at once, Teams without authentication: what an operator cannot start, since it checks nobody
// (node both.mjs, with Slack's variables). It listens on this machine alone.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readConfig } from "../../dist/config.js";
import { loadKnowledge } from "../../dist/knowledge.js";
import { createLog } from "../../dist/log.js";
import { startBot } from "../../dist/main.js";
import { DEFAULT_SETTINGS, readSettings } from "../../dist/settings.js";

const SETTINGS = "docsbot.config.yaml";
const contentDir = fileURLToPath(new URL("../../content", import.meta.url));

const config = { ...readConfig(), host: "127.0.0.1", teams: { app: undefined, tenants: [] } };
const settings = existsSync(SETTINGS) ? readSettings(readFileSync(SETTINGS, "utf8"), SETTINGS) : DEFAULT_SETTINGS;
// One index for all bots of a run.
const load = (only) =>
  loadKnowledge({ docs: [], contentDir, dataDir: path.dirname(config.dataDir), ...(only ? { only } : {}) });
const log = createLog(config.logLevel, (line) => console.error(line), Date.now);
const running = await startBot({
  ...{ config, settings, log, loaded: load(), loadOnly: load },
  ...{ command: "/docs", prompts: [], scopes: [] },
});
await new Promise((resolve) => process.once("SIGTERM", resolve));
await running.stop();
