import { isScalar, Lexer, parseDocument, visit } from "yaml";

/** Keys that would reach an object's prototype wherever a map became an object. */
const FORBIDDEN = new Set<unknown>(["__proto__", "constructor", "prototype"]);

/**
 * Parses YAML that authors write; maps become `Map`. Nothing but plain values: no aliases, which can grow a line to gigabytes,
 * no tags, no key twice, no nesting without end.
 *
 * @throws Error with one line that names the place and the fault
 */
export function parseYaml(text: string): unknown {
  refuseDepth(text);
  const document = parseDocument(text, { logLevel: "error", uniqueKeys: true });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) throw new Error(problem.message.split("\n", 1)[0]?.replace(/:$/, ""));
  visit(document, {
    Alias: () => {
      throw new Error("aliases (*name) are not allowed; write the value out");
    },
    Pair: (_, { key }) => {
      if (isScalar(key) && FORBIDDEN.has(key.value)) throw new Error(`the key ${key.value} is not allowed`);
    },
  });
  return document.toJS({ mapAsMap: true, maxAliasCount: 0 });
}

/** In columns of indentation, and in brackets within brackets. */
const DEEPEST = 100;
const INDENTED = new RegExp(`^[ \\t?:-]{${DEEPEST + 1}}|(?:[?:-][ \\t]+){${DEEPEST}}`, "m");

/**
 * The parser calls itself for each level. Where that exhausts the stack while a regular expression is being compiled, V8 ends
 * the whole process, which nothing can catch.
 *
 * @throws Error where the text nests deeper than any that a person would write
 */
export function refuseDepth(text: string): void {
  let depth = INDENTED.test(text) ? DEEPEST + 1 : 0;
  if (depth === 0)
    for (const token of new Lexer().lex(text)) {
      if (token === "[" || token === "{") depth++;
      else if (token === "]" || token === "}") depth--;
      if (depth > DEEPEST) break;
    }
  if (depth > DEEPEST) throw new Error(`nested deeper than ${DEEPEST} levels`);
}
