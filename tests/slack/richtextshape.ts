import { BUTTON, RICH_TEXT_LIST } from "../../src/slack/rendering/limits.ts";
import { byType, flag, integer, list, object, oneOf, type Shape, text } from "../shapes.ts";

/** https://docs.slack.dev/reference/block-kit/blocks/rich-text-block; the message's characters are its only limit of length. */

const ANY = Number.POSITIVE_INFINITY;
const style = object({}, { bold: flag, italic: flag, strike: flag, code: flag, underline: flag });
const inline = {
  text: object({ text: text(ANY) }, { style }),
  link: object({ url: text(BUTTON.url) }, { text: text(ANY), unsafe: flag, style }),
  emoji: object({ name: text(100) }, { unicode: text(100), style }),
};
/** Without the elements that name people, groups or everyone: the bot calls nobody. */
const words = byType(inline);
const border = oneOf(0, 1);

export const richText: Shape = byType({
  rich_text_section: object({ elements: list(words, ANY) }),
  rich_text_quote: object({ elements: list(words, ANY) }, { border }),
  rich_text_preformatted: object(
    { elements: list(byType({ text: inline.text, link: inline.link }), ANY) },
    { border, language: text(100) },
  ),
  rich_text_list: object(
    {
      style: oneOf("bullet", "ordered"),
      elements: list(byType({ rich_text_section: object({ elements: list(words, ANY) }) }), ANY),
    },
    { indent: integer(0, RICH_TEXT_LIST.indent), offset: integer(0, 1_000_000), border },
  ),
});
