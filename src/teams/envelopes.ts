import { VOICE } from "../answering/voice.ts";
import type { TurnAnswer } from "./adapter.ts";
import { CARD_TYPE } from "./rendering/activity.ts";
import { type Action, type AdaptiveCard, createCard } from "./rendering/adaptivecard.ts";
import { says } from "./rendering/elements.ts";
import { CARD } from "./rendering/limits.ts";
import { oneLine } from "./rendering/markdown.ts";

/** How Teams takes an answer to an invoke: each has an envelope of its own. */

/** What is shown to the person who clicked. */
export type Shown = { readonly card: AdaptiveCard } | { readonly text: string };

const answer = (body: object): TurnAnswer => ({ status: 200, body });

/** In the place of the card that was clicked, or as a line for the one who clicked. */
export function inMessage(shown: Shown): TurnAnswer {
  const [type, value] =
    "card" in shown ? [CARD_TYPE, shown.card] : ["application/vnd.microsoft.activity.message", shown.text];
  return answer({ statusCode: 200, type, value });
}

/**
 * In a dialog. A dialog could say a text without a card, too, but that is written down for the second step only.
 * https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/respond-to-task-module-submit
 */
export function inDialog(shown: Shown): TurnAnswer {
  const isCard = "card" in shown;
  const content = isCard ? forDialog(shown.card) : createCard([says(shown.text)]);
  const size = isCard ? "large" : "small";
  const card = { contentType: CARD_TYPE, content };
  const value = { title: oneLine(VOICE.fromDocs, CARD.title), height: size, width: isCard ? "large" : "medium", card };
  return answer({ task: { type: "continue", value } });
}

/** Dialogs know `Action.Submit` alone, whose verb is one of the data. */
function forDialog({ actions = [], ...card }: AdaptiveCard): AdaptiveCard {
  const submitting = actions.map((one): Action => {
    if (one.type !== "Action.Execute") return one;
    const { verb, data, ...rest } = one;
    return { ...rest, type: "Action.Submit", data: { ...data, verb } };
  });
  return actions.length === 0 ? card : { ...card, actions: submitting };
}

/** A sentence in answer to an invoke of that name, whatever it waits for. */
export function sayTo(invoke: string, text: string): TurnAnswer {
  switch (invoke) {
    case "composeExtension/fetchTask":
    case "composeExtension/submitAction":
      return inDialog({ text });
    case "composeExtension/query":
      return answer({ composeExtension: { type: "message", text } });
    case "adaptiveCard/action":
      return inMessage({ text });
    default:
      return answer({});
  }
}

/** What Teams shows in place of “unable to reach app”. */
export function failedInvoke(name: string): TurnAnswer {
  if (name !== "adaptiveCard/action") return sayTo(name, VOICE.failed);
  const value = { code: "InternalError", message: VOICE.failed };
  return answer({ statusCode: 500, type: "application/vnd.microsoft.error", value });
}
