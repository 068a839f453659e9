import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { checkPackage } from "../../scripts/teams/check.ts";
import { fillIn } from "../../scripts/teams/manifest.ts";
import { readPng, writePng } from "../../scripts/teams/png.ts";
import { type Entry, readZip, writeZip } from "../../scripts/teams/zip.ts";
import { VOICE } from "../../src/answering/voice.ts";
import { COMMANDS, readCommand } from "../../src/teams/commands.ts";
import { EXTENSION } from "../../src/teams/invokes.ts";
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
interface ExtensionCommand extends Command {
  readonly id: string;
  readonly context: readonly string[];
  readonly fetchTask?: boolean;
  readonly parameters?: { name: string }[];
}
const manifest = JSON.parse(filled) as {
  bots: [{ scopes: string[]; commandLists: { scopes: string[]; commands: Command[] }[] }];
  composeExtensions: [{ commands: ExtensionCommand[] }];
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

/** What Teams sends first for a command of the message extension. */
const invokeOf = ({ type, fetchTask }: ExtensionCommand): string =>
  type === "query"
    ? "composeExtension/query"
    : fetchTask
      ? "composeExtension/fetchTask"
      : "composeExtension/submitAction";

it("offers the search and the action on a message that are understood, and no others", () => {
  const [{ commands }] = manifest.composeExtensions;
  expect(Object.fromEntries(commands.map((command) => [invokeOf(command), command.id]))).toEqual(EXTENSION);
  expect(commands.map(({ id, context, parameters }) => [id, context, parameters?.map(({ name }) => name)])).toEqual([
    ["searchDocs", ["compose", "commandBox"], ["q"]],
    ["answerFromDocs", ["message"], undefined],
  ]);
  const read = commands.map((command) => {
    const messagePayload = { body: { contentType: "html", content: "kettle" } };
    const value = { commandId: command.id, parameters: [{ name: "q", value: "kettle" }], messagePayload };
    return readActivity({ type: "invoke", name: invokeOf(command), value, conversation: { id: "a" } });
  });
  expect(read).toMatchObject([
    { kind: "searching", text: "kettle" },
    { kind: "asking", text: "kettle" },
  ]);
  // The dialog is called what was chosen.
  expect(commands[1]?.title).toBe(VOICE.fromDocs);
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
