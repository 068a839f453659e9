/** Adaptive Cards, as far as the bot uses them. https://adaptivecards.microsoft.com, and CodeBlock, which is Teams' own. */
export interface AdaptiveCard {
  readonly type: "AdaptiveCard";
  readonly $schema: "http://adaptivecards.io/schemas/adaptive-card.json";
  /** Teams knows no later one: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference */
  readonly version: "1.5";
  readonly body: readonly Element[];
  readonly actions?: readonly Action[];
  readonly msteams?: { readonly width: "full" };
}

export type Element = TextBlock | RichTextBlock | CodeBlock | Input;

/** Its text is Markdown: for words of the bot's own only. */
export interface TextBlock {
  readonly type: "TextBlock";
  readonly text: string;
  readonly wrap: true;
  readonly weight?: "Bolder";
  readonly isSubtle?: true;
}

/** Taken literally: for words of documentation, rules and people. */
export interface RichTextBlock {
  readonly type: "RichTextBlock";
  readonly inlines: readonly TextRun[];
  /** Closer to what stands above it. */
  readonly spacing?: "Small";
  /** A line above it. */
  readonly separator?: true;
}
export interface TextRun {
  readonly type: "TextRun";
  readonly text: string;
  readonly weight?: "Bolder";
  readonly fontType?: "Monospace";
  readonly isSubtle?: true;
  readonly color?: "Attention";
  /** Makes a link of it. */
  readonly selectAction?: OpenUrl;
}

interface OpenUrl {
  readonly type: "Action.OpenUrl";
  readonly title: string;
  readonly url: string;
}

/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format#codeblock-in-adaptive-cards */
export interface CodeBlock {
  readonly type: "CodeBlock";
  readonly codeSnippet: string;
  readonly language: CodeLanguage;
  /** What is shown by clients that do not know the element: without it, they show nothing. */
  readonly fallback: RichTextBlock;
}

interface InputCommon {
  readonly id: string;
  readonly label: string;
  readonly isRequired: boolean;
  readonly errorMessage: string;
}
export type Input =
  | (InputCommon & {
      readonly type: "Input.Text";
      readonly placeholder: string;
      readonly maxLength: number;
      readonly value?: string;
      readonly regex?: string;
    })
  | (InputCommon & {
      readonly type: "Input.Number";
      readonly placeholder: string;
      readonly min: number;
      readonly max: number;
      readonly value?: number;
    })
  | (InputCommon & {
      readonly type: "Input.ChoiceSet";
      readonly style: "compact" | "filtered";
      readonly placeholder: string;
      readonly choices: readonly { readonly title: string; readonly value: string }[];
      readonly value?: string;
    });

/** `data` comes back with the inputs' values beside it, all of them texts; whoever clicks can read and forge it. */
export type Action =
  | {
      readonly type: "Action.Execute";
      readonly title: string;
      readonly verb: Verb;
      readonly data: Readonly<Record<string, string | number>>;
      readonly associatedInputs?: "none";
      readonly style?: "positive";
    }
  /** All that a dialog knows; the verb is one of the data. */
  | {
      readonly type: "Action.Submit";
      readonly title: string;
      readonly data: Readonly<Record<string, string | number>>;
      readonly associatedInputs?: "none";
      readonly style?: "positive";
    }
  | OpenUrl;

/** What a click is called when it comes back. */
export const VERBS = ["pick", "format", "fillForm", "submitForm", "askPerson", "share", "judge"] as const;
export type Verb = (typeof VERBS)[number];

export const createCard = (body: readonly Element[], actions: readonly Action[] = []): AdaptiveCard => ({
  type: "AdaptiveCard",
  $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
  version: "1.5",
  body,
  ...(actions.length > 0 ? { actions } : {}),
});

/** @microsoft/teams.cards 2.1.0: what CodeBlock can colour. */
export const CODE_LANGUAGES = [
  ...["Bash", "C", "Cpp", "CSharp", "Css", "Dos", "Go", "Graphql", "Html", "Java", "JavaScript", "Json"],
  ...["ObjectiveC", "Perl", "Php", "PlainText", "PowerShell", "Python", "Sql", "TypeScript", "VbNet", "Verilog"],
  ...["Vhdl", "Xml"],
] as const;
export type CodeLanguage =
  | "Bash"
  | "Go"
  | "Java"
  | "JavaScript"
  | "Json"
  | "PlainText"
  | "PowerShell"
  | "Python"
  | "Sql"
  | "TypeScript"
  | "Xml"
  | "Html";
