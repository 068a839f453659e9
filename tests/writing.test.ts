import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { createAsk } from "../src/answering/ask.ts";
import { checkContent } from "../src/checking/check.ts";
import { loadKnowledge } from "../src/knowledge.ts";
import { inFolder } from "./content/pages.ts";

const guide = readFileSync(fileURLToPath(new URL("../docs/writing-intents.md", import.meta.url)), "utf8");
const [, example = ""] = /```yaml\n([\s\S]*?)\n```/.exec(guide) ?? [];

const FILES: Readonly<Record<string, string>> = {
  "content/sources.yaml": "sources:\n  - id: kitchen\n    dir: docs\n",
  "content/docs/kitchen.md": "# Kitchen\n\n## Tap\n\nSet `tap.address` and `tap.kitchen.open`.\n",
  "content/formats.yaml":
    "lines:\n  title: Lines\n  language: ini\n  escape: properties\n  parts:\n    - each: conf\n      line: '{key}={value}'\n",
  "content/intents/tap.yaml": example,
};

it("the example of the writer's guide is right, and does what the guide says", () => {
  inFolder((folder) => {
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const contentDir = join(folder, "content");
    expect(checkContent([], contentDir)).toEqual({ pages: 1, sections: 2, faults: [], off: [] });
    const { knowledge, rulebook } = loadKnowledge({ docs: [], contentDir, dataDir: undefined });
    const ask = createAsk(knowledge, rulebook);
    const answer = ask("tap settings in the Bath_2: https://tap.example.com");
    expect(answer.kind === "ask" && [answer.slot, answer.question, answer.snippet.code]).toEqual([
      "room",
      "`Bath_2` is not a room.",
      "tap.address=https://tap.example.com\ntap.<room>.open=true",
    ]);
  });
});
