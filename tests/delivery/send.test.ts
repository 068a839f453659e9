import { describe, expect, it } from "vitest";
import { createBreaker } from "../../src/delivery/breaker.ts";
import { createRateLimits } from "../../src/delivery/ratelimits.ts";
import {
  type Failure,
  type Patience,
  patient,
  patiently,
  pauseBefore,
  SendFailed,
  SendLater,
  SHORT_WAIT,
  waitsOf,
} from "../../src/delivery/send.ts";

/** What a call came to; `took` milliseconds. */
interface Fate {
  readonly failure: Failure["kind"];
  readonly milliseconds?: number;
  readonly took?: number;
}

/** A platform whose calls fail as they are told, in time that passes when somebody sleeps. */
function platform(chance = 0) {
  const clock = { ticks: 0 };
  const slept: number[] = [];
  const ticks = () => clock.ticks;
  const short: Patience = {
    sleep: async (milliseconds) => {
      slept.push(Math.round(milliseconds));
      clock.ticks += milliseconds;
    },
    chance: () => chance,
    ...{ ticks, most: SHORT_WAIT },
    ...{ breaker: createBreaker(ticks), limits: createRateLimits(ticks) },
  };
  const readFailure = (error: unknown, attempt: number): Failure => {
    const { failure, milliseconds = pauseBefore(attempt) } = error as Fate;
    return failure === "limited" || failure === "silent" || failure === "wait"
      ? { kind: failure, milliseconds }
      : { kind: "closed", reason: failure };
  };
  const send = async (fates: readonly Fate[], key = "post C1", patience = short) => {
    const left = [...fates];
    const begin = slept.length;
    const call = async (): Promise<string> => {
      const next = left.shift();
      clock.ticks += next?.took ?? 0;
      if (next) throw next;
      return "done";
    };
    const outcome = await patiently(key, call, readFailure, patience).catch((error: unknown) => error);
    const said = outcome instanceof SendLater ? `later ${Math.round(outcome.milliseconds)}` : outcome;
    return { outcome: said, slept: slept.slice(begin), calls: fates.length - left.length };
  };
  return { send, short, clock };
}

const limited = (seconds: number): Fate => ({ failure: "limited", milliseconds: seconds * 1_000 });
const fault: Fate = { failure: "wait" };

describe("patience", () => {
  it("A75 repeats a call for a second at most, and then leaves it to the queue", async () => {
    const { send } = platform();
    expect(await send([])).toEqual({ outcome: "done", slept: [], calls: 0 });
    expect(await send([fault, fault])).toEqual({ outcome: "done", slept: [250, 500], calls: 2 });
    expect(await send(Array(9).fill(fault))).toEqual({ outcome: "later 1000", slept: [250, 500], calls: 3 });
  });

  it("A75 of a click, which holds nobody, has longer, and ends as well", async () => {
    const { send, short } = platform();
    const click = (fates: readonly Fate[]) => send(fates, "post C1", patient(short));
    expect(await click([limited(30), fault])).toEqual({ outcome: "done", slept: [30_000, 500], calls: 2 });
    expect(await click(Array(9).fill(fault))).toEqual({
      outcome: "later 4000",
      slept: [250, 500, 1_000, 2_000],
      calls: 5,
    });
    expect((await click([limited(40), limited(40)])).slept).toEqual([40_000]);
  });

  it("A75 a call that took its time is not repeated by those who hold a hand", async () => {
    const { send } = platform();
    expect(await send([{ failure: "silent", took: 10_000 }])).toEqual({ outcome: "later 250", slept: [], calls: 1 });
  });

  it("A74 a limit is not waited for, and known to all calls of its key, and to no other", async () => {
    const { send, clock, short } = platform();
    expect(await send([limited(20)])).toEqual({ outcome: "later 20000", slept: [], calls: 1 });
    clock.ticks += 5_000;
    expect(await send([fault])).toEqual({ outcome: "later 15000", slept: [], calls: 0 });
    expect(await send([fault], "post C2")).toEqual({ outcome: "done", slept: [250], calls: 1 });
    clock.ticks += 14_500;
    expect(await send([fault])).toEqual({ outcome: "done", slept: [250, 250], calls: 1 });
    expect(waitsOf(short)).toEqual({ limited: 1 });
  });

  it("A74 spreads those that were all told to wait", async () => {
    expect((await platform(1).send([limited(30)])).outcome).toBe("later 36000");
    expect((await platform(0.5).send([limited(30)])).outcome).toBe("later 33000");
  });

  it("A75 where nothing comes back one call finds out; those who hold a hand do not even try, and a click waits", async () => {
    const { send, clock, short } = platform();
    const silent: Fate = { failure: "silent", took: 10_000 };
    for (let n = 0; n < 3; n++) expect((await send([silent], `post C${n}`)).calls).toBe(1);
    expect(await send([fault], "post C9")).toEqual({ outcome: "later 2000", slept: [], calls: 0 });
    expect(await send([], "click", patient(short))).toEqual({ outcome: "done", slept: [2_000], calls: 0 });
    expect((await send([], "post C9")).outcome).toBe("done");
    clock.ticks += 1;
    expect(waitsOf(short)).toEqual({ unanswered: 3 });
  });

  it("A77 does not repeat what would end alike, and says what it was to the log", async () => {
    const { send } = platform();
    const { outcome, slept, calls } = await send([{ failure: "closed" }]);
    expect([outcome, slept, calls]).toEqual([expect.any(SendFailed), [], 1]);
    expect(outcome).toMatchObject({ name: "SendFailed", data: { error: "closed" } });
  });
});
