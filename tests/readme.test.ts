import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { createAsk } from "../src/answering/ask.ts";
import { loadKnowledge } from "../src/knowledge.ts";
import { renderAnswer } from "../src/terminal/render.ts";

const FILE = new URL("../README.md", import.meta.url);
const CONTENT = fileURLToPath(new URL("../content", import.meta.url));

/** The revision follows the history that the pages are read from, so it is left out. */
const withoutRevision = (text: string): string => text.replace(/ \([0-9a-f]{7,12}(?: of [\d-]+)?\)/g, "");

it("the README's question has the answer that stands there", () => {
  const readme = readFileSync(FILE, "utf8");
  const question = /```text\n> (.+)\n```/.exec(readme)?.[1] ?? "";
  const shown = /````text\n([\s\S]*?)\n````/.exec(readme)?.[1] ?? "";
  const { knowledge, rulebook } = loadKnowledge({ docs: [], contentDir: CONTENT, dataDir: undefined });
  const answer = withoutRevision(renderAnswer(createAsk(knowledge, rulebook)(question)));
  if (process.env.GOLDENS === "write")
    writeFileSync(
      FILE,
      readme.replace(shown, () => answer),
    );
  else expect(shown).toBe(answer);
});
