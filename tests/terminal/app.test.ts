import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import type { Answer, Citation, Conversation } from "../../src/answering/answer.ts";
import { type Ask, createAsk } from "../../src/answering/ask.ts";
import { answerLines, converse, present, type Terminal } from "../../src/terminal/app.ts";
import { COLOUR, PLAIN } from "../../src/terminal/render.ts";
import { createKitchen } from "../answering/kitchen.ts";
import { askBy, RULES } from "../answering/kitchenrules.ts";
import { card, citation, common, lost, offering, prose, quoting } from "./answers.ts";

/** Answers "which …" with a choice and "where …" with pages; repeats what it was asked otherwise. */
const echo: Ask = (message, { pick } = {}) => {
  if (pick && "path" in pick) return quoting(card([prose(`picked ${pick.path} for “${message}”`)]));
  if (message.startsWith("which")) return offering(citation({ path: "a.md" }), citation({ path: "b.md" }));
  if (message.startsWith("where")) return lost(citation({ path: "c.md" }));
  return quoting(card([prose(`asked “${message}”`)]));
};

type Talk = (ask: Ask, samples: readonly string[], terminal: Terminal) => Promise<void>;

/** What is printed for an input, and nothing else: the pair of streams is what a terminal would be. */
async function told(
  talk: Talk,
  input: string,
  {
    ask = echo,
    samples = ["sample?"],
    why = false,
    columns,
  }: { ask?: Ask; samples?: readonly string[]; why?: boolean; columns?: number } = {},
): Promise<string> {
  const output = new PassThrough();
  const shown = text(output);
  await talk(ask, samples, { input: PassThrough.from([Buffer.from(input)]), output, look: PLAIN, why, columns });
  output.end();
  return shown;
}

const answered = (words: string): string =>
  `\n[1] Kettle › Descale\n${words}\nkettle.md#descale (0123456789ab)\n\nSearched for kettle.\n`;

const WELCOME = "Ask about the documentation in your own words. Type “quit” to leave.\nFor example: sample?\n";
const PROMPT = "\n? ";

describe("a conversation", () => {
  it("answers line by line until the input ends", async () => {
    expect(await told(converse, "one\n  two  \n")).toBe(
      `${WELCOME}${PROMPT}${answered("asked “one”")}${PROMPT}${answered("asked “two”")}${PROMPT}`,
    );
  });

  it("answers a last line without a line break, and prints nothing for empty input", async () => {
    expect(await told(converse, "one")).toBe(`${WELCOME}${PROMPT}${answered("asked “one”")}${PROMPT}`);
    expect(await told(converse, "")).toBe(`${WELCOME}${PROMPT}`);
  });

  it("ignores empty lines", async () => {
    expect(await told(converse, "\n  \n\t\nquit\n")).toBe(WELCOME + PROMPT.repeat(4));
  });

  it.each(["quit", "exit", "q", ":q", "QUIT", " quit "])("ends at “%s”", async (word) => {
    expect(await told(converse, `${word}\none\n`)).toBe(WELCOME + PROMPT);
  });

  it("shows no example if there is none", async () => {
    expect(await told(converse, "", { samples: [] })).toBe(`${WELCOME.split("\n")[0]}\n${PROMPT}`);
  });

  it("takes a number as a pick from the sections listed last, again and again", async () => {
    const said = await told(converse, "which?\n2\n1\n");
    expect(said.split(PROMPT).slice(2)).toEqual([
      answered("picked b.md for “which?”"),
      answered("picked a.md for “which?”"),
      "",
    ]);
  });

  it("takes a number as a pick from the nearest pages", async () => {
    expect(await told(converse, "where?\n1\n")).toContain("picked c.md for “where?”");
  });

  it("says so if the list has no such number; longer numbers are questions", async () => {
    const said = await told(converse, "1\nwhich?\n3\n1\nwhich?\none\n2\n0\n12\n");
    expect(said.match(/(asked|picked|nothing) .*/g)).toEqual([
      "nothing of that number to choose. Ask in your own words.",
      "nothing of that number to choose. Ask in your own words.",
      "picked a.md for “which?”",
      "asked “one”",
      "nothing of that number to choose. Ask in your own words.",
      "asked “0”",
      "asked “12”",
    ]);
  });

  it("wraps lines between words at the width of the terminal", async () => {
    expect(await told(converse, "one two three four\n", { columns: 20 })).toContain(
      "[1] Kettle › Descale\nasked “one two three\nfour”\nkettle.md#descale\n(0123456789ab)\n",
    );
  });

  it("shows the reasons with --why", async () => {
    const said = await told(converse, "one\n", { why: true });
    expect(said).toContain(`${answered("asked “one”")}\nWhy: words`);
  });

  it("answers the beginning of a very long line (abuse case 28)", async () => {
    const ask = createAsk(createKitchen());
    const said = await told(converse, `${"descale the kettle ".repeat(100_000)}\nhello\n`, { ask });
    expect(said).toContain("[1] Kettle › Descale the kettle");
    expect(said).toContain("Your message was long: I read the first 2,000 characters.");
    expect(said).toContain("Hello! Ask me something");
    expect(said.length).toBeLessThan(5_000);
  });

  it("survives bytes that are not text (abuse case 31)", async () => {
    const output = new PassThrough();
    const shown = text(output);
    const input = PassThrough.from([Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x0a, 0x71, 0x0a])]);
    await converse(createAsk(createKitchen()), [], { input, output, look: PLAIN, why: false });
    output.end();
    expect((await shown).split(PROMPT).length).toBe(3);
  });
});

describe("a conversation about a configuration", () => {
  const HINT = "Type the value, or “skip” to leave it open.";
  const twin = (RULES["intents/oven.yaml"] ?? "")
    .replace("intent: oven-settings", "intent: stove-settings")
    .replace("Settings of the oven", "Settings of the stove");
  const rules = { ...RULES, "intents/stove.yaml": twin };
  /** The last line of each answer, without what was read. */
  const lastLines = (said: string): (string | undefined)[] =>
    said
      .split(PROMPT)
      .slice(1, -1)
      .map((answer) => answer.trim().split("\n").at(-1));

  it("asks for the missing value and takes it from the next line (A66)", async () => {
    const said = await told(converse, "give me the kettle settings\nhttps://zx81.acme.test\nand as json\n", {
      ask: askBy(rules),
    });
    const [asked = "", completed = "", asJson = ""] = said.split(PROMPT).slice(1);
    expect([asked, completed, asJson].map((answer) => /kettle\.kitchen\.server"?\W+(\S+)/.exec(answer)?.[1])).toEqual([
      "https://<your-kettle>",
      "https://zx81.acme.test",
      'https://zx81.acme.test",',
    ]);
    expect(asked.trim().split("\n").slice(-2)).toEqual(["At which address is the kettle?", HINT]);
    expect(completed).not.toContain("At which address");
    expect(asJson).toContain("```json");
  });

  it("ends with “cancel”", async () => {
    const said = await told(converse, "give me the kettle settings\ncancel\nhttps://zx81.acme.test\n", {
      ask: askBy(rules),
    });
    expect(lastLines(said)).toEqual([HINT, "All right, I leave it at that.", "I did not find this in the docs."]);
  });

  it("takes a number as a pick from the configurations, then as a value (A63)", async () => {
    const bot: Ask = (message, { pick, conversation } = {}) => {
      if (pick && "intent" in pick) return asking;
      if (message === "which?") return choosing;
      return quoting(card([prose(`${message} for ${conversation?.asked}`)]));
    };
    const said = await told(converse, "which?\n2\n2\n", { ask: bot });
    expect(said).toContain("\nHow many?\n");
    expect(said).toContain("\n2 for cups\n");
  });

  it("offers equal matches and continues with the one that is picked", async () => {
    const said = await told(converse, "give me the oven settings, upper shelf\n2\n", { ask: askBy(rules) });
    expect(said).toContain("1. Settings of the oven\n2. Settings of the stove\n");
    expect(said).toContain("[1] Settings of the stove\n```yaml\noven: upper\n```\n");
  });
});

const remembered: Conversation = {
  at: 0,
  asker: "",
  intent: "kettle",
  values: {},
  format: undefined,
  asked: "cups",
  again: 0,
  offered: [],
  verdict: false,
};
const asking: Answer = {
  ...common,
  kind: "ask",
  slot: "cups",
  question: "How many?",
  excerpts: [],
  snippet: {
    intent: "kettle",
    title: "Kettle",
    code: "cups = <cups>",
    language: "ini",
    format: undefined,
    formats: [],
    values: [],
    notes: [],
    citation: citation(),
  },
  conversation: remembered,
};
const choosing: Answer = {
  ...common,
  kind: "choice",
  choices: [],
  offers: [
    { intent: "oven", title: "Oven" },
    { intent: "kettle", title: "Kettle" },
  ],
};

describe("one question per line", () => {
  it("repeats each question above its answer", async () => {
    expect(await told(answerLines, "one\n\n  two \r\n")).toBe(
      `? one\n${answered("asked “one”")}\n\n? two\n${answered("asked “two”")}`,
    );
  });

  it.each(["", "\n", " \n\t\n"])("asks the samples where the input %j holds no question", async (input) => {
    expect(await told(answerLines, input, { samples: ["a?", "b?"] })).toBe(
      `? a?\n${answered("asked “a?”")}\n\n? b?\n${answered("asked “b?”")}`,
    );
  });

  it("says what it needs if there are no samples either", async () => {
    expect(await told(answerLines, "", { samples: [] })).toBe("There was no question: write one on each line.\n");
  });
});

describe("one answer", () => {
  it("is shown in the terminal's style, with the reasons if wanted", () => {
    const answer = offering(citation() as Citation);
    expect(present(answer, { look: COLOUR, why: false })).toBe(
      "I am not sure. Do you mean this?\n1. Kettle › Descale\nSearched for kettle.",
    );
    expect(present({ ...answer, ...common.reading }, { look: PLAIN, why: true })).toMatch(
      /kettle\.\n\nWhy: words .*\nWhy: ranking/,
    );
  });
});
