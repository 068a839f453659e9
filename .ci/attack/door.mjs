// What costs an attacker nothing must cost the bot little: node .ci/attack/door.mjs <work folder>
//
// 1. Unsigned posts of 1 MB, 50 a second for 20 s, to Slack's and Teams' door. 2. 1,500 connections that send 999 kB of a body of
// 1 MB, with headers as Slack has them, and then nothing. Beside both, Slack's own events. It fails if an unsigned request is
// answered as if it were genuine, if a genuine one is not, or if a half request is still open after 20 s. Times and memory are
// printed and decide nothing. Everything stays on this machine.
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

const residentMegabytes = (pid) =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

/** One post over a connection of its own, whose body ends early if `bytes` is less than it promises. */
function sendRaw({ port, door, headers = {}, bytes = MEGABYTE.length }) {
  const lines = Object.entries({ host: "127.0.0.1", "content-length": MEGABYTE.length, ...headers });
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
  socket.write(MEGABYTE.subarray(0, bytes));
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

async function measure(bot, api, name, attack) {
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
      `acknowledged p50 ${percentile(genuine.took, 0.5).toFixed(0)} ms, p99 ${percentile(genuine.took, 0.99).toFixed(0)} ms; ` +
      `RSS ${before.toFixed(0)} MB, at most ${(most - before).toFixed(0)} MB more`,
  );
  return said.isGood && answered && genuine.refused === 0;
}

async function unsigned(port, until) {
  const doors = [
    { door: "/api/messages" },
    { door: "/slack/events" },
    { door: "/api/messages", headers: { authorization: "Bearer a.b.c" } },
    { door: "/slack/events", headers: { "x-slack-signature": "v0=garbled", "x-slack-request-timestamp": "1" } },
  ];
  const answers = [];
  for (let at = 0; Date.now() < until; at++) {
    answers.push(sendRaw({ port, ...doors[at % doors.length] }).closed);
    await sleep(1000 / 50);
  }
  const counted = new Map();
  for (const status of await Promise.all(answers)) counted.set(status, (counted.get(status) ?? 0) + 1);
  const isGood = [...counted.keys()].every((status) => status === 401 || status === 0);
  const text = `unsigned: ${answers.length} posts of 1 MB: ${counted.get(401) ?? 0} answered 401, ${counted.get(0) ?? 0} cut off`;
  return { isGood, text };
}

async function halfSent(port, until) {
  const open = [];
  for (let at = 0; at < 1_500; at++) {
    const headers = {
      "x-slack-request-timestamp": Math.floor(Date.now() / 1000),
      "x-slack-signature": `v0=${"0".repeat(64)}`,
    };
    open.push(sendRaw({ port, door: "/slack/events", headers, bytes: 999_000 }));
    if (at % 50 === 49) await sleep(50);
  }
  await sleep(Math.max(0, until - Date.now()));
  const left = open.filter(({ socket }) => !socket.destroyed).length;
  for (const { socket } of open) socket.destroy();
  return {
    isGood: left === 0,
    text: `half-sent: ${open.length} bodies of 999 kB, ${left} still open ${SECONDS} s later`,
  };
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
      const first = await measure(bot, api, "A", unsigned);
      return [first, await measure(bot, api, "B", halfSent)];
    }),
  );
} finally {
  await api.close();
}
