import type { Snippet } from "../answering/answer.ts";
import { clip, harmless } from "../answering/plain.ts";
import { formatsText, VOICE, valuesText } from "../answering/voice.ts";
import { type Activity, cardActivity } from "./activity.ts";
import { type Action, type CodeBlock, type CodeLanguage, createCard, type TextRun } from "./card.ts";
import { buttons, execute } from "./cards.ts";
import { cited, claimOf, linkTo, type Piece, sourceLine } from "./excerpts.ts";
import { ACTIVITY, bytesOf, CARD, sizeOf } from "./limits.ts";
import {
  bold,
  escapeText,
  escapeWithin,
  fenced,
  italic,
  join,
  lines,
  marker,
  oneLine,
  paragraphs,
  sentence,
} from "./markdown.ts";

/** Bytes of code in one message, as JSON; more would leave no room for what belongs to it. */
const LONGEST_CODE = 12 * 1024;
const LONGEST_NOTE = 1_000;
const LONGEST_VALUES = 2_000;
/** Bytes of code that is shown a second time, for clients without CodeBlock. */
const LONGEST_FALLBACK = 4 * 1024;

/** The code; its notes; what was filled in, and where it is described; the other forms. */
export function snippetPieces(snippet: Snippet): Piece[] {
  const { citation, notes, title, code } = snippet;
  const head = lines([join([bold(escapeText(oneLine(title, 300))), marker(1)], " "), cited(citation)]);
  const shown = isShort(code) ? fenced(code) : join([italic(escapeText(VOICE.tooLong)), linkTo(citation)], " ");
  const small = lines([
    escapeWithin(valuesText(snippet), LONGEST_VALUES),
    escapeWithin(formatsText(snippet), LONGEST_VALUES),
    sourceLine(citation),
  ]);
  return [
    { citation, text: paragraphs([head, shown]), claim: claimOf(citation, 1, title, "Source Code") },
    ...notes.map((note) => ({ citation, text: sentence(clip(note, LONGEST_NOTE)) })),
    { citation, text: small },
  ];
}

export const isShort = (code: string): boolean => harmless(code).trim() !== "" && sizeOf(code) <= LONGEST_CODE;

/** The code once more, where a button copies it, a button for each other form, and what else can be done. */
export function snippetCard(snippet: Snippet, answerId: string, more: readonly Action[]): Activity[] {
  const { code, formats, format } = snippet;
  const others = formats.filter(({ id }) => id !== format).slice(0, CARD.actions - more.length);
  const forms = others.map(({ id, title }) => execute(title, "format", { answer: answerId, format: id }));
  const actions = [...forms, ...more];
  if (!isShort(code) || !code.trim().includes("\n"))
    return buttons(forms.length > 0 ? `${VOICE.formats}:` : VOICE.whatElse, actions);
  const card = cardActivity({
    ...createCard([codeBlock(code, snippet.language, [ABOVE])], actions),
    msteams: { width: "full" },
  });
  return sizeOf(card) <= ACTIVITY.whole ? [card] : buttons(`${VOICE.formats}:`, actions);
}

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
