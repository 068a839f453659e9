import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/answering/answer.ts";
import { createAsk } from "../../src/answering/ask.ts";
import { traceOf } from "../../src/answering/configure.ts";
import { createRuleSpeller } from "../../src/answering/rulebook.ts";
import { matchRules } from "../../src/intents/match.ts";
import { createKitchen } from "./kitchen.ts";
import { askBy, RULES, ruled } from "./kitchenrules.ts";

const SERVER = "https://zx81.acme.test";
const ask = askBy();
const codeOf = (answer: Answer): string | undefined =>
  answer.kind === "snippet" || answer.kind === "ask" ? answer.snippet.code : undefined;

describe("a configuration", () => {
  it("has the values that were said, in any order, and the defaults", () => {
    const code = `kettle.boil.degrees = 60\nkettle.bath.server = ${SERVER}\nkettle.firmware = 3.5.1\nkettle.secret = {{secrets/kitchen/kettle}}`;
    for (const message of [
      `give me kettle settings in the bath, version v3.5.1, 60 degrees, server ${SERVER}/api`,
      `60 degrees in the bath at ${SERVER}: firmware 3.5.1, show me the kettle config`,
      `Kettle settings for room bath (60 degrees); firmware 3.5.1; ${SERVER}.`,
      `kettle settings with room=bath firmware=3.5.1 server=${SERVER} and 60 degrees`,
    ])
      expect(codeOf(ask(message))).toBe(code);
  });

  it("is written in the form that was said", () => {
    expect(
      [
        `give me kettle settings as json, ${SERVER}`,
        `json kettle config for ${SERVER}`,
        `kettle config of ${SERVER} as a bash script`,
      ].map((message) => {
        const answer = ask(message);
        return answer.kind === "snippet" && [answer.snippet.format, answer.snippet.language];
      }),
    ).toEqual([
      ["json", "json"],
      ["json", "json"],
      ["script", "bash"],
    ]);
  });

  it("is found where its words are misspelt", () => {
    expect(codeOf(ask(`give me the ketle setings, ${SERVER}`))).toContain(SERVER);
  });

  it("stands above what the documentation says beside it, not again what is cited first", () => {
    const answer = askBy(RULES, { confidence: 0.9 })(`kettle settings for ${SERVER}`);
    expect(answer.kind === "snippet" && [answer.snippet.citation.anchor, answer.excerpts.length > 0]).toEqual([
      "settings-of-the-kettle",
      true,
    ]);
  });

  it("asks also for a value that stands in a note alone", () => {
    const file = (RULES["intents/oven.yaml"] ?? "").replace(
      'text: "oven: {{shelf}}"',
      'text: "oven: on"\n    notes: On the {{shelf}} shelf.',
    );
    const answer = askBy({ ...RULES, "intents/oven.yaml": file })("give me the oven settings");
    expect(answer.kind === "ask" && [answer.slot, answer.snippet.notes]).toEqual(["shelf", ["On the <shelf> shelf."]]);
  });

  it("may have slots named as what every object has (A55)", () => {
    const kettle = (RULES["intents/kettle.yaml"] ?? "")
      .replaceAll(/\broom(?=:|\}\})/g, "toString")
      .replaceAll(/\bserver(?=:|\}\})/g, "hasOwnProperty")
      .replaceAll(/\bkind\b/g, "valueOf");
    const odd = askBy({ ...RULES, "intents/kettle.yaml": kettle });
    const first = odd("give me the kettle settings");
    expect(first.kind === "ask" && [first.slot, first.snippet.values.map(({ slot, value }) => [slot, value])]).toEqual([
      "hasOwnProperty",
      [
        ["toString", "kitchen"],
        ["degrees", "100"],
        ["firmware", "2.0"],
        ["valueOf", "glass"],
      ],
    ]);
    const kept = JSON.parse(JSON.stringify(first.conversation)) as typeof first.conversation;
    expect(codeOf(odd(SERVER, { conversation: kept }))).toContain(`kettle.kitchen.server = ${SERVER}`);
    expect(codeOf(odd(`steel kettle settings for ${SERVER}`))).toBe(`steel.kitchen = ${SERVER}`);
  });
});

describe("a value that somebody means harm with (A64)", () => {
  const lax = askBy({
    ...RULES,
    "intents/kettle.yaml": (RULES["intents/kettle.yaml"] ?? "").replace('"^[a-z]{3,10}$"', '"^.+$"'),
  });

  it.each(["{{server}}", "$&", "a'b", 'a"b', ";rm", "$(id)", "`id`", "-Dx=y", "a\\b", "%{x}", `\${x}`])(
    "%s stands in each form as it is",
    (value) => {
      const said = (form: string): Answer => lax(`kettle settings in the x${value}x at ${SERVER} as ${form}`);
      const json = codeOf(said("json"));
      if (json === undefined) return;
      const keys = Object.keys(JSON.parse(json) as object);
      expect(keys.length).toBe(4);
      const room = keys.find((key) => key.endsWith(".server"))?.slice("kettle.".length, -".server".length) ?? "";
      expect(`x${value}x`).toContain(room.replace(/^x|x$/g, ""));
      expect(codeOf(said("script"))).toContain(`'kettle.${room.replaceAll("'", "'\\''")}.server'='${SERVER}'`);
    },
  );
});

describe("the reasons", () => {
  it("name the phrasing, its words, the slots and the share that is explained", () => {
    const { rulebook } = ruled(createKitchen());
    const matching = matchRules(`show me kettle settings in the Bath_2 at ${SERVER}, tomorrow`, rulebook.rules);
    expect(matching.intents.map((match) => traceOf(match, matching, rulebook))).toEqual([
      {
        intent: "kettle-settings",
        phrasing: "<want> … kettle <config>",
        words: ["show", "me", "kettle", "settings"],
        slots: [
          { slot: "server", words: SERVER, value: SERVER },
          { slot: "room", words: "in the Bath_2", value: "?" },
        ],
        explained: expect.closeTo(8 / 9, 6),
      },
    ]);
  });

  it("are those of the answer", () => {
    expect(ask(`kettle settings for ${SERVER}`).why.rules.map(({ intent }) => intent)).toEqual(["kettle-settings"]);
    expect(ask("how do I descale it?").why.rules).toEqual([]);
  });
});

describe("words of the rules", () => {
  const spell = createRuleSpeller(ruled(createKitchen()).rulebook);

  it("are what a misspelt word may stand for, if it is long enough and none of them", () => {
    expect(["configurtion", "scrip", "settings", "bath", "zanzibar"].map(spell)).toEqual([
      "configuration",
      "script",
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("without rules", () => {
  it("everything is answered from the documentation", () => {
    const knowledge = createKitchen();
    const plain = createAsk(knowledge);
    const none = createAsk(knowledge, ruled(knowledge, {}).rulebook);
    for (const message of ["give me the kettle settings", "can I use vinegar?", "cancel", SERVER, ""]) {
      expect(none(message)).toEqual(plain(message));
      expect(["answer", "choice", "unknown", "reply"]).toContain(plain(message).kind);
    }
  });
});
