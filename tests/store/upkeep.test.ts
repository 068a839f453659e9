import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { keepUp, type Upkeep } from "../../src/store/upkeep.ts";
import { until } from "../slack/world.ts";
import { newFile } from "./folder.ts";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Files held open as those of a store, looked at every few milliseconds. */
function watched() {
  const file = newFile();
  for (const part of ["", ".lock"]) {
    const number = openSync(file + part, "w");
    ends.push(() => closeSync(number));
  }
  writeFileSync(`${file}.other`, "");
  const seen = { tidied: 0, lost: [] as string[] };
  const tidy = async (): Promise<void> => {
    seen.tidied += 1;
    if (seen.tidied % 2 === 1) throw new Error("SQLITE_BUSY");
  };
  const upkeep: Upkeep = keepUp(file, tidy, (why) => seen.lost.push(why), 2);
  ends.push(upkeep.stop);
  return { file, seen, upkeep };
}

describe("the files of a store that is open", () => {
  it("are tidied up again and again, also after it failed, until that is stopped", async () => {
    const { seen, upkeep } = watched();
    await until(() => seen.tidied >= 5);
    expect([upkeep.lost(), seen.lost]).toEqual([undefined, []]);
    await upkeep.stop();
    const { tidied } = seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen.tidied).toBe(tidied);
  });

  it.each<[string, (file: string) => void]>([
    ["deleted", (file) => rmSync(file)],
    ["replaced", (file) => renameSync(`${file}.other`, file)],
    ["moved with their folder", (file) => renameSync(dirname(file), `${dirname(file)}-moved`)],
    ["without their lock", (file) => rmSync(`${file}.lock`)],
    [
      "begun anew by somebody else",
      (file) => {
        rmSync(dirname(file), { recursive: true });
        mkdirSync(dirname(file));
        for (const part of ["", ".lock"]) writeFileSync(file + part, "");
      },
    ],
  ])("A83 %s: it is said once, and they are left to whoever has their name now", async (_, lose) => {
    const { file, seen, upkeep } = watched();
    await until(() => seen.tidied > 1);
    lose(file);
    const why = await until(() => upkeep.lost());
    expect(why.replace(file, "FILE").replace("FILE.lock", "FILE")).toBe(
      "FILE was deleted or replaced while the bot used it: answers go on, but what is kept now may be lost, and another process may use the folder; see that none does, and start the bot again",
    );
    const { tidied } = seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen).toEqual({ tidied, lost: [why] });
  });
});
