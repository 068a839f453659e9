// The app's manifest against Slack's own schema, as it stands and as it is made for HTTP and for Socket Mode:
// node .ci/slack/manifest.mjs <work folder with ajv> <schema>
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [work, schemaFile] = process.argv.slice(2);
const require = createRequire(path.resolve(work, "package.json"));
const ajv = new (require("ajv").default)({ strict: false, allErrors: true });
require("ajv-formats").default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, "utf8")));

const made = (how) =>
  execFileSync("npx", ["tsx", "scripts/manifest.ts", how], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
const manifests = {
  "manifests/slack.json": readFileSync("manifests/slack.json", "utf8"),
  "for HTTP": made("https://docsbot.example.org"),
  "for Socket Mode": made("--socket"),
};
let failed = 0;
for (const [name, text] of Object.entries(manifests)) {
  if (validate(JSON.parse(text))) continue;
  failed++;
  for (const { instancePath, message } of validate.errors) console.log(`${name}${instancePath}: ${message}`);
}
console.log(`${Object.keys(manifests).length - failed} manifests are valid, ${failed} are not`);
process.exit(failed === 0 ? 0 : 1);
