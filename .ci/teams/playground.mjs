// The built bot in Microsoft's Agents Playground, as people see it in a browser:
// node .ci/teams/playground.mjs <work folder> [folder for pictures]
// The work folder has @microsoft/m365agentsplayground@0.2.28 and playwright-core@1.56.1 installed.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { VOICE } from "../../dist/answering/voice.js";
import { until } from "../wait.mjs";

const [work, pictures] = process.argv.slice(2);
const folder = path.resolve(work, `playground-${process.pid}`);
const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const WAREHOUSES = "can I use warehouses with lakeFS?";
/** Asks for the address of the server. */
const LAKECTL = "how do I configure lakectl?";
const ADDRESS = "https://lakefs.acme.example";
/** Milliseconds, for each thing that is waited for. */
const MOST = 30_000;
const WHOLE = 150_000;
/** Pixels of what stands beside the conversation; it hides in a narrow window. */
const SIDE = 330;

const person = (number, name) => ({
  id: `29:user-id-${number}`,
  name,
  userPrincipleName: `user${number}@example.com`,
  aadObjectId: `00000000-0000-0000-0000-00000000002${number}`,
  givenName: name,
  surname: "Example",
  email: `user${number}@example.com`,
});
/** Read as YAML, which JSON is, too. The Playground dies where a key is missing, or there are more or fewer than five users. */
const PLACES = {
  version: "0.1.1",
  tenantId: "00000000-0000-0000-0000-000000000001",
  bot: { id: "28:00000000-0000-0000-0000-000000000011", name: "Docs Bot" },
  currentUser: person(0, "Alex"),
  users: ["Bo", "Chris", "Dana", "Eli", "Fran"].map((name, at) => person(at + 1, name)),
  personalChat: { id: "a:personal-chat-id" },
  groupChat: { id: "19:group-chat-id@thread.v2", name: "Group Chat" },
  team: {
    id: "19:general-id@thread.tacv2",
    name: "My Team",
    aadGroupId: "00000000-0000-0000-0000-000000000031",
    channels: [{ id: "19:announcements-id@thread.tacv2", name: "Announcements" }],
  },
};

const children = [];
/** Both in `folder`; what they write is kept for the case that something fails. */
function run(name, args, env) {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env.PATH, HOME: folder, ...env },
  });
  const lines = [];
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on("line", (line) => lines.push(line));
  const exited = new Promise((resolve) => child.once("exit", resolve));
  children.push({ name, child, lines, exited });
  return { child, lines };
}

function freePort() {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function startBot() {
  const env = { DATA_DIR: path.join(folder, "data"), HOST: "127.0.0.1", PORT: "0", TEAMS_AUTH: "off" };
  const { child, lines } = run("bot", [CLI, "start"], env);
  const portIn = (line) => /"message":"started".*?"port":(\d+)/.exec(line)?.[1];
  const port = () => {
    assert.equal(child.exitCode, null, "the bot ended");
    return lines.map(portIn).find(Boolean);
  };
  return until("the bot to start", port, MOST);
}

async function startPlayground(bot) {
  writeFileSync(path.join(folder, ".m365agentsplayground.yml"), JSON.stringify(PLACES));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const script = path.resolve(work, "node_modules/@microsoft/m365agentsplayground/cli.js");
  const endpoint = `http://127.0.0.1:${bot}/api/messages`;
  const args = [script, "start", "-e", endpoint, "-c", "msteams", "-p", `${port}`, "--disable-telemetry"];
  run("playground", args, { TEAMSAPPTESTER_BROWSER: "none" });
  const isUp = () =>
    fetch(`${address}/_debug/ping`)
      .then(({ ok }) => ok)
      .catch(() => false);
  await until("the Playground to start", isUp, MOST);
  return address;
}

let browser;
let page;

async function openPage(address) {
  const require = createRequire(path.resolve(work, "package.json"));
  const { chromium } = require("playwright-core");
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const opened = await browser.newPage({ viewport: { width: SIDE + 1_000, height: 1_000 } });
  opened.setDefaultTimeout(MOST);
  // Fonts; the page does without.
  await opened.route(/^https?:\/\/(?!127\.0\.0\.1|localhost)/, (route) => route.abort());
  await opened.goto(address);
  // Open, it covers a part of the conversation.
  await opened.getByRole("button", { name: "Hide log panel" }).click();
  return opened;
}

const button = (name) => page.getByRole("button", { name, exact: true });
const citations = () => page.locator("a.fai-Citation");

async function open(place) {
  await page.getByRole("treeitem", { name: place }).click();
  await button("Post").waitFor({ state: place.startsWith("My Team") ? "visible" : "detached" });
}

async function say(text) {
  const box = page.getByRole("textbox").last();
  await box.pressSequentially(text);
  await box.filter({ hasText: text }).waitFor();
  await button("Send Message").click();
}

async function picture(name) {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  const clip = { x: SIDE, y: 52, width: 1_000, height: 948 };
  await page.screenshot({ path: path.join(pictures, `${name}.png`), clip, animations: "disabled" });
}

async function check(name, steps) {
  try {
    await steps();
    console.log(`ok      ${name}`);
  } catch (error) {
    throw new Error(`not ok  ${name}`, { cause: error });
  }
}

async function answersWithCitations() {
  await open("Personal Chat");
  await page.getByRole("paragraph").filter({ hasText: VOICE.welcome }).waitFor();
  await say(WAREHOUSES);
  await button("Like").waitFor();
  await picture("teams-answer");
  await citations().first().hover();
  const shown = page.locator(".fai-PreviewSurface");
  await shown.getByText("Yes, through the S3 gateway.").waitFor();
  await shown.getByText("SQL warehouses › Can I use SQL warehouses with lakeFS").waitFor();
}

async function answersMention() {
  await open("My Team - General");
  const box = page.getByRole("textbox").first();
  await box.pressSequentially("@Doc");
  const found = page.getByRole("listbox", { name: "Typeahead menu" }).getByRole("menuitem");
  await found.filter({ hasText: "Docs Bot" }).click();
  await box.filter({ hasText: "Docs Bot" }).waitFor();
  await page.keyboard.type(` ${WAREHOUSES}`);
  await box.filter({ hasText: WAREHOUSES }).waitFor();
  await button("Post").click();
  const thread = page.getByRole("group").filter({ hasText: WAREHOUSES });
  await thread.locator(citations()).first().waitFor();
}

async function fillsInForm() {
  await open("Personal Chat");
  await say(LAKECTL);
  const field = page.getByRole("textbox", { name: /^Endpoint/ });
  await field.fill(ADDRESS);
  await picture("teams-form");
  await button(VOICE.submit).click();
  await page.getByText(`endpoint_url: ${ADDRESS}`).first().waitFor();
  await field.waitFor({ state: "detached" });
}

/** What the bot answers is looked at, not only the Playground's thanks. */
async function takesFeedback() {
  await button("Like").first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("just what I needed");
  const answered = page.waitForResponse((response) => response.url().endsWith("/invoke"));
  await dialog.getByRole("button", { name: "Submit" }).click();
  const answer = await answered;
  assert.deepEqual([answer.status(), await answer.text()], [200, "{}"]);
  await dialog.getByText("Thank you!").waitFor();
  await dialog.getByRole("button", { name: "Close" }).click();
  await dialog.waitFor({ state: "detached" });
}

async function findsSections() {
  await button("Trigger Message Extension App").last().click();
  await page.getByRole("menuitem", { name: "Search Command" }).click();
  await button("Specify Command ID or Parameter").click();
  await page.getByRole("textbox", { name: "Command ID" }).fill("searchDocs");
  await page.getByRole("textbox", { name: "Parameter name" }).fill("q");
  await page.getByRole("textbox", { name: "Enter a search term" }).fill("warehouse");
  await page
    .getByRole("heading", { name: /^SQL warehouses › / })
    .first()
    .waitFor();
}

/** A dialog about a message of the chat; what is shared waits in the compose box, until it is sent. */
async function answersChosenMessage() {
  await open("Personal Chat");
  const above = "xpath=ancestor::*[.//button[@aria-label='Show more information']][1]";
  const message = page.getByText(WAREHOUSES, { exact: true }).first().locator(above);
  await message.getByRole("button", { name: "Show more information" }).first().click();
  await page.getByRole("menuitem", { name: "Action Command" }).click();
  await page.getByRole("textbox", { name: "Command ID" }).fill("answerFromDocs");
  await button("Create").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Yes, through the S3 gateway.").waitFor();
  await picture("teams-dialog");
  await dialog.getByRole("button", { name: VOICE.intoMessage }).click();
  await dialog.waitFor({ state: "detached" });
  const cards = page.locator(".ac-adaptiveCard").filter({ hasText: "Yes, through the S3 gateway." });
  await cards.first().waitFor();
  await button("Send Message").click();
  await page.getByRole("textbox").last().filter({ hasText: "S3 gateway" }).waitFor({ state: "detached" });
  await cards.first().waitFor();
}

async function everything() {
  const bot = await startBot();
  page = await openPage(await startPlayground(bot));
  await check("between two people: an answer with citations, each with its place", answersWithCitations);
  await check("in a channel: a mention is answered in its thread", answersMention);
  await check("a form asks for a value; filled in, it gives the configuration", fillsInForm);
  await check("feedback is taken", takesFeedback);
  await check("a message is answered from the docs, in a dialog; the card is shared", answersChosenMessage);
  await check("the message extension lists sections", findsSections);
}

// However this ends, nothing is left running: Playwright ends the browser.
process.on("exit", () => {
  for (const { child } of children) child.kill("SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

mkdirSync(folder, { recursive: true });
const tooLate = new Promise((_, reject) => {
  setTimeout(() => reject(new Error(`not done after ${WHOLE} ms`)), WHOLE).unref();
});
try {
  await Promise.race([everything(), tooLate]);
} catch (error) {
  process.exitCode = 1;
  console.log(error);
  for (const { name, lines } of children) console.log(`${name}:\n${lines.slice(-20).join("\n")}`);
} finally {
  await browser?.close();
  for (const { child } of children) child.kill("SIGKILL");
  await Promise.all(children.map(({ exited }) => exited));
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
