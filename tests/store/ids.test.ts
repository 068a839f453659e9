import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeIds } from "../../src/store/ids.ts";
import { newClock } from "./folder.ts";

describe("ids", () => {
  it("A84 grow, whichever way the clock is set, and have one length", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4_000_000_000_000), { minLength: 2 }), (times) => {
        const clock = newClock();
        const next = makeIds(clock);
        const ids = times.map((at) => {
          clock.at = at;
          return next();
        });
        expect([...ids].sort()).toEqual(ids);
        expect(ids.every((id) => /^\d{19}[0-9a-f]{8}$/.test(id))).toBe(true);
      }),
    );
  });

  it("differ between two processes at the same time", () => {
    const clock = newClock();
    expect(makeIds(clock)()).not.toBe(makeIds(clock)());
  });
});
