import { isScalar, parseDocument, visit } from "yaml";

/** Keys that would reach an object's prototype wherever a map became an object. */
const FORBIDDEN = new Set<unknown>(["__proto__", "constructor", "prototype"]);

/**
 * Parses YAML that authors write; maps become `Map`. Nothing but plain values: no aliases, which can grow a line to gigabytes,
 * no tags, no key twice.
 *
 * @throws Error with one line that names the place and the fault
 */
export function parseYaml(text: string): unknown {
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
