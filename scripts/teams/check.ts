import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import Ajv from "ajv-draft-04";
import { type DecodedPng, decode } from "fast-png";
import { GUID } from "./manifest.ts";

/** By name. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** Validates an app package as far as possible without Teams. Returns what is wrong. */
export function checkPackage(files: Files): string[] {
  const names = Object.keys(files);
  const manifest = files["manifest.json"];
  if (!manifest) return ["manifest.json is missing"];
  const text = Buffer.from(manifest).toString("utf8");
  const parsed = JSON.parse(text) as Manifest;
  return [
    ...names.filter((name) => !/^[\w.-]+$/.test(name)).map((name) => `${name}: files stand at the root`),
    ...schemaFaults(parsed),
    ...(text.includes("{{") ? ["manifest.json: something is not filled in: {{…}}"] : []),
    ...addressesIn(parsed)
      .filter((url) => !url.startsWith("https://"))
      .map((url) => `manifest.json: ${url} is not https`),
    ...idsOf(parsed)
      .filter((id) => !GUID.test(id))
      .map((id) => `manifest.json: ${id} is no GUID`),
    ...(/^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}$/.test(parsed.version)
      ? []
      : [`manifest.json: ${parsed.version} is no version of three numbers`]),
    ...iconFaults(parsed.icons.color, files, 192, () => true, ""),
    ...iconFaults(
      parsed.icons.outline,
      files,
      32,
      isWhiteOrNothing,
      "has other pixels than white and transparent ones",
    ),
    ...names
      .filter((name) => !["manifest.json", parsed.icons.color, parsed.icons.outline].includes(name))
      .map((name) => `${name} belongs to nothing`),
  ];
}

interface Manifest {
  readonly manifestVersion: string;
  readonly version: string;
  readonly id: string;
  readonly icons: { readonly color: string; readonly outline: string };
  readonly bots?: readonly { readonly botId: string }[];
  readonly composeExtensions?: readonly { readonly botId: string }[];
}

const idsOf = ({ id, bots = [], composeExtensions = [] }: Manifest): string[] => [
  id,
  ...bots.map(({ botId }) => botId),
  ...composeExtensions.map(({ botId }) => botId),
];

const addressesIn = (value: unknown): string[] =>
  typeof value === "string"
    ? /^[a-z]+:\/\//i.test(value)
      ? [value]
      : []
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(addressesIn)
      : [];

/** Uses Microsoft's schema from its npm package, so nothing is downloaded. The package's own code is not loaded, only this file. */
function schemaFaults(manifest: Manifest): string[] {
  const home = dirname(createRequire(import.meta.url).resolve("@microsoft/app-manifest/package.json"));
  const folder = join(home, "build", "json-schemas", "teams", `v${manifest.manifestVersion}`);
  const schema = JSON.parse(readFileSync(join(folder, "MicrosoftTeams.schema.json"), "utf8")) as object;
  const ajv = new Ajv.default({ strict: false, allErrors: true, validateFormats: false });
  const holds = ajv.compile(schema);
  if (holds(manifest)) return [];
  return (holds.errors ?? []).map(
    ({ instancePath, message, params }) => `manifest.json${instancePath}: ${message} ${JSON.stringify(params)}`,
  );
}

function iconFaults(
  name: string,
  files: Files,
  size: number,
  takes: (pixel: PixelData) => boolean,
  otherwise: string,
): string[] {
  const file = files[name];
  if (!file) return [`${name} is missing`];
  try {
    const { width, height, data, channels, depth } = decode(file, { checkCrc: true });
    if (channels !== 4 || depth !== 8) return [`${name} is not RGBA of 8 bits: save it as that`];
    const isRight = width === size && height === size;
    const takesAll = Array.from({ length: width * height }, (_, at) => data.subarray(at * 4, at * 4 + 4)).every(takes);
    return [
      ...(isRight ? [] : [`${name} is ${width}×${height}, and must be ${size}×${size}`]),
      ...(takesAll ? [] : [`${name} ${otherwise}`]),
    ];
  } catch (error) {
    return [`${name}: ${(error as Error).message}`];
  }
}

/** Red, green, blue, opacity: 0 to 255. */
type PixelData = DecodedPng["data"];

const isWhiteOrNothing = ([red, green, blue, opacity]: PixelData): boolean =>
  opacity === 0 || (red === 255 && green === 255 && blue === 255);
