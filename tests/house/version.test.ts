import { expect, it } from "vitest";
import { VERSION } from "../../src/version.ts";
import { exists, read } from "./files.ts";

const versionOf = (file: string): unknown => (JSON.parse(read(file)) as { version: unknown }).version;

it("the version is the same everywhere, and a whole one", () => {
  expect([versionOf("package.json"), versionOf("package-lock.json")]).toEqual([VERSION, VERSION]);
  expect(VERSION).toMatch(/^\d+\.\d+\.\d+$/);
});

it.runIf(exists("CHANGELOG.md"))("the changelog begins with it", () => {
  const versions = [...read("CHANGELOG.md").matchAll(/^## \[([^\]]+)\]/gm)].map(([, version]) => version);
  expect(versions.filter((version) => version !== "Unreleased")[0]).toBe(VERSION);
});
