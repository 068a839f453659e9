import type { Fault } from "./section.ts";
import { faultOf, parseYaml, YamlError } from "./yaml.ts";

export interface FrontMatter {
  readonly title: string;
  readonly description: string;
  readonly aliases: readonly string[];
  readonly official: readonly string[];
}

/** The fields of a page's YAML block as they stand. */
export type FrontFields = ReadonlyMap<unknown, unknown>;

const FENCE = /^---[ \t]*\n([\s\S]*?)(?<=\n)(?:---|\.\.\.)[ \t]*(?:\n|$)/;
/** In characters. The search for a key twice takes the square of their number. */
const LONGEST = 16_000;

/**
 * Splits the YAML block off the top of a page; line numbers of the body are kept by leaving the block's lines blank. A block
 * that cannot be read is left out and named, and the page stays: duplicate keys, aliases, tags, a key that would reach an
 * object's prototype.
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

/** The YAML between the two fences, and the offset at which the page goes on; "" and 0 where there is no such block. */
export function findFrontMatter(text: string): { yaml: string; end: number } {
  const match = FENCE.exec(text);
  return { yaml: match?.[1] ?? "", end: match?.[0].length ?? 0 };
}

/** @throws YamlError where the block cannot be read; its lines are counted from the block's first */
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
