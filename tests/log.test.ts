import { describe, expect, it } from "vitest";
import { createLog, errorFields, LEVELS, type Level, redact, SILENT } from "../src/log.ts";
import { cpuTime } from "./cputime.ts";

const written = (level: Level, use: (log: ReturnType<typeof createLog>) => void): string[] => {
  const lines: string[] = [];
  use(
    createLog(
      level,
      (line) => lines.push(line),
      () => 0,
    ),
  );
  return lines;
};

/** From pieces, so that no scanner takes the samples for what they look like. */
const TOKENS = {
  "a bot's token": ["xo", "xb-12345-67890-abcdefghij"].join(""),
  "a person's token": ["xo", "xp-12345-67890-abcdefghij"].join(""),
  "an app's token": ["xa", "pp-1-A1-12345-abcdefghij"].join(""),
  "a token that is exchanged": ["xo", "xe.", "xo", "xb-1-abcdefghij"].join(""),
  "a bearer": ["Bea", "rer abc.def"].join(""),
  "a signature": ["v", "0=", "0123456789abcdef".repeat(4)].join(""),
  "a JSON Web Token": ["ey", "JhbGciOiJIUzI1NiJ9.", "eyJzdWIiOiIx.abc"].join(""),
  "an address to answer to": ["https://hooks.", "slack.com/actions/T1/2/abcdef"].join(""),
  "an address to answer to, of the government's Slack": ["https://hooks.", "slack-gov.com/commands/T1/2/abcdef"].join(
    "",
  ),
};

describe("A69 what must not be in a log", () => {
  it.each(Object.entries(TOKENS))("is not: %s, wherever it stands", (_, token) => {
    const [line = ""] = written("debug", ({ debug }) =>
      debug(`before ${token} after`, { header: `a: ${token}`, count: 1 }),
    );
    expect(line).not.toContain(token);
    const { message, header, count } = JSON.parse(line);
    expect([message, header, count]).toEqual(["before […] after", "a: […]", 1]);
  });

  it.each([
    ["https://a.example.com/x?token=abcdef&b=1", "https://a.example.com/x?token=[…]&b=1"],
    ["postgres://user:word@db.example.com/x", "postgres://[…]@db.example.com/x"],
    ["https://example.com/kettle#descale", "https://example.com/kettle#descale"],
    ["v0=short", "v0=short"],
    ["a signature of 3 = 4", "a signature of 3 = 4"],
    ["", ""],
  ])("%s", (text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  it("is read in one pass, however long it is (A69)", () => {
    const spent = cpuTime(() => {
      for (const text of ["xoxb-", "a://", "eyJ", "?token=", "Bearer "]) redact(text.repeat(50_000));
    });
    expect(spent).toBeLessThan(2_000);
  });
});

describe("what of an error is logged", () => {
  it.each<readonly [string, unknown, unknown]>([
    ["its kind alone", new TypeError("fetch of https://user:word@example.com failed"), { error: "TypeError" }],
    [
      "its code",
      Object.assign(new Error("x"), { code: "ECONNRESET", config: { headers: "Bearer x" } }),
      { error: "Error", code: "ECONNRESET" },
    ],
    [
      "the platform's word",
      Object.assign(new Error("x"), { data: { error: "is_archived" } }),
      { error: "Error", reason: "is_archived" },
    ],
    [
      "not the page of a proxy in its place",
      Object.assign(new Error("x"), { data: { error: "<html>Bearer x</html>" } }),
      { error: "Error" },
    ],
    ["not what was asked", Object.assign(new Error("x"), { data: { error: "how do I descale" } }), { error: "Error" }],
    ["no error", "a text", { error: "unknown" }],
    ["nothing", undefined, { error: "unknown" }],
  ])("%s (A69 A70)", (_, error, fields) => {
    expect(errorFields(error)).toEqual(fields);
  });
});

describe("a log", () => {
  it("is one line of JSON for each entry, with its time", () => {
    expect(written("info", ({ warn }) => warn("a\nb", { at: "c\u2028", no: undefined }))).toEqual([
      '{"time":"1970-01-01T00:00:00.000Z","level":"warn","message":"a\\nb","at":"c\u2028"}',
    ]);
  });

  it.each(LEVELS.map((level, at) => [level, LEVELS.slice(at, -1)] as const))(
    "at %s writes what is as grave",
    (level, expected) => {
      const lines = written(level, (log) => {
        for (const name of ["debug", "info", "warn", "error"] as const) log[name]("a");
      });
      expect(lines.map((line) => JSON.parse(line).level)).toEqual(expected);
    },
  );

  it("says once what is repeated, and sums it up", () => {
    const lines = written("warn", ({ repeated, sumUp }) => {
      for (let at = 0; at < 5_000; at++) repeated("turned away", { at });
      repeated("the store failed", { code: "SQLITE_FULL" }, "error");
      repeated("the store failed", { code: "SQLITE_BUSY" }, "error");
      repeated("only once");
      for (let minute = 0; minute < 2; minute++) sumUp();
      repeated("turned away", { at: "the next minute" });
    });
    expect(lines.map((line) => Object.values(JSON.parse(line)).slice(1))).toEqual([
      ["warn", "turned away", 0],
      ["error", "the store failed", "SQLITE_FULL"],
      ["warn", "only once"],
      ["warn", "turned away (4999 more in the last minute)", 4_999],
      ["error", "the store failed (1 more in the last minute)", 1],
      ["warn", "turned away", "the next minute"],
    ]);
  });

  it("may be none", () => {
    expect(SILENT.error("a")).toBeUndefined();
  });
});
