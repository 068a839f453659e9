import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { checkPackage } from "../../scripts/teams/check.ts";
import { fillIn } from "../../scripts/teams/manifest.ts";
import { readPng, writePng } from "../../scripts/teams/png.ts";
import { type Entry, readZip, writeZip } from "../../scripts/teams/zip.ts";
import { COMMANDS, readCommand } from "../../src/teams/commands.ts";
import { readActivity } from "../../src/teams/read.ts";

const file = (name: string) => readFileSync(new URL(`../../manifests/teams/${name}`, import.meta.url));
const GUID = "11111111-2222-3333-4444-555555555555";
const filled = fillIn(file("manifest.json").toString("utf8"), {
  appId: GUID,
  botId: GUID,
  domain: "docs.example.com",
  version: "0.1.0",
});
const icons: readonly Entry[] = ["color.png", "outline.png"].map((name) => ({ name, bytes: file(name) }));
const packed = (manifest: string, ...others: readonly Entry[]): readonly Entry[] =>
  readZip(writeZip([{ name: "manifest.json", bytes: Buffer.from(manifest) }, ...(others.length > 0 ? others : icons)]));

interface Command {
  readonly title: string;
  readonly type?: string;
}
const manifest = JSON.parse(filled) as {
  bots: [{ scopes: string[]; commandLists: { scopes: string[]; commands: Command[] }[] }];
  composeExtensions: [{ commands: { id: string; parameters: { name: string }[] }[] }];
};

it("is one that Teams takes: Microsoft's schema, ids, addresses, icons", () => {
  expect(checkPackage(packed(filled))).toEqual([]);
});

it("offers the commands that are understood, in every place, and no others", () => {
  const [{ scopes, commandLists }] = manifest.bots;
  expect(commandLists.flatMap((list) => list.scopes).sort()).toEqual([...scopes].sort());
  for (const { commands } of commandLists) {
    const words = commands.filter(({ type }) => type !== "prompt").map(({ title }) => title);
    expect(words).toEqual([...COMMANDS]);
    for (const word of words) expect(readCommand(`/${word}`).command).toBe(word);
  }
});

it("offers the one search that is understood", () => {
  const [{ commands }] = manifest.composeExtensions;
  expect(commands.map(({ id, parameters }) => [id, parameters.map(({ name }) => name)])).toEqual([
    ["searchDocs", ["q"]],
  ]);
  const value = { commandId: "searchDocs", parameters: [{ name: "q", value: "kettle" }] };
  const invoke = { type: "invoke", name: "composeExtension/query", value, conversation: { id: "a" } };
  expect(readActivity(invoke)).toMatchObject({ kind: "searching", text: "kettle" });
});

it.each<readonly [string, readonly Entry[], RegExp]>([
  ["a placeholder that is left", packed(file("manifest.json").toString("utf8")), /not filled in/],
  [
    "an address without https",
    packed(filled.replace("https://docs.example.com/privacy", "http://docs.example.com")),
    /is not https|pattern/,
  ],
  ["an id that is none", packed(filled.replaceAll(GUID, "docsbot")), /is no GUID|pattern/],
  ["a field that Teams does not know", packed(filled.replace('"accentColor"', '"accent"')), /additional/],
  ["an icon that is missing", packed(filled, icons[0] as Entry), /outline.png is missing/],
  [
    "an icon of another size",
    packed(filled, icons[1] as Entry, { name: "color.png", bytes: writePng(100, () => [0, 0, 0, 255]) }),
    /color.png is 100×100/,
  ],
  [
    "an outline with colours",
    packed(filled, icons[0] as Entry, { name: "outline.png", bytes: writePng(32, () => [255, 0, 0, 255]) }),
    /other pixels/,
  ],
  ["a file too many", packed(filled, ...icons, { name: "notes.txt", bytes: Buffer.from("x") }), /belongs to nothing/],
  ["a folder", packed(filled, ...icons, { name: "icons/x.png", bytes: Buffer.from("x") }), /stand at the root/],
])("the check finds %s", (_, entries, fault) => {
  expect(checkPackage(entries).join("\n")).toMatch(fault);
});

it("an archive and a picture are read as they were written", () => {
  const entries = [
    { name: "a", bytes: Buffer.from("one") },
    { name: "b", bytes: Buffer.alloc(0) },
  ];
  expect(readZip(writeZip(entries))).toEqual(entries);
  const { pixels } = readPng(writePng(2, (x, y) => [x, y, 7, 255]));
  expect([...pixels]).toEqual([0, 0, 7, 255, 1, 0, 7, 255, 0, 1, 7, 255, 1, 1, 7, 255]);
});
