import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { Answer, Conversation } from "../../src/answering/answer.ts";
import { createAsk } from "../../src/answering/ask.ts";
import { readQuestion } from "../../src/answering/question.ts";
import { matchRules } from "../../src/intents/match.ts";
import { loadKnowledge } from "../../src/knowledge.ts";
import { mostSteps } from "../../src/language/automaton.ts";
import { renderAnswer } from "../../src/terminal/render.ts";

/** In ms, for ten thousand messages on a busy machine. */
vi.setConfig({ testTimeout: 300_000 });

const contentDir = fileURLToPath(new URL("../../content", import.meta.url));
const { knowledge, rulebook } = loadKnowledge({ docs: [], contentDir, dataDir: undefined });
const { rules } = rulebook;
const ask = createAsk(knowledge, rulebook);

const words = [...rules.automaton.byWord.keys()].filter((word) => /^[\p{L}\p{N}.:/_-]+$/u.test(word));
const said = rules.set.intents.flatMap(({ examples, not }) => [
  ...examples.flatMap(({ say, next }) => [say, ...next.map((turn) => turn.say)]),
  ...not,
]);
const subjects = rules.set.support.rows.map(({ subject }) => `can I use ${subject}?`);
const VALUES = [
  ..."https://zx81.acme.test https://ann:pw@x.test http://10.0.0.1 analytics Bad_Name! 3.5.1 42 {{endpoint}} $&".split(
    " ",
  ),
  ..."`id` $(id) -Dx=y ''' \" \\ %{x} ;rm toString __proto__ constructor cancel instead".split(" "),
  `\${x}`,
];
const HOSTILE =
  "<@U1> <!here> <https://x.example|y> ``` ~~~ *_~ | < > & &lt; [ ( { … \u001B[31m \u202E \uD800 \0 \u200B".split(" ");
const anything = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(fc.constantFrom(...words, ...VALUES), { minLength: 1, maxLength: 14 })
      .map((all) => all.join(" ")),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...said, ...subjects), fc.constantFrom("", ...VALUES, ...HOSTILE))
      .map((all) => all.join(" ")),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.constantFrom(...words, ...VALUES, ...HOSTILE), { maxLength: 30 })
      .map((all) => all.join(" ")),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 300 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 300 }) },
);

describe("any message among the built-in rules", () => {
  it("is answered, twice alike, within the steps, without a control character (A29, A31, A61, A64)", () => {
    const kinds = new Map<string, number>();
    let conversation: Conversation | undefined;
    let messages = 0;
    const look = (message: string, turn: { conversation?: Conversation | undefined }): Answer => {
      const answer = ask(message, turn);
      expect(renderAnswer(answer)).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}]/u);
      kinds.set(answer.kind, (kinds.get(answer.kind) ?? 0) + 1);
      return answer;
    };
    fc.assert(
      fc.property(anything, (message) => {
        const answer = look(message, { conversation });
        // Every tenth again, from the state as it would be kept.
        if (messages++ % 10 === 0) {
          const kept = conversation && (JSON.parse(JSON.stringify(conversation)) as Conversation);
          expect(JSON.stringify(ask(message, { conversation: kept }))).toBe(JSON.stringify(answer));
        }
        conversation = answer.conversation;
        const matching = matchRules(readQuestion(message).text, rules);
        expect(matching.words.length).toBeLessThanOrEqual(200);
        expect(matching.steps).toBeLessThanOrEqual(mostSteps(rules.automaton, matching.words.length));
      }),
      { numRuns: 10_000, endOnFailure: true },
    );
    expect(messages).toBe(10_000);
    expect([...kinds.keys()]).toEqual(expect.arrayContaining(["answer", "ask", "snippet", "unknown"]));
  });

  it("leaves no value in the code that did not pass its slot (A64)", () => {
    fc.assert(
      fc.property(fc.constantFrom(...said), fc.constantFrom(...VALUES), (message, value) => {
        const answer = ask(`${message} ${value}`);
        if (answer.kind !== "snippet" && answer.kind !== "ask") return;
        for (const { value: shown } of answer.snippet.values) expect(shown).toMatch(/^[\w.~%/:@+, =-]*$/);
      }),
      { numRuns: 500 },
    );
  });
});
