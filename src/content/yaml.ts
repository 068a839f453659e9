import { type Document, isMap, isScalar, isSeq, Lexer, LineCounter, parseDocument, visit } from "yaml";
import type { Fault } from "./section.ts";

/** Keys that would reach an object's prototype wherever a map became an object. */
const FORBIDDEN = new Set<unknown>(["__proto__", "constructor", "prototype"]);

/** YAML that cannot be used, and the 1-based line where that shows. */
export class YamlError extends Error {
  readonly line: number | undefined;
  constructor(message: string, line: number | undefined) {
    super(message);
    this.line = line;
  }
}

/** What went wrong with a file, as a fault; the line where it is known. */
export const faultOf = (error: unknown, file: string, linesAbove = 0): Fault => {
  const line = error instanceof YamlError && error.line !== undefined ? { line: error.line + linesAbove } : {};
  return { file, ...line, message: error instanceof Error ? error.message : "cannot be read" };
};

export interface Yaml {
  /** Plain values; maps are `Map`. */
  readonly value: unknown;
  /** The line of the value at the end of a path of keys and positions, or of the last one on the way that is there. */
  readonly lineOf: (...path: readonly unknown[]) => number;
}

/**
 * Reads YAML that authors write. Nothing but plain values: no aliases, which can grow a line to gigabytes, no tags, no key
 * twice, no nesting without end.
 *
 * @throws YamlError with one line that names the fault
 */
export function readYaml(text: string): Yaml {
  refuseDepth(text);
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
        throw new YamlError(`the key ${key.value} is not allowed`, lineAt(key));
    },
  });
  return {
    value: document.toJS({ mapAsMap: true, maxAliasCount: 0 }),
    lineOf: (...path) => lineAt(nodeAt(document, path)) ?? 1,
  };
}

/** The node of the last step of the path that is there: of a pair, its key, which stands where the pair begins. */
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

/** The parser's own message names the place a second time, and draws it. */
const withoutPlace = (message: string): string =>
  (message.split("\n", 1)[0] ?? "").replace(/ at line \d+, column \d+:?$/, "").replace(/:$/, "");

export const parseYaml = (text: string): unknown => readYaml(text).value;

/**
 * Parses the configuration file of a documentation site: its tags (`!ENV`, `!!python/name:`) are passed over, a few aliases
 * are allowed.
 *
 * @throws YamlError with one line that names the fault
 */
export function parseSettings(text: string): Readonly<Record<string, unknown>> {
  refuseDepth(text);
  const document = parseDocument(text, { logLevel: "silent" });
  const error = document.errors[0];
  if (error) throw new YamlError(withoutPlace(error.message), error.linePos?.[0].line);
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** In columns of indentation, and in brackets within brackets. */
const DEEPEST = 100;
const INDENTED = new RegExp(`^[ \\t?:-]{${DEEPEST + 1}}|(?:[?:-][ \\t]+){${DEEPEST}}`, "m");

/**
 * The parser calls itself for each level. Where that exhausts the stack while a regular expression is being compiled, V8 ends
 * the whole process, which nothing can catch.
 *
 * @throws YamlError where the text nests deeper than any that a person would write
 */
function refuseDepth(text: string): void {
  let depth = INDENTED.test(text) ? DEEPEST + 1 : 0;
  if (depth === 0)
    for (const token of new Lexer().lex(text)) {
      if (token === "[" || token === "{") depth++;
      else if (token === "]" || token === "}") depth--;
      if (depth > DEEPEST) break;
    }
  if (depth > DEEPEST) throw new YamlError(`nested deeper than ${DEEPEST} levels`, undefined);
}
