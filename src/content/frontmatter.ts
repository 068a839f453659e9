import { parseYaml } from "./yaml.ts";

export interface FrontMatter {
  readonly title: string;
  readonly description: string;
  readonly aliases: readonly string[];
  readonly official: readonly string[];
}

const FENCE = /^---[ \t]*\n([\s\S]*?)(?<=\n)(?:---|\.\.\.)[ \t]*(?:\n|$)/;
/** In characters. The search for a key twice takes the square of their number. */
const LONGEST = 16_000;

/**
 * Splits the YAML block off the top of a page; line numbers of the body are kept by leaving the block's lines blank.
 * Throws where the YAML is wrong: duplicate keys, aliases, tags, a key that would reach an object's prototype.
 */
export function splitFrontMatter(text: string): { front: FrontMatter; body: string } {
  const match = FENCE.exec(text);
  const fields = match ? readFields(match[1] ?? "") : new Map<unknown, unknown>();
  const blank = match ? "\n".repeat(match[0].split("\n").length - 1) : "";
  return {
    front: {
      title: oneLine(fields.get("title")),
      description: oneLine(fields.get("description")),
      aliases: stringList(fields.get("aliases")),
      official: stringList(fields.get("source")).filter((url) => /^https?:\/\//.test(url)),
    },
    body: match ? blank + text.slice(match[0].length) : text,
  };
}

function readFields(yaml: string): ReadonlyMap<unknown, unknown> {
  if (yaml.length > LONGEST)
    throw new Error(`front matter: longer than ${LONGEST} characters; is its closing --- missing?`);
  let value: unknown;
  try {
    // The line break stands for the opening ---, so that messages name the line of the page.
    value = parseYaml(`\n${yaml}`);
  } catch (error) {
    throw new Error(`front matter: ${error instanceof Error ? error.message : "cannot be read"}`);
  }
  if (value === null || value === undefined) return new Map();
  if (!(value instanceof Map)) throw new Error("front matter: expected `key: value` lines");
  return value;
}

const oneLine = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value).replace(/\s+/g, " ").trim() : "";

const stringList = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (entry): entry is string => typeof entry === "string" && entry !== "",
  );
