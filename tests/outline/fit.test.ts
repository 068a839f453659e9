import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Citation } from "../../src/answering/answer.ts";
import { fitLines, fitPieces, type Piece } from "../../src/outline/fit.ts";

const citation = (path: string): Citation => ({
  ...{ source: "docs", path, heading: path, anchor: "", breadcrumb: [path], badges: [], url: undefined },
  ...{ official: [], revision: { id: "0" } },
});
const piece = (content: string): Piece<string> => ({ content, citation: citation(content) });
const always = (content: string): Piece<string> => ({ content, citation: undefined });
/** As much as takes no more than `room` characters. */
const fitted = (pieces: readonly Piece<string>[], room: number): string =>
  fitPieces(
    pieces,
    ({ path }) => `→${path}`,
    (shown) => shown.join(" "),
    (whole) => whole.length <= room,
  );

describe("pieces", () => {
  const pieces = [always("head"), piece("one"), piece("two"), piece("three"), always("tail")];
  it.each([
    [100, "head one two three tail"],
    [23, "head one two three tail"],
    [22, "head one →two tail"],
    [17, "head →one tail"],
    [3, "head →one tail"],
  ])("in %i characters: %s", (room, expected) => {
    expect(fitted(pieces, room)).toBe(expected);
  });

  it("are in their order, within the room or none of them there, and what is left out has a link exactly if something is", () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 8 });
    fc.assert(
      fc.property(words, fc.nat({ max: 120 }), (names, room) => {
        const whole = fitted([always("H"), ...names.map(piece), always("T")], room);
        const shown = whole.split(" ").slice(1, -1);
        const count = shown.filter((one) => !one.startsWith("→")).length;
        expect(shown).toEqual([...names.slice(0, count), ...(count < names.length ? [`→${names[count]}`] : [])]);
        expect(whole.length <= room || count === 0).toBe(true);
        // One more would not have fitted.
        if (count < names.length) {
          const next = names.slice(0, count + 1);
          const link = count + 1 < names.length ? [`→${names[count + 1]}`] : [];
          expect(["H", ...next, ...link, "T"].join(" ").length).toBeGreaterThan(room);
        }
      }),
    );
  });
});

describe("lines", () => {
  const costOf = (lines: readonly string[]): number => lines.join("").length;
  const cut = (line: string, room: number): string | undefined =>
    room >= 3 ? `${line.slice(0, room - 1)}…` : undefined;
  it.each([
    [10, ["abcde", "fghij"], true],
    [9, ["abcde", "fgh…"], false],
    [7, ["abcde"], false],
    [4, ["abc…"], false],
    [2, [], false],
  ])("in %i characters: %j", (room, lines, isWhole) => {
    expect(fitLines(["abcde", "fghij"], room, costOf, cut)).toEqual({ lines, isWhole });
  });

  it("never take more than the room, and are a beginning of all", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,9}$/)), fc.nat({ max: 60 }), (all, room) => {
        const { lines, isWhole } = fitLines(all, room, costOf, cut);
        expect(costOf(lines)).toBeLessThanOrEqual(room);
        expect(all.join("").startsWith(lines.join("").replace("…", ""))).toBe(true);
        expect(isWhole).toBe(costOf(all) <= room);
      }),
    );
  });
});
