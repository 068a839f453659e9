// What costs an attacker nothing must cost the bot little: node .ci/attack/door.mjs <work folder>
//
// 1. Posts of 1 MB that nobody signed, 50 a second for 20 s, to Slack's and Teams' door; some have headers as Slack has them, and
// are read. 2. 1,500 connections that send 999 kB of a body of 1 MB, with such headers, and then nothing. 3. 40 bodies in pieces of
// one byte. Beside each, and once alone, Slack's own events. It fails if an unsigned request is answered as if it were genuine, if a genuine one is
// not, or if a half request is still open after 20 s. Times and memory are printed beside their bars, and decide nothing.
// Everything stays on this machine.
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withBots } from "../load/bot.mjs";
import { conclude } from "../load/deliveries.mjs";
import { environment, SECRET } from "../slack/bot.mjs";
import { envelope, question, typeOf } from "../slack/events.mjs";
import { startFakeApi } from "../slack/fakeapi.mjs";
import { createPost } from "../slack/signed.mjs";

const [work] = process.argv.slice(2);
const ID = "11111111-2222-3333-4444-555555555555";
const TEAMS = {
  MicrosoftAppType: "SingleTenant",
  MicrosoftAppId: ID,
  MicrosoftAppPassword: "none",
  MicrosoftAppTenantId: ID,
};
const SECONDS = 20;
const MEGABYTE = Buffer.alloc(1_000_000, "a");
const CRUMBS = Buffer.from("1\r\na\r\n".repeat(999_000));
/** Milliseconds for an acknowledgement, and megabytes that memory may grow by. */
const BARS = { acknowledged: 300, unsigned: 100, halfSent: 200, crumbs: 100 };

/** As Slack's headers look; the signature is of no secret. */
const wellFormed = () => ({
  "x-slack-request-timestamp": Math.floor(Date.now() / 1000),
  "x-slack-signature": `v0=${"0".repeat(64)}`,
});

const residentMegabytes = (pid) =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

/** One post over a connection of its own, whose body ends early if it has less than a megabyte. */
function sendRaw({ port, door, headers = {}, length = { "content-length": MEGABYTE.length }, body = MEGABYTE }) {
  const lines = Object.entries({ host: "127.0.0.1", ...length, ...headers });
  const head = `POST ${door} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  const closed = new Promise((resolve) => {
    socket.on("data", (data) => {
      answer += data;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)));
  });
  socket.write(head);
  socket.write(body);
  return { socket, closed };
}

/** Slack's events, `rate` a second, while `until` is not reached: how long each acknowledgement took, in milliseconds. */
async function sendGenuine({ port, rate, name, until }) {
  const { post, close } = createPost(port, SECRET);
  const took = [];
  let refused = 0;
  const under = [];
  for (let at = 0; Date.now() < until; at++) {
    const channel = `C${name}${String(at % 50).padStart(7, "0")}`;
    const message = question(at, channel, "how do I roll back?");
    const started = performance.now();
    const sent = post(envelope(`Ev${name}${at}`, typeOf(message), message)).then(
      ({ status }) => {
        took.push(performance.now() - started);
        if (status !== 200) refused++;
      },
      () => refused++,
    );
    under.push(sent);
    await sleep(1000 / rate);
  }
  await Promise.all(under);
  close();
  return { sent: under.length, took, refused };
}

const settled = async (what, seconds) => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (await what()) return true;
    await sleep(100);
  }
  return false;
};

const countOf = async (statuses) => {
  const counted = new Map();
  for (const status of await Promise.all(statuses)) counted.set(status, (counted.get(status) ?? 0) + 1);
  // 0: cut off without an answer.
  const isGood = [...counted.keys()].every((status) => [0, 401, 408, 413].includes(status));
  return { isGood, said: [...counted].map(([status, times]) => `${times} × ${status || "cut off"}`).join(", ") };
};

async function measure(bot, api, name, bar, attack) {
  const before = residentMegabytes(bot.pid);
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, residentMegabytes(bot.pid));
  }, 100);
  const posted = api.seen.posted.length;
  const until = Date.now() + SECONDS * 1000;
  const [genuine, said] = await Promise.all([
    sendGenuine({ port: bot.port, rate: 10, name, until }),
    attack(bot.port, until),
  ]);
  clearInterval(watch);
  const answered = await settled(() => api.seen.posted.length - posted >= genuine.sent, 60);
  console.log(
    `${said.text}; of ${genuine.sent} genuine events ${genuine.refused} refused, all answered: ${answered}; ` +
      `acknowledged p50 ${percentile(genuine.took, 0.5).toFixed(0)} ms, p99 ${percentile(genuine.took, 0.99).toFixed(0)} ms (bar ${BARS.acknowledged}); ` +
      `RSS ${before.toFixed(0)} MB, at most ${(most - before).toFixed(0)} MB more${bar ? ` (bar ${bar})` : ""}`,
  );
  return said.isGood && answered && genuine.refused === 0;
}

/** What the machine takes for the same without an attack. */
async function quiet(_, until) {
  await sleep(Math.max(0, until - Date.now()));
  return { isGood: true, text: "no attack" };
}

async function unsigned(port, until) {
  const doors = [
    { door: "/api/messages" },
    { door: "/slack/events" },
    { door: "/api/messages", headers: { authorization: "Bearer a.b.c" } },
    { door: "/slack/events", headers: { "x-slack-signature": "v0=garbled", "x-slack-request-timestamp": "1" } },
    { door: "/slack/events", isWellFormed: true },
  ];
  const answers = [];
  for (let at = 0; Date.now() < until; at++) {
    const { isWellFormed, ...options } = doors[at % doors.length];
    answers.push(sendRaw({ port, ...(isWellFormed ? { headers: wellFormed() } : {}), ...options }).closed);
    await sleep(1000 / 50);
  }
  const { isGood, said } = await countOf(answers);
  return { isGood, text: `unsigned: ${answers.length} posts of 1 MB: ${said}` };
}

async function halfSent(port, until) {
  const open = [];
  for (let at = 0; at < 1_500; at++) {
    open.push(sendRaw({ port, door: "/slack/events", headers: wellFormed(), body: MEGABYTE.subarray(0, 999_000) }));
    if (at % 50 === 49) await sleep(50);
  }
  const left = await openAfter(open);
  await sleep(Math.max(0, until - Date.now()));
  return {
    isGood: left === 0,
    text: `half-sent: ${open.length} bodies of 999 kB, ${left} still open ${SECONDS} s after the last was sent`,
  };
}

/** How many the bot has not closed within the time that it may take; these are closed here. */
async function openAfter(sent) {
  const open = () => sent.filter(({ socket }) => !socket.destroyed);
  await settled(() => open().length === 0, SECONDS);
  const left = open();
  for (const { socket } of left) socket.destroy();
  return left.length;
}

async function crumbs(port, until) {
  const length = { "transfer-encoding": "chunked" };
  const sent = [];
  for (let at = 0; at < 40; at++) {
    sent.push(sendRaw({ port, door: "/slack/events", headers: wellFormed(), length, body: CRUMBS }));
    await sleep(SECONDS * 10);
  }
  const left = await openAfter(sent);
  await sleep(Math.max(0, until - Date.now()));
  const { isGood, said } = await countOf(sent.map(({ closed }) => closed));
  return { isGood: isGood && left === 0, text: `crumbs: ${sent.length} bodies in 999,000 pieces: ${said}` };
}

const api = await startFakeApi({ faults: {}, seed: 3 });
try {
  conclude(
    await withBots(async (start) => {
      const folder = path.join(work, `door-${process.pid}`);
      const settings = "limits:\n  waiting: 20000\n  parallel: 32\n  perThread: 20\n";
      const bot = await start({ folder, settings, env: { ...environment(api.url), ...TEAMS } });
      // Warm: what the first questions need is there.
      await sendGenuine({ port: bot.port, rate: 50, name: "W", until: Date.now() + 4_000 });
      const results = [await measure(bot, api, "Q", undefined, quiet)];
      results.push(await measure(bot, api, "A", BARS.unsigned, unsigned));
      results.push(await measure(bot, api, "B", BARS.halfSent, halfSent));
      results.push(await measure(bot, api, "C", BARS.crumbs, crumbs));
      return results;
    }),
  );
} finally {
  await api.close();
}
