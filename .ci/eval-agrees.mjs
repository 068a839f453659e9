// Compares `docsbot eval` with the reference program of the evaluation set, figure by figure, to three decimals:
//
//   node .ci/eval-agrees.mjs <shared folder>
//
// Times are left out: each program measures its own.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const shared = process.argv[2] ?? "../shared";
const docs = join(shared, "corpora/lakefs-mkdocs");
const folder = mkdtempSync(join(tmpdir(), "docsbot-eval-"));
const run = (args, input) => execFileSync(process.execPath, args, { encoding: "utf8", input, maxBuffer: 100_000_000 });
const TIMES = new Set(["p50ms", "p95ms", "missing"]);
let differences = 0;
let compared = 0;
try {
  for (const set of ["dev", "typos-dev"]) {
    const questions = join(shared, `eval/${set}.jsonl`);
    const answers = join(folder, `${set}.jsonl`);
    writeFileSync(answers, run(["dist/cli.js", "ask", "--batch", "--json", "--docs", docs], readFileSync(questions)));
    const reference = JSON.parse(run([join(shared, "eval/score.mjs"), questions, answers, "--json"]));
    const { figures } = JSON.parse(run(["dist/cli.js", "eval", questions, "--json", "--docs", docs]));
    for (const [name, wanted] of Object.entries(reference)) {
      if (TIMES.has(name)) continue;
      compared++;
      const ours = figures[name];
      const same = wanted === null ? ours === null : Math.abs(ours - wanted) < 0.0005;
      if (!same) differences++;
      console.log(`${same ? "ok    " : "not ok"} ${set} ${name} ${ours} ${wanted}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${compared} figures compared, ${differences} differences`);
process.exitCode = differences > 0 || compared < 30 ? 1 : 0;
