import type { Snippet } from "../../answering/answer.ts";
import { harmless } from "../../answering/plain.ts";
import { VOICE } from "../../answering/voice.ts";
import type { BlockOf } from "../../outline/outline.ts";
import { type Activity, cardActivity } from "./activity.ts";
import { type Action, type CodeBlock, type CodeLanguage, createCard, type TextRun } from "./adaptivecard.ts";
import { buttons, execute } from "./elements.ts";
import { ACTIVITY, bytesOf, CARD, sizeOf } from "./limits.ts";

/** Bytes of code in one message, as JSON; more would leave no room for what belongs to it. */
const LONGEST_CODE = 12 * 1024;
/** Bytes of code that is shown a second time, for clients without CodeBlock. */
const LONGEST_FALLBACK = 4 * 1024;

export const isShort = (code: string): boolean => harmless(code).trim() !== "" && sizeOf(code) <= LONGEST_CODE;

/** The code once more, where a button copies it, a button for each other form, and what else can be done. */
export function snippetCard(
  { code, language }: BlockOf<"code">,
  { others }: BlockOf<"details">,
  answerId: string,
  more: readonly Action[],
): Activity[] {
  const forms = formButtons(others.slice(0, CARD.actions - more.length), answerId);
  const actions = [...forms, ...more];
  if (!isShort(code) || !code.trim().includes("\n"))
    return buttons(forms.length > 0 ? `${VOICE.formats}:` : VOICE.whatElse, actions);
  const card = cardActivity({
    ...createCard([codeBlock(code, language, [ABOVE])], actions),
    msteams: { width: "full" },
  });
  return sizeOf(card) <= ACTIVITY.whole ? [card] : buttons(`${VOICE.formats}:`, actions);
}

/** A button for each other form of a configuration. */
export const formButtons = (forms: Snippet["formats"], answer: string): Action[] =>
  forms.map(({ id, title }) => execute(title, "format", { answer, format: id }));

const ABOVE: TextRun = { type: "TextRun", text: VOICE.codeAbove };

/** @param elsewhere what clients without CodeBlock show of code that is too long to be there twice */
export function codeBlock(code: string, language: string, elsewhere: readonly TextRun[]): CodeBlock {
  const text = harmless(code);
  const isRepeated = bytesOf(text) <= LONGEST_FALLBACK;
  const inlines: readonly TextRun[] = isRepeated ? [{ type: "TextRun", text, fontType: "Monospace" }] : elsewhere;
  return {
    type: "CodeBlock",
    codeSnippet: text,
    language: languageOf(language),
    fallback: { type: "RichTextBlock", inlines },
  };
}

/** Forms that CodeBlock has no colours for are plain. */
const LANGUAGES: ReadonlyMap<string, CodeLanguage> = new Map([
  ...["bash", "sh", "shell", "zsh", "console"].map((name) => [name, "Bash"] as const),
  ["go", "Go"],
  ["html", "Html"],
  ["java", "Java"],
  ...["javascript", "js"].map((name) => [name, "JavaScript"] as const),
  ...["json", "jsonc", "json5"].map((name) => [name, "Json"] as const),
  ...["powershell", "ps1"].map((name) => [name, "PowerShell"] as const),
  ...["python", "py"].map((name) => [name, "Python"] as const),
  ["sql", "Sql"],
  ...["typescript", "ts"].map((name) => [name, "TypeScript"] as const),
  ["xml", "Xml"],
]);

export const languageOf = (language: string): CodeLanguage => LANGUAGES.get(language.toLowerCase()) ?? "PlainText";
