import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { exists, filesBelow, IGNORED, projectFiles, read } from "./files.ts";

const files = projectFiles();
const topLevel = new Set(files.map((path) => path.split("/")[0] as string));
const documents = files.filter((path) =>
  /^(README|CHANGELOG|CONTRIBUTING|SECURITY)\.md$|^(docs|manifests|\.github)\/.*\.md$/.test(path),
);

/** Named in the documents, and not part of the project. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  // The evaluation's own program lies in the reference folder `shared` that docs/ci.md tells of.
  "eval/score.mjs",
]);

/** What stands in backticks and looks like a path: a slash, and a known first folder, an ending, or a slash at the end. */
function pathsIn(text: string): string[] {
  const prose = text.replace(/^(`{3,})[\s\S]*?^\1/gm, "");
  const named = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, name]) => (name as string).replace(/:\d+$/, ""));
  return named.filter(
    (name) =>
      /^[\w.@*-]+(\/[\w.@*-]+)*\/?$/.test(name) &&
      name.includes("/") &&
      (topLevel.has(name.split("/")[0] as string) ||
        /\.(ts|mjs|jsonl?|ya?ml|md|txt)$/.test(name) ||
        name.endsWith("/")),
  );
}

function isThere(name: string): boolean {
  if (ELSEWHERE.has(name) || IGNORED.includes(name.split("/")[0] as string)) return true;
  if (!name.includes("*")) return exists(name);
  const pattern = new RegExp(
    `^${name
      .split("*")
      .map((part) => part.replace(/[.\\/]/g, "\\$&"))
      .join("[^/]*")}$`,
  );
  return files.some((path) => pattern.test(path));
}

it("there is a README", () => {
  expect(documents).toContain("README.md");
});

describe.each(documents)("%s", (document) => {
  const text = read(document);

  it("names paths that exist", () => {
    expect(pathsIn(text).filter((name) => !isThere(name))).toEqual([]);
  });

  it("links to files that exist", () => {
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => (target as string).replace(/#.*$/, ""));
    const local = targets.filter((target) => target !== "" && !/^[a-z]+:/.test(target));
    expect(local.filter((target) => !exists(posix.join(posix.dirname(document), target)))).toEqual([]);
  });

  it("names scripts and commands that exist", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };
    const run = [...text.matchAll(/\bnpm (?:run )?([\w:-]+)/g)]
      .filter(([whole, name]) => whole.startsWith("npm run ") || name === "test" || name === "start")
      .map(([, name]) => name as string);
    expect(run.filter((name) => !(name in scripts))).toEqual([]);
    const commands = [...text.matchAll(/(?:npx docsbot|`docsbot) ([a-z]+)/g)].map(([, name]) => name as string);
    expect(commands.filter((name) => !exists(`src/commands/${name}.ts`))).toEqual([]);
  });
});

describe("every text of the project", () => {
  const binary = /\.(png|ico|woff2?|gz|zip|bin)$/;
  const texts = files.filter((path) => !binary.test(path)).map((path) => ({ path, text: read(path) }));

  it("names no folder of one machine", () => {
    const folders = ["work", "root", "home"].join("|");
    const machine = new RegExp(`(?<![\\w.~/:-])/(?:${folders})/|[A-Z]:\\\\Users\\\\`);
    expect(texts.filter(({ text }) => machine.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it("asks for packages by name and content, from no particular registry", () => {
    const lock = read("package-lock.json");
    expect(lock).not.toMatch(/"resolved"\s*:/);
    expect(lock).toMatch(/"integrity"\s*:/);
    const { packages } = JSON.parse(lock) as { packages: Readonly<Record<string, object>> };
    expect(Object.keys(packages).length).toBeGreaterThan(10);
    expect(files.filter((path) => posix.basename(path) === ".npmrc")).toEqual([]);
  });

  it("has no file of `src` without its room in the README's map", () => {
    const readme = read("README.md");
    const rooms = new Set(
      filesBelow("src")
        .filter((path) => path.split("/").length > 2)
        .map((path) => `${path.split("/").slice(0, 2).join("/")}/`),
    );
    expect([...rooms].filter((room) => !readme.includes(`\`${room}\``))).toEqual([]);
  });
});
