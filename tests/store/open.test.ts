import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import Database from "libsql";
import { afterEach, describe, expect, it } from "vitest";
import { StoreError } from "../../src/store/error.ts";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { accept, event, listed } from "./events.ts";
import { asNobody, newClock, newFile } from "./folder.ts";

const started: ChildProcessWithoutNullStreams[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** Starts a writer; `lines` resolves once it has written that many. */
function startWriter(file: string, from: string) {
  const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "writer.ts"), file, from]);
  started.push(child);
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  const ended = new Promise<void>((resolve) => {
    child.on("close", () => resolve());
  });
  return {
    lines: async (count: number): Promise<void> => {
      while (output.split("\n").length <= count) {
        if (child.exitCode !== null) throw new Error(`the writer ended: ${child.stderr.read()}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    kill: async (): Promise<string[]> => {
      child.kill("SIGKILL");
      await ended;
      return output.split("\n").slice(0, -1);
    },
  };
}

const bodies = async (store: Store): Promise<number[]> =>
  (await listed(store.inbox, 100_000)).map(({ body }) => Number(body)).sort((a, b) => a - b);
const refusal = (file: string): Promise<unknown> => openStore(file, newClock()).catch((error: unknown) => error);

describe("a store that is opened", () => {
  it("is made with its folder, keeps what is written, and can be opened again once it is closed", async () => {
    const file = join(dirname(newFile()), "deep", "er", "store.db");
    const first = await openStore(file, newClock());
    expect(first.warnings).toEqual([]);
    await accept(first.store.inbox, event("E1"));
    await first.store.close();
    await first.store.close();
    const second = await openStore(file, newClock());
    expect(await accept(second.store.inbox, event("E1"))).toBe("seen");
    await second.store.close();
  });

  it("has all it keeps in one file once it is closed", async () => {
    const file = newFile();
    const { store } = await openStore(file, newClock());
    await accept(store.inbox, event("E1"));
    await store.close();
    const copy = newFile();
    writeFileSync(copy, readFileSync(file));
    const again = await openStore(copy, newClock());
    expect(await accept(again.store.inbox, event("E1"))).toBe("seen");
    await again.store.close();
  });

  it("keeps questions where that is asked for", async () => {
    const { store } = await openStore(newFile(), newClock(), { keepQuestions: true });
    await store.close();
    await expect(store.inbox.counts()).rejects.toThrow();
  });
});

describe("a process that is killed", () => {
  it("A81 in the middle of writes loses nothing that was committed, and doubles nothing", async () => {
    const file = newFile();
    const accepted = new Set<number>();
    const finished = new Set<number>();
    const rated = new Set<string>();
    for (const [round, most] of [30, 61, 97].entries()) {
      const writer = startWriter(file, String(round * 1000));
      await writer.lines(most);
      for (const line of await writer.kill()) {
        const [word, what = ""] = line.split(" ");
        if (word === "accepted") accepted.add(Number(what));
        if (word === "finished") finished.add(Number(what));
        if (word === "rated") rated.add(what);
      }
      const { store, warnings } = await openStore(file, Date.now);
      expect(warnings).toEqual([]);
      await store.inbox.recover();
      const left = await bodies(store);
      expect(new Set(left).size).toBe(left.length);
      expect(left.filter((n) => finished.has(n))).toEqual([]);
      // At most one event was taken, and at most one was finished, without the writer having said so.
      const missing = [...accepted].filter((n) => !finished.has(n) && !left.includes(n));
      for (const n of missing) finished.add(n);
      expect(missing.length).toBeLessThanOrEqual(1);
      const untold = left.filter((n) => !accepted.has(n));
      for (const n of untold) accepted.add(n);
      expect(untold.length).toBeLessThanOrEqual(1);
      for (const n of accepted) expect(await accept(store.inbox, event(`T1/C1/${n}`))).toBe("seen");
      const counts = await Promise.all([...rated].map((answer) => store.feedback.counts({ answer })));
      expect(counts.filter(({ up }) => up !== 1)).toEqual([]);
      await store.close();
    }
    expect(accepted.size).toBeGreaterThan(30);
  }, 60_000);

  it("A83 frees the store, which nobody else could open before", async () => {
    const file = newFile();
    const holder = startWriter(file, "hold");
    await holder.lines(1);
    expect(await refusal(file)).toMatchObject({ name: "StoreError", fault: "busy" });
    await holder.kill();
    const { store } = await openStore(file, newClock());
    await store.close();
  }, 30_000);
});

describe("a store that cannot be opened", () => {
  it("A83 is refused to a second one, in one line that says what to do, and does the first no harm", async () => {
    const file = newFile();
    const { store } = await openStore(file, newClock());
    for (let n = 0; n < 3; n += 1) {
      const error = await refusal(file);
      expect(error).toBeInstanceOf(StoreError);
      expect(String(error)).toBe(
        `StoreError: ${file} is in use by another process: stop it, or name another file; several processes can share PostgreSQL only`,
      );
    }
    expect(await accept(store.inbox, event("E1"))).toBe("new");
    await store.close();
  });

  it("A83 is refused where a newer version wrote it, and left as it is", async () => {
    const file = newFile();
    await (await openStore(file, newClock())).store.close();
    const database = new Database(file);
    database.exec("INSERT INTO kysely_migration VALUES ('0999-future', '2030-01-01T00:00:00.000Z')");
    database.close();
    for (let n = 0; n < 2; n += 1)
      expect(await refusal(file)).toMatchObject({
        fault: "newer",
        message:
          "The store was written by a newer version (it has 0999-future): install that version again, or name another file",
      });
    expect(readdirSync(dirname(file)).filter((name) => name.includes("corrupt"))).toEqual([]);
  });

  it("is refused where it is the database of another program", async () => {
    const file = newFile();
    const database = new Database(file);
    database.exec("CREATE TABLE notes (text TEXT)");
    database.close();
    expect(await refusal(file)).toMatchObject({ fault: "foreign" });
  });

  it("A82 is refused in a folder or on a file that cannot be written", async () => {
    const file = newFile();
    const folder = dirname(file);
    chmodSync(folder, 0o555);
    await asNobody(async () => {
      expect(await refusal(file)).toMatchObject({
        fault: "folder",
        message: `${file} cannot be opened: let this user write to its folder, or name another file`,
      });
      expect(await refusal(join(folder, "deep", "store.db"))).toMatchObject({ fault: "folder" });
    }).finally(() => chmodSync(folder, 0o755));
    for (const part of ["", ".lock"]) {
      const file = newFile();
      await (await openStore(file, newClock())).store.close();
      chmodSync(dirname(file), 0o777);
      for (const name of readdirSync(dirname(file))) chmodSync(join(dirname(file), name), 0o666);
      chmodSync(file + part, 0o444);
      await asNobody(async () => {
        expect(await refusal(file)).toMatchObject({
          fault: "readonly",
          message: `${file} cannot be written: make it writable for this user, or name another file`,
        });
      });
    }
  });

  it("is refused where it is a folder, or below a file", async () => {
    const file = newFile();
    mkdirSync(file);
    expect(await refusal(file)).toMatchObject({ fault: "folder" });
    const text = newFile("notes.txt");
    writeFileSync(text, "");
    expect(await refusal(join(text, "store.db"))).toMatchObject({ fault: "folder" });
  });
});

describe("a file that is damaged", () => {
  const at = Date.UTC(2026, 10, 26, 12, 30);

  it.each(["no database", "cut short", "a page overwritten"])(
    "A83 is moved aside, and a new one is begun: %s",
    async (how) => {
      const whole = newFile();
      const { store } = await openStore(whole, newClock());
      for (let n = 0; n < 50; n += 1) await accept(store.inbox, event(`E${n}`));
      await store.close();
      const bytes = readFileSync(whole);
      const file = newFile();
      if (how === "no database") writeFileSync(file, "TABLES".repeat(1000));
      if (how === "cut short") writeFileSync(file, bytes.subarray(0, 3 * 4096 + 100));
      if (how === "a page overwritten") writeFileSync(file, bytes.fill(0xa5, 4096, 8 * 4096));
      const damaged = readFileSync(file);
      writeFileSync(`${file}-wal`, "not a log either");

      const opened = await openStore(file, newClock(at));
      const aside = `${file}.corrupt-2026-11-26T12-30-00.000Z`;
      expect(opened.warnings).toEqual([
        `${file} was damaged: moved to ${aside}, and begun anew; what the bot remembered is there, and can be deleted if nobody needs it`,
      ]);
      expect(readFileSync(aside).equals(damaged)).toBe(true);
      expect(await accept(opened.store.inbox, event("E1"))).toBe("new");
      await opened.store.close();
      const again = await openStore(file, newClock(at));
      expect(again.warnings).toEqual([]);
      expect(await accept(again.store.inbox, event("E1"))).toBe("seen");
      await again.store.close();
      expect(existsSync(aside)).toBe(true);
      expect(readdirSync(dirname(file)).every((name) => name.startsWith(basename(file)))).toBe(true);
    },
  );

  it("is not what an empty file is", async () => {
    const file = newFile();
    writeFileSync(file, "");
    const { store, warnings } = await openStore(file, newClock());
    expect(warnings).toEqual([]);
    await store.close();
  });
});
