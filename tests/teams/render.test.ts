import { describe, expect, it } from "vitest";
import type { Answer, Excerpt } from "../../src/answering/answer.ts";
import { VOICE } from "../../src/answering/voice.ts";
import type { Part } from "../../src/search/excerpt.ts";
import { ACTIVITY, bytesOf, CITATION, sizeOf } from "../../src/teams/rendering/limits.ts";
import { pickByNumber, pickByTitle } from "../../src/teams/rendering/picks.ts";
import { type RenderContext, renderAnswer, secretNotice } from "../../src/teams/rendering/render.ts";
import { shorten } from "../../src/teams/rendering/shorten.ts";
import { languageOf } from "../../src/teams/rendering/snippet.ts";
import { ANSWERS, snippet } from "../answers.ts";
import { card, citation, common, lost, offering, prose, quoting } from "../terminal/answers.ts";
import { cardsOf, codesOf, linksOf, MEANT, shownBy, textOf, tokensOf } from "./shown.ts";
import { validateActivity } from "./validate.ts";

const CHANNEL: RenderContext = { answerId: "a1", scope: "channel", canAskPerson: false, aiLabel: false };
const PERSONAL: RenderContext = { ...CHANNEL, scope: "personal" };

/** Rendered, and found to be what Teams takes. */
function render(answer: Answer, around: RenderContext = CHANNEL) {
  const activities = renderAnswer(answer, around);
  expect(activities.flatMap(validateActivity)).toEqual([]);
  return activities;
}
const text = (answer: Answer, around: RenderContext = CHANNEL): string => textOf(render(answer, around));
const shown = (answer: Answer, around: RenderContext = CHANNEL): string => shownBy(text(answer, around));
const claims = (answer: Answer) => render(answer)[0]?.entities?.[0]?.citation ?? [];
const code = (of: string, language = ""): Part => ({ kind: "code", gap: false, text: of, language, label: "" });
const item = (of: string, depth: number, marker = "-"): Part => ({
  kind: "item",
  gap: false,
  text: of,
  marks: [],
  marker,
  depth,
});
const row = (header: readonly string[], cells: readonly string[]): Part => ({
  kind: "row",
  gap: false,
  header,
  cells: cells.map((one) => ({ text: one, marks: [] })),
});
const cards = (count: number, of: (at: number) => Part, url?: string): readonly Excerpt[] =>
  Array.from({ length: count }, (_, at) =>
    card([of(at)], { anchor: `s${at}`, breadcrumb: [`Section ${at}`], url: url && `${url}#s${at}` }),
  );

describe("what documentation may hold", () => {
  it.each(["<at>Everyone</at>", "<!channel>", "@channel", '<at id="0">Ann</at>', "&lt;at&gt;Ann&lt;/at&gt;"])(
    "A38 %s calls nobody, and is shown as it stands",
    (mention) => {
      const of = `Write ${mention} there.`;
      const all = [
        quoting(card([prose(of), row([of], [of]), item(of, 0)], { breadcrumb: [of], badges: [mention] })),
        snippet({ notes: [of], title: of, values: [{ slot: "name", value: mention, isDefault: false }] }),
        offering(citation({ breadcrumb: [of] })),
        lost(citation({ breadcrumb: [of], path: mention })),
      ];
      for (const answer of all) {
        const activities = render(answer, { ...PERSONAL, canAskPerson: true });
        expect(JSON.stringify(activities.map(({ entities }) => entities))).not.toContain('"mention"');
        expect(activities.map(({ text: said = "" }) => said).join()).not.toContain("<at");
        expect(shownBy(textOf(activities))).toContain(mention);
      }
    },
  );

  it("A39 an address and a title with | < > & * _ ~ ` [ ] ( ) and a new line stay one link", () => {
    const url = "https://docs.example.com/a|b?c=<d>&e=f(g)&copy;#h";
    const answer = quoting(card([prose("x")], { url, breadcrumb: ["*_~`|<b>[x](y)&amp;\nc"] }));
    expect(linksOf(text(answer))).toEqual(["https://docs.example.com/a%7Cb?c=%3Cd%3E&e=f%28g%29&copy%3B#h"]);
    expect(shown(answer)).toContain("*_~`|<b>[x](y)&amp; c [1]");
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,<b>x</b>",
    "file:///etc/passwd",
    "msteams://l/chat",
    "https://docs.example.com@evil.example/",
    "https://docs.example.com/\u0000",
    "//evil.example",
  ])("A40 %s is text, no link", (url) => {
    const answer = quoting(card([prose("x")], { url, official: [url] }));
    expect(linksOf(text(answer, { ...CHANNEL, supportUrl: url }))).toEqual([]);
    expect(claims(answer)[0]?.appearance).not.toHaveProperty("url");
    expect(shown(answer)).toContain("Official page (");
  });

  it("A40 a link that documentation writes is text", () => {
    const of =
      "[click](javascript:alert(1)) [click](https://evil.example) <https://evil.example> [a]: https://evil.example";
    const answer = quoting(card([prose(of), item(of, 0), row([of], [of])]));
    expect(linksOf(text(answer))).toEqual([]);
    expect(shown(answer)).toContain(of);
  });

  it.each(["```\nx\n```\n~~~", "````md\n```\n````", "`", "~~~~", "```"])(
    "A41 code that holds a fence stays within its block: %j",
    (of) => {
      const answer = quoting(card([code(of, "md"), prose("after")]));
      expect(codesOf(text(answer))).toEqual([of]);
      expect(shown(answer)).toContain("after");
      expect(codesOf(text(snippet({ code: of })))).toEqual([of]);
    },
  );

  it("A42 images, HTML, headings and cards of documentation are text", () => {
    const of =
      '![x](https://evil.example/x.png) <img src="https://evil.example/x.png"> <a href="x">y</a> {"type":"AdaptiveCard","body":[]}';
    const answer = quoting(card([prose(of), prose("# heading"), prose("a\n===\n\n---\n\n- b\n1. c\n> d\n    e")]));
    expect(tokensOf(text(answer)).filter(({ type }) => !MEANT.has(type))).toEqual([]);
    expect(shown(answer)).toContain(of);
    expect(shown(answer)).toContain("# heading");
    expect(cardsOf(render(answer))).toEqual([]);
  });

  it("A43 words of the asker stand in the small print, escaped and shortened, and in no button", () => {
    const said = `<at>x</at>*[a](https://evil.example)${"w".repeat(500)}`;
    const reading = {
      ...common.reading,
      searchedFor: [said],
      missing: [said],
      corrections: [{ from: said, to: said }],
    };
    const activities = render({ ...(ANSWERS.choiceOfAll as Answer), reading }, PERSONAL);
    expect(linksOf(textOf(activities))).toEqual([]);
    expect(shownBy(textOf(activities))).toContain("Searched for <at>x</at>*[a]");
    expect(textOf(activities).length).toBeLessThan(1_000);
    expect(JSON.stringify(activities.slice(1))).not.toContain("evil");
  });

  it("A47 a wide table is read line by line, a narrow one row by row", () => {
    const wide = quoting(
      card([
        row(["name", "type", "default", "what"], ["beep", "flag", "", "Whether"]),
        row([], ["heat", "number", "100", "Degrees"]),
      ]),
    );
    expect(shown(wide)).toContain(
      "name: beep\ntype: flag\nwhat: Whether\nname: heat\ntype: number\ndefault: 100\nwhat: Degrees",
    );
    const narrow = quoting(card([row(["shelf", "heat"], ["upper", "6"]), row([], ["lower", "4"])]));
    expect(shown(narrow)).toContain("shelf | heat\nupper | 6\nlower | 4");
  });

  it("A47 a list of any depth is lines, as deep as they stand, with the documentation's own numbers", () => {
    const deep = quoting(
      card([item("a", 0, "3."), item("b", 1), item("c", 12), item("and so on", 1, ""), item("z", 0, "12345.")]),
    );
    expect(shown(deep)).toContain(`3. a\n\u2003• b\n${"\u2003".repeat(8)}• c\n\u2003\u2003 and so on\n12345. z`);
  });

  it("A47 a line of 400 characters is whole", () => {
    expect(shown(quoting(card([prose("x".repeat(400))])))).toContain("x".repeat(400));
  });

  it("A48 a citation's address is the section's, and the number in the text is the citation's", () => {
    const answer = ANSWERS.answer as Extract<Answer, { kind: "answer" }>;
    expect(claims(answer).map(({ position, appearance }) => [position, appearance.url])).toEqual(
      answer.excerpts.map((one, at) => [at + 1, one.citation.url]),
    );
  });
});

describe("A44, A45 whatever the size", () => {
  it.each([999, 1_000, 3_900])("an excerpt of %i characters is whole", (size) => {
    const of = "x".repeat(size);
    expect(shown(quoting(card([prose(of)])))).toContain(of);
  });

  it("an excerpt that is too long for a message ends at a word, and says where to read on", () => {
    const url = "https://docs.example.com/kettle#long";
    const answer = quoting(card([prose("word ".repeat(4_000))], { url }));
    expect(shown(answer)).toContain(`word …\n${VOICE.more} Kettle › Descale`);
    expect(linksOf(text(answer))).toEqual([url, url]);
  });

  it("code that is too long for a message is left out whole, and the message says where it is", () => {
    const answer = quoting(card([prose("As follows:"), code("line\n".repeat(3_000)), prose("after")]));
    expect(shown(answer)).toContain(`As follows:\n${VOICE.more} kettle.md`);
    expect(codesOf(text(answer))).toEqual([]);
    const long = snippet({
      code: "line\n".repeat(3_000),
      notes: ["A note."],
      formats: [{ id: "json", title: "JSON" }],
    });
    expect(shown(long)).toContain(VOICE.tooLong);
    expect(shown(long)).toContain("A note.");
  });

  it.each([19, 20, 21, 60])(
    "of %i excerpts at most 20 are shown and cited; a link leads to the first that is not",
    (count) => {
      const answer = quoting(...cards(count, (at) => prose(`text ${at}.`), "https://docs.example.com/all"));
      const cited = claims(answer).length;
      expect(cited).toBeLessThanOrEqual(CITATION.most);
      expect(shown(answer)).toContain(`text ${cited - 1}.`);
      if (cited === count) expect(shown(answer)).not.toContain(VOICE.more);
      else expect(shown(answer)).toContain(`${VOICE.more} Section ${cited}`);
    },
  );

  it("cited names, abstracts and keywords are as short as Teams takes them", () => {
    const [claim] = claims(
      quoting(
        card([prose("x".repeat(500))], { breadcrumb: ["t".repeat(200)], badges: ["b".repeat(50), "c", "d", "e"] }),
      ),
    );
    const { name, abstract, keywords = [] } = claim?.appearance ?? { name: "", abstract: "" };
    expect([name.length, abstract.length, keywords.map(({ length }) => length)]).toEqual([80, 160, [28, 1, 1]]);
  });

  it.each([9, 11, 13, 40])(
    "A45 an answer of %i excerpts of 1,500 characters is cut between two, below 20 KB and 28 KB",
    (count) => {
      const answer = quoting(...cards(count, (at) => prose(`${at}<&"\\ `.repeat(300)), "https://docs.example.com/all"));
      const [first] = render(answer);
      expect(bytesOf(first?.text ?? "")).toBeLessThanOrEqual(ACTIVITY.text);
      expect(sizeOf(first)).toBeLessThanOrEqual(ACTIVITY.whole);
      expect(shown(answer)).toContain(VOICE.more);
    },
  );

  it("A45 a message that Teams refuses all the same is halved, with a link to what is left out", () => {
    const answer = quoting(
      ...cards(8, (at) => (at % 2 ? code(`a${at}\n\n\nb`) : prose("word ".repeat(40))), "https://docs.example.com/all"),
    );
    const [whole] = render(answer);
    const half = shorten(whole as NonNullable<typeof whole>);
    expect(validateActivity(half)).toEqual([]);
    expect(half?.text?.length).toBeLessThan((whole?.text?.length ?? 0) * 0.6);
    expect(shownBy(half?.text ?? "").trim()).toMatch(new RegExp(`${VOICE.more} Section \\d$`));
    expect(half?.channelData).toEqual(whole?.channelData);
  });

  it("A45 a card that Teams refuses loses its code, and keeps its buttons", () => {
    const [, card] = render(snippet({ code: "a\nb", formats: [{ id: "json", title: "JSON" }] }));
    const [short] = cardsOf([shorten(card as NonNullable<typeof card>) as NonNullable<typeof card>]);
    expect(short?.body).toEqual([{ type: "TextBlock", text: VOICE.codeAbove, wrap: true }]);
    expect(short?.actions).toHaveLength(1);
  });

  it("a title of any length fits on its button, and is whole in the text", () => {
    const long = "t".repeat(200);
    for (const around of [CHANNEL, PERSONAL]) {
      const activities = render(offering(citation({ breadcrumb: [long] })), around);
      expect(shownBy(textOf(activities))).toContain(long);
      expect(JSON.stringify(activities.slice(1))).toContain(`"${"t".repeat(59)}…"`);
    }
  });
});

describe("a configuration", () => {
  it("is copied from a card of its own, beside which nothing is lost without it", () => {
    const activities = render(ANSWERS.snippet as Answer);
    const [card] = cardsOf(activities);
    const { snippet: of } = ANSWERS.snippet as Extract<Answer, { kind: "snippet" }>;
    expect(codesOf(textOf(activities))[0]).toBe(of.code);
    expect(card?.body[0]).toMatchObject({
      type: "CodeBlock",
      codeSnippet: of.code,
      language: "Json",
      fallback: { type: "RichTextBlock" },
    });
    expect(card?.actions?.map(({ title }) => title)).toEqual(["Lines", "Script"]);
  });

  it("of one line has no card, where there is no other form", () => {
    expect(render(snippet())).toHaveLength(1);
  });

  it.each([
    ["json", "Json"],
    ["sh", "Bash"],
    ["Python", "Python"],
    ["yaml", "PlainText"],
    ["toml", "PlainText"],
    ["ini", "PlainText"],
    ["", "PlainText"],
    ["constructor", "PlainText"],
  ])("in %j is %s in a CodeBlock", (language, name) => {
    expect(languageOf(language)).toBe(name);
  });

  it("with a value missing asks for it, and for nothing that is not sent back", () => {
    const [first, copy, form] = render(ANSWERS.ask as Answer, PERSONAL);
    expect(shownBy(first?.text ?? "")).toContain(`At which address is the kettle?\n${VOICE.replyHere}`);
    expect(first?.channelData).toBeUndefined();
    expect(JSON.stringify(copy)).toContain("CodeBlock");
    expect(JSON.stringify(form)).toContain('"verb":"fillForm"');
  });
});

describe("what can be done with an answer", () => {
  const titles = (name: string, around: Partial<RenderContext>): string[] =>
    render(ANSWERS[name] as Answer, { ...CHANNEL, ...around }).flatMap(({ suggestedActions, attachments = [] }) => [
      ...(suggestedActions?.actions.map(({ title }) => `chip ${title}`) ?? []),
      ...attachments.flatMap(({ content }) => content.actions?.map(({ title }) => title) ?? []),
    ]);
  const helped = { canAskPerson: true };

  it.each<readonly [string, Partial<RenderContext>, readonly string[]]>([
    ["answer", {}, []],
    ["answer", helped, ["Ask a person"]],
    ["answer", { ...helped, supportUrl: "https://help.example.com" }, []],
    ["offer", helped, ["Settings of the kettle", "Ask a person"]],
    ["offer", { scope: "personal" }, ["chip Settings of the kettle"]],
    ["snippet", helped, ["Lines", "Script", "Ask a person"]],
    ["ask", helped, ["JSON", "Script", "Fill in a form"]],
    ["choiceOfAll", { scope: "groupChat" }, ["Kettle › Descale", "Oven › Grill [Cloud]", "Settings of the oven"]],
    [
      "choiceOfAll",
      { scope: "personal" },
      ["chip Kettle › Descale", "chip Oven › Grill [Cloud]", "chip Settings of the oven"],
    ],
    ["unknown", {}, []],
    ["unknown", helped, ["Ask a person"]],
    ["reply", helped, []],
  ])("%s, %o: %j", (name, around, expected) => {
    expect(titles(name, around)).toEqual(expected);
  });

  it("a person is reached by a link where there is one", () => {
    expect(
      linksOf(text(ANSWERS.unknown as Answer, { ...CHANNEL, ...helped, supportUrl: "https://help.example.com" })),
    ).toContain("https://help.example.com/");
  });

  it("feedback is asked for where something was answered", () => {
    const asks = Object.keys(ANSWERS).filter((name) => render(ANSWERS[name] as Answer)[0]?.channelData !== undefined);
    expect(asks).toEqual(["answer", "table", "verdict", "parts", "offer", "snippet"]);
  });

  it("what is picked is what stood on the button, by its number or by its title", () => {
    const choice = ANSWERS.choiceOfAll as Answer;
    expect(pickByNumber(choice, 2)).toEqual({ intent: "oven-settings" });
    expect(pickByNumber(choice, 3)).toBeUndefined();
    expect(pickByTitle(choice, "Settings of the oven")).toEqual({ intent: "oven-settings" });
    expect(pickByTitle(choice, "Oven › Grill [Cloud]")).toEqual(pickByNumber(choice, 1));
    expect(pickByTitle(choice, "something else")).toBeUndefined();
    expect(pickByTitle(offering(citation({ breadcrumb: ["t".repeat(200)] })), `${"t".repeat(59)}…`)).toMatchObject({
      path: "kettle.md",
    });
  });

  it("nothing says that a language model wrote it, unless an operator says so", () => {
    const json = (aiLabel: boolean) => JSON.stringify(render(ANSWERS.answer as Answer, { ...CHANNEL, aiLabel }));
    expect(json(false)).not.toContain("AIGeneratedContent");
    expect(json(true)).toContain('"additionalType":["AIGeneratedContent"]');
  });
});

describe("a secret in the question (A67)", () => {
  const answer: Answer = { ...(ANSWERS.answer as Answer), secret: true };

  it("is spoken of first, between two people", () => {
    expect(shown(answer, PERSONAL)).toMatch(new RegExp(`^\u26A0\uFE0F ${VOICE.secret}`));
    expect(validateActivity(secretNotice())).toEqual([]);
  });

  it("is not spoken of where others read", () => {
    expect(render(answer)).toEqual(render(ANSWERS.answer as Answer));
  });
});
