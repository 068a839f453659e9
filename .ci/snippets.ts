// Writes every snippet in every form, filled as its examples fill it, into a folder, one file each, so that readers of their
// languages can be run over them:
//
//   tsx .ci/snippets.ts <output folder>
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listRules } from "../src/content/vocabulary.ts";
import type { Intent } from "../src/intents/definition.ts";
import { readRules } from "../src/intents/load.ts";
import { fillSnippet, type Values } from "../src/intents/snippet.ts";

const [out = ""] = process.argv.slice(2);
const { set, faults } = readRules(listRules("content"));
for (const { file, message } of faults) console.error(`${file}: ${message}`);
mkdirSync(out, { recursive: true });

/** The values of each example, and the defaults alone. */
function fillings({ slots, examples }: Intent): Values[] {
  const defaults = Object.fromEntries(
    slots.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value] as const])),
  );
  const turns = examples.flatMap((example) => [example, ...example.next]);
  return [{}, ...turns.map((turn) => turn.slots)].map((values) => ({ ...defaults, ...values }));
}

let written = 0;
const seen = new Set<string>();
for (const intent of set.intents)
  for (const values of fillings(intent)) {
    const first = fillSnippet(intent, values, [], set);
    for (const format of first?.formats.length ? first.formats.map(({ id }) => id) : [""]) {
      const filled = fillSnippet(intent, values, [format], set);
      if (!filled || seen.has(`${filled.language} ${filled.code}`)) continue;
      seen.add(`${filled.language} ${filled.code}`);
      writeFileSync(join(out, `${intent.id}-${written++}.${filled.language}`), `${filled.code}\n`);
    }
  }
console.log(`${written} snippets`);
process.exitCode = written === 0 || faults.length > 0 ? 1 : 0;
