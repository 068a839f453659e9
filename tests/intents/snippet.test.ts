import { execFileSync, spawnSync } from "node:child_process";
import fc from "fast-check";
import { parseDocument } from "htmlparser2";
import { describe, expect, it } from "vitest";
import {
  ESCAPES,
  type EscapeName,
  type Format,
  type Intent,
  type Slot,
  type Snippet,
} from "../../src/intents/definition.ts";
import { escapeValue } from "../../src/intents/escape.ts";
import { chooseSnippet, fillIn, fillSnippet } from "../../src/intents/snippet.ts";

const HOSTILE = [
  "{{server}}",
  "{{ server }}",
  "$&",
  "$1$$",
  "it's",
  'say "hi"',
  "a\nb\r\nc",
  ";rm -rf ~",
  `\${x}`,
  `$\${x}`,
  `$$\${x}`,
  "%{if x}",
  "%%{x}",
  "$(id)",
  "`id`",
  "-Dx=y",
  "\\",
  '\\\\"',
  "\\'",
  "\\u0041",
  "]]>",
  "</value>",
  "&lt;",
  "{key}{value}",
  '"""',
  "#{x}",
  "!!",
  "é✓𝄞",
  "a\u0000b\u001b[31m\u0085c",
  "",
];
const value = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc
    .array(fc.constantFrom(..."' \" \\ $ % { } ( ) ` ; & < > = : # ! \n \t a b".split(" "), " ", ...HOSTILE), {
      maxLength: 12,
    })
    .map((all) => all.join("")),
  fc.string({ unit: "grapheme", maxLength: 40 }),
);
const always = (check: (text: string, other: string) => void): void =>
  fc.assert(
    fc.property(value, value, (text, other) => {
      check(text, other);
    }),
  );
/** What of a value is written: control characters cannot be. */
const shown = (text: string): string => text.replace(/\p{Cc}/gu, " ");

describe("a value is read back unchanged, and nothing else (A64)", () => {
  it("from JSON", () => {
    always((text) => expect(JSON.parse(escapeValue(text, "json"))).toBe(shown(text)));
    expect(HOSTILE.map((text) => JSON.parse(escapeValue(text, "json")) as unknown)).toEqual(HOSTILE.map(shown));
  });

  it("from XML", () => {
    always((text) => expect(readXml(`<value>${escapeValue(text, "xml")}</value>`)).toEqual([["value", shown(text)]]));
  });

  it("from a POSIX shell", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 20, maxLength: 40 }), (texts) => {
        const words = [...texts, ...HOSTILE].map((text) => text.replace(/\p{Cs}/gu, "?"));
        const script = `printf '%s\\n' ${words.map((text) => escapeValue(text, "shell")).join(" ")}`;
        const said = execFileSync("sh", ["-c", script], { encoding: "utf8", env: {} });
        expect(said).toBe(`${words.map(shown).join("\n")}\n`);
      }),
      { numRuns: 30 },
    );
  });

  const python = spawnSync("python3", ["-c", "import ast"]).status === 0;
  it.skipIf(!python)(`from Python${python ? "" : " (skipped: no python3 here)"}`, () => {
    const read = "import ast, json, sys; print(json.dumps([ast.literal_eval(x) for x in json.load(sys.stdin)]))";
    fc.assert(
      fc.property(fc.array(value, { minLength: 50, maxLength: 80 }), (texts) => {
        const words = [...texts, ...HOSTILE].map((text) => text.replace(/\p{Cs}/gu, "?"));
        const input = JSON.stringify(words.map((text) => escapeValue(text, "python")));
        const said = execFileSync("python3", ["-c", read], { encoding: "utf8", input });
        expect(JSON.parse(said)).toEqual(words.map(shown));
      }),
      { numRuns: 10 },
    );
  });

  it("from HCL", () => {
    always((text) => expect(readHcl(escapeValue(text, "hcl"))).toBe(shown(text)));
    expect(HOSTILE.map((text) => readHcl(escapeValue(text, "hcl")))).toEqual(HOSTILE.map(shown));
  });

  it("from Scala", () => {
    always((text) => expect(readQuoted(escapeValue(text, "scala"))).toBe(shown(text)));
  });

  it("from a properties file", () => {
    const readBack = (line: string): string => line.replace(/\\(.)/gu, "$1");
    always((text) => expect(readBack(escapeValue(text, "properties"))).toBe(shown(text)));
  });

  it.each(ESCAPES)("on one line: %s", (how) => {
    for (const text of HOSTILE) expect(escapeValue(text, how)).not.toMatch(/\p{Cc}/u);
  });
});

/** Elements and their texts, entities read. */
function readXml(written: string): (readonly [string, string])[] {
  const textOf = (node: unknown): string => {
    const { data, children } = Object(node) as { data?: string; children?: unknown[] };
    return data ?? (children ?? []).map(textOf).join("");
  };
  const { children } = parseDocument(written, { xmlMode: true, decodeEntities: true });
  return children.map((node) => [String((node as { name?: string }).name), textOf(node)] as const);
}

/** One string in double quotes, with backslashes before quotes and backslashes only; throws where it ends early. */
function readQuoted(written: string): string {
  const inside = /^"((?:[^"\\\n]|\\["\\])*)"$/u.exec(written)?.[1];
  if (inside === undefined) throw new Error(`no string: ${written}`);
  return inside.replace(/\\(.)/gu, "$1");
}

/** As HashiCorp's scanner: `$${` and `%%{` are text; a `${` or `%{` that is left would be a template. */
function readHcl(written: string): string {
  const inside = readQuoted(written);
  if (/(?<!\$)\$\{|(?<!%)%\{/.test(inside)) throw new Error(`a template: ${written}`);
  return inside.replace(/([$%])\1\{/g, "$1{");
}

const common = { default: undefined, phrases: [], placeholder: "<server>", prompt: "", invalid: "" };
const slot = (name: string, placeholder = `<${name}>`): Slot => ({
  kind: "name",
  name,
  ...common,
  placeholder,
  pattern: ".*",
  stop: [],
});
const shared = { when: {}, cites: [], notes: [], line: 1 };
const conf = (entries: readonly (readonly [string, string])[], parts: Partial<Snippet> = {}): Snippet =>
  ({ kind: "conf", ...shared, conf: entries, packages: [], formats: ["a"], ...parts }) as Snippet;
const text = (code: string, parts: Partial<Snippet> = {}): Snippet =>
  ({ kind: "text", ...shared, language: "ini", text: code, ...parts }) as Snippet;
const intent = (snippets: readonly Snippet[], slots = [slot("server"), slot("room")]): Intent => ({
  id: "tea",
  file: "intents/tea.yaml",
  title: "Tea",
  cites: [],
  phrasings: [],
  rules: {},
  slots,
  snippets,
  examples: [],
  not: [],
  line: 1,
});
const format = (id: string, how: EscapeName, line: string, parts: Partial<Format> = {}): Format => ({
  id,
  title: id,
  language: how,
  phrases: [],
  weak: [],
  escape: how,
  prefix: "",
  parts: [{ kind: "each", of: "conf", head: "", line, join: "\n", foot: "" }],
  ...parts,
});
const setOf = (...formats: readonly Format[]) => ({ intents: [], formats, support: { product: [], rows: [] } });

describe("values in a text snippet", () => {
  const slots = [slot("server"), slot("room"), slot("toString")];

  it.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ["{{server}} {{ server }}", { server: "x" }, "x x"],
    ["{{server}}", {}, "<server>"],
    ["{{toString}} {{valueOf}}", {}, "<toString> {{valueOf}}"],
    ["{{toString}}", { toString: "x" }, "x"],
    [
      "{{secrets/kitchen/kettle}} {{ ENV.TEA }} {{tea}} {server} {{server}",
      { server: "x" },
      "{{secrets/kitchen/kettle}} {{ ENV.TEA }} {{tea}} {server} {{server}",
    ],
    ["{{room}}", { room: "{{server}}", server: "x" }, "{{server}}"],
    ["{{server}}{{room}}", { server: "{{", room: "room}}" }, "{{room}}"],
    ["{{room}}", { room: "$& $1 $$ $`" }, "$& $1 $$ $`"],
  ])("%s with %j (A55, A64)", (written, values, code) => expect(fillIn(written, slots, values)).toBe(code));

  it("are inserted once and literally (A64)", () => {
    always((server, room) =>
      expect(fillIn("a {{server}} b {{room}} c", slots, { server, room })).toBe(`a ${server} b ${room} c`),
    );
  });
});

describe("choosing a snippet", () => {
  const snippets = [
    text("both", { when: { room: ["bath", "hall"], server: ["x"] } }),
    text("bath", { when: { room: ["bath"] } }),
    text("else"),
  ];

  it.each<readonly [Readonly<Record<string, string>>, string]>([
    [{ room: "bath", server: "x" }, "both"],
    [{ room: "hall", server: "x" }, "both"],
    [{ room: "bath", server: "y" }, "bath"],
    [{ room: "hall" }, "else"],
    [{}, "else"],
  ])("%j: %s", (values, code) => expect(fillSnippet(intent(snippets), values, [], setOf())?.code).toBe(code));

  it("finds none if none fits, even with names of object properties (A55)", () => {
    const only = intent([text("x", { when: { toString: ["x"] } })]);
    expect([chooseSnippet(only, {}), fillSnippet(only, {}, [], setOf())]).toEqual([undefined, undefined]);
  });
});

describe("keys and values", () => {
  const snippet = conf(
    [
      ["tea.{{room}}", "{{server}}"],
      ["cup.size", "{{cups/big}}"],
    ],
    { formats: ["a", "b", "gone"] } as Partial<Snippet>,
  );
  const a = format("a", "properties", "{key} = {value}");
  const b = format("b", "json", "{key}: {value}", {
    prefix: "tea.",
    parts: [
      { kind: "text", text: "{ " },
      { kind: "each", of: "packages", head: "head ", line: "{value}", join: "+", foot: " foot" },
      { kind: "each", of: "conf", head: "", line: "{key}: {value}", join: ", ", foot: " " },
      { kind: "text", text: "}\n\n" },
    ],
  });

  it("are written in the first format, or the first possible one that was asked for", () => {
    const filled = (...wanted: string[]) => {
      const {
        code,
        format: of,
        formats,
        language,
      } = fillSnippet(intent([snippet]), { room: "bath", server: "x" }, wanted, setOf(b, a)) ?? {};
      return [code, of?.id, formats?.map(({ id }) => id), language];
    };
    const lines = ["tea.bath = x\ncup.size = {{cups/big}}", "a", ["a", "b"], "properties"];
    const json = ['{ "bath": "x" }', "b", ["a", "b"], "json"];
    expect([filled(), filled("c", "gone"), filled("c", "b", "a"), filled("a", "b")]).toEqual([
      lines,
      lines,
      json,
      lines,
    ]);
  });

  it("need a known format", () => {
    expect(fillSnippet(intent([snippet]), {}, [], setOf())).toBeUndefined();
  });

  it("include packages, escaped like values, if the format has a place for them", () => {
    const packed = conf([["tea.x", "1"]], { packages: ["tea:{{room}}", "cup:2"], formats: ["b"] } as Partial<Snippet>);
    expect(fillSnippet(intent([packed]), { room: '"' }, [], setOf(b))?.code).toBe(
      '{ head "tea:\\""+"cup:2" foot"x": "1" }',
    );
  });

  it.each<readonly [EscapeName, string, (code: string) => unknown, (key: string, value: string) => unknown]>([
    ["json", "{key}: {value}", (code) => JSON.parse(`{${code}}`) as unknown, (key, value) => ({ [key]: value })],
    [
      "xml",
      "<k>{key}</k><v>{value}</v>",
      readXml,
      (key, value) => [
        ["k", key],
        ["v", value],
      ],
    ],
    [
      "hcl",
      "{key}={value}",
      (code) => code.split('"=').map((part, at) => readHcl(at === 0 ? `${part}"` : part)),
      (key, value) => [key, value],
    ],
  ])("cannot break out of %s, neither keys nor values (A64)", (how, line, read, expected) => {
    const entry = conf([["tea.{{room}}", "at {{server}}"]], { formats: ["x"] } as Partial<Snippet>);
    const safe = how === "hcl" ? value.filter((one) => !one.includes("=")) : value;
    fc.assert(
      fc.property(safe, safe, (room, server) => {
        const code = fillSnippet(intent([entry]), { room, server }, [], setOf(format("x", how, line)))?.code ?? "";
        expect(read(code)).toEqual(expected(shown(`tea.${room}`), shown(`at ${server}`)));
      }),
    );
  });
});
