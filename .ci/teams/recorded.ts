// Reads recorded activities of real Teams clients, and compares what was read with what they are. They are no part of the project:
// tsx .ci/teams/recorded.ts FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readActivity } from "../../src/teams/read.ts";

const EXPECTED: Readonly<Record<string, string>> = {
  "actions-reactions-teams.json mention": "message mention channel: Test",
  "actions-reactions-teams.json action": "clicked channel",
  "actions-reactions-teams.json reaction": "ignored: system",
  "channel-teams.json mention": "message mention channel: Hey",
  "channel-teams.json channel_post_action": "clicked channel",
  "dm-teams.json mention": "message mention channel: Hey",
  "dm-teams.json dmRequest": "ignored: not for us",
  "dm-teams.json dmMessage": "message direct personal: Hey",
  "streaming-teams.json aiMention": "message mention channel: AI What is love?",
  "streaming-teams.json followUp": "ignored: not for us",
  "teams.json mention": "message mention channel: Hey",
  "teams.json followUp": "ignored: not for us",
};

function told(activity: unknown): string {
  const read = readActivity(activity);
  if (read.kind === "ignored") return `ignored: ${read.reason}`;
  if (read.keys.length === 0 || read.tenant === "") return "without a key or a tenant";
  return read.kind === "message" ? `message ${read.from} ${read.scope}: ${read.text}` : `${read.kind} ${read.scope}`;
}

const [folder = ""] = process.argv.slice(2);
const found = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => /teams\.json$/.test(name))
    .flatMap((name) => {
      const recorded = JSON.parse(readFileSync(join(folder, name), "utf8")) as Record<string, unknown>;
      return Object.entries(recorded)
        .filter(([, one]) => typeof one === "object" && one !== null && "type" in one)
        .map(([key, one]) => [`${name} ${key}`, told(one)] as const);
    }),
);
const names = [...new Set([...Object.keys(EXPECTED), ...Object.keys(found)])];
const wrong = names.filter((name) => EXPECTED[name] !== found[name]);
for (const name of wrong) console.error(`${name}: expected ${EXPECTED[name]}, read ${found[name]}`);
console.log(`${names.length - wrong.length} of ${names.length} recorded activities read as they are`);
process.exitCode = wrong.length === 0 && names.length > 0 ? 0 : 1;
