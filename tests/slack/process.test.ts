import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { createFolder } from "../commands/run.ts";
import { startFakeSlack } from "./fakeapi.ts";
import { envelope, mention, now, SECRET, sign } from "./signed.ts";
import { TOKEN, until } from "./world.ts";

const CLI = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

it("A81 a process answers, ends at once when it is told to, and finishes what it took in", async () => {
  const folder = createFolder();
  const slack = await startFakeSlack();
  const child = spawn(process.execPath, ["--import", TSX, CLI, "start", "--content", "content"], {
    cwd: folder.path,
    env: {
      ...(process.env.PATH === undefined ? {} : { PATH: process.env.PATH }),
      ...{ SLACK_BOT_TOKEN: TOKEN, SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: slack.url, PORT: "0" },
    },
  });
  let told = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data) => {
      told += String(data);
    });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  try {
    const port = await until(() => /"port":(\d+)/.exec(told)?.[1], 60);
    const body = JSON.stringify(envelope(mention("how do I descale the kettle?"), { event_id: "Ev1" }));
    const headers = { "content-type": "application/json", ...sign(body, now()) };
    const url = `http://127.0.0.1:${port}/slack/events`;
    expect((await fetch(url, { method: "POST", body, headers })).status).toBe(200);
    const begin = performance.now();
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(performance.now() - begin).toBeLessThan(8_000);
    expect(slack.posted.map(({ text }) => text.split("\n")[0])).toEqual([
      expect.stringContaining("Descale the kettle"),
    ]);
    expect(
      told
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).message),
    ).toEqual(["started", "stopped"]);
  } finally {
    child.kill("SIGKILL");
    await slack.close();
    folder.remove();
  }
});
