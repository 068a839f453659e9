import type { Fault } from "./section.ts";
import { faultOf, parseYaml, YamlError } from "./yaml.ts";

export interface FrontMatter {
  readonly title: string;
  readonly description: string;
  readonly aliases: readonly string[];
  readonly official: readonly string[];
}

/** The fields of a page's YAML block, as parsed. */
export type FrontFields = ReadonlyMap<unknown, unknown>;

const FENCE = /^---[ \t]*\n([\s\S]*?)(?<=\n)(?:---|\.\.\.)[ \t]*(?:\n|$)/;
/** In characters. The check for duplicate keys is quadratic. */
const LONGEST = 16_000;

/**
 * Splits the YAML block off the top of a page. Its lines are left blank in `body`, so that line numbers stay the same. A block
 * that cannot be used (duplicate keys, aliases, tags, keys such as `__proto__`) is ignored and reported; the page stays.
 */
export function splitFrontMatter(text: string, file: string): { front: FrontMatter; body: string; faults: Fault[] } {
  const { yaml, end } = findFrontMatter(text);
  const { fields, faults } = tryReading(yaml, file);
  const blank = "\n".repeat(text.slice(0, end).split("\n").length - 1);
  return {
    front: {
      title: oneLine(fields.get("title")),
      description: oneLine(fields.get("description")),
      aliases: stringList(fields.get("aliases")),
      official: stringList(fields.get("source")).filter((url) => /^https?:\/\//.test(url)),
    },
    body: blank + text.slice(end),
    faults,
  };
}

function tryReading(yaml: string, file: string): { fields: FrontFields; faults: Fault[] } {
  try {
    return { fields: readFields(yaml), faults: [] };
  } catch (error) {
    return { fields: new Map(), faults: [faultOf(error, file, 1)] };
  }
}

/** The YAML between the two fences, and the offset of the text after them; "" and 0 if there is no such block. */
export function findFrontMatter(text: string): { yaml: string; end: number } {
  const match = FENCE.exec(text);
  return { yaml: match?.[1] ?? "", end: match?.[0].length ?? 0 };
}

/** @throws YamlError if the block cannot be read; lines count from the block's first */
export function readFields(yaml: string): FrontFields {
  if (yaml.length > LONGEST)
    throw new YamlError(`front matter: longer than ${LONGEST} characters; is its closing --- missing?`, 1);
  let value: unknown;
  try {
    value = parseYaml(yaml);
  } catch (error) {
    const fault = faultOf(error, "");
    throw new YamlError(`front matter: ${fault.message}`, fault.line);
  }
  if (value === null || value === undefined) return new Map();
  if (!(value instanceof Map)) throw new YamlError("front matter: expected `key: value` lines", 1);
  return value;
}

const oneLine = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value).replace(/\s+/g, " ").trim() : "";

const stringList = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (entry): entry is string => typeof entry === "string" && entry !== "",
  );
