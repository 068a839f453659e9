import type { AdaptiveCard } from "./adaptivecard.ts";

/** What the bot sends, as far as it uses it. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content */
export interface Activity {
  readonly type: "message";
  readonly textFormat?: "markdown";
  readonly text?: string;
  readonly entities?: readonly MessageEntity[];
  /** Never beside a text: Teams makes two messages of it, and tells the id of neither. */
  readonly attachments?: readonly Attachment[];
  readonly suggestedActions?: SuggestedActions;
  readonly channelData?: { readonly feedbackLoop: { readonly type: "default" } };
}

/** One a message: citations, and the label of what a language model wrote. */
export interface MessageEntity {
  readonly type: "https://schema.org/Message";
  readonly "@type": "Message";
  readonly "@context": "https://schema.org";
  readonly "@id": "";
  readonly additionalType?: readonly ["AIGeneratedContent"];
  readonly citation?: readonly Claim[];
}

/** The popover behind a number of the text. */
export interface Claim {
  readonly "@type": "Claim";
  readonly position: number;
  readonly appearance: {
    readonly "@type": "DigitalDocument";
    readonly name: string;
    readonly url?: string;
    readonly abstract: string;
    readonly keywords?: readonly string[];
    readonly image: { readonly "@type": "ImageObject"; readonly name: "Text" | "Source Code" };
  };
}

export interface Attachment {
  readonly contentType: typeof CARD_TYPE;
  readonly content: AdaptiveCard;
}
export const CARD_TYPE = "application/vnd.microsoft.card.adaptive";

/** Chips below a message; to tap one is to say its title. */
interface SuggestedActions {
  /** Ids of who sees them; whoever is there where it is left out. */
  readonly to?: readonly string[];
  readonly actions: readonly { readonly type: "imBack"; readonly title: string; readonly value: string }[];
}

export const textActivity = (text: string, more: Omit<Activity, "type" | "text" | "textFormat"> = {}): Activity => ({
  type: "message",
  textFormat: "markdown",
  text,
  ...more,
});

export const cardActivity = (content: AdaptiveCard): Activity => ({
  type: "message",
  attachments: [{ contentType: CARD_TYPE, content }],
});
