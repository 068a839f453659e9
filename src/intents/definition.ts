/** The contents of `content/intents`, `content/formats.yaml` and `content/support.yaml`, as plain data. */

/** Everything that is answered by rule. Plain JSON, because it is part of the saved index. */
export interface RuleSet {
  readonly intents: readonly Intent[];
  readonly formats: readonly Format[];
  readonly support: Support;
}

export const NO_RULES: RuleSet = { intents: [], formats: [], support: { product: [], rows: [] } };

/** `path#anchor` of a section. Its documentation may not be indexed. */
export type Cite = string;

export interface Intent {
  readonly id: string;
  /** For messages: `intents/gateway.yaml`. */
  readonly file: string;
  readonly title: string;
  /** Alternatives, one per documentation source. The first that is indexed is cited. */
  readonly cites: readonly Cite[];
  readonly phrasings: readonly string[];
  /** Templates by name, for `<name>` in phrasings and phrases. */
  readonly rules: Readonly<Record<string, string>>;
  readonly slots: readonly Slot[];
  readonly snippets: readonly Snippet[];
  readonly examples: readonly Example[];
  /** Messages that must not match this intent. */
  readonly not: readonly string[];
  /** Line of the intent in its file, for messages. */
  readonly line: number;
}

interface SlotCommon {
  readonly name: string;
  /** Templates around `{value}`. */
  readonly phrases: readonly string[];
  /** If undefined, the value is required. */
  readonly default: string | undefined;
  /** Shown in the code until the value is known. */
  readonly placeholder: string;
  /** The question that asks for the value. */
  readonly prompt: string;
  /** The reply to an invalid value; `{{value}}` is replaced by it. */
  readonly invalid: string;
}

export type Slot =
  | (SlotCommon & { readonly kind: "url"; readonly schemes: readonly string[]; readonly path: "keep" | "strip" })
  | (SlotCommon & { readonly kind: "choice"; readonly values: Readonly<Record<string, readonly string[]>> })
  | (SlotCommon & { readonly kind: "name"; readonly pattern: string; readonly stop: readonly string[] })
  | (SlotCommon & { readonly kind: "number"; readonly least: number; readonly most: number })
  | (SlotCommon & { readonly kind: "version" });

/** Allowed values by slot name. All must hold. */
export type When = Readonly<Record<string, readonly string[]>>;

interface SnippetCommon {
  readonly when: When;
  readonly cites: readonly Cite[];
  /** Shown below the code. */
  readonly notes: readonly string[];
  /** Line of the snippet in its file, for messages. */
  readonly line: number;
}

export type Snippet =
  | (SnippetCommon & { readonly kind: "text"; readonly language: string; readonly text: string })
  | (SnippetCommon & {
      readonly kind: "conf";
      readonly conf: readonly (readonly [key: string, value: string])[];
      /** Maven coordinates. */
      readonly packages: readonly string[];
      /** Ids of possible formats; the first is the default. */
      readonly formats: readonly string[];
    });

export interface Example {
  readonly say: string;
  readonly slots: Readonly<Record<string, string>>;
  readonly format: string | undefined;
  /** The slot that the bot must ask for. */
  readonly asks: string | undefined;
  /** Words that the bot's question must contain. */
  readonly says: string | undefined;
  /** Text that the code must contain. */
  readonly has: readonly string[];
  /** Further messages in the same conversation. */
  readonly next: readonly Omit<Example, "next">[];
  readonly line: number;
}

/** A way to write down keys and values, such as a properties file. */
export interface Format {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  /** Templates for how people ask for this format. */
  readonly phrases: readonly string[];
  /** Templates that ask for it only if no other format is named. */
  readonly weak: readonly string[];
  readonly escape: EscapeName;
  /** Removed from the start of each key; keys without it are left out. */
  readonly prefix: string;
  readonly parts: readonly FormatPart[];
}

type FormatPart =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "each";
      readonly of: "conf" | "packages";
      readonly head: string;
      readonly line: string;
      readonly join: string;
      readonly foot: string;
    };

export const ESCAPES = ["none", "properties", "python", "scala", "shell", "json", "hcl", "xml"] as const;
export type EscapeName = (typeof ESCAPES)[number];

export interface Support {
  /** Names of the documented product, as in "can I use X with ⟨product⟩". */
  readonly product: readonly string[];
  readonly rows: readonly SupportRow[];
}

type Verdict = "yes" | "no" | "partly";

export interface SupportRow {
  readonly subject: string;
  /** Templates for the subject. */
  readonly aliases: readonly string[];
  /** Templates for other things a question may mention without changing the verdict. */
  readonly also: readonly string[];
  readonly verdict: Verdict;
  readonly condition: string;
  readonly cites: readonly Cite[];
  /** Words that the cited section must contain. */
  readonly evidence: readonly string[];
  readonly line: number;
}
