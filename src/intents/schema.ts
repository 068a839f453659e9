import { z } from "zod";
import { ESCAPES } from "./definition.ts";
import { isPattern } from "./values.ts";

/** The schema of each file, as authors write it. Unknown keys are rejected: most of them are misspelt. */

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const sentence = z.string().min(1);
const texts = z.array(text);
const list = z.union([texts, text.transform((one) => [one])]);

const common = {
  phrases: texts.default([]),
  default: text.optional(),
  required: z.literal(true).optional(),
  placeholder: sentence.optional(),
  prompt: sentence.optional(),
  invalid: sentence.optional(),
};

/** Written in place of a slot, it means the slot of that name in `slots.yaml`. */
export const SHARED = "shared";

const NOT_SHARED = `${SHARED}: slots.yaml has no valid slot of that name`;

export const slotSchema = z
  .discriminatedUnion(
    "type",
    [
      z.strictObject({
        type: z.literal("url"),
        ...common,
        validate: z
          .strictObject({
            schemes: z
              .array(z.enum(["http", "https"]))
              .min(1)
              .default(["https", "http"]),
            path: z.enum(["keep", "strip"]).default("strip"),
          })
          .default({ schemes: ["https", "http"], path: "strip" }),
      }),
      z.strictObject({ type: z.literal("choice"), ...common, values: z.record(z.string(), texts) }),
      z.strictObject({
        type: z.literal("name"),
        ...common,
        pattern: sentence.refine(isPattern, "not a valid pattern (RE2: no look-around, no back-references)"),
        stop: texts.default([]),
      }),
      z.strictObject({
        type: z.literal("number"),
        ...common,
        validate: z
          .strictObject({ least: z.number().default(0), most: z.number().default(1e9) })
          .default({ least: 0, most: 1e9 }),
      }),
      z.strictObject({ type: z.literal("version"), ...common }),
    ],
    { error: ({ input }) => (input === SHARED ? NOT_SHARED : undefined) },
  )
  .refine((slot) => (slot.required === true) !== (slot.default !== undefined), {
    message: "needs either `required: true` or a `default`",
  });

const snippetCommon = {
  when: z.record(z.string(), list).default({}),
  doc: list.default([]),
  notes: list.default([]),
};

export const snippetSchema = z.union([
  z.strictObject({ ...snippetCommon, lang: sentence, text: sentence }),
  z.strictObject({
    ...snippetCommon,
    conf: z.record(z.string(), text),
    packages: texts.default([]),
    formats: z.array(sentence).min(1),
  }),
]);

const turn = {
  slots: z.record(z.string(), text).default({}),
  format: sentence.optional(),
  asks: sentence.optional(),
  says: sentence.optional(),
  has: list.default([]),
};

export const exampleSchema = z.strictObject({
  say: sentence,
  ...turn,
  next: z.array(z.strictObject({ reply: sentence, ...turn })).default([]),
});

/** `slots.yaml`, and the slots of an intent. */
export const slotsSchema = z.record(z.string().regex(/^[\w-]{1,40}$/), slotSchema);

export const intentSchema = z.strictObject({
  intent: z.string().regex(/^[\w-]{1,60}$/, "expected letters, digits, _ and -"),
  title: sentence,
  doc: list.refine((cites) => cites.length > 0, "name at least one section: path#anchor"),
  phrasings: texts.min(1),
  rules: z.record(z.string(), z.string()).default({}),
  slots: slotsSchema.default({}),
  snippets: z.array(snippetSchema).min(1),
  examples: z.array(exampleSchema).min(1),
  not: texts.default([]),
});

const partSchema = z.union([
  z.string().transform((written) => ({ kind: "text" as const, text: written })),
  z
    .strictObject({
      each: z.enum(["conf", "packages"]),
      head: z.string().default(""),
      line: z.string(),
      join: z.string().default("\n"),
      foot: z.string().default(""),
    })
    .transform(({ each, ...part }) => ({ kind: "each" as const, of: each, ...part })),
]);

export const formatsSchema = z.record(
  z.string(),
  z.strictObject({
    title: sentence,
    language: sentence,
    phrases: texts.default([]),
    weak: texts.default([]),
    escape: z.enum(ESCAPES),
    prefix: z.string().default(""),
    parts: z.array(partSchema).min(1),
  }),
);

export const supportSchema = z.strictObject({
  product: texts.default([]),
  rows: z.array(
    z.strictObject({
      subject: sentence,
      aliases: texts.min(1),
      also: texts.default([]),
      verdict: z.union([
        z.enum(["yes", "no", "partly"]),
        z.boolean().transform((is) => (is ? ("yes" as const) : ("no" as const))),
      ]),
      condition: sentence,
      doc: list.refine((cites) => cites.length > 0, "name at least one section: path#anchor"),
      evidence: texts.min(1),
    }),
  ),
});
