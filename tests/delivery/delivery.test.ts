import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDelivery, type DeliveryOptions } from "../../src/delivery/delivery.ts";
import { SILENT } from "../../src/log.ts";
import type { Incoming, Waiting } from "../../src/store/inbox.ts";
import { openStore } from "../../src/store/open.ts";
import { newFile } from "../store/folder.ts";

const event = (key: string, place = "C1"): Incoming => ({ platform: "test", keys: [key], place, body: { key } });
const keyOf = ({ body }: Waiting): string => (body as { key: string }).key;

type Override = Partial<Pick<DeliveryOptions, "isRetryable" | "limits" | "sleep" | "apologies">>;

/** A delivery over a store of its own; `use` gets it and the keys that were answered, in order. */
function deliver(
  handle: (event: Waiting) => Promise<void>,
  use: (delivery: ReturnType<typeof createDelivery>, settled: () => Promise<void>) => Promise<void>,
  override: Override = {},
  end: "settled" | "unsettled" = "settled",
): Promise<void> {
  const run = async (): Promise<void> => {
    const { store } = await openStore(newFile(), Date.now);
    const delivery = createDelivery({
      store,
      handlers: { test: handle },
      isRetryable: () => true,
      limits: { parallel: 4, waiting: 100 },
      log: SILENT,
      now: Date.now,
      ticks: () => performance.now(),
      sleep: async () => undefined,
      ...override,
    });
    const settled = async (): Promise<void> => {
      while (delivery.counts().waiting > 0) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    await use(delivery, settled);
    if (end === "settled") await settled();
    await store.close();
  };
  return run();
}

describe("delivery", () => {
  it("answers an event once, however often and however close together it comes (A15, A19)", async () => {
    const answered: string[] = [];
    await deliver(
      async (one) => void answered.push(keyOf(one)),
      async (delivery, settled) => {
        await delivery.start();
        const outcomes = await Promise.all(["a", "a", "b", "a"].map((key) => delivery.accept(event(key))));
        await settled();
        expect([outcomes.toSorted(), answered.toSorted()]).toEqual([
          ["new", "new", "seen", "seen"],
          ["a", "b"],
        ]);
        expect(await delivery.accept(event("b"))).toBe("seen");
      },
    );
  });

  it("answers in order within a place, and side by side across places (A25)", async () => {
    let running = 0;
    let most = 0;
    const answered: string[] = [];
    const work = async (one: Waiting): Promise<void> => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      answered.push(keyOf(one));
      running--;
    };
    await deliver(work, async (delivery, settled) => {
      await delivery.start();
      const keys = ["x", "y", "z"].flatMap((place) => [0, 1, 2, 3, 4].map((at) => `${place}${at}`));
      await Promise.all(keys.map((key) => delivery.accept(event(key, key[0]))));
      await settled();
      for (const place of ["x", "y", "z"])
        expect(answered.filter((key) => key.startsWith(place))).toEqual([0, 1, 2, 3, 4].map((at) => `${place}${at}`));
      expect([most > 1, most <= 4]).toEqual([true, true]);
    });
  });

  it("says that it is full, and leaves room for other places (A25, A26)", async () => {
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    await deliver(
      () => gate,
      async (delivery) => {
        await delivery.start();
        const outcomes: string[] = [];
        for (let at = 0; at < 8; at++) outcomes.push(await delivery.accept(event(`a${at}`, "loud")));
        outcomes.push(await delivery.accept(event("b", "quiet")));
        expect(outcomes).toEqual(["new", "new", "new", "full", "full", "full", "full", "full", "new"]);
        open();
      },
      { limits: { parallel: 2, waiting: 12 } },
    );
  });

  it("tries again what may work later, and gives up what may not (A17, A75)", async () => {
    const tries = new Map<string, number>();
    const work = async (one: Waiting): Promise<void> => {
      const count = (tries.get(keyOf(one)) ?? 0) + 1;
      tries.set(keyOf(one), count);
      if (keyOf(one) === "never" || count < 3) throw new Error(keyOf(one));
    };
    await deliver(
      work,
      async (delivery, settled) => {
        await delivery.start();
        await delivery.accept(event("later"));
        await delivery.accept(event("never", "C2"));
        await settled();
        expect(Object.fromEntries(tries)).toEqual({ later: 3, never: 1 });
      },
      { isRetryable: (error) => (error as Error).message === "later" },
    );
  });

  it("apologises once for what it gives up, and goes on where even that fails (A75)", async () => {
    const sorry: string[] = [];
    await deliver(
      async () => {
        throw new Error("a");
      },
      async (delivery, settled) => {
        await delivery.start();
        for (const key of ["a", "b"]) await delivery.accept(event(key));
        await settled();
        await delivery.stop(5_000);
        expect([sorry, delivery.counts()]).toEqual([["a", "b"], { waiting: 0, working: 0, postponed: 0 }]);
      },
      {
        sleep: (milliseconds, signal) => sleep(milliseconds / 1_000, undefined, signal ? { signal } : {}),
        apologies: {
          test: async (one) => {
            sorry.push(keyOf(one));
            throw new Error("b");
          },
        },
      },
    );
  });

  it("hands back what takes too long, once it stops: those who wait are woken, and the next start goes on (A81)", async () => {
    const waiting = new AbortController();
    const tries: string[] = [];
    await deliver(
      async (one) => {
        tries.push(keyOf(one));
        await sleep(60_000, undefined, { signal: waiting.signal });
      },
      async (delivery) => {
        await delivery.start();
        for (const [key, place] of ["a", "b"].entries()) await delivery.accept(event(String(key), place));
        while (tries.length < 2) await sleep(1);
        expect(await delivery.stop(5, () => waiting.abort())).toBe("left");
        // Both wait for the next start.
        expect([delivery.counts(), tries.length]).toEqual([{ waiting: 2, working: 0, postponed: 0 }, 2]);
      },
      { sleep: (milliseconds, signal = waiting.signal) => sleep(milliseconds / 10, undefined, { signal }) },
      "unsettled",
    );
  });

  it("takes nothing more when it stops, and finishes what is under way (A81)", async () => {
    let done = false;
    await deliver(
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        done = true;
      },
      async (delivery) => {
        await delivery.start();
        await delivery.accept(event("a"));
        const stopped = await delivery.stop(5_000);
        expect([stopped, done, await delivery.accept(event("b"))]).toEqual(["done", true, "full"]);
      },
      { sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
    );
  });

  it("loses nothing and doubles nothing, in whatever order events come and handlers fail", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 15 }), fc.nat({ max: 3 })), { minLength: 1, maxLength: 40 }),
        fc.array(fc.boolean(), { maxLength: 10 }),
        async (events, failures) => {
          const answered: string[] = [];
          const left = [...failures];
          const work = async (one: Waiting): Promise<void> => {
            if (one.attempts < 3 && left.shift()) throw new Error("later");
            answered.push(keyOf(one));
          };
          await deliver(work, async (delivery, settled) => {
            await delivery.start();
            await Promise.all(events.map(([key, place]) => delivery.accept(event(`${key}`, `C${place}`))));
            await settled();
            expect(answered.toSorted()).toEqual([...new Set(events.map(([key]) => `${key}`))].toSorted());
          });
        },
      ),
      { numRuns: 25 },
    );
  });
});
