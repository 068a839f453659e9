/**
 * Every command that the documents show to somebody who runs the bot, and what comes of it: the newcomer's walk. A command that is
 * not here fails tests/readme.test.ts. That test runs what needs nothing but the sources; `.ci/walk.ts` runs everything but the
 * last list, as it is written, in a clean clone.
 */
export const DOCUMENTS = [
  "README.md",
  "manifests/README.md",
  "docs/operating.md",
  "docs/performance.md",
  "docs/writing-intents.md",
  "docs/search-quality.md",
  "docs/ci.md",
] as const;

export interface Outcome {
  readonly input?: string;
  /** 0 where it is left out. */
  readonly code?: number;
  /** What stands in the output, in this order. */
  readonly shows: readonly string[];
}

/** What `path/to/docs` of the examples holds: something to roll back, and a link that leads nowhere. */
export const OWN_DOCS: Readonly<Record<string, string>> = {
  "path/to/docs/index.md":
    "# Deployer\n\nDeploys things.\n\n## Roll back a deployment\n\nRun `deploy undo`, see [releases](releases.md).\n",
  "path/to/docs/limits.md": "# Limits\n\nA deployment is cancelled after thirty minutes.\n",
  "questions.jsonl": `${JSON.stringify({
    id: "q1",
    question: "how do I roll back?",
    kind: "howto",
    gold: [{ path: "index.md", anchor: "roll-back-a-deployment" }],
  })}\n`,
};

const UNDO = [
  "[1] Deployer › Roll back a deployment\nRun deploy undo, see releases.",
  "index.md#roll-back-a-deployment",
];
const APP = "--app-id 11111111-2222-3333-4444-555555555555 --domain docs.example.com";

/** They need the sources and a second each: these few are run by `npm test`, too. */
export const HERE: Readonly<Record<string, Outcome>> = {
  'npx docsbot ask --docs path/to/docs "how do I roll back?"': { shows: UNDO },
  "npx docsbot check --docs path/to/docs": {
    code: 1,
    shows: ["path/to/docs/index.md:7: link to releases.md: no such page", "2 pages, 3 sections: 1 fault\n"],
  },
  "npm run slack:manifest --silent -- --socket": { shows: ['{\n  "_metadata"', '"socket_mode_enabled": true'] },
  [`npm run teams:package --silent -- ${APP}`]: { shows: ["docsbot-teams.zip: upload it in Teams"] },
};

/** They need what npm installs, the built bot, or a package of somebody else; or they are like those above. */
export const CLONE: Readonly<Record<string, Outcome>> = {
  "npm install": { shows: ["added "] },
  "npm start": {
    input: "can I use warehouses with lakeFS?\n",
    shows: ["? can I use warehouses with lakeFS?", "Yes. ", "[1] SQL warehouses › "],
  },
  "npx docsbot ask --docs path/to/docs": {
    input: "how do I roll back?\nhello\n",
    shows: ["? how do I roll back?", ...UNDO, "? hello", "Hello! Ask me"],
  },
  'npx docsbot ask --docs path/to/docs --why "how do I roll back?"': {
    shows: [...UNDO, "Why: words", "Why: ranking", "Why: confidence"],
  },
  "npx docsbot index --docs path/to/docs": { shows: ["docs: 2 pages, 3 sections, revision ", "3 sections, 0 faults"] },
  "npx docsbot eval questions.jsonl --docs path/to/docs": { shows: ["questions", "1\nrecall1", "1\n"] },
  // Where no bot has run yet.
  "npx docsbot forget --platform slack --user U0123456789": { code: 2, shows: ["docsbot.sqlite: no such store"] },
  "npx docsbot ask --help": { shows: ["docsbot ask [QUESTION]", "--docs DIR"] },
  "npm start -- --docs path/to/docs": { input: "how do I roll back?\n", shows: UNDO },
  "npm run slack:try": {
    input: "can I use warehouses with lakeFS?\nlakectl config\n> https://lakefs.acme.example\n",
    shows: ["A Slack on this machine", "Yes. ", "[1] SQL warehouses › ", "What is the address", "lakefs.acme.example"],
  },
  "npm run slack:manifest --silent -- https://your.host": {
    shows: ['"request_url": "https://your.host/slack/events"'],
  },
  // Examples whose ids are to be replaced say so.
  "npm run teams:package --silent -- --app-id ID --domain your.host": { code: 2, shows: ["--app-id ID: set the"] },
  "npm run teams:package --silent -- --app-id GUID --domain docs.example.com": {
    code: 2,
    shows: ["--app-id GUID: set the"],
  },
};

/** They run until they are stopped, side by side in this order. */
export const STAYING: Readonly<Record<string, Outcome>> = {
  "TEAMS_AUTH=off npm start": { shows: ['"message":"started","port":3978', '"teams":"without authentication"'] },
  "npx --yes @microsoft/m365agentsplayground@0.2.28 start -e http://127.0.0.1:3978/api/messages -c msteams --disable-telemetry":
    { shows: ["Listening on 56150"] },
};

/** Not in the walk, with the step of `.ci/run` that runs it, by its name, or the reason why nothing does. */
export const ELSEWHERE: Readonly<Record<string, { readonly step: string } | { readonly why: string }>> = {
  "npm test": { step: "npm test" },
  "SLACK_BOT_TOKEN=xoxb-… SLACK_APP_TOKEN=xapp-… npm start": { why: "needs a Slack workspace" },
  "SLACK_BOT_TOKEN=xoxb-… SLACK_SIGNING_SECRET=… npm start": { why: "needs a Slack workspace" },
  "MicrosoftAppType=SingleTenant MicrosoftAppId=… MicrosoftAppPassword=… MicrosoftAppTenantId=… npm start": {
    why: "needs an app registration of Microsoft",
  },
  "npm run bench -- --docs path/to/docs --questions path/to/questions.jsonl": {
    why: "takes minutes, and rewrites its page",
  },
  "npm run build && npm run bench:slack -- --questions path/to/questions.jsonl": {
    why: "takes minutes, and rewrites its page",
  },
  "npm run build && npm run bench:teams -- --questions path/to/questions.jsonl": {
    why: "takes minutes, and rewrites its page",
  },
};

/** Commands in fences of shell and, where they have arguments or settings, in backticks; each once. */
export function commandsOf(markdown: string): string[] {
  const fenced = [...markdown.matchAll(/^( *)```(?:sh|bash|shell|console)\n([\s\S]*?)^\1```/gm)].flatMap(
    ([, , block = ""]) => block.split("\n").map((line) => line.replace(/ +# .*$/, "").trim()),
  );
  const inline = [...markdown.matchAll(/`((?:[A-Za-z_]+=\S+ )+npm \S[^`]*|np[mx] [^`]* -[^`]*)`/g)].map(
    ([, command = ""]) => command,
  );
  return [...new Set([...fenced, ...inline])].filter((line) => line !== "");
}

/** Where in `output` the first text of `shows` is missing, after those before it; undefined where none is. */
export function missingIn(output: string, { shows }: Outcome): string | undefined {
  let rest = output;
  for (const text of shows) {
    const at = rest.indexOf(text);
    if (at < 0) return text;
    rest = rest.slice(at + text.length);
  }
  return undefined;
}
