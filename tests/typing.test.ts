import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { typeHeadings } from "../scripts/typing.ts";
import { createAsk } from "../src/answering/ask.ts";
import { createTypedSearch } from "../src/answering/typed.ts";
import { loadKnowledge } from "../src/knowledge.ts";
import { allSections } from "./answering/kitchen.ts";

const contentDir = fileURLToPath(new URL("../content", import.meta.url));

it("every heading of the built-in documentation is found when it is typed whole, and mostly before", () => {
  const { knowledge, rulebook } = loadKnowledge({ docs: [], contentDir, dataDir: undefined });
  const search = createTypedSearch(knowledge, createAsk(knowledge, rulebook));
  const { headings, found, missed } = typeHeadings(allSections(knowledge), search, 3);
  expect([headings > 50, missed]).toEqual([true, []]);
  expect(found).toBeGreaterThan(0.9);
});
