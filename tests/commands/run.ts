import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PAGES } from "../answering/kitchen.ts";

const CLI = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** What a process of `docsbot` printed, and how it ended. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Closes its standard output after the first bytes, as `head` does. */
  readonly hangUp?: boolean;
}

/** The command line without the machine's own settings; in `cwd`, where `./data` is. */
export const docsbot = (args: readonly string[], options: RunOptions): Promise<Ran> => runSource(CLI, args, options);

/** The same for any program of the project, by its file. */
export async function runSource(
  file: string,
  args: readonly string[],
  { cwd, input = "", env = {}, hangUp }: RunOptions,
): Promise<Ran> {
  const child = spawn(process.execPath, ["--import", TSX, file, ...args], {
    cwd,
    env: { ...(process.env.PATH === undefined ? {} : { PATH: process.env.PATH }), ...env },
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  if (hangUp) child.stdout.once("data", () => child.stdout.destroy());
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, err] = await Promise.all([hangUp ? "" : text(child.stdout), text(child.stderr)]);
  return { code: await ended, out, err };
}

export interface Folder {
  readonly path: string;
  readonly put: (file: string, content: string) => void;
  readonly link: (from: string, to: string) => void;
  readonly remove: () => void;
}

/** A folder of its own with the small documentation in `docs`, and a `content` that names it with three samples. */
export function createFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), "docsbot-"));
  const put = (file: string, content: string): void => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), content);
  };
  for (const [file, content] of Object.entries(PAGES)) {
    put(`docs/${file}`, content);
    put(`content/pages/${file}`, content);
  }
  const samples = ["how do I descale the kettle?", "what colour is the microwave?", "help"];
  put(
    "content/sources.yaml",
    `sources:\n  - id: kitchen\n    dir: pages\nsamples:\n${samples.map((sample) => `  - ${sample}\n`).join("")}`,
  );
  return {
    path,
    put,
    link: (from, to) => symlinkSync(join(path, to), join(path, from)),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
