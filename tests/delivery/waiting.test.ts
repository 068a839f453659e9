import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDelivery, type DeliveryOptions } from "../../src/delivery/delivery.ts";
import { isRetryable, SendFailed, SendLater } from "../../src/delivery/send.ts";
import { SILENT } from "../../src/log.ts";
import type { Inbox, Incoming, Waiting } from "../../src/store/inbox.ts";
import { memoryInbox } from "../../src/store/memory.ts";
import { createClock, type FakeClock } from "./clock.ts";

const MINUTE = 60_000;
const keyOf = ({ body }: Waiting): string => body as string;

interface Bench {
  readonly clock: FakeClock;
  readonly inbox: Inbox;
  readonly delivery: ReturnType<typeof createDelivery>;
  /** What was answered and apologised for, with the seconds that had passed. */
  readonly said: string[];
  readonly ask: (key: string, place: string, platform?: string) => Promise<"new" | "seen" | "full">;
  readonly settled: () => Promise<void>;
}

type Override = Partial<Pick<DeliveryOptions, "limits" | "breakers">> & {
  readonly clock?: FakeClock;
  readonly inbox?: Inbox;
};

/** A queue in time that passes as it must; `work` answers, or throws. */
function bench(work: (event: Waiting, clock: FakeClock) => Promise<void>, override: Override = {}): Bench {
  const { clock = createClock(), inbox = memoryInbox(clock.now), ...rest } = override;
  const said: string[] = [];
  const at = (): number => Math.round(clock.ticks() / 1_000);
  const handle = async (event: Waiting): Promise<void> => {
    await work(event, clock);
    said.push(`${keyOf(event)} ${at()}`);
  };
  const apologise = async (event: Waiting): Promise<void> => void said.push(`sorry ${keyOf(event)} ${at()}`);
  const delivery = createDelivery({
    store: { inbox },
    handlers: { slack: handle, teams: handle },
    apologies: { slack: apologise, teams: apologise },
    isRetryable,
    limits: { parallel: 8, waiting: 1_000 },
    log: SILENT,
    ...{ now: clock.now, ticks: clock.ticks, sleep: clock.sleep },
    ...rest,
  });
  const ask: Bench["ask"] = (key, place, platform = "slack") => {
    const event: Incoming = { platform, keys: [key], place, body: key };
    return delivery.accept(event);
  };
  return { clock, inbox, delivery, said, ask, settled: () => clock.until(() => delivery.counts().waiting === 0) };
}

/** Says when each is over: what must wait until then is told so. */
const limited =
  (until: Readonly<Record<string, number>>) =>
  async ({ place }: Waiting, clock: FakeClock): Promise<void> => {
    const left = (until[place] ?? 0) * 1_000 - clock.ticks();
    if (left > 0) throw new SendLater(left);
  };

describe("a wait for a platform", () => {
  it("A74 A25 holds no hand: beside eight channels that wait, a quiet one and the other platform are answered at once", async () => {
    const loud = Array.from({ length: 8 }, (_, at) => `loud${at}`);
    const { ask, said, delivery, settled, clock } = bench(
      limited(Object.fromEntries(loud.map((place) => [place, 20]))),
    );
    for (const place of loud) for (const nth of ["a", "b"]) await ask(`${place}${nth}`, place);
    await ask("quiet", "quiet");
    await ask("teams", "chat", "teams");
    await clock.quiet();
    expect([said.toSorted(), delivery.counts()]).toEqual([
      ["quiet 0", "teams 0"],
      { waiting: 16, working: 0, postponed: 8 },
    ]);
    await settled();
    expect(said.slice(2)).toEqual(["a", "b"].flatMap((nth) => loud.map((place) => `${place}${nth} 20`)));
  });

  it("A74 keeps the order of its place, and tries nothing else there", async () => {
    const tried: string[] = [];
    const wait = limited({ C1: 30 });
    const { ask, said, settled } = bench(async (event, clock) => {
      tried.push(keyOf(event));
      await wait(event, clock);
    });
    for (const key of ["a", "b", "c"]) await ask(key, "C1");
    await settled();
    expect([said, tried]).toEqual([
      ["a 30", "b 30", "c 30"],
      ["a", "a", "b", "c"],
    ]);
  });

  it("A74 that concerns one person alone lets the others of the place go on, and keeps that person's order", async () => {
    const { ask, said, settled } = bench(async (event, clock) => {
      const left = 20_000 - clock.ticks();
      if (keyOf(event).startsWith("new") && left > 0) throw new SendLater(left, "event");
    });
    for (const key of ["new 1", "known 1", "new 2", "known 2"]) await ask(key, "C1");
    await settled();
    expect(said).toEqual(["known 1 0", "known 2 0", "new 1 20", "new 2 20"]);
  });

  it("A74 is no failed attempt; after ten minutes it ends with one apology, and the next has its turn", async () => {
    let tries = 0;
    const { ask, said, settled } = bench(async (event) => {
      if (keyOf(event) !== "a") return;
      tries++;
      throw new SendLater(20_000);
    });
    for (const key of ["a", "b"]) await ask(key, "C1");
    await settled();
    expect(said.map((one) => one.replace(/\d+$/, ""))).toEqual(["sorry a ", "b "]);
    expect([tries, ...said.map((one) => Number(/\d+$/.exec(one)))]).toEqual([32, 620, 620]);
  });

  it("A75 grows where no time is named, up to sixteen seconds", async () => {
    const tried: number[] = [];
    const { ask, settled } = bench(async (_, clock) => {
      tried.push(clock.ticks());
      if (tried.length < 9) throw new SendLater(0);
    });
    await ask("a", "C1");
    await settled();
    const pauses = tried.slice(1).map((at, n) => at - (tried[n] ?? 0));
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 16_000, 16_000]);
  });

  it("A75 platforms have hands of their own: where one never answers, the other does", async () => {
    const { ask, said, delivery, clock } = bench(async ({ platform }) => {
      if (platform === "slack") await new Promise(() => undefined);
    });
    for (let at = 0; at < 20; at++) await ask(`s${at}`, `C${at}`);
    for (let at = 0; at < 20; at++) await ask(`t${at}`, `chat${at}`, "teams");
    await clock.quiet();
    expect([said.length, said.every((one) => one.startsWith("t"))]).toEqual([20, true]);
    expect(delivery.counts()).toEqual({ waiting: 20, working: 8, postponed: 0 });
  });

  it("A75 of a platform that is away one event at a time finds out whether it is back; the others are not begun", async () => {
    let [isAway, running, most] = [true, 0, 0];
    const slack = { isOpen: () => isAway, wait: () => (isAway && running > 0 ? 2_000 : 0) };
    const tried: string[] = [];
    const { ask, said, settled, clock } = bench(
      async (event) => {
        tried.push(keyOf(event));
        most = Math.max(most, ++running);
        await clock.sleep(10_000);
        running--;
        if (isAway) throw new SendLater(2_000);
      },
      { breakers: { slack } },
    );
    for (const key of ["a", "b", "c", "d"]) await ask(key, key);
    await clock.until(() => tried.length === 4);
    expect([tried, most, said]).toEqual([["a", "b", "c", "d"], 1, []]);
    isAway = false;
    await settled();
    expect(most).toBeGreaterThan(1);
    expect(said.map((one) => one[0]).toSorted()).toEqual(["a", "b", "c", "d"]);
  });
});

describe("a queue", () => {
  it("A25 A26 gives each place its turn: one that asks much lets the others in", async () => {
    const { ask, said, settled, clock } = bench(async () => clock.sleep(1_000), {
      limits: { parallel: 1, waiting: 1_000 },
    });
    for (let at = 0; at < 5; at++) await ask(`loud${at}`, "loud");
    await ask("b", "b");
    await ask("c", "c");
    await settled();
    expect(said.map((one) => one.split(" ")[0])).toEqual(["loud0", "b", "c", "loud1", "loud2", "loud3", "loud4"]);
  });

  it("A81 works off all that was kept, in order and before what is new, also where it now takes fewer", async () => {
    const clock = createClock();
    const inbox = memoryInbox(clock.now);
    const keys = Array.from({ length: 100 }, (_, at) => `${at % 2 === 0 ? "a" : "b"}${at}`);
    for (const key of keys) await inbox.accept({ platform: "slack", keys: [key], place: key[0] ?? "", body: key });
    const { ask, said, settled, delivery } = bench(() => clock.sleep(10), {
      ...{ clock, inbox },
      limits: { parallel: 2, waiting: 10 },
    });
    await delivery.start();
    expect([delivery.counts().waiting, await ask("new", "a")]).toEqual([100, "full"]);
    await clock.until(() => delivery.counts().waiting < 4);
    expect(await ask("new", "a")).toBe("new");
    await settled();
    const order = said.map((one) => one.split(" ")[0]);
    for (const place of ["a", "b"])
      expect(order.filter((key) => key?.startsWith(place))).toEqual(keys.filter((key) => key.startsWith(place)));
    expect([order.length, order.at(-1)]).toEqual([101, "new"]);
  });

  it("A17 A81 begins last with those that the last process may have died of", async () => {
    const clock = createClock();
    const inbox = memoryInbox(clock.now);
    const events = ["deadly", "b", "c"].map((key) => ({ platform: "slack", keys: [key], place: key, body: key }));
    const ids: string[] = [];
    for (const event of events) ids.push((await inbox.accept(event)) ?? "");
    await inbox.start(ids[0] ?? "");
    await inbox.fail(ids[0] ?? "", true);
    const { said, settled, delivery } = bench(async () => undefined, {
      ...{ clock, inbox },
      limits: { parallel: 1, waiting: 10 },
    });
    await delivery.start();
    await settled();
    expect(said).toEqual(["b 0", "c 0", "deadly 0"]);
  });

  it("A74 A84 waits on after a restart, and no longer than a platform may ask for, however the clock was set", async () => {
    for (const [setBy, seconds] of [
      [0, 20],
      [-60 * MINUTE, 60],
      [60 * MINUTE, 0],
    ] as const) {
      const clock = createClock();
      const inbox = memoryInbox(clock.now);
      const { id } =
        (await inbox.take({ platform: "slack", keys: [], place: "C1", body: "a" })) ?? expect.unreachable();
      await inbox.postpone(id, clock.now() + 20_000);
      await inbox.accept({ platform: "slack", keys: [], place: "C1", body: "b" });
      clock.set(setBy);
      const { said, settled, delivery } = bench(async () => undefined, { clock, inbox });
      await delivery.start();
      await settled();
      expect(said).toEqual([`a ${seconds}`, `b ${seconds}`]);
    }
  });

  it("A84 goes on as if nothing were, where the clock is set by an hour while events wait", async () => {
    for (const setBy of [-60 * MINUTE, 60 * MINUTE]) {
      const { ask, said, settled, clock } = bench(limited({ C1: 40 }));
      await ask("a", "C1");
      await clock.quiet();
      clock.set(setBy);
      await ask("b", "C2");
      await settled();
      expect(said).toEqual(["b 0", "a 40"]);
    }
  });

  it("looks again for what its store could not read", async () => {
    const clock = createClock();
    const inbox = memoryInbox(clock.now);
    let isBroken = true;
    const start: Inbox["start"] = async (id) => {
      if (isBroken) throw new Error("EIO");
      return inbox.start(id);
    };
    await inbox.accept({ platform: "slack", keys: [], place: "C1", body: "a" });
    const { said, settled, delivery } = bench(async () => undefined, { clock, inbox: { ...inbox, start } });
    await delivery.start();
    await clock.until(() => clock.ticks() >= 10_000);
    expect([said, delivery.counts().waiting]).toEqual([[], 1]);
    isBroken = false;
    await settled();
    expect(said).toHaveLength(1);
  });
});

describe("a stop", () => {
  it("A81 while calls hang hands them back, apologises to nobody, and the next start answers them", async () => {
    const hanging: ((error: Error) => void)[] = [];
    const { ask, said, inbox, delivery, clock } = bench(() => new Promise((_, reject) => hanging.push(reject)));
    for (let at = 0; at < 8; at++) await ask(`a${at}`, `C${at}`);
    await clock.until(() => hanging.length === 8);
    const stopped = delivery.stop(10_000);
    let outcome: string | undefined;
    void stopped.then((how) => {
      outcome = how;
    });
    await clock.until(() => outcome !== undefined);
    // They end at last, and nobody hears of it.
    for (const reject of hanging) reject(new SendFailed({ kind: "unknown", reason: "late" }));
    await clock.quiet();
    expect([outcome, said, (await inbox.waiting()).map(({ attempts }) => attempts)]).toEqual([
      "left",
      [],
      Array(8).fill(1),
    ]);
    const next = bench(async () => undefined, { clock, inbox });
    await next.delivery.start();
    await next.settled();
    expect(next.said.map((one) => one.slice(0, 2)).toSorted()).toEqual(Array.from({ length: 8 }, (_, at) => `a${at}`));
  });

  it("A81 does not wait for what its platform takes later; what it gives up meanwhile, it apologises for", async () => {
    const { ask, said, delivery, clock } = bench(async (event) => {
      if (event.place === "later") throw new SendLater(20_000);
      if (event.place === "never") throw new SendFailed({ kind: "closed", reason: "is_archived" });
    });
    for (const place of ["later", "never", "now"]) await ask(place, place);
    expect([await delivery.stop(10_000), clock.ticks(), said]).toEqual(["left", 0, ["sorry never 0", "now 0"]]);
  });

  it("A81 wakes those who wait in a call, and hands them back", async () => {
    const ending = new AbortController();
    const { ask, said, inbox, delivery, clock } = bench(async () => clock.sleep(60_000, ending.signal));
    for (let at = 0; at < 3; at++) await ask(`a${at}`, `C${at}`);
    let outcome: string | undefined;
    void delivery
      .stop(10_000, () => ending.abort())
      .then((how) => {
        outcome = how;
      });
    await clock.until(() => outcome !== undefined);
    expect([outcome, clock.ticks(), said, (await inbox.counts()).waiting]).toEqual(["left", 10_000, [], 3]);
  });
});

describe("whatever a platform does", () => {
  const outcome = fc.constantFrom("done", "place", "event", "fail", "stop");

  it("A15 A74 A81 each event is answered once, or apologised for, and those of a place in their order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 30 }),
        fc.array(outcome, { maxLength: 40 }),
        async (places, outcomes) => {
          const clock = createClock();
          const inbox = memoryInbox(clock.now);
          const left = [...outcomes];
          const said: string[] = [];
          const overtaken = new Set<string>();
          let wantsStop = false;
          const work = async (event: Waiting): Promise<void> => {
            const next = left.shift();
            if (next === "stop") wantsStop = true;
            if (next === "event") overtaken.add(keyOf(event));
            if (next === "place" || next === "event") throw new SendLater(5_000, next);
            if (next === "fail") throw new Error("fault");
          };
          const open = (): Bench => bench(work, { clock, inbox, limits: { parallel: 2, waiting: 1_000 } });
          let current = open();
          await current.delivery.start();
          for (const [at, place] of places.entries()) {
            await current.ask(`${at}`, `C${place}`);
            if (at % 3 === 0) await clock.quiet();
          }
          for (let stops = 0; current.delivery.counts().waiting > 0 && stops < 50; ) {
            await clock.until(() => wantsStop || current.delivery.counts().waiting === 0);
            if (!wantsStop) break;
            wantsStop = false;
            stops++;
            let isOver = false;
            void current.delivery.stop(1_000).then(() => {
              isOver = true;
            });
            await clock.until(() => isOver);
            said.push(...current.said);
            current = open();
            await current.delivery.start();
          }
          said.push(...current.said);
          const keys = said.map((one) => one.replace("sorry ", "").split(" ")[0] ?? "");
          expect(keys.toSorted()).toEqual(places.map((_, at) => `${at}`).toSorted());
          for (const place of new Set(places)) {
            const there = keys.filter((key) => places[Number(key)] === place && !overtaken.has(key)).map(Number);
            expect(there).toEqual(there.toSorted((a, b) => a - b));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
