import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Slot } from "../../src/intents/definition.ts";
import { readWords } from "../../src/intents/tokens.ts";
import { fitsSlot, isAddress, LONGEST_VALUE, patternOf, readValue } from "../../src/intents/values.ts";
import { cpuTime } from "../cputime.ts";

const common = { phrases: [], default: undefined, placeholder: "", prompt: "", invalid: "" };
const url = (parts: Partial<Extract<Slot, { kind: "url" }>> = {}): Extract<Slot, { kind: "url" }> => ({
  kind: "url",
  name: "server",
  ...common,
  schemes: ["https", "http"],
  path: "strip",
  ...parts,
});
const name = (pattern: string): Extract<Slot, { kind: "name" }> => ({
  kind: "name",
  name: "room",
  ...common,
  pattern,
  stop: [],
});
const number: Slot = { kind: "number", name: "degrees", ...common, least: 40, most: 100 };
const version: Slot = { kind: "version", name: "firmware", ...common };
const choice: Slot = { kind: "choice", name: "kind", ...common, values: { glass: ["glass"] } };

/** The value, `?` for a wrong one, `undefined` for something of another kind. */
function read(slot: Exclude<Slot, { kind: "choice" }>, text: string): string | undefined {
  const value = readValue(slot, { text, norm: "" });
  return value?.kind === "invalid" ? `? ${value.text}` : value?.value;
}

describe("an address", () => {
  it.each<readonly [string, string]>([
    ["https://kettle.example.com", "https://kettle.example.com"],
    ["http://kettle.example.com", "http://kettle.example.com"],
    ["HTTPS://Kettle.Example.COM", "https://kettle.example.com"],
    ["https://kettle.example.com/", "https://kettle.example.com"],
    ["https://kettle.example.com/api/v1", "https://kettle.example.com"],
    ["https://kettle.example.com:8443/api", "https://kettle.example.com:8443"],
    ["https://kettle.example.com:443", "https://kettle.example.com"],
    ["http://localhost:8000", "http://localhost:8000"],
    ["http://kettle:8000", "http://kettle:8000"],
    ["http://10.0.4.12:8000/", "http://10.0.4.12:8000"],
    ["https://my-kettle_2.example.com", "https://my-kettle_2.example.com"],
  ])("%s", (text, value) => expect(read(url(), text)).toBe(value));

  it.each([
    ["user name and password", "https://ann:hunter22@kettle.example.com"],
    ["user name", "https://ann@kettle.example.com"],
    ["an empty user name", "https://:x@kettle.example.com"],
    ["a script", "javascript:alert(1)"],
    ["a script with slashes", "javascript://kettle.example.com/%0aalert(1)"],
    ["data", "data:text/html,x"],
    ["a file", "file:///etc/passwd"],
    ["a file on a host", "file://kettle.example.com/etc"],
    ["mail", "mailto:ann@example.com"],
    ["another scheme", "ftp://kettle.example.com"],
    ["no scheme", "kettle.example.com"],
    ["no scheme, a port", "localhost:8000"],
    ["no host", "https://"],
    ["a host that a shell would run", "https://$(id).example.com"],
    ["a host of two commands", "https://a;id.example.com"],
    ["a host in the background", "https://a&id"],
    ["a host of dots", "https://."],
    ["a dot too many", "https://kettle..example"],
    ["IPv4 in one number", "http://167772161"],
    ["IPv4 in hex", "http://0x0a000001"],
    ["IPv4 in octal", "http://0012.0.0.1"],
    ["the cloud's metadata", "http://169.254.169.254/latest"],
    ["IPv6", "http://[::1]:8000"],
    ["IPv4 in IPv6", "http://[::ffff:10.0.0.1]"],
    ["punycode", "https://xn--kttle-gra.example.com"],
    ["punycode below", "https://a.xn--kttle-gra.example"],
    ["letters that become punycode", "https://kéttle.example.com"],
    ["a look-alike letter", "https://kettlе.example.com"],
    ["port 99999", "https://kettle.example.com:99999"],
    ["an invalid port", "https://kettle.example.com:tea"],
    ["a query", "https://kettle.example.com?token=x"],
    ["a fragment", "https://kettle.example.com/#x"],
    ["a quote", "https://kettle.example.com/'x"],
    ["a double quote", 'https://kettle.example.com/"x'],
    ["a backtick", "https://kettle.example.com/`id`"],
    ["a backslash", "https://kettle.example.com\\@evil.example"],
    ["markup", "https://kettle.example.com/<b>"],
    ["a template", `https://kettle.example.com/${"$"}{x}`],
    ["a slot", "https://kettle.example.com/{{server}}"],
    ["a percent sign in the host", "https://kettle%2eexample.com%00"],
    ["more characters than allowed", `https://kettle.example.com/${"a".repeat(LONGEST_VALUE)}`],
  ])("with %s is invalid (A65)", (_, text) => expect(read(url(), text)).toBe(`? ${text}`));

  it.each([
    "https://kettle.example.com).,",
    "(https://kettle.example.com)",
    "<https://kettle.example.com>!",
    '"https://kettle.example.com".',
  ])("%s loses the punctuation around it (A65)", (text) => {
    const [word] = readWords(text);
    expect(read(url(), word?.text ?? "")).toBe("https://kettle.example.com");
  });

  it("keeps its path if the slot says so, without the last slash", () => {
    const keep = url({ path: "keep" });
    expect(
      ["/api/v1/", "/api/v1", "/", "", "/a/../b", "/~ann/a%20b", "/a:b@c,d=e+f"].map((path) =>
        read(keep, `https://k.example${path}`),
      ),
    ).toEqual([
      "https://k.example/api/v1",
      "https://k.example/api/v1",
      "https://k.example",
      "https://k.example",
      "https://k.example/b",
      "https://k.example/~ann/a%20b",
      "https://k.example/a:b@c,d=e+f",
    ]);
  });

  it.each(["/$(id)", "/;rm", "/a&b", "/$HOME", "/(x)", "/*", "/!!"])(
    "with the path %s could mean something to a shell: asked about (A64)",
    (path) => {
      expect(read(url({ path: "keep" }), `https://k.example${path}`)).toBe(`? https://k.example${path}`);
      expect(read(url(), `https://k.example${path}`)).toBe("https://k.example");
    },
  );

  it("must have one of the slot's schemes", () => {
    expect(read(url({ schemes: ["https"] }), "http://k.example")).toBe("? http://k.example");
  });

  it.each([
    "kettle",
    "tea.",
    "3.5",
    "10.0.0.1",
    "a/b",
    "user@example",
    "kettle:",
    "1.2.3:80",
    "a..b",
    "https:/kettle.example.com",
    "s3a://tea/green",
    "abfss://tea@account.dfs.core.windows.net/green",
  ])("%s is not an address", (text) => {
    expect([isAddress(text), read(url(), text)]).toEqual([false, undefined]);
  });

  it("is always a scheme, a plain host and a plain path, whatever the message (A65)", () => {
    const parts = fc.constantFrom(
      ..."https:// http:// @ : / . \\ ? # % 00 [ ] kettle example com 127 0x7f xn-- ; $( ) ' \" ` \t é \u200b".split(
        " ",
      ),
    );
    const word = fc.oneof(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.array(parts, { maxLength: 12 }).map((all) => `https://${all.join("")}`),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(word, fc.constantFrom("keep" as const, "strip" as const), (text, path) => {
        const value = readValue(url({ path }), { text, norm: "" });
        if (value?.kind !== "value") return;
        expect(value.value).toMatch(/^https?:\/\/[a-z0-9_-]+(?:\.[a-z0-9_-]+)*(?::\d{1,5})?(?:\/[\w.~%/:@+,=-]*)?$/);
        expect(fitsSlot(url({ path }), value.value)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe("a name", () => {
  it("must match the slot's whole pattern", () => {
    const room = name("^[a-z]{3,10}$");
    expect(["bath", "Bath", "ba", "bath2", "kitchenette", "bath\nroom"].map((text) => read(room, text))).toEqual([
      "bath",
      "? Bath",
      "? ba",
      "? bath2",
      "? kitchenette",
      "? bath\nroom",
    ]);
    expect(read(name("[a-z]+"), "bath2")).toBe("? bath2");
  });

  it("has at most 64 characters", () => {
    expect([64, 65].map((length) => read(name(".*"), "a".repeat(length))?.startsWith("?"))).toEqual([false, true]);
  });

  it.each(["(a+)+$", "^(a|a)*$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)*x", "^(a?){60}a{60}$"])(
    "is read in little time by %s (A62)",
    (pattern) => {
      const spent = cpuTime(() => {
        for (const text of ["a".repeat(63), `${"a".repeat(62)}!`, "a".repeat(100_000)]) read(name(pattern), text);
      });
      expect(spent).toBeLessThan(500);
    },
  );

  it("cannot have a pattern with look-around or back-references (A62)", () => {
    expect(() => patternOf("(?=a)b")).toThrow();
    expect(() => patternOf("(a)\\1")).toThrow();
  });
});

describe("a number", () => {
  it.each<readonly [string, string | undefined]>([
    ["40", "40"],
    ["100", "100"],
    ["0060", "60"],
    ["39", "? 39"],
    ["101", "? 101"],
    ["999999999999", "? 999999999999"],
    ["9999999999999", undefined],
    ["-50", undefined],
    ["50.5", undefined],
    ["5e1", undefined],
    ["0x32", undefined],
    ["٥٠", undefined],
    ["", undefined],
  ])("%j is %j", (text, value) => expect(read(number, text)).toBe(value));
});

describe("a version", () => {
  it.each<readonly [string, string | undefined]>([
    ["3", "3"],
    ["3.5", "3.5"],
    ["v3.5.1", "3.5.1"],
    ["3.5.1.2", "3.5.1.2"],
    ["15.4.x", "15.4.x"],
    ["3.5.1.2.3", undefined],
    ["3.", undefined],
    ["vv3", undefined],
    ["3.5-SNAPSHOT", undefined],
    ["3.5;rm", undefined],
    ["99999", undefined],
  ])("%j is %j", (text, value) => expect(read(version, text)).toBe(value));
});

describe("a stored value", () => {
  it.each<readonly [Slot, string, boolean]>([
    [url(), "https://k.example", true],
    [url(), "https://k.example/", false],
    [url(), "glass", false],
    [name("^[a-z]+$"), "bath", true],
    [name("^[a-z]+$"), "Bath; rm", false],
    [number, "60", true],
    [number, "060", false],
    [number, "400", false],
    [version, "3.5", true],
    [version, "v3.5", false],
    [choice, "glass", true],
    [choice, "steel", false],
    [choice, "toString", false],
  ])("fits its slot or does not: %#", (slot, value, fits) => expect(fitsSlot(slot, value)).toBe(fits));
});
