import { type Citation, cite } from "../../answering/answer.ts";
import { titleOf } from "../../answering/citations.ts";
import type { SearchTyped } from "../../answering/typed.ts";
import { VOICE } from "../../answering/voice.ts";
import { CARD_TYPE } from "./activity.ts";
import { type Action, type AdaptiveCard, createCard } from "./adaptivecard.ts";
import { literally } from "./elements.ts";
import { ACTIVITY, CARD, RESULTS, sizeOf } from "./limits.ts";
import { oneLine, webAddress } from "./markdown.ts";

type Section = ReturnType<SearchTyped>[number];

/** The answer to `composeExtension/query`, and what a dialog puts into a message. https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search */
export interface SearchResults {
  readonly composeExtension:
    | { readonly type: "message"; readonly text: string }
    | { readonly type: "result"; readonly attachmentLayout: "list"; readonly attachments: readonly Result[] };
}

interface Result {
  readonly contentType: typeof CARD_TYPE;
  /** What is put into the message. */
  readonly content: AdaptiveCard;
  /** What stands in the list; without it, Teams shows nothing. */
  readonly preview: {
    readonly contentType: "application/vnd.microsoft.card.thumbnail";
    readonly content: { readonly title: string; readonly text: string };
  };
}

/** The sections that were found, best first; `nothing` is said if there are none. */
export function renderResults(sections: readonly Section[], nothing: string): SearchResults {
  const attachments: Result[] = [];
  let room = ACTIVITY.whole;
  for (const section of sections.slice(0, RESULTS.most)) {
    const result = resultOf(section);
    room -= sizeOf(result);
    if (room < 0) break;
    attachments.push(result);
  }
  return attachments.length === 0
    ? { composeExtension: { type: "message", text: nothing } }
    : { composeExtension: { type: "result", attachmentLayout: "list", attachments } };
}

function resultOf(section: Section): Result {
  const citation = cite(section);
  const title = oneLine(titleOf(citation), RESULTS.title);
  const words = section.blocks.map((block) => (block.kind === "row" ? block.cells.join(" | ") : block.text));
  const text = oneLine(words.join(" "), RESULTS.text);
  const card = createCard(
    [literally(title, { weight: "Bolder" }), literally(text), literally(placeOf(citation), { isSubtle: true })],
    readButton(citation),
  );
  return attach(card, title, text);
}

function attach(content: AdaptiveCard, title: string, text: string): Result {
  const preview = { title: entities(title), text: entities(text) };
  return {
    contentType: CARD_TYPE,
    content,
    preview: { contentType: "application/vnd.microsoft.card.thumbnail", content: preview },
  };
}

/** An answer as a card for the message that somebody writes. */
export function renderShared(card: AdaptiveCard, of: Citation): SearchResults {
  const attachment = attach(card, oneLine(titleOf(of), RESULTS.title), placeOf(of));
  return { composeExtension: { type: "result", attachmentLayout: "list", attachments: [attachment] } };
}

const placeOf = ({ path, anchor }: Citation): string => oneLine(`${path}${anchor ? `#${anchor}` : ""}`, RESULTS.text);

function readButton({ url, official }: Citation): Action[] {
  const [own, page] = [webAddress(url), webAddress(official[0])];
  const opens = (title: string, address: string): Action => ({
    type: "Action.OpenUrl",
    title: oneLine(title, CARD.title),
    url: address,
  });
  return [
    ...(own === undefined ? [] : [opens(VOICE.readPage, own)]),
    ...(page === undefined ? [] : [opens(VOICE.official, page)]),
  ];
}

/** Previews may hold HTML. */
const entities = (text: string): string => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
