import { z } from "zod";
import { ConfigError } from "./config.ts";
import { formatFault } from "./content/section.ts";
import { faultOf, readYaml } from "./content/yaml.ts";

const ids = z.array(z.string().min(1)).default([]);
const count = (least: number, most: number, usual: number) => z.number().int().min(least).max(most).default(usual);

const sources = z.record(z.string(), z.array(z.string().min(1)).min(1)).default({});

/** `docsbot.config.yaml`: what an operator decides. Every key may be left out; docs/operating.md tells of each. */
const schema = z.strictObject({
  slack: z
    .strictObject({
      /** Ids of the channels where it answers; everywhere it is mentioned where this is empty. */
      channels: ids,
      supportChannel: z.string().min(1).optional(),
      /** Channels shared with other organisations, and people from there. */
      connect: z.boolean().default(false),
      /** Guests of the workspace. */
      guests: z.boolean().default(false),
      /** By channel, or "*" for all others and direct messages: the ids of the sources that may be quoted there. */
      sources,
    })
    .prefault({}),
  teams: z
    .strictObject({
      /** Conversation ids of the channels and group chats where it answers; everywhere it is mentioned where this is empty. */
      channels: ids,
      /** Conversation id of the channel where questions for people go, or an address where people help. */
      supportChannel: z.string().min(1).optional(),
      supportUrl: z.url({ protocol: /^https?$/ }).optional(),
      /** People from other organisations. */
      external: z.boolean().default(false),
      sources,
      /** Says that a language model wrote it, as some organisations demand of every bot; it did not. */
      aiLabel: z.boolean().default(false),
    })
    .prefault({}),
  limits: z
    .strictObject({
      parallel: count(1, 64, 8),
      waiting: count(1, 100_000, 1_000),
      perThread: count(1, 100, 5),
      perPerson: count(1, 100_000, 20),
      perChannel: count(1, 100_000, 100),
    })
    .prefault({}),
});

export type Settings = z.output<typeof schema>;

export const DEFAULT_SETTINGS: Settings = schema.parse({});

/** @throws ConfigError that names every fault with file and line */
export function readSettings(yaml: string, file: string): Settings {
  try {
    const { value, lineOf } = readYaml(yaml);
    const parsed = schema.safeParse(plain(value ?? {}));
    if (parsed.success) return parsed.data;
    const faults = parsed.error.issues.map(({ path, message }) =>
      formatFault({ file, line: lineOf(...path), message: `${path.join(".") || "settings"}: ${message}` }),
    );
    throw new ConfigError(faults.join("\n"));
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(formatFault(faultOf(error, file)));
  }
}

/** Maps to objects; the keys that could reach a prototype are refused where YAML is read. */
const plain = (value: unknown): unknown =>
  value instanceof Map
    ? Object.fromEntries([...value].map(([key, inner]) => [String(key), plain(inner)] as const))
    : Array.isArray(value)
      ? value.map(plain)
      : value;
