/**
 * Makes the app package to upload to Teams from manifests/teams, and validates it:
 *
 *     npm run teams:package -- --app-id GUID --domain docs.example.com [--bot-id GUID] [--out docsbot-teams.zip]
 *
 * The bot id defaults to the app id.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { unzipSync, zipSync } from "fflate";
import { checkPackage } from "./teams/check.ts";
import { DOMAIN, fillIn, GUID } from "./teams/manifest.ts";

/** Local time, as archives have it: the same files make the same archive, byte for byte, anywhere. */
const BEGIN = new Date(1980, 0, 1);

const USAGE =
  "usage: npm run teams:package -- --app-id GUID --domain docs.example.com [--bot-id GUID] [--out docsbot-teams.zip]";

function run(): number {
  const given = readArguments();
  const { "app-id": appId = "", domain = "", "bot-id": botId = appId, out = "docsbot-teams.zip" } = given ?? {};
  const wrong = [
    ...(GUID.test(appId)
      ? []
      : [`--app-id ${appId || "is missing"}: set the Application (client) ID of the app registration`]),
    ...(GUID.test(botId) || botId === appId ? [] : [`--bot-id ${botId}: set the bot's Application (client) ID`]),
    ...(DOMAIN.test(domain)
      ? []
      : [`--domain ${domain || "is missing"}: set a domain of yours, without https:// and path`]),
  ];
  if (wrong.length > 0) {
    console.error([...(given === undefined ? [] : wrong), USAGE].join("\n"));
    return 2;
  }
  const folder = new URL("../manifests/teams/", import.meta.url);
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const manifest = fillIn(readFileSync(new URL("manifest.json", folder), "utf8"), { appId, botId, domain, version });
  const icon = (name: string) => ({ [name]: readFileSync(new URL(name, folder)) });
  const files = { "manifest.json": Buffer.from(manifest), ...icon("color.png"), ...icon("outline.png") };
  const zip = zipSync(files, { mtime: BEGIN });
  const faults = checkPackage(unzipSync(zip));
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) return 1;
  writeFileSync(out, zip);
  console.log(`${out}: upload it in Teams under Apps, Manage your apps, Upload an app.`);
  return 0;
}

function readArguments() {
  const one = { type: "string" } as const;
  try {
    return parseArgs({ options: { "app-id": one, "bot-id": one, domain: one, out: one } }).values;
  } catch {
    return undefined;
  }
}

process.exitCode = run();
