import { writeFileSync } from "node:fs";
import { posix } from "node:path";
import { init, parse } from "es-module-lexer";
import { beforeAll, describe, expect, it } from "vitest";
import { filesBelow, read } from "./files.ts";

/**
 * Who may import whom. A room is a folder of `src`, or a file beside them. What is not listed is forbidden: rooms and files of
 * `src` by their path, `type` before a path for its types alone; everything else by its package's name.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  "cli.ts": [
    "commands",
    "evaluation",
    "answering",
    "terminal",
    "search",
    "content",
    "knowledge.ts",
    "config.ts",
    "version.ts",
    "store/error.ts",
    "node:util",
  ],
  "main.ts": [
    ...["delivery", "type slack/app.ts", "type teams/app.ts", "store", "platforms.ts", "http", "log.ts"],
    ...["node:events", "node:path", "node:timers/promises"],
  ],
  "platforms.ts": [
    ...["answering", "delivery", "slack/app.ts", "teams/app.ts"],
    ...["type store", "type knowledge.ts", "type config.ts", "type settings.ts", "type log.ts", "type http/body.ts"],
  ],
  /** One port for all: what comes in is bounded before anybody looks at it. */
  http: [],
  commands: [
    ...["checking", "evaluation", "answering", "terminal", "search", "content"],
    ...["knowledge.ts", "config.ts", "version.ts", "main.ts", "settings.ts", "log.ts"],
    ...["node:fs", "node:path", "node:readline", "node:url", "node:util"],
  ],
  /** What an answer says, laid out once; platforms and the terminal show it. */
  outline: ["answering", "type search/excerpt.ts"],
  evaluation: ["answering", "search", "content", "knowledge.ts", "node:path"],
  terminal: ["answering", "outline", "type search/excerpt.ts", "node:readline"],
  slack: [
    ...[
      "answering",
      "outline",
      "intents",
      "delivery",
      "log.ts",
      "type store",
      "type config.ts",
      "type search/excerpt.ts",
    ],
    ...["shapes.ts", "http", "type @slack/types", "type @slack/web-api"],
  ],
  teams: [
    ...["answering", "outline", "intents", "delivery", "log.ts", "shapes.ts", "http"],
    ...["type store", "type config.ts", "type search/excerpt.ts"],
  ],
  delivery: ["answering", "log.ts", "type store"],
  "knowledge.ts": ["content", "search", "intents", "type answering/rulebook.ts", "version.ts", "node:path"],
  checking: ["content", "intents", "answering", "type search/search.ts", "knowledge.ts", "node:path"],
  answering: ["search", "intents", "language", "type content/section.ts"],
  intents: ["language", "content/yaml.ts", "type content/section.ts"],
  search: ["language", "content/section.ts", "type content/glossary.ts"],
  language: [],
  content: ["markdown-it", "yaml", "htmlparser2", "node:path"],
  store: ["kysely", "type answering/answer.ts"],
  "config.ts": ["log.ts"],
  "settings.ts": ["config.ts", "content/section.ts", "content/yaml.ts", "zod"],
  "log.ts": ["answering/secrets.ts"],
  "shapes.ts": [],
  "version.ts": [],
};

/** What one file alone may import, beyond its room: each door to the outside is in one place. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  "intents/values.ts": ["re2js"],
  "intents/schema.ts": ["zod"],
  "intents/read.ts": ["zod"],
  "commands/forget.ts": ["store/open.ts", "store/error.ts", "type store/store.ts"],
  "search/suggest.ts": ["fuse.js"],
  "search/terms.ts": ["stemmer"],
  "search/sealedfile.ts": ["node:crypto", "node:fs", "node:path"],
  "slack/app.ts": ["@slack/bolt", "type node:http"],
  "slack/client.ts": ["undici"],
  "slack/receiver.ts": ["@slack/bolt"],
  "slack/http.ts": ["type node:http"],
  "slack/verify.ts": ["node:crypto", "type node:http"],
  "http/server.ts": ["node:http", "type node:net"],
  "http/body.ts": ["type node:http"],
  "http/loopback.ts": ["type node:http", "node:net"],
  "slack/send.ts": ["node:crypto"],
  "teams/adapter.ts": [
    "botbuilder",
    "botframework-connector",
    "botframework-connector/lib/connectorApi/models/mappers.js",
  ],
  "teams/http.ts": ["type node:http"],
  "teams/signingkeys.ts": ["jose"],
  "teams/token.ts": ["jose"],
  "teams/app.ts": ["type node:http"],
  "store/sqlite.ts": ["libsql"],
  "store/open.ts": ["node:fs", "node:path"],
  "store/ids.ts": ["node:crypto"],
  "store/hash.ts": ["node:crypto"],
  "store/faults.ts": ["node:timers/promises"],
  "store/upkeep.ts": ["node:fs", "node:fs/promises"],
  "content/tree.ts": ["node:fs"],
  "content/capacity.ts": ["node:v8"],
  "content/sources.ts": ["node:fs"],
  "content/vocabulary.ts": ["node:fs"],
  "content/revision.ts": ["node:child_process", "node:crypto"],
};

interface Import {
  readonly from: string;
  /** Path below `src`, or the name as it is written. */
  readonly of: string;
  readonly typeOnly: boolean;
}

const sources = filesBelow("src").map((path) => ({ path: path.slice("src/".length), text: read(path) }));
const roomOf = (path: string): string => path.split("/")[0] as string;
let imports: readonly Import[] = [];

beforeAll(async () => {
  await init;
  imports = sources.flatMap(({ path, text }) =>
    parse(text, path)[0].flatMap((one): Import[] => {
      if (one.type === "import-meta") return [];
      const name = one.specifier ?? "(computed)";
      const of = name.startsWith(".") ? posix.join(posix.dirname(path), name) : name;
      return [{ from: path, of, typeOnly: one.type !== "dynamic" && one.typeOnly }];
    }),
  );
});

function isAllowed({ from, of, typeOnly }: Import): boolean {
  if (of.includes("/") ? roomOf(of) === roomOf(from) : of === from) return true;
  const allowed = [...(ROOMS[roomOf(from)] ?? []), ...(FILES[from] ?? [])];
  const names = [of, roomOf(of)];
  return names.some((name) => allowed.includes(name) || (typeOnly && allowed.includes(`type ${name}`)));
}

describe("who imports whom", () => {
  it("is as the table of rooms allows", () => {
    expect(imports.filter((one) => !isAllowed(one))).toEqual([]);
  });

  it("is known for every room, and every exception is needed", () => {
    expect(sources.filter(({ path }) => !(roomOf(path) in ROOMS)).map(({ path }) => path)).toEqual([]);
    const needed = Object.entries(FILES).flatMap(([from, names]) =>
      names
        .filter((name) => imports.some((one) => one.from === from && one.of === name.replace(/^type /, "")))
        .map((name) => `${from} ${name}`),
    );
    expect(needed).toEqual(Object.entries(FILES).flatMap(([from, names]) => names.map((name) => `${from} ${name}`)));
  });

  it("is read whole: no line that imports is missed, nor an import within a type", () => {
    const lines = sources.flatMap(({ path, text }) =>
      [
        ...text.matchAll(/^(?:import|export|\})[^\n;]*? from "([^"]+)";$/gm),
        ...codeOf(text).matchAll(/\bimport\s*\(\s*"([^"]+)"/g),
      ].map(([, name]) => `${path} ${name}`),
    );
    const known = new Set(
      imports.map(({ from, of }) => (of.includes(".ts") ? `${from} ${relativeTo(from, of)}` : `${from} ${of}`)),
    );
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line) => !known.has(line))).toEqual([]);
  });

  it("refuses what the table does not list", () => {
    const refused: Import[] = [
      { from: "answering/ask.ts", of: "terminal/render.ts", typeOnly: true },
      { from: "answering/ask.ts", of: "content/tree.ts", typeOnly: false },
      { from: "answering/ask.ts", of: "node:fs", typeOnly: false },
      { from: "search/lexicon.ts", of: "content/glossary.ts", typeOnly: false },
      { from: "search/rank.ts", of: "fuse.js", typeOnly: false },
      { from: "content/page.ts", of: "search/terms.ts", typeOnly: true },
      { from: "config.ts", of: "node:fs", typeOnly: false },
      { from: "terminal/app.ts", of: "(computed)", typeOnly: false },
    ];
    expect(refused.filter(isAllowed)).toEqual([]);
  });
});

function relativeTo(from: string, of: string): string {
  const path = posix.relative(posix.dirname(from), of);
  return path.startsWith(".") ? path : `./${path}`;
}

/** Without comments, which may name an example. Those of the project begin a line, or follow a space. */
const codeOf = (text: string): string => text.replace(/^\s*\/\*[\s\S]*?\*\//gm, "").replace(/(^|\s)\/\/.*$/gm, "$1");
const filesWith = (pattern: RegExp): string[] =>
  sources.filter(({ text }) => pattern.test(codeOf(text))).map(({ path }) => path);

describe("what stands in one place only", () => {
  it("the environment: config.ts", () => {
    expect(filesWith(/\bprocess\s*(\.|\?\.|\[)\s*["']?env\b|\bimport\.meta\.env\b/)).toEqual(["config.ts"]);
  });

  it("files: content, the saved index, the store, knowledge and commands", () => {
    const opening = new Set(imports.filter(({ of }) => /^(node:)?fs(\/promises)?$/.test(of)).map(({ from }) => from));
    expect(
      [...opening].filter(
        (path) =>
          !/^(content\/|search\/sealedfile\.ts$|store\/(open|upkeep)\.ts$|knowledge\.ts$|commands\/)/.test(path),
      ),
    ).toEqual([]);
  });

  it("the clock and chance: not where answers are made", () => {
    const guessing = filesWith(/\bDate\.now\b|\bnew Date\b|\bMath\.random\b|\brandomUUID\b|\bperformance\./);
    expect(guessing.filter((path) => /^(answering|search|content)\//.test(path))).toEqual([]);
  });

  it("the home documentation: content, and nothing of it in the engine", () => {
    expect(filesWith(/lake[ _-]?fs|data[ _-]?bricks|warehouse|unity ?catalog/i)).toEqual([]);
  });
});

const PAGE = "docs/architecture.md";
const MARK = "<!-- imports -->";

/** The two tables above for people to read, as Markdown. */
function asList(): string {
  const line = (from: string, names: readonly string[]): string => {
    const [types, values] = [true, false].map((wanted) => names.filter((name) => name.startsWith("type ") === wanted));
    const parts = [values?.join(", "), types && types.length > 0 ? `types of ${types.join(", ")}` : ""];
    return `- **${from}** → ${parts.filter(Boolean).join("; ").replaceAll("type ", "") || "nothing"}`;
  };
  const rooms = Object.entries(ROOMS).map(([from, names]) => line(from, names));
  const files = Object.entries(FILES).map(([from, names]) => line(from, names));
  return ["", "", ...rooms, "", "One file alone, beyond its room:", "", ...files, "", ""].join("\n");
}

it("docs/architecture.md has the same list", () => {
  const [before, shown, after] = read(PAGE).split(MARK);
  if (process.env.GOLDENS === "write")
    writeFileSync(new URL(`../../${PAGE}`, import.meta.url), [before, asList(), after].join(MARK));
  else expect(shown).toBe(asList());
});
