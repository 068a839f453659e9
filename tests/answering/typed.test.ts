import { describe, expect, it } from "vitest";
import { createAsk } from "../../src/answering/ask.ts";
import { createIntentSearch, createTypedSearch } from "../../src/answering/typed.ts";
import { createKitchen } from "./kitchen.ts";
import { ruled } from "./kitchenrules.ts";

const knowledge = createKitchen();
const ask = createAsk(knowledge);
const search = createTypedSearch(knowledge, ask);
const found = (typed: string): string[] => search(typed).map(({ page, anchor }) => `${page.path}#${anchor}`);

describe("sections for what is typed", () => {
  it("are those whose headings hold it, and then those that are found as by a question", () => {
    expect(found("desc")).toEqual(["kettle.md#descale-the-kettle"]);
    expect(found("the kettle").slice(0, 2)).toEqual([
      "kettle.md#descale-the-kettle",
      "kettle.md#settings-of-the-kettle",
    ]);
    const hits = ask("vinegar").hits.map(({ section }) => `${section.page.path}#${section.anchor}`);
    expect([hits.length > 0, found("vinegar")]).toEqual([true, hits]);
  });

  it("are for a whole question first those that the bot finds", () => {
    const question = "how do I keep milk fresh?";
    const hits = ask(question).hits.map(({ section }) => section.anchor);
    expect(
      search(question)
        .slice(0, hits.length)
        .map(({ anchor }) => anchor),
    ).toEqual(hits);
  });

  it("are each there once, and none for nothing", () => {
    expect(new Set(found("kettle")).size).toBe(found("kettle").length);
    expect([found(""), found(" ")]).toEqual([[], []]);
  });
});

describe("did you mean", () => {
  const choices = (typed: string): string[] => {
    const answer = ask(typed);
    return answer.kind === "choice" ? answer.choices.map(({ anchor }) => anchor) : [answer.kind];
  };

  it.each<readonly [string, string, string[]]>([
    ["the beginning of a heading's word", "desca", ["descale-the-kettle"]],
    ["the beginnings of two", "desca kett", ["descale-the-kettle"]],
    ["misspelt", "temprat", ["temperature-of-the-fridge"]],
    ["another word, too", "desca pizza", ["unknown"]],
    ["a sentence", "where can I desca it", ["unknown"]],
    ["a small word, too, as sentences have", "the desca", ["unknown"]],
    ["two letters", "de", ["unknown"]],
    ["nothing that is known", "zxqj", ["unknown"]],
  ])("%s: %s", (_, typed, anchors) => expect(choices(typed)).toEqual(anchors));

  it("is answered when it is picked, though the search does not find it", () => {
    const pick = { source: "kitchen", path: "kettle.md", anchor: "descale-the-kettle" };
    const answer = ask("desca", { pick });
    expect(answer.kind === "answer" && answer.excerpts.map(({ citation }) => citation.anchor)).toEqual([pick.anchor]);
  });
});

describe("intents for what is typed", () => {
  const { intents } = ruled(knowledge).rulebook.rules.set;
  const typed = createIntentSearch(intents);
  const ids = (text: string): string[] => typed(text).map(({ id }) => id);

  it("are those whose titles hold it, and all for nothing", () => {
    expect([ids("ov"), ids("settngs oven")[0], ids("pizza"), ids("")]).toEqual([
      ["oven-settings"],
      "oven-settings",
      [],
      intents.map(({ id }) => id),
    ]);
  });
});
