import { z } from "zod";
import type { Fault } from "../content/section.ts";
import { faultOf, readYaml, type Yaml } from "../content/yaml.ts";
import type { Example, Format, Intent, Slot, Snippet, Support } from "./definition.ts";
import {
  type exampleSchema,
  formatsSchema,
  intentSchema,
  SHARED,
  type slotSchema,
  slotsSchema,
  type snippetSchema,
  supportSchema,
} from "./schema.ts";

/** The content of a file, if it can be used, and what is wrong with it. */
export interface ReadFile<Value> {
  readonly value: Value | undefined;
  readonly faults: readonly Fault[];
  readonly lineOf: Yaml["lineOf"];
}

/** `slots.yaml`: slots that several intents use, by name. */
export type SharedSlots = z.output<typeof slotsSchema>;

export const readSharedSlots = (yaml: string, file: string): ReadFile<SharedSlots> =>
  readWith(slotsSchema, yaml, file, (slots) => slots);

/** A file of `content/intents`. A file with a fault is left out as a whole: half a rule would be half right. */
export const readIntent = (yaml: string, file: string, shared: SharedSlots): ReadFile<Intent> =>
  readWith(withShared(shared), yaml, file, (raw, lineOf) => ({
    id: raw.intent,
    file,
    title: raw.title,
    cites: raw.doc,
    phrasings: raw.phrasings,
    rules: raw.rules,
    slots: Object.entries(raw.slots).map(([name, slot]) => toSlot(name, slot)),
    snippets: raw.snippets.map((snippet, at) => toSnippet(snippet, raw.doc, lineOf("snippets", at))),
    examples: raw.examples.map((example, at) => toExample(example, lineOf("examples", at))),
    not: raw.not,
    line: lineOf("intent"),
  }));

/** Replaces `shared` by the shared slot of that name. If there is none, the schema rejects the `shared` that stays. */
const withShared = (shared: SharedSlots) =>
  z.preprocess((raw) => {
    const { slots, ...intent } = (raw ?? {}) as { slots?: Readonly<Record<string, unknown>> };
    if (typeof slots !== "object" || slots === null) return raw;
    const found = Object.entries(slots).map(([name, slot]) => [
      name,
      slot === SHARED && Object.hasOwn(shared, name) ? shared[name] : slot,
    ]);
    return { ...intent, slots: Object.fromEntries(found) };
  }, intentSchema);

export const readFormats = (yaml: string, file: string): ReadFile<Format[]> =>
  readWith(formatsSchema, yaml, file, (raw) => Object.entries(raw).map(([id, format]) => ({ id, ...format })));

export const readSupport = (yaml: string, file: string): ReadFile<Support> =>
  readWith(supportSchema, yaml, file, ({ product, rows }, lineOf) => ({
    product,
    rows: rows.map(({ doc, ...row }, at) => ({ ...row, cites: doc, line: lineOf("rows", at) })),
  }));

function readWith<Schema extends z.ZodType, Value>(
  schema: Schema,
  yaml: string,
  file: string,
  convert: (raw: z.output<Schema>, lineOf: Yaml["lineOf"]) => Value,
): ReadFile<Value> {
  let read: Yaml;
  try {
    read = readYaml(yaml);
  } catch (error) {
    return { value: undefined, faults: [faultOf(error, file)], lineOf: () => 1 };
  }
  const { lineOf } = read;
  const parsed = schema.safeParse(plain(read.value));
  if (parsed.success) return { value: convert(parsed.data, lineOf), faults: [], lineOf };
  const faults = parsed.error.issues.flatMap(deepest).map(({ path, message }) => ({
    file,
    line: lineOf(...path),
    message: `${path.length > 0 ? `${path.join(".")}: ` : ""}${message}`,
  }));
  return { value: undefined, faults, lineOf };
}

type Issue = Pick<z.core.$ZodIssue, "path" | "message">;

/**
 * For a union, the issues of the closest alternative: zod only reports that none matched. An unknown key is reported at its own
 * line.
 */
function deepest(issue: z.core.$ZodIssue): Issue[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: "unknown key" }));
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const [closest = []] = [...issue.errors].sort((a, b) => a.length - b.length || depth(b) - depth(a));
  return closest.flatMap(deepest).map(({ path, message }) => ({ path: [...issue.path, ...path], message }));
}

const depth = (issues: readonly z.core.$ZodIssue[]): number => Math.max(0, ...issues.map(({ path }) => path.length));

/** Maps to objects. Safe, because `readYaml` rejects keys that could reach a prototype. */
function plain(value: unknown): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, inner]) => [String(key), plain(inner)] as const));
  return Array.isArray(value) ? value.map(plain) : value;
}

function toSlot(name: string, raw: z.output<typeof slotSchema>): Slot {
  const common = {
    name,
    phrases: raw.phrases,
    default: raw.default,
    placeholder: raw.placeholder ?? `<${name}>`,
    prompt: raw.prompt ?? `Which value should I use for ${name}?`,
    invalid: raw.invalid ?? `\`{{value}}\` is not a valid value for ${name}.`,
  };
  switch (raw.type) {
    case "url":
      return { kind: "url", ...common, schemes: raw.validate.schemes, path: raw.validate.path };
    case "choice":
      return { kind: "choice", ...common, values: raw.values };
    case "name":
      return { kind: "name", ...common, pattern: raw.pattern, stop: raw.stop.map((word) => word.toLowerCase()) };
    case "number":
      return { kind: "number", ...common, ...raw.validate };
    case "version":
      return { kind: "version", ...common };
    default:
      return raw satisfies never;
  }
}

function toSnippet(raw: z.output<typeof snippetSchema>, cites: readonly string[], line: number): Snippet {
  const common = { when: raw.when, cites: raw.doc.length > 0 ? raw.doc : cites, notes: raw.notes, line };
  return "text" in raw
    ? { kind: "text", ...common, language: raw.lang, text: raw.text.replace(/\n+$/, "") }
    : { kind: "conf", ...common, conf: Object.entries(raw.conf), packages: raw.packages, formats: raw.formats };
}

function toExample({ say, next, ...turn }: z.output<typeof exampleSchema>, line: number): Example {
  const complete = <Turn extends { format?: string | undefined; asks?: string | undefined; says?: string | undefined }>(
    one: Turn,
  ) => ({ ...one, format: one.format, asks: one.asks, says: one.says });
  return {
    say,
    line,
    ...complete(turn),
    next: next.map(({ reply, ...after }) => ({ say: reply, line, ...complete(after) })),
  };
}
