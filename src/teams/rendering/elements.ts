import { harmless } from "../../answering/plain.ts";
import { VOICE } from "../../answering/voice.ts";
import { type Activity, cardActivity, textActivity } from "./activity.ts";
import {
  type Action,
  createCard,
  type RichTextBlock,
  type TextBlock,
  type TextRun,
  type Verb,
} from "./adaptivecard.ts";
import { CARD, SUGGESTED } from "./limits.ts";
import { escapeText, oneLine } from "./markdown.ts";

/** Where an answer is shown: Teams' name of the kind of conversation. */
export type Scope = "personal" | "groupChat" | "channel";

/** A button that comes back to the bot. `data`: an answer's id and the like, never what somebody wrote. */
export const execute = (title: string, verb: Verb, data: Readonly<Record<string, string | number>>): Action => ({
  type: "Action.Execute",
  title: oneLine(title, CARD.title),
  verb,
  data,
  associatedInputs: "none",
});

export const personButton = (answerId: string): Action => execute(VOICE.askPerson, "askPerson", { answer: answerId });

/** A sentence of the bot's own. */
export const says = (text: string): TextBlock => ({ type: "TextBlock", text, wrap: true });

/** Words of documentation, rules and people: taken literally. */
export const literally = (text: string, look: Omit<TextRun, "type" | "text"> = {}): RichTextBlock => ({
  type: "RichTextBlock",
  inlines: [{ type: "TextRun", text: harmless(text) || "…", ...look }],
});

export const buttons = (text: string, actions: readonly Action[]): Activity[] =>
  actions.length === 0 ? [] : [cardActivity(createCard([says(text)], actions.slice(0, CARD.actions)))];

interface Asker {
  readonly answerId: string;
  readonly scope: Scope;
  readonly user?: string | undefined;
}

/**
 * What is offered, to be picked: chips between two people, buttons where others look on. To tap a chip is to say its title, so
 * `pickByTitle` finds it again; a button says its number.
 * @param more buttons that stand below, whatever is offered
 */
export function picks(
  titles: readonly string[],
  text: string,
  more: readonly Action[],
  { answerId, scope, user }: Asker,
): Activity[] {
  const offers = titles.map((title, at) => execute(title, "pick", { answer: answerId, pick: at }));
  if (scope !== "personal") {
    const shown = [...offers.slice(0, CARD.actions - more.length), ...more];
    return buttons(offers.length > 0 ? text : VOICE.whatElse, shown);
  }
  const below = buttons(VOICE.whatElse, more);
  if (titles.length === 0) return below;
  const actions = titles.slice(0, SUGGESTED.actions).map((title) => {
    const shown = chipOf(title);
    return { type: "imBack" as const, title: shown, value: shown };
  });
  const to = user === undefined ? {} : { to: [user] };
  return [...below, textActivity(escapeText(text), { suggestedActions: { ...to, actions } })];
}

/** What stands on the chip, and comes back. */
export const chipOf = (title: string): string => oneLine(title, SUGGESTED.title);
