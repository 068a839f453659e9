// What a platform that limits, hangs or refuses does to those who have nothing to do with it:
// node .ci/attack/limits.mjs <work folder> [scenario…]
//
// Fails where a question is lost, answered twice, never answered, or falsely apologised for, and where a cap does not hold. Times are
// printed, beside what they should be, and decide nothing. All of it happens on this machine.
import { VOICE } from "../../dist/answering/voice.js";
import { conclude } from "../load/deliveries.mjs";
import { until } from "../wait.mjs";
import { seconds, timesText, withWorld } from "./world.mjs";

const [work, ...only] = process.argv.slice(2);
const ASK = "can I use warehouses with lakeFS?";
/** A configuration: in Teams its buttons are a message of their own. */
const CONFIGURE = "spark config for a Databricks cluster through the S3 gateway";
const BAR = "2 s";
const MANY = "limits:\n  perThread: 100\n  perPerson: 10000\n  perChannel: 10000\n";
const RETRY_AFTER = 20;
const POST = "chat.postMessage";

const channel = (number) => `C${String(number).padStart(9, "0")}`;
const numbers = (count, from = 0) => Array.from({ length: count }, (_, at) => from + at);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks one after the other, a fifth of a second apart. */
async function oneByOne(count, ask) {
  const keys = [];
  for (const number of numbers(count)) {
    keys.push(await ask(number));
    await pause(200);
  }
  return keys;
}

/** A limit from now on; counts the calls that come before it is over. */
function limitFor(isMeant) {
  const end = performance.now() + RETRY_AFTER * 1000;
  const seen = { refused: 0 };
  const rule = (...call) => {
    if (performance.now() > end || !isMeant(...call)) return undefined;
    seen.refused++;
    return { wait: Math.max(1, Math.ceil((end - performance.now()) / 1000)) };
  };
  return { rule, seen };
}

const SCENARIOS = {
  /** Eight channels that are told to wait: as many as there are hands. */
  limited: async (world) => {
    const loud = numbers(8).map(channel);
    const { rule, seen } = limitFor((method, call) => method === POST && loud.includes(call.channel));
    world.rules.slack = rule;
    const waiting = [];
    for (const at of numbers(24)) waiting.push(await world.slack(loud[at % 8], ASK));
    await until("eight refusals", () => seen.refused >= 8);
    const quiet = await oneByOne(20, (at) => world.slack(channel(100 + at), ASK));
    const teams = await oneByOne(20, (at) => world.teams(`quiet${at}`, ASK));
    const [inSlack, inTeams] = [await world.timesOf(quiet), await world.timesOf(teams)];
    await world.settled();
    for (const name of loud) {
      const there = waiting.filter((key) => key.startsWith(`${name} `));
      if (!world.isInOrder(there)) throw new Error(`${name} is answered out of order`);
    }
    return `quiet channels: ${timesText(inSlack)} (bar ${BAR}); Teams: ${timesText(inTeams)} (bar ${BAR}); calls that met the limit ${seen.refused}`;
  },
  /** A conversation of Teams that is told to wait, which its SDK would do by itself. */
  "limited in Teams": async (world) => {
    const loud = (activity) => /^19:channel-loud/.test(activity.conversation?.id ?? "");
    const { rule, seen } = limitFor(loud);
    world.rules.teams = rule;
    for (const at of numbers(8)) await world.teams(`loud${at}`, ASK);
    await until("eight refusals", () => seen.refused >= 8);
    const quiet = await oneByOne(10, (at) => world.teams(`quiet${at}`, ASK));
    const slack = await oneByOne(10, (at) => world.slack(channel(at), ASK));
    const [inTeams, inSlack] = [await world.timesOf(quiet), await world.timesOf(slack)];
    await world.settled();
    return `quiet conversations: ${timesText(inTeams)} (bar ${BAR}); Slack: ${timesText(inSlack)} (bar ${BAR}); calls that met the limit ${seen.refused}`;
  },
  /** Slack takes calls and answers none. */
  hanging: async (world) => {
    const began = performance.now();
    world.rules.slack = () => "hang";
    for (const at of numbers(40)) await world.slack(channel(at), ASK);
    const teams = await oneByOne(20, (at) => world.teams(`quiet${at}`, ASK));
    const inTeams = await world.timesOf(teams);
    await until("not ready", async () => !(await world.isReady()), 60_000);
    const noticed = performance.now() - began;
    const { slack, delivery } = await world.health();
    await pause(15_000);
    const { hanging } = world.api.counts;
    world.rules.slack = undefined;
    const back = performance.now();
    await world.settled();
    const isBack = await world.isReady();
    if (!isBack || slack.trouble === null) throw new Error("nobody was told");
    return `Teams: ${timesText(inTeams)} (bar ${BAR}); not ready after ${seconds(noticed)}: “${slack.trouble}”, ${delivery.working} of ${delivery.waiting} under way; ${hanging} calls hung; all answered ${seconds(performance.now() - back)} after it was back`;
  },
  /** Slack does not say who somebody is. */
  "users limited": async (world) => {
    const known = numbers(5).map((at) => `UKNOWN${at}`);
    await world.timesOf(await Promise.all(known.map((user, at) => world.slack(channel(at), ASK, user))));
    const { rule, seen } = limitFor((method) => method === "users.info");
    world.rules.slack = rule;
    const fresh = await oneByOne(10, (at) => world.slack(channel(at), ASK, `UNEW${at}`));
    const again = await oneByOne(20, (at) => world.slack(channel(at % 10), ASK, known[at % 5]));
    const ofKnown = await world.timesOf(again);
    const ofNew = await world.timesOf(fresh);
    return `known people: ${timesText(ofKnown)} (bar ${BAR}); new ones: ${timesText(ofNew)}; calls that met the limit ${seen.refused}`;
  },
  /** Stopped while calls hang: who is answered by the next start is not told otherwise. */
  stopped: async (world) => {
    const before = await world.slack(channel(99), ASK);
    await world.timesOf([before]);
    world.rules.slack = (method) => (method === POST ? "hang" : undefined);
    for (const at of numbers(8)) await world.slack(channel(at), ASK);
    await until("eight calls that hang", () => world.api.counts.hanging >= 8);
    const began = performance.now();
    const code = await world.bot.stop();
    const stopped = performance.now() - began;
    world.rules.slack = undefined;
    await world.restart();
    await world.settled();
    const sorry = world.api.seen.notes.filter(({ text }) => text === VOICE.failed).length;
    if (sorry > 0 || code !== 0) throw new Error(`${sorry} false apologies, exit ${code}`);
    return `stopped in ${seconds(stopped)}, ${sorry} of 8 falsely apologised for`;
  },
  /** More was kept than the next start takes in. */
  kept: async (world) => {
    world.rules.slack = (method) => (method === POST ? "hang" : undefined);
    for (const at of numbers(400)) await world.slack(channel(at % 40), ASK);
    await world.bot.kill();
    await world.restart(`${MANY}  waiting: 50\n`);
    const { waiting } = (await world.health()).delivery;
    world.rules.slack = undefined;
    await world.settled();
    if (waiting !== 400) throw new Error(`of 400 kept, ${waiting} are said to wait`);
    return "400 kept, 400 said to wait with room for 50";
  },
  /** What asks without end: as one person, and as many in one channel. */
  loops: async (world) => {
    await world.bot.stop();
    await world.restart("");
    const began = performance.now();
    await Promise.all(numbers(500).map((at) => world.slack(channel(at % 50), ASK, "ULOOP")));
    await world.settled();
    await Promise.all(numbers(500).map((at) => world.slack(channel(77), ASK, `U${at}`)));
    await world.settled();
    const minutes = Math.ceil((performance.now() - began) / 60_000);
    const { posted, notes } = world.api.seen;
    const inChannel = posted.filter((one) => one.channel === channel(77)).length;
    const byPerson = posted.length - inChannel;
    if (byPerson > 20 * minutes || inChannel > 100 * minutes) throw new Error(`${byPerson} and ${inChannel} answers`);
    // Whoever is past the cap has no answer, and is told: that is what is counted here.
    world.asked.clear();
    return `500 questions of one person: ${byPerson} answers; 500 in one channel: ${inChannel}; ${notes.length} notes; in ${seconds(performance.now() - began)}`;
  },
  /** Teams takes the first message of an answer, and refuses the second for good. */
  halves: async (world) => {
    await world.timesOf([await world.teams("whole", CONFIGURE)]);
    await world.settled();
    const whole = world.connector.posted.length;
    world.rules.teams = ({ attachments }) => (attachments ? { status: 400 } : undefined);
    const keys = await Promise.all(numbers(26).map((at) => world.teams(`half${at}`, CONFIGURE)));
    await world.timesOf(keys);
    await world.settled();
    const messages = (key) => world.connector.posted.filter(({ replyTo }) => replyTo === key);
    const isTold = (key) => messages(key).some(({ activity }) => activity.text?.startsWith(VOICE.incomplete));
    await until("apologies", () => keys.every(isTold), 20_000).catch(() => undefined);
    const left = keys.filter((key) => !isTold(key)).length;
    if (whole < 2 || left > 0) throw new Error(`an answer has ${whole} messages; ${left} of 26 stayed half`);
    return `${left} of 26 stayed half, all others with a word about it`;
  },
};

async function run(name) {
  const options = { work, name: name.replaceAll(" ", "-"), settings: MANY };
  try {
    return await withWorld(options, async (world) => {
      const figures = await SCENARIOS[name](world);
      const { lost, doubled } = world.tally();
      console.log(`${name}: ${figures}; ${lost} lost, ${doubled} doubled`);
      if (lost + doubled > 0) console.log(world.bot.lines.slice(-20).join("\n"));
      return lost + doubled === 0;
    });
  } catch (error) {
    console.log(`${name}: ${error?.stack ?? error}`);
    return false;
  }
}

const results = [];
for (const name of Object.keys(SCENARIOS)) if (only.length === 0 || only.includes(name)) results.push(await run(name));
conclude(results);
