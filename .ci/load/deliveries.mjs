// Deliveries to the built bot, as a platform makes them: each until it is acknowledged, while the bot is killed now and then.
import { readFileSync } from "node:fs";
import { until } from "../wait.mjs";

const IN_FLIGHT = 48;
/** Milliseconds. */
const PAUSE = 20;
const MOST = 150_000;
const ATTEMPTS = 50;

const memoryOf = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;

/** A bot that is away is waited for. */
async function deliver(delivery, sender, counted) {
  for (let attempt = 0; attempt <= ATTEMPTS; attempt++) {
    const { send } = await sender();
    try {
      if (await send(delivery, attempt)) return;
      counted.refused++;
    } catch {
      counted.cut++;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  throw new Error("an event was never acknowledged");
}

/**
 * Delivers everything, waits until the inbox is empty, and stops the bot.
 *
 * @param options.kills how often the bot is killed on the way, and started again
 * @param options.connect to a port of the bot; its `send(delivery, attempt)` says whether it was acknowledged, or rejects
 */
export async function deliverAll({ deliveries, kills, start, connect }) {
  const counted = { refused: 0, cut: 0, acknowledged: 0 };
  let bot = await start();
  const before = memoryOf(bot.pid);
  let current = Promise.resolve(connect(bot.port));
  const killAt = Array.from({ length: kills }, (_, at) => Math.floor((deliveries.length * (at + 1)) / (kills + 1)));
  const restart = async () => {
    await bot.kill();
    bot = await start();
    return connect(bot.port);
  };
  const began = Date.now();
  let next = 0;
  const lane = async () => {
    while (next < deliveries.length) {
      await deliver(deliveries[next++], () => current, counted);
      if (killAt[0] !== undefined && ++counted.acknowledged >= killAt[0]) {
        killAt.shift();
        current = restart();
      }
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  const acknowledgedIn = (Date.now() - began) / 1000;
  const health = async () => (await fetch(`http://127.0.0.1:${bot.port}/healthz`)).json();
  const isEmpty = async () => {
    const { waiting, working } = (await health()).delivery;
    return waiting === 0 && working === 0;
  };
  await until("the inbox to be empty", isEmpty, MOST);
  const answeredIn = (Date.now() - began) / 1000;
  const after = memoryOf(bot.pid);
  const { store } = await health();
  (await current).close();
  const code = await bot.stop();
  return {
    acknowledgedIn,
    answeredIn,
    sentAgain: counted.cut + counted.refused,
    memory: { before, after },
    store,
    code,
    bot,
  };
}

/** A line of figures that decide nothing. */
export const figuresOf = ({ acknowledgedIn, answeredIn, sentAgain, memory, store, code }, { refused, reset }) =>
  `acknowledged in ${acknowledgedIn.toFixed(1)} s, answered in ${answeredIn.toFixed(1)} s; refused ${refused}, cut off ${reset}; ` +
  `sent again ${sentAgain}; store faults ${store.faults}, exit ${code}; ` +
  `RSS ${memory.before.toFixed(0)} MB before, ${memory.after.toFixed(0)} MB after`;

/** Prints how many passed, and ends the process. */
export function conclude(results) {
  const passed = results.filter(Boolean).length;
  console.log(`${passed} passed, ${results.length - passed} failed`);
  process.exit(passed === results.length ? 0 : 1);
}
