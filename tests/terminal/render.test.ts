import { describe, expect, it } from "vitest";
import type { Answer, Excerpt, Snippet } from "../../src/answering/answer.ts";
import { VOICE } from "../../src/answering/voice.ts";
import { COLOUR, LONGEST_UNCOMMITTED, renderAnswer, renderWhy } from "../../src/terminal/render.ts";
import { card, citation, common, lost, offering, prose, quoting } from "./answers.ts";

describe("an answer", () => {
  it("is numbered cards, each with its place and revision, and how the question was read", () => {
    const answer = quoting(
      card([prose("Rinse it.")]),
      card([prose("Boil it.")], {
        breadcrumb: ["Kettle", "Boil"],
        badges: ["Enterprise", "Cloud"],
        url: "https://docs.example.com/kettle#boil",
        official: ["https://example.com/one", "https://example.com/two"],
        revision: { id: "abc1234", date: "2025-03-04T05:06:07Z" },
      }),
      card([prose("All of it.")], { path: "all.md", anchor: "", breadcrumb: ["All"] }),
    );
    expect(renderAnswer(answer)).toBe(`[1] Kettle › Descale
Rinse it.
kettle.md#descale (0123456789ab)

[2] Kettle › Boil [Enterprise, Cloud]
Boil it.
https://docs.example.com/kettle#boil (abc1234 of 2025-03-04) · Official page: https://example.com/one

[3] All
All of it.
all.md (0123456789ab)

Searched for kettle.`);
  });

  it("shows every kind of part, and where something was left out", () => {
    const answer = quoting(
      card([
        { kind: "label", gap: false, text: "Steps:", marks: [] },
        { kind: "item", gap: false, text: "Pour.", marks: [], marker: "1.", depth: 0 },
        { kind: "item", gap: true, text: "Slowly.", marks: [], marker: "-", depth: 1 },
        { kind: "item", gap: true, text: "and on.", marks: [], marker: "", depth: 0 },
        { kind: "code", gap: false, text: "a = 1\n\nb = 2", language: "ini", label: "" },
        { kind: "code", gap: true, text: "c", language: "", label: "" },
        { kind: "row", gap: false, header: ["shelf", "heat"], cells: [prose("upper"), prose("6")].map(asRun) },
        { kind: "row", gap: false, header: [], cells: [prose("lower"), prose("")].map(asRun) },
      ]),
    );
    expect(renderAnswer(answer).split("\n")).toEqual([
      "[1] Kettle › Descale",
      "Steps:",
      "1. Pour.",
      "[…]",
      "  - Slowly.",
      "[…]",
      "  and on.",
      "```ini",
      "a = 1",
      "",
      "b = 2",
      "```",
      "[…]",
      "```",
      "c",
      "```",
      "shelf | heat",
      "upper | 6",
      "lower | ",
      "kettle.md#descale (0123456789ab)",
      "",
      "Searched for kettle.",
    ]);
  });

  it("in colour marks the decisive words and dims the side notes; the text is the same", () => {
    const answer = quoting(
      card([
        prose("Rinse the kettle twice.", [
          [0, 5],
          [10, 16],
        ]),
      ]),
    );
    const bold = (text: string): string => `\u001b[1m${text}\u001b[22m`;
    const dim = (text: string): string => `\u001b[2m${text}\u001b[22m`;
    const coloured = renderAnswer(answer, COLOUR);
    expect(coloured).toBe(
      `[1] Kettle › Descale\n${bold("Rinse")} the ${bold("kettle")} twice.\n${dim("kettle.md#descale (0123456789ab)")}\n\n${dim("Searched for kettle.")}`,
    );
    const codes = ["\u001b[1m", "\u001b[2m", "\u001b[22m"];
    expect(codes.reduce((text, code) => text.replaceAll(code, ""), coloured)).toBe(renderAnswer(answer));
  });
});

const asRun = (part: ReturnType<typeof prose>) => ({ text: "text" in part ? part.text : "", marks: [] });

describe("a reply that does not commit to an answer", () => {
  it("offers numbered sections", () => {
    expect(renderAnswer(offering(citation(), citation({ breadcrumb: ["Oven"], badges: ["Cloud"] })))).toBe(
      "I am not sure which of these you mean:\n1. Kettle › Descale\n2. Oven [Cloud]\nSearched for kettle.",
    );
  });

  it("names the nearest pages, by address where they have one", () => {
    expect(renderAnswer(lost(citation(), citation({ url: "https://docs.example.com/oven#grill" })))).toBe(
      "I did not find this in the docs. The nearest pages:\n1. Kettle (kettle.md)\n2. Kettle: https://docs.example.com/oven\nSearched for kettle.",
    );
  });

  it("says only that, where no page is near", () => {
    expect(renderAnswer(lost())).toBe("I did not find this in the docs.\nSearched for kettle.");
  });

  it("is a sentence of its own for small talk", () => {
    expect(renderAnswer({ ...common, kind: "reply", reply: "thanks" })).toBe(VOICE.thanks);
  });

  it("keeps within its limit whatever the headings and words are (abuse case 44)", () => {
    const long = citation({
      breadcrumb: ["p".repeat(400), "h".repeat(400)],
      path: `${"d/".repeat(200)}page.md`,
      badges: ["b".repeat(100)],
    });
    const linked = { ...long, url: `https://docs.example.com/${"d/".repeat(300)}#x` };
    const reading = {
      searchedFor: Array.from({ length: 28 }, (_, at) => String(at).repeat(60)),
      corrections: Array.from({ length: 5 }, () => ({ from: "f".repeat(60), to: "t".repeat(60) })),
      missing: Array.from({ length: 28 }, () => "m".repeat(60)),
      cut: true,
      foreign: true,
    };
    const answers = [offering(long, long, long), lost(long, linked, linked), lost(linked), lost()].map((answer) => ({
      ...answer,
      reading,
    }));
    for (const answer of answers) {
      const text = renderAnswer(answer);
      expect(text.length).toBeLessThanOrEqual(LONGEST_UNCOMMITTED);
      expect(text).toContain(VOICE.foreign);
      expect(text).toContain(VOICE.cut);
    }
  });
});

const SNIPPET: Snippet = {
  intent: "kettle",
  title: "Settings of the kettle",
  code: "kettle.degrees = 90\nkettle.server = https://kettle.example.com",
  language: "ini",
  format: "lines",
  formats: [
    { id: "lines", title: "Lines" },
    { id: "json", title: "JSON" },
  ],
  values: [
    { slot: "degrees", value: "90", isDefault: false },
    { slot: "room", value: "kitchen", isDefault: true },
  ],
  notes: ["Put it into the file.", "Then boil."],
  citation: citation(),
};
const OFFER = { intent: "kettle", title: "Settings of the kettle" };
const configured = (snippet: Partial<Snippet> = {}, excerpts: readonly Excerpt[] = []): Answer => ({
  ...common,
  kind: "snippet",
  snippet: { ...SNIPPET, ...snippet },
  excerpts,
});

describe("what comes by rule", () => {
  it("a configuration: code, notes, what was filled in, other forms, its place; then what the documentation says", () => {
    expect(
      renderAnswer(configured({}, [card([prose("Rinse it.")], { anchor: "rinse" })])),
    ).toBe(`[1] Settings of the kettle
\`\`\`ini
kettle.degrees = 90
kettle.server = https://kettle.example.com
\`\`\`
Put it into the file.
Then boil.
Filled in: degrees = 90; room = kitchen (assumed).
Also as: JSON.
kettle.md#descale (0123456789ab)

[2] Kettle › Descale
Rinse it.
kettle.md#rinse (0123456789ab)`);
  });

  it("says nothing of values, forms and notes where there are none", () => {
    expect(renderAnswer(configured({ values: [], formats: [], format: undefined, notes: [] }))).toBe(
      "[1] Settings of the kettle\n```ini\nkettle.degrees = 90\nkettle.server = https://kettle.example.com\n```\nkettle.md#descale (0123456789ab)",
    );
  });

  it("a question for a value stands last, below the configuration", () => {
    const answer: Answer = {
      ...common,
      kind: "ask",
      snippet: { ...SNIPPET, values: [], formats: [], notes: [] },
      slot: "server",
      question: "At which address is the kettle?",
      excerpts: [],
    };
    expect(renderAnswer(answer, COLOUR).split("\n").slice(-3)).toEqual([
      "\u001b[2mkettle.md#descale (0123456789ab)\u001b[22m",
      "",
      "\u001b[1mAt which address is the kettle?\u001b[22m",
    ]);
  });

  it("a verdict stands first, above its proof", () => {
    const verdict = { verdict: "partly", condition: "With the door shut only." } as const;
    const answer = { ...quoting(card([prose("Rinse it.")])), verdict } as Answer;
    expect(renderAnswer(answer)).toBe(
      `Partly. With the door shut only.\n\n${renderAnswer(quoting(card([prose("Rinse it.")])))}`,
    );
  });

  it("an offer stands below the quotes, and below sections to choose from", () => {
    const offer = "I can write that configuration for you, too: say “config” for: Settings of the kettle.";
    expect(renderAnswer({ ...quoting(card([prose("Rinse it.")])), offer: OFFER } as Answer)).toBe(
      `[1] Kettle › Descale\nRinse it.\nkettle.md#descale (0123456789ab)\n\n${offer}\n\nSearched for kettle.`,
    );
    expect(renderAnswer({ ...offering(citation()), offers: [OFFER] } as Answer)).toBe(
      `I am not sure. Do you mean this?\n1. Kettle › Descale\n${offer}\nSearched for kettle.`,
    );
  });

  it("several configurations are numbered (A63)", () => {
    const offers = [OFFER, { intent: "oven", title: "Settings of the oven" }];
    expect(renderAnswer({ ...offering(), offers } as Answer)).toBe(
      "Several configurations match. Which one do you mean?\n1. Settings of the kettle\n2. Settings of the oven",
    );
  });

  it.each([configured(), quoting(card([prose("Rinse it.")])), offering(citation()), lost()])(
    "a warning stands above all where the message held a secret (A67)",
    (answer) => {
      expect(renderAnswer({ ...answer, secret: true })).toBe(`${VOICE.secret}\n\n${renderAnswer(answer)}`);
    },
  );

  it("code stays within its fence and sends no control sequences (A29, A41)", () => {
    const code = "```\n\u001b[31mred\u0007\n````";
    expect(renderAnswer(configured({ code, values: [], formats: [], notes: [] }))).toBe(
      "[1] Settings of the kettle\n`````ini\n```\n\uFFFD[31mred\uFFFD\n````\n`````\nkettle.md#descale (0123456789ab)",
    );
  });
});

describe("the reasons", () => {
  it("are the words, then what each signal brought, the strongest first, without those that brought nothing", () => {
    const why = {
      words: [
        { word: "kettle", weight: 0.75, as: ["kettle", "boiler (same)"], found: true },
        { word: "gril", weight: 0.2, as: ["grill (corrected)"], found: false },
        { word: "microwave", weight: 0.05, as: [], found: false },
      ],
      ranking: [
        { name: "heading", value: 0.5, share: 1 },
        { name: "nothing", value: 0.5, share: 0.004 },
        { name: "window", value: 1, share: -12.5 },
      ],
      confidence: [{ name: "bias", value: 1, share: 0.25 }],
      rules: [
        {
          intent: "boil",
          phrasing: "<kettle> settings",
          words: ["kettle", "settings"],
          slots: [{ slot: "degrees", words: "at 90", value: "90" }],
          explained: 0.75,
        },
      ],
    };
    expect(renderWhy(why, 0.12345)).toBe(`Why: words (share of the question's weight, and what each may stand for)
    0.75  kettle → kettle, boiler (same)
    0.20  gril → grill (corrected)  (not in the best section)
    0.05  microwave → missing  (not in the best section)
Why: ranking of the best section (share of its score, signal, value)
  -12.50  window 1.00
    1.00  heading 0.50
Why: rule boil: “<kettle> settings” in “kettle settings”, explains 0.75 of the message; degrees = 90 from “at 90”
Why: confidence 0.123 (share before the logistic function, signal, value)
    0.25  bias 1.00`);
  });
});

describe("what documentation and people may send", () => {
  it("documentation cannot send control sequences to the terminal (abuse case 29)", () => {
    expect(renderAnswer(quoting(card([prose("Press \u001b[31mred\u001b]0;title\u0007.")])))).not.toMatch(
      /(?!\n)\p{Cc}/u,
    );
  });

  it("code that holds a fence stays within its own (abuse case 41)", () => {
    const answer = quoting(card([{ kind: "code", gap: false, text: "```\nx\n```", language: "md", label: "" }]));
    expect(renderAnswer(answer)).toContain("````md\n```\nx\n```\n````");
  });

  it("a heading is not shortened in the middle of a character (abuse case 31)", () => {
    const heading = (start: string) => citation({ breadcrumb: [start + "\u{20000}".repeat(300)] });
    expect(renderAnswer(offering(heading(""), heading("x")))).not.toMatch(/\p{Cs}/u);
  });
});
