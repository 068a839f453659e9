import { describe, expect, it } from "vitest";
import { ABUSE_CASES } from "../abuse-cases.ts";
import { filesBelow, read } from "./files.ts";

const own = "tests/house/abusecases.test.ts";
const texts = filesBelow("tests").filter((path) => path.endsWith(".test.ts") && path !== own);

/** `A4` at the edge of a title or in brackets; `abuse case 4`, `abuse cases 4, 5`. */
function namedIn(text: string): number[] {
  const short = [...text.matchAll(/["'`( ]A(\d{1,2})(?=[ ),:])/g)].map(([, number]) => Number(number));
  const long = [...text.matchAll(/\babuse cases? (\d{1,2}(?:(?:, | and )\d{1,2})*)/g)].flatMap(([, numbers]) =>
    (numbers as string).split(/, | and /).map(Number),
  );
  return [...short, ...long];
}

const named = new Map(texts.map((path) => [path, new Set(namedIn(read(path)))] as const));
const isNamed = (number: number, where: (path: string) => boolean = () => true): boolean =>
  [...named].some(([path, numbers]) => where(path) && numbers.has(number));
/** Its settings are read where all are. */
const isOfTeams = (path: string): boolean => path.startsWith("tests/teams/") || path === "tests/config.test.ts";
const all = Object.entries(ABUSE_CASES).map(([number, [title, state]]) => ({ number: Number(number), title, state }));
const with_ = (key: "partly" | "none" | "teams") => all.filter(({ state }) => state !== true && key in state);
const titles = (cases: readonly (typeof all)[number][]): string[] =>
  cases.map(({ number, title }) => `A${number} ${title}`);

describe("the list of failure and abuse cases", () => {
  it("has them all", () => {
    expect(all.map(({ number }) => number)).toEqual(Array.from({ length: 84 }, (_, at) => at + 1));
  });

  it("is named by a test wherever it says so", () => {
    const tested = [...all.filter(({ state }) => state === true), ...with_("partly")];
    expect(titles(tested.filter(({ number }) => !isNamed(number)))).toEqual([]);
  });

  it("is named by a test of Teams where it is Teams' alone", () => {
    const cases = with_("teams");
    expect(cases.map(({ number }) => number)).toEqual([11, 12, 13, 14, 35, 45]);
    expect(titles(cases.filter(({ number }) => !isNamed(number, isOfTeams)))).toEqual([]);
  });

  it("says of none that no test names it, where one does", () => {
    expect(titles(with_("none").filter(({ number }) => isNamed(number)))).toEqual([]);
  });

  it("holds every number that a test names", () => {
    const unknown = [...named].flatMap(([path, numbers]) =>
      [...numbers].filter((number) => !(number in ABUSE_CASES)).map((number) => `${path}: A${number}`),
    );
    expect(unknown).toEqual([]);
  });

  it("reads the numbers in titles, and nothing else", () => {
    expect(
      namedIn('it("A4 a", it("b (A5, A6)", `A7 c`, "(abuse cases 8, 9 and 10)", api_app_id: "A1", "xA2 d", "A30x"'),
    ).toEqual([4, 5, 6, 7, 8, 9, 10]);
  });
});
