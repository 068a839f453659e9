import { describe, expect, it } from "vitest";
import type { Answer, Excerpt } from "../../src/answering/answer.ts";
import { VOICE } from "../../src/answering/voice.ts";
import type { Part } from "../../src/search/excerpt.ts";
import { picksOf } from "../../src/slack/picks.ts";
import { MESSAGE } from "../../src/slack/rendering/limits.ts";
import { type RenderContext, renderAnswer, secretNotice } from "../../src/slack/rendering/render.ts";
import { costOf } from "../../src/slack/rendering/size.ts";
import { ANSWERS, snippet } from "../answers.ts";
import { lengthOf } from "../shapes.ts";
import { card, citation, common, lost, offering, prose, quoting } from "../terminal/answers.ts";
import { textsIn } from "./texts.ts";
import { validateMessage } from "./validate.ts";

const CHANNEL: RenderContext = { answerId: "a1", place: "channel", canAskPerson: false, command: "/docs" };
const PRIVATE: RenderContext = { ...CHANNEL, place: "private" };

/** Rendered, and found to be what Slack takes. */
function render(answer: Answer, around: RenderContext = CHANNEL) {
  const message = renderAnswer(answer, around);
  expect(validateMessage(message)).toEqual([]);
  return message;
}
const shown = (answer: Answer, around: RenderContext = CHANNEL): string =>
  textsIn(render(answer, around).blocks).join("");
const json = (answer: Answer, around: RenderContext = CHANNEL): string => JSON.stringify(render(answer, around).blocks);
const code = (text: string, language = ""): Part => ({ kind: "code", gap: false, text, language, label: "" });
const item = (text: string, depth: number, marker = "-"): Part => ({
  kind: "item",
  gap: false,
  text,
  marks: [],
  marker,
  depth,
});
const row = (header: readonly string[], cells: readonly string[]): Part => ({
  kind: "row",
  gap: false,
  header,
  cells: cells.map((text) => ({ text, marks: [] })),
});
const cards = (count: number, of: (at: number) => Part, url?: string): readonly Excerpt[] =>
  Array.from({ length: count }, (_, at) =>
    card([of(at)], { anchor: `s${at}`, breadcrumb: [`Section ${at}`], url: url && `${url}#s${at}` }),
  );
const elements = (answer: Answer): readonly { readonly type: string }[] =>
  render(answer).blocks.flatMap((block) => (block.type === "rich_text" ? block.elements : []));

describe("what documentation may hold", () => {
  it.each(["<!channel>", "<!here>", "<!everyone>", "<@U123ABC>", "<!subteam^S123>", "@channel"])(
    "A38 %s calls nobody, and is shown as it stands",
    (mention) => {
      const text = `Write ${mention} there.`;
      const all = [
        quoting(
          card([prose(text), code(text), row([text], [text]), item(text, 0)], {
            breadcrumb: [text],
            badges: [mention],
          }),
        ),
        snippet({
          code: text,
          notes: [text],
          title: text,
          values: [{ slot: "name", value: mention, isDefault: false }],
        }),
        offering(citation({ breadcrumb: [text] })),
        lost(citation({ breadcrumb: [text], path: mention })),
      ];
      for (const answer of all) {
        const message = render(answer, { ...PRIVATE, canAskPerson: true });
        expect(JSON.stringify(message)).not.toMatch(/<!|<@/);
        expect(JSON.stringify(message)).not.toMatch(/"type":"(?:broadcast|user|usergroup|channel|team)"/);
      }
      expect(shown(all[0] as Answer)).toContain(text);
      expect(shown(all[1] as Answer)).toContain(text);
    },
  );

  it("A39 an address and a title with | < > & * _ ~ ` and a new line stay one link", () => {
    const url = "https://docs.example.com/a|b?c=<d>&e=f#g";
    const answer = quoting(card([prose("x")], { url, breadcrumb: ["*_~`|<b>&amp;\nc"], official: [url] }));
    const { blocks, text } = render(answer);
    const address = "https://docs.example.com/a%7Cb?c=%3Cd%3E&e=f#g";
    expect(JSON.stringify(blocks)).toContain(
      `{"type":"link","url":"${address}","text":"*_~\`|<b>&amp; c","style":{"bold":true}}`,
    );
    expect(JSON.stringify(blocks)).toContain(`<${address.replace("&", "&amp;")}|Official page>`);
    expect(text).toContain(`<${address.replace("&", "&amp;")}|*_~\`¦&lt;b&gt;&amp;amp; c>`);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,<b>x</b>",
    "file:///etc/passwd",
    "slack://user?team=T1",
    "https://docs.example.com@evil.example/",
    "https://docs.example.com/\u0000",
    "//evil.example",
  ])("A40 %s is text, no link", (url) => {
    const { blocks, text } = render(quoting(card([prose("x")], { url, official: [url] })));
    expect(JSON.stringify(blocks)).not.toMatch(/"type":"link"|<[a-z]+:/);
    expect(text).not.toMatch(/<[a-z]+:/);
    expect(textsIn(blocks).join()).toContain("Official page (");
  });

  it("A41 code that holds a fence stays within its block", () => {
    const fences = "```\nx\n```\n~~~";
    const answer = quoting(card([code(fences, "md"), prose("after")]));
    expect(elements(answer).find(({ type }) => type === "rich_text_preformatted")).toEqual({
      type: "rich_text_preformatted",
      elements: [{ type: "text", text: fences }],
      language: "md",
    });
    expect(
      render(answer)
        .text.split("\n")
        .filter((line) => line === "```"),
    ).toHaveLength(2);
    expect(render(snippet({ code: "```js\nx" })).text).toContain("```js\nx");
  });

  it("A42 images and HTML are text", () => {
    const text = '![x](https://evil.example/x.png) <img src="https://evil.example/x.png"> <a href="x">';
    const { blocks } = render(quoting(card([prose(text)])));
    expect(textsIn(blocks).join("")).toContain(text);
    expect(JSON.stringify(blocks)).not.toMatch(/"type":"(?:image|link)"/);
  });

  it("A43 words of the asker stand in small print, escaped and shortened, and in no button", () => {
    const said = `<!channel>*${"w".repeat(500)}`;
    const reading = {
      ...common.reading,
      searchedFor: [said],
      missing: [said],
      corrections: [{ from: said, to: said }],
    };
    const answer = { ...(ANSWERS.choiceOfAll as Answer), reading };
    const { blocks } = render(answer);
    const context = blocks.filter(({ type }) => type === "context");
    expect(JSON.stringify(context)).toContain("&lt;!channel&gt;*www");
    expect(costOf(context)).toBeLessThan(1_000);
    expect(JSON.stringify(blocks.filter(({ type }) => type !== "context"))).not.toContain("www");
  });

  it("A47 a wide table is read line by line, a narrow one row by row", () => {
    const wide = quoting(
      card([
        row(["name", "type", "default", "what"], ["beep", "flag", "", "Whether it beeps"]),
        row([], ["heat", "number", "100", "Degrees"]),
      ]),
    );
    expect(shown(wide)).toContain(
      "name: beep\ntype: flag\nwhat: Whether it beeps\nname: heat\ntype: number\ndefault: 100\nwhat: Degrees",
    );
    const narrow = quoting(card([row(["shelf", "heat"], ["upper", "6"]), row([], ["lower", ""])]));
    expect(shown(narrow)).toContain("shelf | heat\nupper | 6\nlower | ");
  });

  it("A47 a list of any depth is a list, as deep as Slack shows it; its numbers are those of the documentation", () => {
    const deep = quoting(card(Array.from({ length: 12 }, (_, depth) => item(`level ${depth}`, depth))));
    const lists = elements(deep).filter(({ type }) => type === "rich_text_list") as unknown as { indent?: number }[];
    expect(lists.map(({ indent = 0 }) => indent)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const numbered = quoting(
      card([item("a", 0, "3."), item("b", 0, "4."), item("c", 1), item("d", 0, "5."), item("e", 0, "9.")]),
    );
    const told = elements(numbered).filter(({ type }) => type === "rich_text_list") as unknown as {
      offset?: number;
      elements: unknown[];
    }[];
    expect(told.map(({ offset = 0, elements: items }) => [offset, items.length])).toEqual([
      [2, 2],
      [0, 1],
      [4, 1],
      [8, 1],
    ]);
    expect(shown(quoting(card([item("zero", 0, "0."), item("far", 0, "12345.")])))).toContain("0. zero\n12345. far");
  });

  it("A47 a line of 400 characters is whole", () => {
    expect(shown(quoting(card([prose("x".repeat(400))])))).toContain("x".repeat(400));
  });

  it("a language that is no name of one is left out", () => {
    expect(json(quoting(card([code("x", "c++")])))).toContain('"language":"c++"');
    expect(json(quoting(card([code("x", "no such: language")])))).not.toContain("language");
  });
});

describe("A44 whatever the size", () => {
  it.each([2_999, 3_000, 3_001, 5_900])("an excerpt of %i characters is whole", (size) => {
    const text = "x".repeat(size);
    expect(shown(quoting(card([prose(text)])))).toContain(text);
  });

  it("an excerpt that is too long for a message ends at a word, and says where to read on", () => {
    const url = "https://docs.example.com/kettle#long";
    const { blocks } = render(quoting(card([prose("word ".repeat(4_000))], { url })));
    const text = textsIn(blocks).join("");
    expect(text).toContain(`word …${VOICE.more} ${url}Kettle › Descale`);
    expect(costOf(blocks)).toBeGreaterThan(5_000);
  });

  it("code that is too long for a message is left out whole, and the message says where it is", () => {
    const { blocks } = render(quoting(card([prose("As follows:"), code("line\n".repeat(3_000)), prose("after")])));
    expect(textsIn(blocks).join("")).toContain(`As follows:${VOICE.more} kettle.md`);
    expect(JSON.stringify(blocks)).not.toContain("preformatted");
    const long = shown(snippet({ code: "line\n".repeat(3_000), notes: ["A note."] }));
    expect(long).toContain(VOICE.tooLong);
    expect(long).toContain("A note.");
  });

  it.each([23, 24, 25, 60])(
    "of %i excerpts as many are shown as fit into 50 blocks; a link leads to the first that is not",
    (count) => {
      const answer = quoting(...cards(count, (at) => prose(`text ${at}`), "https://docs.example.com/all"));
      const { blocks } = render(answer);
      const text = textsIn(blocks).join("\n");
      const most = 24;
      expect(text).toContain(`text ${Math.min(count, most) - 2}`);
      if (count <= most) expect(text).not.toContain(VOICE.more);
      else {
        const first = [...Array(count).keys()].find((at) => !text.includes(`text ${at}\n`));
        expect(text).toContain(`${VOICE.more} \nhttps://docs.example.com/all#s${first}\n`);
        expect(blocks.length).toBeGreaterThanOrEqual(MESSAGE.blocks - 1);
      }
    },
  );

  it("excerpts of 13,000 characters and more together are cut between two of them", () => {
    const answer = quoting(...cards(6, (at) => prose(`${at}`.repeat(3_000)), "https://docs.example.com/all"));
    const { blocks } = render(answer);
    const text = textsIn(blocks).join("");
    for (const at of [0, 1, 2, 3]) expect(text).toContain(`${at}`.repeat(3_000));
    expect(text).not.toContain("4444");
    expect(text).toContain(`${VOICE.more} https://docs.example.com/all#s4`);
  });

  it("characters that are escaped count as what they become", () => {
    const answer = quoting(...cards(6, () => prose("<&>".repeat(500))));
    expect(costOf(render(answer).blocks)).toBeLessThanOrEqual(MESSAGE.characters);
  });

  it("the fallback ends between lines, and no fence is left open", () => {
    const answer = quoting(...cards(40, (at) => (at % 2 ? code("x\n".repeat(100)) : prose("word ".repeat(100)))));
    const { text } = render(answer);
    expect(lengthOf(text)).toBeLessThanOrEqual(MESSAGE.text);
    expect(text).toMatch(/\n…$/);
    expect((text.match(/```/g) ?? []).length % 2).toBe(0);
  });

  it("an answer's id may have 255 characters, and a longer one costs the choice of formats only", () => {
    const formats = [{ id: "json", title: "JSON" }];
    const ofLength = (length: number) => ({ ...CHANNEL, answerId: "i".repeat(length) });
    expect(json(snippet({ formats }), ofLength(255))).toContain('"static_select"');
    expect(json(snippet({ formats }), ofLength(256))).not.toContain('"static_select"');
  });

  it("a choice has a button of at most 75 characters, and its whole title above where it has more", () => {
    const title = (length: number) => citation({ breadcrumb: ["t".repeat(length)] });
    expect(json(offering(title(75)))).toContain(`"text":"${"t".repeat(75)}"`);
    expect(json(offering(title(75)))).not.toContain("1. ttt");
    const long = json(offering(title(76)));
    expect(long).toContain(`"text":"${"t".repeat(74)}…"`);
    expect(long).toContain(`1. ${"t".repeat(76)}`);
  });

  it("more than a hundred formats are a hundred", () => {
    const formats = Array.from({ length: 120 }, (_, at) => ({ id: `f${at}`, title: `Form ${at}` }));
    expect((json(snippet({ formats })).match(/"value":"f\d+"/g) ?? []).length).toBe(100);
  });
});

const actionsIn = (answer: Answer, around: RenderContext): string[] =>
  [...JSON.stringify(renderAnswer(answer, around).blocks).matchAll(/"action_id":"([^"]+)"/g)].map(
    ([, id]) => id as string,
  );

describe("what can be done with an answer", () => {
  const helped = (around: RenderContext): RenderContext => ({ ...around, canAskPerson: true });

  it.each<readonly [string, RenderContext, readonly string[]]>([
    ["answer", CHANNEL, ["feedback"]],
    ["answer", helped(CHANNEL), ["ask_person", "feedback"]],
    ["answer", helped(PRIVATE), ["share", "ask_person", "feedback"]],
    ["offer", CHANNEL, ["pick_0", "feedback"]],
    ["snippet", CHANNEL, ["format", "feedback"]],
    ["snippet", PRIVATE, ["format", "share", "feedback"]],
    ["ask", helped(PRIVATE), ["format", "fill_form"]],
    ["choiceOfAll", helped(PRIVATE), ["pick_0", "pick_1", "pick_2"]],
    ["offers", CHANNEL, ["pick_0", "pick_1"]],
    ["unknown", CHANNEL, []],
    ["unknown", helped(CHANNEL), ["ask_person"]],
    ["reply", helped(PRIVATE), []],
  ])("%s, %o: %j", (name, around, actions) => {
    expect(actionsIn(ANSWERS[name] as Answer, around)).toEqual(actions);
  });

  it("comes back with the answer's id, and nothing else", () => {
    const values = Object.values(ANSWERS).flatMap((answer) =>
      [...JSON.stringify(renderAnswer(answer, helped(PRIVATE)).blocks).matchAll(/"(?:value|block_id)":"([^"]+)"/g)].map(
        ([, value]) => value as string,
      ),
    );
    const formats = ["lines", "json", "script"];
    expect(values.filter((value) => !/^a1(?::\d+|:up|:down)?$/.test(value) && !formats.includes(value))).toEqual([]);
  });

  it("a picked number is what stood on the button", () => {
    expect(picksOf(ANSWERS.choiceOfAll as Answer)).toEqual([
      { source: "kitchen", path: "kettle.md", anchor: "descale" },
      { source: "kitchen", path: "kettle.md", anchor: "descale" },
      { intent: "oven-settings" },
    ]);
    expect(picksOf(ANSWERS.offer as Answer)).toEqual([{ intent: "kettle-settings" }]);
    for (const name of ["answer", "snippet", "ask", "unknown", "reply"])
      expect(picksOf(ANSWERS[name] as Answer)).toEqual([]);
  });

  it("how to reply is said where the question is", () => {
    expect(shown(ANSWERS.ask as Answer)).toContain(VOICE.mention);
    expect(shown(ANSWERS.ask as Answer, PRIVATE)).toContain(`${VOICE.command} /docs`);
  });
});

describe("a secret in the question", () => {
  const answer: Answer = { ...(ANSWERS.answer as Answer), secret: true };

  it("is warned of first, where only the asker sees it (A67)", () => {
    const { blocks, text } = render(answer, PRIVATE);
    expect(blocks[0]).toEqual(secretNotice().blocks[0]);
    expect(text.startsWith(VOICE.secret)).toBe(true);
    expect(validateMessage(secretNotice())).toEqual([]);
  });

  it("is not spoken of in a channel", () => {
    expect(render(answer)).toEqual(render(ANSWERS.answer as Answer));
  });
});
