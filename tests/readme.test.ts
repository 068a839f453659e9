import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAsk } from "../src/answering/ask.ts";
import { loadKnowledge } from "../src/knowledge.ts";
import { renderAnswer as renderInSlack } from "../src/slack/rendering/render.ts";
import { renderAnswer } from "../src/terminal/render.ts";
import { docsbot, type Ran, runSource } from "./commands/run.ts";
import { exists, ROOT, read } from "./house/files.ts";
import { CLONE, commandsOf, DOCUMENTS, ELSEWHERE, HERE, missingIn, OWN_DOCS, STAYING } from "./walk.ts";

const FILE = new URL("../README.md", import.meta.url);
/** `.ci/slack-pictures` draws it. */
const MESSAGE = new URL("goldens/readme-slack.json", import.meta.url);
const CONTENT = fileURLToPath(new URL("../content", import.meta.url));

/** The revision follows the history that the pages are read from, so it is left out. */
const withoutRevision = (text: string): string => text.replace(/ \([0-9a-f]{7,12}(?: of [\d-]+)?\)/g, "");

describe("the README's question", () => {
  const readme = readFileSync(FILE, "utf8");
  const question = /```text\n\? (.+)\n```/.exec(readme)?.[1] ?? "";
  const { knowledge, rulebook } = loadKnowledge({ docs: [], contentDir: CONTENT, dataDir: undefined });
  const answer = createAsk(knowledge, rulebook)(question);

  it("has the answer that stands there", () => {
    const shown = /````text\n([\s\S]*?)\n````/.exec(readme)?.[1] ?? "";
    const text = withoutRevision(renderAnswer(answer));
    if (process.env.GOLDENS === "write")
      writeFileSync(
        FILE,
        readme.replace(shown, () => text),
      );
    else expect(shown).toBe(text);
  });

  it("has the message in Slack that its picture shows", () => {
    const message = renderInSlack(answer, { answerId: "a1", place: "channel", canAskPerson: true, command: "/lakefs" });
    const told = withoutRevision(`${JSON.stringify(message, null, 2)}\n`);
    if (process.env.GOLDENS === "write") writeFileSync(MESSAGE, told);
    expect(told).toBe(readFileSync(MESSAGE, "utf8"));
  });
});

describe("the commands that the documents show", () => {
  const shown = DOCUMENTS.flatMap((document) => commandsOf(read(document)));

  it("are run, or not run for a reason; what is listed is shown", () => {
    const listed = [HERE, CLONE, STAYING, ELSEWHERE].flatMap((list) => Object.keys(list));
    expect([...new Set(shown)].sort()).toEqual([...listed].sort());
  });

  it("are found in fences and in backticks, without what is said about them", () => {
    const fences =
      '```sh\nnpm test     # all of it\n\na && b\n```\n1. So:\n\n   ```bash\n   npx c "#1"\n   ```\n```ini\nno\n```\n';
    const inline = "`npm run x`, `npm start`, `npm run x -- --y`, `A=b C=d npm start`, `docsbot check`";
    expect(commandsOf(fences + inline)).toEqual([
      "npm test",
      "a && b",
      'npx c "#1"',
      "npm run x -- --y",
      "A=b C=d npm start",
    ]);
  });

  it("are run by steps that there are", () => {
    const steps = new Set([...read(".ci/run").matchAll(/^check "([^"]+)"/gm)].map(([, name]) => name));
    const named = Object.values(ELSEWHERE).flatMap((one) => ("step" in one ? [one.step] : []));
    expect(named.filter((step) => !steps.has(step))).toEqual([]);
    expect(read(".ci/run")).toContain(".ci/walk.ts");
  });
});

describe("a command that needs nothing but the sources does what it says", () => {
  let cwd: string;
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), "walk-"));
    for (const [file, text] of Object.entries(OWN_DOCS)) {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      writeFileSync(join(cwd, file), text);
    }
  });
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));

  /** From the sources, as nothing is built or installed here: `npx docsbot …` and `npm run … -- …`. */
  function run(command: string, input = ""): Promise<Ran> {
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
    if (words[1] === "docsbot") return docsbot(words.slice(2), { cwd, input });
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };
    const [, file = ""] = /^tsx (\S+)$/.exec(scripts[words[2] ?? ""] ?? "") ?? [];
    return runSource(join(ROOT, file), words.slice(words.indexOf("--") + 1), { cwd, input });
  }

  it.concurrent.each(Object.entries(HERE))("%s", async (command, outcome) => {
    const { code, out, err } = await run(command, outcome.input);
    expect([code, missingIn(out + err, outcome)], out + err).toEqual([outcome.code ?? 0, undefined]);
  });
});

it("every picture of the documents is there, and is shown", () => {
  const pictures = DOCUMENTS.flatMap((document) =>
    [...read(document).matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path = ""]) => join(dirname(document), path)),
  );
  expect(pictures.length).toBeGreaterThan(0);
  expect(pictures.filter((path) => !exists(path))).toEqual([]);
});
