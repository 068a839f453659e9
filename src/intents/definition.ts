/** What authors write under `content/intents`, `content/formats.yaml` and `content/support.yaml`, read and plain. */

/** Everything that answers by rule. Plain JSON: it is kept in the saved index. */
export interface RuleSet {
  readonly intents: readonly Intent[];
  readonly formats: readonly Format[];
  readonly support: Support;
}

export const NO_RULES: RuleSet = { intents: [], formats: [], support: { product: [], rows: [] } };

/** `path#anchor` in one of the documentation trees that may be indexed. */
export type Cite = string;

export interface Intent {
  readonly id: string;
  /** The file, for messages: `intents/gateway.yaml`. */
  readonly file: string;
  readonly title: string;
  /** Alternatives, one for each tree; the first that is indexed is cited. */
  readonly cites: readonly Cite[];
  readonly phrasings: readonly string[];
  /** Alternatives by name, for `<name>` in phrasings and phrases. */
  readonly rules: Readonly<Record<string, string>>;
  readonly slots: readonly Slot[];
  readonly snippets: readonly Snippet[];
  readonly examples: readonly Example[];
  /** Messages that must not be taken for this intent. */
  readonly not: readonly string[];
  /** Where the file names it, for messages. */
  readonly line: number;
}

interface SlotCommon {
  readonly name: string;
  /** Templates around `{value}`. */
  readonly phrases: readonly string[];
  /** `undefined`: the value is required. */
  readonly default: string | undefined;
  /** What stands in the code until the value is known. */
  readonly placeholder: string;
  /** The question for the value. */
  readonly prompt: string;
  /** What is said of a value that is none; `{{value}}` is replaced. */
  readonly invalid: string;
}

export type Slot =
  | (SlotCommon & { readonly kind: "url"; readonly schemes: readonly string[]; readonly path: "keep" | "strip" })
  | (SlotCommon & { readonly kind: "choice"; readonly values: Readonly<Record<string, readonly string[]>> })
  | (SlotCommon & { readonly kind: "name"; readonly pattern: string; readonly stop: readonly string[] })
  | (SlotCommon & { readonly kind: "number"; readonly least: number; readonly most: number })
  | (SlotCommon & { readonly kind: "version" });

/** `when`: slot name to the values that it may have; all must hold. */
export type When = Readonly<Record<string, readonly string[]>>;

interface SnippetCommon {
  readonly when: When;
  readonly cites: readonly Cite[];
  /** Said below the code. */
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
      /** Ids of the formats that fit; the first is the default. */
      readonly formats: readonly string[];
    });

export interface Example {
  readonly say: string;
  readonly slots: Readonly<Record<string, string>>;
  readonly format: string | undefined;
  /** The slot that is asked for. */
  readonly asks: string | undefined;
  /** Words of the bot's question. */
  readonly says: string | undefined;
  /** What stands in the code. */
  readonly has: readonly string[];
  /** What the asker says next, in the same conversation. */
  readonly next: readonly Omit<Example, "next">[];
  readonly line: number;
}

/** A way to write keys and values down. */
export interface Format {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  /** Templates: how people ask for it. */
  readonly phrases: readonly string[];
  /** Templates that ask for it where no other form is named. */
  readonly weak: readonly string[];
  readonly escape: EscapeName;
  /** Taken off the front of each key; keys without it are left out. */
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
  /** Names of what the documentation is about: "can I use X with ⟨product⟩". */
  readonly product: readonly string[];
  readonly rows: readonly SupportRow[];
}

type Verdict = "yes" | "no" | "partly";

export interface SupportRow {
  readonly subject: string;
  /** Templates. */
  readonly aliases: readonly string[];
  /** Templates for what else the question may speak of without changing the verdict. */
  readonly also: readonly string[];
  readonly verdict: Verdict;
  readonly condition: string;
  readonly cites: readonly Cite[];
  /** Words that must stand in the cited section. */
  readonly evidence: readonly string[];
  readonly line: number;
}
