import { type Document, isMap, isScalar, isSeq, Lexer, LineCounter, parseDocument, visit } from "yaml";
import type { Fault } from "./section.ts";

/** Keys that would reach an object's prototype if a map were turned into an object. */
const FORBIDDEN = new Set<unknown>(["__proto__", "constructor", "prototype"]);

/** YAML that cannot be used. `line` is 1-based. */
export class YamlError extends Error {
  readonly line: number | undefined;
  constructor(message: string, line: number | undefined) {
    super(message);
    this.line = line;
  }
}

/** An error as a fault of a file, with its line if known. `linesAbove` is added to it. */
export const faultOf = (error: unknown, file: string, linesAbove = 0): Fault => {
  const line = error instanceof YamlError && error.line !== undefined ? { line: error.line + linesAbove } : {};
  return { file, ...line, message: error instanceof Error ? error.message : "cannot be read" };
};

export interface Yaml {
  /** Plain values; mappings are `Map`s. */
  readonly value: unknown;
  /** 1-based line of the value at a path of keys and list positions, or of the last step of the path that exists. */
  readonly lineOf: (...path: readonly unknown[]) => number;
}

/**
 * Reads YAML written by authors. Only plain values are allowed: no aliases (one line of them can expand to gigabytes), no tags,
 * no duplicate keys, no deep nesting.
 *
 * @throws YamlError with a message of one line
 */
export function readYaml(text: string): Yaml {
  checkDepth(text);
  const lines = new LineCounter();
  const document = parseDocument(text, { logLevel: "error", uniqueKeys: true, lineCounter: lines });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) throw new YamlError(withoutPlace(problem.message), problem.linePos?.[0].line);
  const lineAt = (node: unknown): number | undefined => {
    const range = (node as { range?: readonly number[] | null } | null)?.range;
    return range ? lines.linePos(range[0] as number).line : undefined;
  };
  visit(document, {
    Alias: (_, node) => {
      throw new YamlError("aliases (*name) are not allowed; write the value out", lineAt(node));
    },
    Pair: (_, { key }) => {
      if (isScalar(key) && FORBIDDEN.has(key.value))
        throw new YamlError(`the key ${key.value} is not allowed; rename it`, lineAt(key));
    },
  });
  return {
    value: document.toJS({ mapAsMap: true, maxAliasCount: 0 }),
    lineOf: (...path) => lineAt(nodeAt(document, path)) ?? 1,
  };
}

/** The node at the last step of the path that exists. For a pair it is the key, since the pair begins there. */
function nodeAt(document: Document, path: readonly unknown[]): unknown {
  let [place, node]: unknown[] = [document.contents, document.contents];
  for (const step of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => (isScalar(key) ? key.value : key) === step) : undefined;
    const next = pair ? pair.value : isSeq(node) && typeof step === "number" ? node.items[step] : undefined;
    if (next === undefined) break;
    place = pair ? pair.key : next;
    node = next;
  }
  return place;
}

/** Removes the position from the parser's message, and the picture of it: the fault has its own line number. */
const withoutPlace = (message: string): string =>
  (message.split("\n", 1)[0] ?? "").replace(/ at line \d+, column \d+:?$/, "").replace(/:$/, "");

export const parseYaml = (text: string): unknown => readYaml(text).value;

/**
 * Reads the configuration file of a documentation site. Tags such as `!ENV` and `!!python/name:` are ignored, and a
 * limited number of aliases is allowed.
 *
 * @throws YamlError with a message of one line
 */
export function parseSettings(text: string): Readonly<Record<string, unknown>> {
  checkDepth(text);
  const document = parseDocument(text, { logLevel: "silent" });
  const error = document.errors[0];
  if (error) throw new YamlError(withoutPlace(error.message), error.linePos?.[0].line);
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** In columns of indentation, and in nested brackets. */
const DEEPEST = 100;
const INDENTED = new RegExp(`^[ \\t?:-]{${DEEPEST + 1}}|(?:[?:-][ \\t]+){${DEEPEST}}`, "m");

/**
 * The parser is recursive. If it overflows the stack while V8 compiles a regular expression, V8 aborts the process, and no
 * `catch` can stop that.
 *
 * @throws YamlError if the text is nested deeper than anything a person would write
 */
function checkDepth(text: string): void {
  let depth = INDENTED.test(text) ? DEEPEST + 1 : 0;
  if (depth === 0)
    for (const token of new Lexer().lex(text)) {
      if (token === "[" || token === "{") depth++;
      else if (token === "]" || token === "}") depth--;
      if (depth > DEEPEST) break;
    }
  if (depth > DEEPEST) throw new YamlError(`nested more than ${DEEPEST} levels deep`, undefined);
}
