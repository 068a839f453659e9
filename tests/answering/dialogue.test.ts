import { describe, expect, it } from "vitest";
import type { Answer, Conversation } from "../../src/answering/answer.ts";
import type { Turn } from "../../src/answering/ask.ts";
import { current, MOST_AGAIN, TIME_TO_LIVE } from "../../src/answering/dialogue.ts";
import { renderAnswer } from "../../src/terminal/render.ts";
import { askBy, RULES } from "./kitchenrules.ts";

/** No word of the documentation is in it: alone, it finds nothing. */
const SERVER = "https://zx81.acme.test";
const ask = askBy();

/** One conversation, each message with what the answer before said to remember. */
function talk(messages: readonly string[], bot = ask): Answer[] {
  let conversation: Conversation | undefined;
  return messages.map((message) => {
    const answer = bot(message, { conversation });
    conversation = answer.conversation;
    return answer;
  });
}

/** What an answer is, in one line: its kind, then the question, or the values that were said and the form. */
function brief(answer: Answer): string {
  switch (answer.kind) {
    case "ask":
      return `ask ${answer.slot}: ${answer.question}`;
    case "snippet": {
      const said = answer.snippet.values.filter(({ isDefault }) => !isDefault);
      return [
        `snippet ${answer.snippet.intent}`,
        answer.snippet.format ?? answer.snippet.language,
        ...said.map(({ slot, value }) => `${slot}=${value}`),
      ].join(" ");
    }
    case "answer":
      return answer.verdict ? `verdict ${answer.verdict.verdict}` : `docs ${answer.excerpts[0]?.citation.anchor}`;
    case "choice":
      return `choice ${[...answer.choices.map(({ anchor }) => anchor), ...answer.offers.map(({ intent }) => intent)].join(" ")}`;
    case "reply":
      return `reply ${answer.reply}`;
    case "unknown":
      return "unknown";
    default:
      return answer satisfies never;
  }
}
const told = (messages: readonly string[], bot = ask): string[] => talk(messages, bot).map(brief);
const last = (messages: readonly string[], bot = ask): string | undefined => told(messages, bot).at(-1);

const WHICH = "ask server: At which address is the kettle?";
const DONE = `snippet kettle-settings lines server=${SERVER}`;

describe("a value that is missing (A66)", () => {
  it("is asked for, below the configuration with a placeholder in its place", () => {
    const answer = ask("give me the kettle settings for the bath");
    const { hits, reading, why, ...rest } = answer;
    const excerpts = answer.kind === "ask" ? answer.excerpts.map(({ citation }) => citation.anchor) : [];
    expect({ ...rest, excerpts }).toEqual({
      kind: "ask",
      excerpts: ["settings-of-the-kettle", "kettle", "descale-the-kettle"],
      slot: "server",
      question: "At which address is the kettle?",
      confidence: 0.97,
      secret: false,
      snippet: {
        intent: "kettle-settings",
        title: "Settings of the kettle",
        code: "kettle.boil.degrees = 100\nkettle.bath.server = https://<your-kettle>\nkettle.firmware = 2.0\nkettle.secret = {{secrets/kitchen/kettle}}",
        language: "ini",
        format: "lines",
        formats: [
          { id: "lines", title: "Lines" },
          { id: "json", title: "JSON" },
          { id: "script", title: "Script" },
        ],
        values: [
          { slot: "room", value: "bath", isDefault: false },
          { slot: "degrees", value: "100", isDefault: true },
          { slot: "firmware", value: "2.0", isDefault: true },
          { slot: "kind", value: "glass", isDefault: true },
        ],
        notes: [],
        citation: {
          source: "kitchen",
          path: "kettle.md",
          heading: "Settings of the kettle",
          anchor: "settings-of-the-kettle",
          breadcrumb: ["Kettle", "Settings of the kettle"],
          badges: [],
          url: "https://docs.example.com/kettle#settings-of-the-kettle",
          official: ["https://example.com/kettle"],
          revision: { id: expect.stringMatching(/^[0-9a-f]{8}$/) },
        },
      },
      conversation: {
        at: 0,
        asker: "",
        intent: "kettle-settings",
        values: { room: "bath" },
        format: "lines",
        asked: "server",
        again: 0,
        offered: [],
        verdict: false,
      },
    });
    expect([hits.length > 0, reading.searchedFor, why.rules.map(({ intent }) => intent)]).toEqual([
      true,
      ["kettle", "settings"],
      ["kettle-settings"],
    ]);
  });

  it.each<readonly [string, string]>([
    ["the value alone", SERVER],
    ["in a phrase of the slot", `server is ${SERVER}`],
    ["in a sentence", `it is at ${SERVER}/api, thank you.`],
    ["as a chat links it", `<${SERVER}/>`],
    ["in other letters, with an end", `${SERVER.toUpperCase()}/).`],
  ])("is completed by a reply: %s", (_, reply) => {
    expect(told(["give me the kettle settings", reply])).toEqual([WHICH, DONE]);
  });

  it("is completed together with others, and what was said before stays", () => {
    expect(last(["kettle settings for the bath", `${SERVER}, 60 degrees as json`])).toBe(
      `snippet kettle-settings json server=${SERVER} room=bath degrees=60`,
    );
  });

  it("is not asked for where the configuration does not need it", () => {
    expect(last(["give me the oven settings, upper shelf"])).toBe("snippet oven-settings yaml shelf=upper");
  });

  it("is a choice that is asked for like any other", () => {
    expect(told(["give me the oven settings", "the middle", "lower"])).toEqual([
      "ask shelf: Upper or lower shelf?",
      "ask shelf: `the middle` is no shelf. Upper or lower?",
      "snippet oven-settings yaml shelf=lower",
    ]);
  });
});

describe("a value that does not fit (A64, A65, A66)", () => {
  const no = (text: string): string => `ask server: \`${text}\` is no address of a kettle. Which one is it?`;

  it("is named, and never replaced by the default", () => {
    const answer = ask(`kettle settings in the Bath_2 at ${SERVER}`);
    expect(brief(answer)).toBe("ask room: `Bath_2` is no room. Which one is it?");
    expect(answer.kind === "ask" && answer.snippet.code).toContain(`kettle.<room>.server = ${SERVER}`);
    expect(last([`kettle settings in the Bath_2 at ${SERVER}`, "bath"])).toBe(`${DONE} room=bath`);
  });

  it.each(["config oven", "kettle settings please"])("is not what asks for a configuration: %s", (next) => {
    expect(talk(["give me the kettle settings", next])[1]?.conversation?.again ?? 0).toBe(0);
  });

  it("is asked for again at most twice, then left open, and forgotten", () => {
    const wrong = ["http://167772161", "file:///etc/passwd", "no idea", "http://10.0.0.2"];
    const answers = talk(["give me the kettle settings", ...wrong]);
    expect(answers.map(brief)).toEqual([
      WHICH,
      no("http://167772161"),
      no("file:///etc/passwd"),
      "reply leftOpen",
      "unknown",
    ]);
    expect(answers.slice(0, MOST_AGAIN + 1).map(({ conversation }) => conversation?.again)).toEqual([0, 1, 2]);
    expect(answers[3]?.conversation).toBeUndefined();
  });

  it("may be put right at the last time, and counts anew for another slot", () => {
    expect(told(["kettle settings in the Bath_2", "B", "C", "bath", "http://167772161", SERVER])).toEqual([
      "ask room: `Bath_2` is no room. Which one is it?",
      "ask room: `B` is no room. Which one is it?",
      "ask room: `C` is no room. Which one is it?",
      WHICH,
      no("http://167772161"),
      `${DONE} room=bath`,
    ]);
  });

  it.each([
    "https://ann:hunter22@kettle.example.com",
    "javascript:alert(1)",
    "https://$(id).example.com",
    "kettle.example.com",
  ])("%s is none", (text) => {
    const answer = talk(["give me the kettle settings", text]).at(-1) as Answer;
    expect(answer.kind === "ask" && [answer.slot, answer.snippet.code.includes("https://<your-kettle>")]).toEqual([
      "server",
      true,
    ]);
    expect(JSON.stringify(answer)).not.toContain("hunter22");
  });

  it("is shown shortened, without what would end the quote (A43)", () => {
    const answer = ask(`kettle settings in the A\`<b>${"x".repeat(200)}`);
    expect(answer.kind === "ask" && answer.question).toBe(`\`Ab${"x".repeat(55)}\` is no room. Which one is it?`);
  });
});

describe("what ends or leaves an open question (A66)", () => {
  it.each(["cancel", "Cancel.", "stop", "never mind", "nevermind!", "forget it", "no thanks", "skip", "skip it"])(
    "“%s” cancels",
    (word) => {
      const answers = talk(["give me the kettle settings", word, SERVER]);
      expect(answers.map(brief)).toEqual([WHICH, "reply cancelled", "unknown"]);
      expect(answers[1]?.conversation).toBeUndefined();
    },
  );

  it("“cancel” is a word like any other where nothing is open", () => {
    expect(told(["cancel", `kettle settings at ${SERVER}`, "cancel"])).toEqual(["unknown", DONE, "unknown"]);
  });

  it.each<readonly [string, string]>([
    ["how do I descale the kettle?", "docs descale-the-kettle"],
    ["can I use vinegar with the kettle?", "verdict yes"],
    ["give me the oven settings", "ask shelf: Upper or lower shelf?"],
  ])("another question is answered: “%s”", (question, answered) => {
    const answers = talk(["give me the kettle settings", question, SERVER]);
    expect(answers.map(brief).slice(0, 2)).toEqual([WHICH, answered]);
    expect(answers[1]?.conversation?.asked).not.toBe("server");
  });

  it("the same configuration, asked for once more, begins anew", () => {
    expect(told(["give me the kettle settings", "kettle settings", SERVER])).toEqual([WHICH, WHICH, DONE]);
  });

  it.each(["thanks!", "help", "hello", "ok"])("“%s” is no value, and the question stays open", (word) => {
    expect(told(["give me the kettle settings", word, SERVER]).at(-1)).toBe(DONE);
    expect(told(["give me the kettle settings", word])[1]).toMatch(/^reply /);
  });

  const open = ask("give me the kettle settings", { asker: "ann", at: 1_000_000 }).conversation;
  const reply = (turn: Turn): string => brief(ask(SERVER, turn));

  it("only the asker goes on", () => {
    expect([
      reply({ conversation: open, asker: "ann", at: 1_000_001 }),
      reply({ conversation: open, asker: "bob", at: 1_000_001 }),
    ]).toEqual([DONE, "unknown"]);
  });

  it("for ten minutes, whichever way the clock jumps (A84)", () => {
    const after = (ms: number): string => reply({ conversation: open, asker: "ann", at: 1_000_000 + ms });
    expect(TIME_TO_LIVE).toBe(600_000);
    expect([0, TIME_TO_LIVE, TIME_TO_LIVE + 1, -TIME_TO_LIVE, -TIME_TO_LIVE - 1].map(after)).toEqual([
      DONE,
      DONE,
      "unknown",
      DONE,
      "unknown",
    ]);
    expect(current(undefined, 0, "")).toBeUndefined();
  });

  it("also after a restart: what is remembered is plain JSON", () => {
    const kept = JSON.parse(JSON.stringify(open)) as Conversation;
    const again = askBy();
    const turn = { asker: "ann", at: 1_000_001 };
    expect(again(SERVER, { ...turn, conversation: kept })).toEqual(ask(SERVER, { ...turn, conversation: open }));
    expect(reply({ ...turn, conversation: kept })).toBe(DONE);
  });

  it("not after the rules have changed: what is no slot, no intent or no value any more is passed over", () => {
    const kettle = RULES["intents/kettle.yaml"] ?? "";
    const without = askBy({ ...RULES, "intents/kettle.yaml": kettle.replaceAll("kettle-settings", "boiler") });
    const renamed = askBy({
      ...RULES,
      "intents/kettle.yaml": kettle.replaceAll(/\bserver\b(?!\})/g, "host").replaceAll("{{server}}", "{{host}}"),
    });
    const stale = {
      ...(open as Conversation),
      values: { degrees: "1000", room: "x;rm -rf", toString: "x", kind: "gold" },
    };
    expect([
      brief(without(SERVER, { conversation: { ...stale, asker: "", at: 0 } })),
      brief(renamed(SERVER, { conversation: { ...stale, asker: "", at: 0 } })),
    ]).toEqual(["unknown", "unknown"]);
    expect(reply({ conversation: stale, asker: "ann", at: 1_000_001 })).toBe(DONE);
  });
});

describe("going on after a configuration", () => {
  const start = `kettle settings in the bath at ${SERVER}`;

  it.each<readonly [string, string]>([
    ["and as json?", `snippet kettle-settings json server=${SERVER} room=bath`],
    ["and as a shell script", `snippet kettle-settings script server=${SERVER} room=bath`],
    ["for the hall instead", `snippet kettle-settings lines server=${SERVER} room=hall`],
    ["what about 60 degrees?", `snippet kettle-settings lines server=${SERVER} room=bath degrees=60`],
    ["same with https://other.example.com", "snippet kettle-settings lines server=https://other.example.com room=bath"],
    ["use steel", `snippet kettle-settings ini server=${SERVER} room=bath kind=steel`],
    ["in the Hall_2", "ask room: `Hall_2` is no room. Which one is it?"],
  ])("“%s”", (message, answered) => expect(last([start, message])).toBe(answered));

  it("goes on from there, form and values", () => {
    expect(last([start, "as json", "for the hall instead", "with 60 degrees"])).toBe(
      `snippet kettle-settings json server=${SERVER} room=hall degrees=60`,
    );
  });

  it("not with a form that this configuration does not have", () => {
    expect(last(["give me the oven settings, upper shelf", "and as json"])).toBe(
      "snippet oven-settings yaml shelf=upper",
    );
  });

  it.each([
    "the hall is cold",
    "how do I descale the kettle?",
    "and when the milk in the fridge has been there for a week at 4 degrees, what then is to be done",
  ])("not where the message does not begin like it, or is long: “%s”", (message) => {
    expect(last([start, message])).not.toMatch(/^(snippet|ask)/);
  });

  it("not without what was said before", () => {
    expect(told(["and as json?", "for the hall instead"]).map((line) => line.split(" ")[0])).not.toContain("snippet");
  });
});

describe("verdicts", () => {
  it("stand above the proof, and may be asked for another subject", () => {
    const answers = talk(["can I use vinegar with the kettle?", "what about sand?", "and vinegar?"]);
    expect(answers.map(brief)).toEqual(["verdict yes", "verdict no", "verdict yes"]);
    const [first] = answers;
    expect(first?.kind === "answer" && [first.verdict, first.excerpts[0]?.citation.anchor, first.confidence]).toEqual([
      { verdict: "yes", condition: "Vinegar takes the lime away." },
      "descale-the-kettle",
      0.97,
    ]);
  });

  it("are not given for “what about …” alone, nor where the row cites nothing indexed", () => {
    expect(last(["what about sand?"])).not.toMatch(/^verdict/);
    expect(last(["can I use white wine?"])).not.toMatch(/^verdict/);
  });
});

describe("several intents (A63)", () => {
  const twin = (RULES["intents/oven.yaml"] ?? "")
    .replace("intent: oven-settings", "intent: stove-settings")
    .replace("Settings of the oven", "Settings of the stove");
  const both = askBy({ ...RULES, "intents/stove.yaml": twin });

  it("that match equally are offered, never guessed, and one is picked with what was said", () => {
    const answer = both("give me the oven settings, upper shelf");
    expect([brief(answer), renderAnswer(answer)]).toEqual([
      "choice oven-settings stove-settings",
      "Several configurations match. Which one do you mean?\n1. Settings of the oven\n2. Settings of the stove",
    ]);
    const picked = both("give me the oven settings, upper shelf", {
      conversation: answer.conversation,
      pick: { intent: "stove-settings" },
    });
    expect(brief(picked)).toBe("snippet stove-settings yaml shelf=upper");
    expect(brief(both("", { conversation: answer.conversation, pick: { intent: "oven-settings" } }))).toBe(
      "snippet oven-settings yaml shelf=upper",
    );
  });

  it("that was picked and is gone is passed over", () => {
    expect(brief(both("how do I descale the kettle?", { pick: { intent: "gone" } }))).toBe("docs descale-the-kettle");
    expect(brief(both("how do I descale the kettle?", { pick: { intent: "__proto__" } }))).toBe(
      "docs descale-the-kettle",
    );
  });

  it("the one whose phrasing takes more words is meant", () => {
    const longer = twin
      .replace("oven <config> for", "the oven <config>, upper shelf")
      .replace("<want> … oven", "<want> … the oven");
    expect(brief(askBy({ ...RULES, "intents/stove.yaml": longer })("give me the oven settings, upper shelf"))).toBe(
      "snippet stove-settings yaml shelf=upper",
    );
  });
});

describe("a question that merely mentions the words", () => {
  const mentions =
    "after descaling with vinegar overnight and rinsing twice, kettle settings changed, milk smells and bread burns: what now";

  it("gets the documentation, and the configuration is offered, if anything", () => {
    const sure = askBy(RULES, { confidence: 0.9 });
    const answer = sure(mentions);
    expect([answer.kind, answer.kind === "answer" && answer.offer]).toEqual([
      "answer",
      { intent: "kettle-settings", title: "Settings of the kettle" },
    ]);
    expect(renderAnswer(answer)).toContain(
      "I can write that configuration for you, too: say “config” for: Settings of the kettle.",
    );
  });

  it.each(["config", "yes, please", "ok"])("the offer is taken with “%s”", (word) => {
    const sure = askBy(RULES, { confidence: 0.9 });
    expect(last([mentions, word], sure)).toBe(WHICH);
  });

  it("is offered beside sections where the bot is not sure", () => {
    expect(askBy(RULES, { confidence: 0.4 })(mentions)).toMatchObject({
      kind: "choice",
      offers: [{ intent: "kettle-settings" }],
    });
  });

  it("“why” and errors are answered from the documentation, without an offer", () => {
    const sure = askBy(RULES, { confidence: 0.9 });
    const answer = sure("why do the kettle settings for the bath fail?");
    expect(answer.kind === "answer" && answer.offer).toBeUndefined();
  });
});

describe("what is remembered (A66, A67)", () => {
  it("never holds the text of a message", () => {
    const marked = [
      "give me the kettle settings, zanzibar",
      "zanzibar zanzibar",
      "what is zanzibar?",
      `kettle settings in the bath at ${SERVER} zanzibar`,
      "and as json, zanzibar",
      "can I use vinegar with the kettle?",
      "zanzibar kettle settings why",
    ];
    for (const { conversation } of talk(marked)) expect(JSON.stringify(conversation) ?? "").not.toMatch(/zanzibar/i);
  });

  it("is made anew by each message, and given back by small talk", () => {
    const [first, second] = talk(["give me the kettle settings", "thanks"]);
    expect(second?.conversation).toEqual(first?.conversation);
  });
});
