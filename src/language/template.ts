/** Templates of sentences: words, `[optional]`, `(one|other)`, `<rule>`, and `{value}` for any one word. */
export type Node =
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "value" }
  | { readonly kind: "sequence"; readonly nodes: readonly Node[] }
  | { readonly kind: "choice"; readonly nodes: readonly Node[] }
  | { readonly kind: "optional"; readonly node: Node };

/** Nodes in a template as written and with its rules expanded, and nesting of rules. */
export const LIMITS = { written: 40, expanded: 160, depth: 8 } as const;

/** The template cannot be read; the message says what is wrong with it. */
export class TemplateError extends Error {}

export type Rules = Readonly<Record<string, string>>;

interface Reader {
  readonly tokens: readonly string[];
  at: number;
  readonly rules: Rules;
  readonly inside: readonly string[];
  readonly size: { written: number; expanded: number };
}

const TOKEN = /\[|\]|\(|\)|\||<[\w-]+>|\{value\}|…|[^\s[\]()|<>{}…]+|\S/g;

/** Parts of a template that may stand apart in a message: `a … b`. */
export const partsOf = (text: string): string[] => text.replace(/\.\.\./g, "…").split("…");

/** Each part; together they keep to the limits. @throws TemplateError */
export function readParts(parts: readonly string[], rules: Rules): Node[] {
  const size = { written: 0, expanded: 0 };
  return parts.map((part) => readPart(part, rules, size));
}

/** A template that is found in one piece. @throws TemplateError */
export function readPhrase(text: string, rules: Rules): Node {
  if (partsOf(text).length > 1) throw new TemplateError("parts that stand apart (…) belong to phrasings only");
  return readPart(text, rules, { written: 0, expanded: 0 });
}

function readPart(part: string, rules: Rules, size: Reader["size"]): Node {
  const reader: Reader = { tokens: part.match(TOKEN) ?? [], at: 0, rules, inside: [], size };
  const node = readChoice(reader);
  if (reader.at < reader.tokens.length) throw new TemplateError(`"${reader.tokens[reader.at]}" closes nothing`);
  if (isNullable(node)) throw new TemplateError("a part with nothing that must be there matches everything");
  return node;
}

function readChoice(reader: Reader): Node {
  const nodes = [readSequence(reader)];
  while (reader.tokens[reader.at] === "|") {
    reader.at++;
    nodes.push(readSequence(reader));
  }
  return nodes.length === 1 ? (nodes[0] as Node) : { kind: "choice", nodes };
}

function readSequence(reader: Reader): Node {
  const nodes: Node[] = [];
  for (;;) {
    const token = reader.tokens[reader.at];
    if (token === undefined || token === "|" || token === ")" || token === "]") break;
    reader.at++;
    nodes.push(readItem(token, reader));
  }
  return nodes.length === 1 ? (nodes[0] as Node) : { kind: "sequence", nodes };
}

function readItem(token: string, reader: Reader): Node {
  count(reader);
  if (token === "[") return { kind: "optional", node: readUntil("]", reader) };
  if (token === "(") return readUntil(")", reader);
  if (token === "{value}") return { kind: "value" };
  if (token.startsWith("<") && token.length > 1) return readRule(token.slice(1, -1), reader);
  if (/^[<>{}]$/.test(token)) throw new TemplateError(`"${token}" has no meaning here`);
  return { kind: "word", text: token };
}

function readUntil(close: string, reader: Reader): Node {
  const node = readChoice(reader);
  if (reader.tokens[reader.at] !== close) throw new TemplateError(`a "${close}" is missing`);
  reader.at++;
  return node;
}

function readRule(name: string, { rules, inside, size }: Reader): Node {
  const text = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (text === undefined) throw new TemplateError(`no rule <${name}>`);
  if (inside.includes(name)) throw new TemplateError(`rule <${name}> contains itself`);
  if (inside.length >= LIMITS.depth) throw new TemplateError(`rules within rules, deeper than ${LIMITS.depth}`);
  const reader: Reader = { tokens: text.match(TOKEN) ?? [], at: 0, rules, inside: [...inside, name], size };
  const node = readChoice(reader);
  if (reader.at < reader.tokens.length)
    throw new TemplateError(`rule <${name}>: "${reader.tokens[reader.at]}" closes nothing`);
  return node;
}

function count({ inside, size }: Reader): void {
  size.expanded++;
  if (inside.length === 0) size.written++;
  if (size.written > LIMITS.written) throw new TemplateError(`more than ${LIMITS.written} items; split it up`);
  if (size.expanded > LIMITS.expanded)
    throw new TemplateError(`more than ${LIMITS.expanded} items with its rules; split it up`);
}

export function isNullable(node: Node): boolean {
  switch (node.kind) {
    case "word":
    case "value":
      return false;
    case "optional":
      return true;
    case "sequence":
      return node.nodes.every(isNullable);
    case "choice":
      return node.nodes.some(isNullable);
    default:
      return node satisfies never;
  }
}

/** Every literal word of a template. */
export function wordsIn(node: Node): string[] {
  switch (node.kind) {
    case "word":
      return [node.text];
    case "value":
      return [];
    case "optional":
      return wordsIn(node.node);
    case "sequence":
    case "choice":
      return node.nodes.flatMap(wordsIn);
    default:
      return node satisfies never;
  }
}
