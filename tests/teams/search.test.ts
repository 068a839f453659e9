import { expect, it } from "vitest";
import { createAsk } from "../../src/answering/ask.ts";
import { VOICE } from "../../src/answering/voice.ts";
import { sizeOf } from "../../src/teams/rendering/limits.ts";
import { renderResults } from "../../src/teams/rendering/results.ts";
import { createKitchen } from "../answering/kitchen.ts";
import { validateCard } from "./validate.ts";

const found = createAsk(createKitchen())("how do I descale the kettle?").hits.map(({ section }) => section);
const render = (sections: typeof found) => renderResults(sections, VOICE.unknown);

it("what is found is a list, each with a card for the message and a preview for the list", () => {
  const { composeExtension: shown } = render(found);
  if (shown.type !== "result") throw new Error("nothing was found");
  expect(shown.attachments.flatMap(({ content }) => validateCard(content))).toEqual([]);
  expect(shown.attachments).toHaveLength(found.length);
  expect(shown.attachments[0]).toEqual({
    contentType: "application/vnd.microsoft.card.adaptive",
    content: {
      type: "AdaptiveCard",
      $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
      version: "1.5",
      body: [
        {
          type: "RichTextBlock",
          inlines: [{ type: "TextRun", text: "Kettle › Descale the kettle", weight: "Bolder" }],
        },
        {
          type: "RichTextBlock",
          inlines: [
            {
              type: "TextRun",
              text: "Do this once a month: Pour vinegar into the kettle. Boil it once. Rinse the kettle twice.",
            },
          ],
        },
        { type: "RichTextBlock", inlines: [{ type: "TextRun", text: "kettle.md#descale-the-kettle", isSubtle: true }] },
      ],
      actions: [
        { type: "Action.OpenUrl", title: VOICE.readPage, url: "https://docs.example.com/kettle#descale-the-kettle" },
        { type: "Action.OpenUrl", title: VOICE.official, url: "https://example.com/kettle" },
      ],
    },
    preview: {
      contentType: "application/vnd.microsoft.card.thumbnail",
      content: {
        title: "Kettle › Descale the kettle",
        text: "Do this once a month: Pour vinegar into the kettle. Boil it once. Rinse the kettle twice.",
      },
    },
  });
});

it("if there are none, it says what it was told to", () => {
  expect(render([])).toEqual({ composeExtension: { type: "message", text: VOICE.unknown } });
});

it("A42 a section that holds HTML shows it, and a long list stays below 28 KB (A45)", () => {
  const [first] = found;
  if (!first) throw new Error("nothing was found");
  const html = '<img src="x">&'.repeat(60);
  const section = {
    ...first,
    heading: html,
    breadcrumb: [html],
    blocks: [{ kind: "prose", text: html }],
  } as unknown as typeof first;
  const results = render(Array.from({ length: 40 }, () => section));
  expect(sizeOf(results)).toBeLessThan(29 * 1024);
  const { composeExtension: shown } = results;
  if (shown.type !== "result") throw new Error("nothing was found");
  expect(shown.attachments[0]?.preview.content.title).toMatch(/^&#60;img src="x"&#62;&#38;/);
  expect(shown.attachments.flatMap(({ content }) => validateCard(content))).toEqual([]);
});
