/**
 * Prints the manifest to paste into Slack, made from manifests/slack.json:
 *
 *     npm run slack:manifest --silent -- https://docsbot.example.org   for HTTP at that address
 *     npm run slack:manifest --silent -- --socket                      for Socket Mode
 */
import { readFileSync } from "node:fs";
import { atAddress, type Manifest, withSocket } from "./manifests.ts";

const USAGE = "usage: npm run slack:manifest --silent -- https://your.host | --socket";
const [how = ""] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(new URL("../manifests/slack.json", import.meta.url), "utf8")) as Manifest;
if (how !== "--socket" && !/^https:\/\/[^\s/]+$/.test(how)) {
  if (!/^(?:-|$)/.test(how)) console.error(`${how}: give an address as https:// and host, without a path`);
  console.error(USAGE);
  process.exitCode = 2;
} else console.log(JSON.stringify(how === "--socket" ? withSocket(manifest) : atAddress(manifest, how), null, 2));
