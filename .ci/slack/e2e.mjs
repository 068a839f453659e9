// The built bot in every place where Slack lets people meet it, against the emulator of Slack's Web API that is installed in a
// work folder: node --import tsx .ci/slack/e2e.mjs <work folder>
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import { REASONS, VOICE } from "../../dist/answering/voice.js";
import { BUILD_SHORTCUT, CHOOSE_INTENT } from "../../dist/slack/forms.js";
import { ACTION } from "../../dist/slack/rendering/blocks.js";
import { FORM } from "../../dist/slack/rendering/form.js";
import { validateMessage, validateView } from "../../tests/slack/validate.ts";
import { until } from "../wait.mjs";
import { SECRET, TOKEN, withBots } from "./bot.mjs";
import { BOT, createSender, GENERAL, RANDOM, startEmulator, TEAM, USER } from "./emulator.mjs";

const [work] = process.argv.slice(2);
const folder = path.join(work, `e2e-${process.pid}`);
const SETTINGS = `slack:\n  supportChannel: ${RANDOM}\nlimits:\n  perThread: 50\n  perPerson: 1000\n`;
const WAREHOUSES = "can I use warehouses with lakeFS?";
const GATEWAY = "spark config for a Databricks cluster through the S3 gateway";
/** One of these at least has no sure answer, however the ranking changes. */
const UNCERTAIN = [
  "is merge async possible for huge merges",
  "private link on GCP?",
  "rename file in mounted dir fails, is it supported?",
  "which database does lakefs use for refs and uncommitted stuff",
];
const ADDRESS = "https://lakefs.acme.example";

let passed = 0;
let failed = 0;
async function check(name, run) {
  try {
    await run();
    passed++;
    console.log(`ok      ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok  ${name}\n        ${String(error?.stack ?? error).replaceAll("\n", "\n        ")}`);
  }
}

const emulator = await startEmulator(work, TOKEN);
const { lab } = emulator;
const users = { asker: USER };
let last = 1_700_000_000;
const newTs = () => `${++last}.000100`;
let bot;
let slack;

/** What is shown to people, as one text. */
const textOf = (message) => `${message.text}\n${JSON.stringify(message.blocks ?? [])}`;
const inThread = (channel, thread) =>
  lab.store.messages.all().filter((one) => one.channel_id === channel && one.thread_ts === thread);
const inChannel = (channel) => lab.store.messages.all().filter((one) => one.channel_id === channel);
const answerIn = (channel, thread, number = 1) =>
  until(`answer ${number} in ${channel} ${thread}`, () => inThread(channel, thread)[number - 1]);
const whispers = () => lab.store.ephemeralMessages.all();
const privately = (id, number = 1) =>
  until(`private answer ${number}`, () => lab.private.filter((one) => one.id === id)[number - 1]);
const viewNumber = (number) => until(`form ${number}`, () => lab.views[number - 1]?.view);

const mentionEvent = (text, ts, fields = {}) => ({
  type: "app_mention",
  user: users.asker,
  channel: GENERAL,
  text: `<@${BOT}> ${text}`,
  ts,
  ...fields,
});

/** Mentions the bot; the number of the answer in its thread. */
async function mention(text, { thread, number = 1, envelope, change, ...fields } = {}) {
  const ts = newTs();
  const event = mentionEvent(text, ts, { ...(thread === undefined ? {} : { thread_ts: thread }), ...fields });
  const { status } = await slack.event(event, envelope, change);
  assert.equal(status, 200);
  return answerIn(event.channel, thread ?? ts, number);
}

function responseTo() {
  const id = randomUUID();
  return { id, response_url: `${emulator.url}/lab/response/${id}` };
}

async function command(text, fields = {}) {
  const { id, response_url } = responseTo();
  const { status } = await slack.command(text, { response_url, ...fields });
  assert.equal(status, 200);
  return privately(id);
}

const elementsOf = (message) =>
  (message.blocks ?? []).flatMap((block) =>
    (block.elements ?? []).map((element) => ({ ...element, block_id: block.block_id })),
  );

/** Clicks what the message shows, or says that it does not show it. */
async function press(message, actionId, { value, ...fields } = {}) {
  const element = elementsOf(message).find((one) => one.action_id === actionId);
  assert.ok(element, `no ${actionId} in ${textOf(message)}`);
  const { id, response_url } = responseTo();
  const action = {
    type: element.type,
    action_id: actionId,
    action_ts: `${Date.now() / 1000}`,
    ...(element.block_id ? { block_id: element.block_id } : {}),
    ...(element.type === "static_select"
      ? { selected_option: element.options.find((option) => option.value === value) ?? element.options[0] }
      : { value: value ?? element.value }),
  };
  const isPrivate = message.channel_id === undefined;
  const where = isPrivate
    ? { container: { type: "message", is_ephemeral: true, channel_id: GENERAL, message_ts: newTs() } }
    : {
        channel: { id: message.channel_id },
        container: { type: "message", is_ephemeral: false, channel_id: message.channel_id, message_ts: message.ts },
        message: { ts: message.ts, thread_ts: message.thread_ts },
      };
  const { status } = await slack.click(action, { response_url, ...where, ...fields });
  assert.equal(status, 200);
  return id;
}

const has = (message, ...parts) => {
  for (const part of parts)
    assert.ok(textOf(message).includes(part), `“${part}” is not in ${textOf(message).slice(0, 1_500)}`);
};

/** What was sent before this is done when this is answered: one channel is worked on in order. */
const sentinel = (channel = GENERAL) =>
  channel === GENERAL ? mention("who are you?") : direct("who are you?", { channel });

async function direct(text, { channel, thread, number = 1 } = {}) {
  const ts = newTs();
  const event = { type: "message", channel_type: "im", user: users.asker, channel, text, ts };
  const { status } = await slack.event(thread === undefined ? event : { ...event, thread_ts: thread });
  assert.equal(status, 200);
  return answerIn(channel, thread ?? ts, number);
}

async function openDirect() {
  const response = await fetch(`${emulator.url}/api/conversations.open`, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ users: users.asker }),
  });
  const { channel } = await response.json();
  return channel.id;
}

const stateOf = (values) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value: { type: "plain_text_input", value } }]),
  );

async function submit(view, values) {
  const { status, text } = await slack.payload({
    type: "view_submission",
    view: {
      id: `V${randomUUID()}`,
      type: "modal",
      callback_id: view.callback_id,
      private_metadata: view.private_metadata,
      state: { values: stateOf(values) },
    },
  });
  assert.equal(status, 200);
  return text === "" ? {} : JSON.parse(text);
}

async function surfaces() {
  const im = await openDirect();
  let warehouses;
  await check("a mention is answered in its thread, with quotes and their source", async () => {
    warehouses = await mention(WAREHOUSES);
    has(warehouses, "Can I use SQL warehouses with lakeFS", "all refuse external jars");
    assert.equal(warehouses.channel_id, GENERAL);
  });
  await check("a direct message is answered in its thread", async () => {
    const answer = await direct(WAREHOUSES, { channel: im });
    has(answer, "all refuse external jars");
    assert.equal(answer.channel_id, im);
  });
  let gateway;
  await check("a configuration is written, and its missing value asked for", async () => {
    gateway = await mention(GATEWAY);
    has(gateway, "spark.hadoop.fs.s3a.endpoint", "What is the address of your lakeFS server");
  });
  await check("a follow-up in the thread, mentioned again, goes on there", async () => {
    const answer = await mention("and as terraform?", { thread: gateway.thread_ts, number: 2 });
    has(answer, "databricks_cluster");
  });
  await check("a value in the thread fills in the configuration", async () => {
    has(await mention(ADDRESS, { thread: gateway.thread_ts, number: 3 }), ADDRESS);
  });
  await check("a follow-up in a direct message needs no mention", async () => {
    const first = await direct(GATEWAY, { channel: im });
    has(await direct("and as terraform?", { channel: im, thread: first.thread_ts, number: 2 }), "databricks_cluster");
  });
  await check("a mention without a question is answered to the asker alone", async () => {
    const before = whispers().length;
    const { status } = await slack.event(mentionEvent("", newTs()));
    assert.equal(status, 200);
    const whisper = await until("a private note", () => whispers()[before]);
    assert.equal(whisper.target_user, USER);
    has(whisper, VOICE.usage.slice(0, 40));
  });
  await commands(warehouses, gateway);
  await shortcuts();
  await clicks(warehouses, im);
}

async function commands() {
  let answer;
  await check("a command is answered to the asker alone", async () => {
    const before = inChannel(GENERAL).length;
    answer = await command(WAREHOUSES);
    assert.equal(answer.response_type, "ephemeral");
    has(answer, "all refuse external jars");
    assert.equal(inChannel(GENERAL).length, before);
  });
  await check("the answer is shared with the channel, once however often it is clicked", async () => {
    const id = await press(answer, ACTION.share);
    const shared = await privately(id);
    assert.deepEqual([shared.response_type, shared.replace_original], ["in_channel", false]);
    has(shared, "all refuse external jars");
    assert.equal(
      elementsOf(shared).some((one) => one.action_id === ACTION.share),
      false,
    );
    const again = await press(answer, ACTION.share);
    await command("who are you?");
    assert.equal(lab.private.filter((one) => one.id === again && one.response_type === "in_channel").length, 0);
  });
  await check("config, help and about are commands", async () => {
    has(await command("config s3 gateway"), "spark.hadoop.fs.s3a.endpoint");
    has(await command("help"), VOICE.usage.slice(0, 40));
    has(await command("about"), " pages, ", " sections, revision ");
  });
  await check("another form is chosen from a private answer, which it replaces", async () => {
    const config = await command("config s3 gateway on a cluster");
    const select = elementsOf(config).find((one) => one.action_id === ACTION.format);
    const option = select.options.find(({ text }) => text.text.startsWith("Terraform"));
    const replaced = await privately(await press(config, ACTION.format, { value: option.value }));
    assert.equal(replaced.replace_original, true);
    has(replaced, "databricks_cluster");
  });
  await check("one of several is picked, and takes the place of the choice", async () => {
    // Somebody who is not asked for a value yet.
    const user = { id: "U0CHOOSER", team_id: TEAM };
    let choice;
    for (const question of UNCERTAIN) {
      choice = await command(question, { user_id: user.id });
      if (textOf(choice).includes(VOICE.choice)) break;
    }
    has(choice, VOICE.choice);
    const picked = await privately(await press(choice, ACTION.pick(0), { user }));
    assert.equal(picked.replace_original, true);
    assert.equal(textOf(picked).includes(VOICE.choice), false);
  });
}

async function shortcuts() {
  await check("the message shortcut answers somebody else's message to whoever chose it", async () => {
    const { id, response_url } = responseTo();
    const message = { type: "message", user: "U0SOMEBODY", ts: newTs(), text: WAREHOUSES };
    const body = {
      type: "message_action",
      callback_id: "answer_from_docs",
      channel: { id: GENERAL },
      message,
      response_url,
    };
    assert.equal((await slack.payload(body)).status, 200);
    const answer = await privately(id);
    assert.equal(answer.response_type, "ephemeral");
    has(answer, "all refuse external jars");
  });
  await check("the global shortcut opens a form, which is chosen, refused, filled in and answered", async () => {
    const opened = lab.views.length;
    assert.equal((await slack.payload({ type: "shortcut", callback_id: BUILD_SHORTCUT })).status, 200);
    const menu = await viewNumber(opened + 1);
    const select = elementsOf(menu).find((one) => one.action_id === CHOOSE_INTENT);
    const typed = { type: "block_suggestion", action_id: CHOOSE_INTENT, block_id: select.block_id, value: "gatew" };
    const { options } = JSON.parse((await slack.payload({ ...typed, container: { type: "view" } })).text);
    const option = options.find(({ value }) => value === "s3-gateway");
    assert.ok(option, `no s3-gateway among ${JSON.stringify(options)}`);
    const action = { type: select.type, action_id: CHOOSE_INTENT, selected_option: option };
    const view = {
      id: "V1",
      type: "modal",
      callback_id: menu.callback_id,
      private_metadata: "",
      state: { values: {} },
    };
    assert.equal(
      (await slack.click(action, { view, container: { type: "view", view_id: "V1" }, channel: undefined })).status,
      200,
    );
    const form = await viewNumber(opened + 2);
    assert.equal(form.callback_id, FORM);
    const refused = await submit(form, { endpoint: "no address at all" });
    assert.equal(refused.response_action, "errors");
    assert.ok(refused.errors.endpoint);
    const before = lab.store.messages.all().length;
    assert.deepEqual(await submit(form, { endpoint: ADDRESS }), {});
    const answer = await until("the configuration", () => lab.store.messages.all()[before]);
    has(answer, ADDRESS);
    assert.equal([GENERAL, RANDOM].includes(answer.channel_id), false);
  });
  await check("a form that is opened in a thread is answered there", async () => {
    const asked = await mention(GATEWAY);
    const opened = lab.views.length;
    await press(asked, ACTION.fillForm);
    const form = await viewNumber(opened + 1);
    assert.deepEqual(await submit(form, { endpoint: ADDRESS }), {});
    has(await answerIn(GENERAL, asked.thread_ts, 2), ADDRESS);
  });
}

async function clicks(warehouses, im) {
  await check("feedback is taken, and its reason asked for", async () => {
    const up = elementsOf(warehouses).find((one) => one.action_id === ACTION.feedback).positive_button.value;
    await press(warehouses, ACTION.feedback, { value: up });
    const id = await press(warehouses, ACTION.feedback, { value: up.replace(/up$/, "down") });
    const asked = await privately(id);
    has(asked, VOICE.whatWasIt, ...Object.values(REASONS));
    const reason = elementsOf(asked).find((one) => /^reason_/.test(one.action_id));
    has(await privately(await press(asked, reason.action_id)), VOICE.noted);
  });
  await check("a configuration that is offered takes the place of what offers it", async () => {
    const offering = await mention("databricks cluster config for the s3 gateway or hadoop filesystem?");
    const offer = elementsOf(offering).find((one) => /^pick_/.test(one.action_id ?? ""));
    assert.ok(offer, textOf(offering));
    const { ts } = offering;
    const before = textOf(offering);
    await press(offering, offer.action_id);
    await until("the changed message", () => textOf(inChannel(GENERAL).find((one) => one.ts === ts)) !== before);
  });
  await check("a question is posted for a person once its asker has agreed, and once only", async () => {
    const answer = await mention(WAREHOUSES);
    const offered = await privately(await press(answer, ACTION.askPerson));
    const before = inChannel(RANDOM).length;
    has(await privately(await press(offered, "post_question")), VOICE.posted);
    has(inChannel(RANDOM)[before], VOICE.forPerson, WAREHOUSES);
    await privately(await press(offered, "post_question"));
    assert.equal(inChannel(RANDOM).length, before + 1);
  });
  await check("nobody but its asker can post a question for a person", async () => {
    const answer = await mention(WAREHOUSES);
    const other = { user: { id: "U0SOMEBODY", team_id: TEAM } };
    has(await privately(await press(answer, ACTION.askPerson, other)), VOICE.gone);
  });
  await check("whoever opens the Messages tab is welcomed once", async () => {
    const opened = { type: "app_home_opened", user: users.asker, channel: im, tab: "messages", ts: newTs() };
    const welcomes = () => inChannel(im).filter((one) => textOf(one).includes(VOICE.welcome.slice(0, 30)));
    await slack.event(opened);
    await until("a welcome", () => welcomes()[0]);
    await slack.event({ ...opened, ts: newTs() });
    await sentinel(im);
    assert.equal(welcomes().length, 1);
  });
}

async function delivery() {
  const im = await openDirect();
  await check("a wrong signature is refused", async () => {
    const ts = newTs();
    assert.equal((await slack.event(mentionEvent(WAREHOUSES, ts), {}, { secret: "another" })).status, 401);
    await sentinel();
    assert.equal(inThread(GENERAL, ts).length, 0);
  });
  await check("a body that was changed after it was signed is refused", async () => {
    const body = JSON.stringify({ type: "event_callback", event: mentionEvent(WAREHOUSES, newTs()) });
    assert.equal((await slack.event(mentionEvent(WAREHOUSES, newTs()), {}, { body })).status, 401);
  });
  await check("an old request, and one from the future, are refused", async () => {
    for (const seconds of [-400, 400]) {
      const timestamp = `${Math.floor(Date.now() / 1000) + seconds}`;
      assert.equal((await slack.event(mentionEvent(WAREHOUSES, newTs()), {}, { timestamp })).status, 401);
    }
  });
  await check("url_verification is answered", async () => {
    const { status, text } = await slack.raw({ type: "url_verification", challenge: "abc" });
    assert.deepEqual([status, JSON.parse(text).challenge], [200, "abc"]);
  });
  await check("a request that is sent again is answered once", async () => {
    const ts = newTs();
    const event = mentionEvent(WAREHOUSES, ts);
    const envelope = { event_id: "EvAgain" };
    for (let times = 0; times < 3; times++) assert.equal((await slack.event(event, envelope)).status, 200);
    await sentinel();
    assert.equal(inThread(GENERAL, ts).length, 1);
  });
  await check("a repeat with retry headers is acknowledged, and answered once", async () => {
    const ts = newTs();
    const headers = { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" };
    const envelope = { event_id: "EvRetry" };
    // The first one may never have arrived: a retry alone has to be answered.
    assert.equal((await slack.event(mentionEvent(WAREHOUSES, ts), envelope, { headers })).status, 200);
    assert.equal((await slack.event(mentionEvent(WAREHOUSES, ts), envelope, { headers })).status, 200);
    await sentinel();
    assert.equal(inThread(GENERAL, ts).length, 1);
  });
  await check("app_mention and message of one message have one answer", async () => {
    const ts = newTs();
    const event = mentionEvent(WAREHOUSES, ts);
    await Promise.all([slack.event(event), slack.event({ ...event, type: "message", channel_type: "channel" })]);
    const second = newTs();
    const said = { ...mentionEvent(WAREHOUSES, second), channel: im };
    await Promise.all([slack.event({ ...said, type: "message", channel_type: "im" }), slack.event(said)]);
    await sentinel();
    await sentinel(im);
    assert.deepEqual([inThread(GENERAL, ts).length, inThread(im, second).length], [1, 1]);
  });
  await check("its own messages, other bots and edits are not answered", async () => {
    const [own, other, edited] = [newTs(), newTs(), newTs()];
    await slack.event(mentionEvent(WAREHOUSES, own, { user: BOT }));
    await slack.event(mentionEvent(WAREHOUSES, other, { bot_id: "B0OTHER" }));
    await slack.event({
      ...mentionEvent(WAREHOUSES, edited),
      type: "message",
      channel_type: "im",
      subtype: "message_changed",
    });
    await sentinel();
    assert.deepEqual(
      [own, other, edited].map((ts) => inThread(GENERAL, ts).length),
      [0, 0, 0],
    );
  });
}

async function stops(startHere) {
  let asked;
  await check("what was acknowledged before SIGTERM is answered, and the process ends well", async () => {
    asked = await mention(GATEWAY);
    const stamps = Array.from({ length: 20 }, newTs);
    const sent = await Promise.all(stamps.map((ts) => slack.event(mentionEvent(WAREHOUSES, ts))));
    assert.deepEqual(new Set(sent.map(({ status }) => status)), new Set([200]));
    assert.equal(await bot.stop(), 0);
    assert.deepEqual(new Set(stamps.map((ts) => inThread(GENERAL, ts).length)), new Set([1]));
  });
  await check("a dialogue goes on after a restart", async () => {
    await startHere();
    const answer = await mention(ADDRESS, { thread: asked.thread_ts, number: 2 });
    has(answer, ADDRESS, "spark.hadoop.fs.s3a.endpoint");
  });
  await check("a button of before the restart says that the answer is gone", async () => {
    has(await privately(await press(asked, ACTION.fillForm)), VOICE.gone);
  });
  await check("a question is answered after the bot was killed with it", async () => {
    const stamps = Array.from({ length: 10 }, newTs);
    await Promise.all(stamps.map((ts) => slack.event(mentionEvent(WAREHOUSES, ts))));
    await bot.kill();
    await startHere();
    await until("all answers", () => stamps.every((ts) => inThread(GENERAL, ts).length > 0));
    const doubled = stamps.filter((ts) => inThread(GENERAL, ts).length > 1).length;
    assert.ok(doubled <= 1, `${doubled} answered twice`);
  });
}

async function everything() {
  await check("Slack would accept every message and form that was sent", async () => {
    const messages = [...lab.store.messages.all(), ...whispers(), ...lab.private].filter(
      ({ text }) => text !== undefined,
    );
    const sent = messages.filter(({ user }) => user === undefined || user !== USER);
    assert.ok(sent.length > 40, `${sent.length} messages`);
    for (const message of sent) {
      // A message without blocks is its text alone.
      const blocks = message.blocks?.length > 0 ? message.blocks : [{ type: "divider" }];
      const faults = validateMessage({ text: message.text, blocks });
      assert.deepEqual(faults, [], textOf(message));
    }
    for (const { view } of lab.views) assert.deepEqual(validateView(view), []);
  });
  await check("no method was called that Slack's emulator lacks", async () => assert.deepEqual(lab.missing, []));
}

try {
  await withBots(async (start) => {
    const startHere = async () => {
      bot = await start({ folder, apiUrl: emulator.url, settings: SETTINGS });
      slack = createSender(`http://127.0.0.1:${bot.port}`, SECRET, emulator.url);
    };
    await startHere();
    await surfaces();
    await delivery();
    await stops(startHere);
    await everything();
    if (failed > 0) console.log(bot.lines.slice(-20).join("\n"));
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
  await emulator.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
