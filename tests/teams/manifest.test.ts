import { readFileSync } from "node:fs";
import { encode } from "fast-png";
import { expect, it } from "vitest";
import { checkPackage, type Files } from "../../scripts/teams/check.ts";
import { fillIn } from "../../scripts/teams/manifest.ts";
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
const icons: Files = { "color.png": file("color.png"), "outline.png": file("outline.png") };
const filledWith = (manifest: string, others: Files = icons): Files => ({
  "manifest.json": Buffer.from(manifest),
  ...others,
});
/** A square of one colour. */
const square = (size: number, ...pixel: readonly number[]): Uint8Array =>
  encode({
    width: size,
    height: size,
    channels: pixel.length,
    data: Uint8Array.from({ length: size * size * pixel.length }, (_, at) => pixel[at % pixel.length] as number),
  });

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
  expect(checkPackage(filledWith(filled))).toEqual([]);
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

it.each<readonly [string, Files, RegExp]>([
  ["a placeholder that is left", filledWith(file("manifest.json").toString("utf8")), /not filled in/],
  [
    "an address without https",
    filledWith(filled.replace("https://docs.example.com/privacy", "http://docs.example.com")),
    /is not https|pattern/,
  ],
  ["an id that is none", filledWith(filled.replaceAll(GUID, "docsbot")), /is no GUID|pattern/],
  ["a field that Teams does not know", filledWith(filled.replace('"accentColor"', '"accent"')), /additional/],
  ["a manifest that is missing", icons, /^manifest.json is missing$/],
  ["an icon that is missing", filledWith(filled, { "color.png": file("color.png") }), /outline.png is missing/],
  [
    "an icon of another size",
    filledWith(filled, { ...icons, "color.png": square(100, 0, 0, 0, 255) }),
    /color.png is 100×100/,
  ],
  ["an icon that is no PNG", filledWith(filled, { ...icons, "color.png": Buffer.from("GIF89a") }), /^color.png: /],
  ["an icon of other pixels", filledWith(filled, { ...icons, "color.png": square(192, 0, 0, 0) }), /is not RGBA/],
  [
    "an outline with colours",
    filledWith(filled, { ...icons, "outline.png": square(32, 255, 0, 0, 255) }),
    /other pixels/,
  ],
  ["a file too many", filledWith(filled, { ...icons, "notes.txt": Buffer.from("x") }), /belongs to nothing/],
  ["a folder", filledWith(filled, { ...icons, "icons/x.png": Buffer.from("x") }), /stand at the root/],
])("the check finds %s", (_, files, fault) => {
  expect(checkPackage(files).join("\n")).toMatch(fault);
});
