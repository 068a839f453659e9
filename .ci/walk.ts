// The newcomer's walk: every command that the documents show, as it is written, in a clean clone of this folder.
// npx tsx .ci/walk.ts <work folder>
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CLONE, commandsOf, DOCUMENTS, HERE, missingIn, type Outcome, OWN_DOCS, STAYING } from "../tests/walk.ts";

const [work = ""] = process.argv.slice(2);
const clone = path.resolve(work, "newcomer");
/** Milliseconds for one command: npm fetches packages. */
const MOST = 300_000;
/** The newcomer has no settings yet. */
const env = { PATH: process.env.PATH, HOME: process.env.HOME, CI: "1" };

const children = new Set<ChildProcess>();
process.on("exit", () => {
  for (const { pid } of children) if (pid !== undefined) end(pid);
});

/** With what it has started: it is a group of its own. */
function end(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}

interface Told {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a line of shell to its end, or until its output shows what it should where it `stays`. */
function run(command: string, { input = "", shows }: Outcome, cwd: string, stays = false): Promise<Told> {
  const child = spawn("bash", ["-c", command], { cwd, env, detached: true, stdio: ["pipe", "pipe", "pipe"] });
  children.add(child);
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  return new Promise((resolve) => {
    let output = "";
    const late = setTimeout(() => resolve({ code: null, output: `${output}\nnot done after ${MOST} ms` }), MOST);
    const done = (code: number | null): void => {
      clearTimeout(late);
      if (!stays) children.delete(child);
      resolve({ code, output });
    };
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        if (stays && missingIn(output, { shows }) === undefined) done(0);
      });
    child.once("close", done);
  });
}

let failed = 0;
async function check(command: string, outcome: Outcome, cwd: string, stays = false): Promise<void> {
  const start = performance.now();
  const { code, output } = await run(command, outcome, cwd, stays);
  const missing = missingIn(output, outcome);
  const isRight = code === (outcome.code ?? 0) && missing === undefined;
  console.log(`${isRight ? "ok    " : "not ok"}  ${command}  (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  if (isRight) return;
  failed++;
  console.log(`exit ${code}${missing === undefined ? "" : `, does not show ${JSON.stringify(missing)}`}\n${output}`);
}

mkdirSync(work, { recursive: true });
await check(`git clone --quiet "${process.cwd()}" "${clone}"`, { shows: [] }, process.cwd());
for (const [file, text] of Object.entries(OWN_DOCS)) {
  mkdirSync(path.dirname(path.join(clone, file)), { recursive: true });
  writeFileSync(path.join(clone, file), text);
}
const shown = DOCUMENTS.flatMap((document) => commandsOf(readFileSync(document, "utf8")));
const once: Readonly<Record<string, Outcome>> = { ...HERE, ...CLONE };
for (const command of new Set(shown)) if (once[command]) await check(command, once[command], clone);
for (const [command, outcome] of Object.entries(STAYING)) await check(command, outcome, clone, true);

// Both answer side by side, the Playground a moment after it says that it listens; what is said in the browser is the business of .ci/teams/playground.mjs.
for (const address of ["http://127.0.0.1:3978/readyz", "http://localhost:56150/"]) {
  await check(`curl --silent --fail --retry 30 --retry-delay 1 --retry-connrefused ${address}`, { shows: [] }, clone);
}
await check("git status --porcelain", { shows: ["?? path/", "?? questions.jsonl\n"] }, clone);
process.exit(failed === 0 ? 0 : 1);
