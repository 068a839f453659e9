import { afterAll, beforeAll, expect, it } from "vitest";
import { createFolder, docsbot, type Folder } from "./run.ts";

let folder: Folder;
beforeAll(() => {
  folder = createFolder();
  folder.put("more/sink.md", "# Sink\n\nThe sink is [deep](depth.md).\n");
  folder.put("known.txt", "more/sink.md:9: link to depth.md: no such page\n");
  folder.put("old.txt", "more/sink.md:9: link to depth.md: no such page\nmore/tap.md: empty\n");
});
afterAll(() => folder.remove());

const check = (...args: string[]) =>
  docsbot(["check", "--docs", "more", "--content", "content", ...args], { cwd: folder.path });

it("prints each fault and exits with 1", async () => {
  expect(await check()).toEqual({
    code: 1,
    out: "more/sink.md:3: link to depth.md: no such page\n",
    err: "1 page, 1 section: 1 fault\n",
  });
});

it("checks the sources in the content folder if there is no --docs", async () => {
  const ran = await docsbot(["check", "--content", "content"], { cwd: folder.path });
  expect(ran).toEqual({
    code: 1,
    out: 'content/pages/kettle.md:19: nothing under the heading "Warranty"; add text or remove it\n',
    err: "3 pages, 10 sections: 1 fault\n",
  });
});

it("checks only the pages if --docs comes without --content", async () => {
  expect(await docsbot(["check", "--docs", "more"], { cwd: folder.path })).toEqual({
    code: 1,
    out: "more/sink.md:3: link to depth.md: no such page\n",
    err: "1 page, 1 section: 1 fault\n",
  });
});

it("hides faults in the baseline, and reports entries to remove from it", async () => {
  expect(await check("--baseline", "known.txt")).toEqual({
    code: 0,
    out: "",
    err: "1 page, 1 section: 0 faults, 1 known\n",
  });
  expect(await check("--baseline", "old.txt")).toEqual({
    code: 1,
    out: "old.txt: fixed, remove this line: more/tap.md: empty\n",
    err: "1 page, 1 section: 0 faults, 1 known, 1 fixed\n",
  });
});

it("exits with 2 on wrong usage, with one line that says what to do", async () => {
  expect(await check("--baseline", "none.txt")).toEqual({
    code: 2,
    out: "",
    err: "docsbot: --baseline none.txt: no such file; make one with: docsbot check > none.txt\n",
  });
});
