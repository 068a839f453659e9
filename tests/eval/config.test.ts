import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createAsk } from "../../src/answering/ask.ts";
import { loadKnowledge } from "../../src/knowledge.ts";
import { outcomeOf, readWanted, whatIsWrong } from "./configurations.ts";

const contentDir = fileURLToPath(new URL("../../content", import.meta.url));
const { knowledge, rulebook } = loadKnowledge({ docs: [], contentDir, dataDir: undefined });
const ask = createAsk(knowledge, rulebook);
const wanted = readWanted();
const configurations = wanted.filter(({ expect: expected }) => expected === "snippet" || expected === "ask");
const rows = [...new Set(configurations.map(({ row }) => row))];
const VERDICTS = ["yes", "no", "partly"];

/** Expected by the author of the questions, and answered otherwise on purpose: each with its reason. */
const KNOWN: Readonly<Record<string, string>> = {
  // "Depends on the edition": exports in the open source edition, the whole integration in Cloud and Enterprise.
  "verdict-18": "partly instead of yes",
};

/** The gate of the built-in rules: messages by somebody who had not seen them. */
describe("messages that want a configuration, a verdict, or neither", () => {
  it.each(rows)("%s: six in ten or more are right, and six messages at least", (row) => {
    const own = configurations.filter((one) => one.row === row);
    const wrong = own.map((one) => [one.question, ...whatIsWrong(one, ask)]).filter(({ length }) => length > 1);
    expect(own.length - wrong.length, JSON.stringify(wrong, null, 1)).toBeGreaterThanOrEqual(
      Math.ceil(own.length * 0.6),
    );
  });

  it("together, five in six are right", () => {
    const right = configurations.filter((one) => whatIsWrong(one, ask).length === 0);
    expect(right.length / configurations.length).toBeGreaterThanOrEqual(5 / 6);
  });

  it("none that wants no configuration gets one", () => {
    const others = wanted.filter((one) => !configurations.includes(one));
    const taken = others.filter(({ question }) => ["snippet", "ask"].includes(outcomeOf(ask(question))));
    expect(taken.map(({ question }) => question)).toEqual([]);
  });

  it("every verdict that is given is the right one", () => {
    const wrong = wanted.flatMap((one) => {
      const outcome = outcomeOf(ask(one.question));
      return VERDICTS.includes(outcome) && outcome !== one.expect
        ? [[one.id, `${outcome} instead of ${one.expect}`]]
        : [];
    });
    expect(Object.fromEntries(wrong)).toEqual(KNOWN);
  });
});
