import type { Answer, Citation, Snippet } from "../src/answering/answer.ts";
import { createAsk } from "../src/answering/ask.ts";
import { createKitchen } from "./answering/kitchen.ts";
import { askBy } from "./answering/kitchenrules.ts";
import { card, citation, common, lost, offering, prose, quoting } from "./terminal/answers.ts";

/** Answers by name, one of each kind and of each shape that a platform must be able to show: every platform has its goldens of them. */
export const ANSWERS: Readonly<Record<string, Answer>> = {
  answer: heard("how do I descale the kettle?"),
  table: heard("how warm is the upper shelf of the refrigerator?"),
  verdict: ruled("can I use vinegar in the kitchen?"),
  parts: quoting(
    card(
      [
        { kind: "label", gap: false, text: "Steps:", marks: [] },
        { kind: "item", gap: false, text: "Pour.", marks: [[0, 4]], marker: "1.", depth: 0 },
        { kind: "item", gap: false, text: "Slowly.", marks: [], marker: "-", depth: 1 },
        { kind: "item", gap: true, text: "Switch it on.", marks: [], marker: "4.", depth: 0 },
        { kind: "item", gap: false, text: "It is loud.", marks: [], marker: "", depth: 0 },
        { kind: "code", gap: false, text: "a = 1\n\nb = 2", language: "ini", label: "" },
        { kind: "code", gap: true, text: "c", language: "", label: "" },
        {
          kind: "row",
          gap: false,
          header: ["shelf", "heat", "time", "for"],
          cells: ["upper", "220 degrees", "", "bread"].map((text) => ({ text, marks: [] })),
        },
      ],
      {
        badges: ["Enterprise", "Cloud"],
        url: "https://docs.example.com/kettle#descale",
        official: ["https://example.com/one", "https://example.com/two"],
        revision: { id: "abc1234", date: "2025-03-04T05:06:07Z" },
      },
    ),
    card([prose("Boil it.")], { path: "all.md", anchor: "", breadcrumb: ["All"] }),
  ),
  offer: {
    ...quoting(card([prose("The settings file names the boiling point.", [[4, 12]])])),
    offer: { intent: "kettle-settings", title: "Settings of the kettle" },
  } as Answer,
  snippet: ruled("kettle config for https://kettle.example.com at 90 degrees as json"),
  ask: ruled("give me the kettle config"),
  choice: heard("how do I make tea?"),
  choiceOfAll: {
    ...offering(citation(), citation({ breadcrumb: ["Oven", "Grill"], badges: ["Cloud"] })),
    offers: [{ intent: "oven-settings", title: "Settings of the oven" }],
  } as Answer,
  offers: {
    ...offering(),
    offers: [
      { intent: "kettle-settings", title: "Settings of the kettle" },
      { intent: "oven-settings", title: "Settings of the oven" },
    ],
  } as Answer,
  unknown: lost(citation(), citation({ url: "https://docs.example.com/oven#grill", breadcrumb: ["Oven", "Grill"] })),
  lost: heard("can I wash the microwave?"),
  reply: heard("help"),
  secret: { ...heard("hello"), secret: true },
};

/** A configuration put together by hand. */
export const snippet = (parts: Partial<Snippet> = {}, of: Partial<Citation> = {}): Answer => ({
  ...common,
  kind: "snippet",
  snippet: {
    intent: "kettle",
    title: "Settings of the kettle",
    code: "kettle.beep = true",
    language: "ini",
    format: undefined,
    formats: [],
    values: [],
    notes: [],
    citation: citation(of),
    ...parts,
  },
  excerpts: [],
});

function heard(question: string): Answer {
  return createAsk(createKitchen())(question);
}

function ruled(question: string): Answer {
  return askBy()(question);
}
