import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/answering/answer.ts";
import { readQuestion } from "../../src/answering/question.ts";
import { maskSecrets } from "../../src/answering/secrets.ts";
import { renderAnswer as forSlack } from "../../src/slack/rendering/render.ts";
import { renderAnswerCard, renderSharedCard } from "../../src/teams/rendering/answercard.ts";
import { renderAnswer as forTeams } from "../../src/teams/rendering/render.ts";
import { renderResults } from "../../src/teams/rendering/results.ts";
import { renderAnswer, renderWhy } from "../../src/terminal/render.ts";
import { askBy } from "./kitchenrules.ts";
import { chanceOf, FRAMES, leaksIn, secretForms, seeded } from "./secretforms.ts";

const given = process.env.FC_SEED;
const SEED = given === "random" ? Date.now() % 1_000_000 : Number(given ?? 20261126);
const FORMS = secretForms(chanceOf(seeded(SEED)));

/** Every way in which an answer is shown. */
function shown(answer: Answer): string {
  const slack = { answerId: "a1", canAskPerson: true, command: "/docs" } as const;
  const teams = { answerId: "a1", canAskPerson: true, aiLabel: false } as const;
  return [
    renderAnswer(answer),
    renderWhy(answer.why, answer.confidence),
    ...(["channel", "private"] as const).map((place) => JSON.stringify(forSlack(answer, { ...slack, place }))),
    ...(["channel", "personal"] as const).map((scope) => JSON.stringify(forTeams(answer, { ...teams, scope }))),
    JSON.stringify([renderAnswerCard(answer, teams), renderSharedCard(answer)]),
    JSON.stringify(
      renderResults(
        answer.hits.map(({ section }) => section),
        "nothing",
      ),
    ),
  ].join("\n");
}

describe(`80 forms of secrets in 20 frames, made from ${SEED} (A67, A70)`, () => {
  const bots = [askBy(), ...[0.9, 0.45, 0.1].map((confidence) => askBy(undefined, { confidence }))];
  const [ask = askBy()] = bots;
  const { conversation } = ask("give me the kettle settings");
  const kinds = new Set<string>();

  it("are as many, and no two alike", () => {
    expect([FORMS.length, FRAMES.length]).toEqual([80, 20]);
    const secrets = FORMS.flatMap((form) => form.secrets);
    expect(new Set(secrets).size).toBe(secrets.length);
    expect(FORMS.filter(({ text, secrets: own }) => leaksIn(text, own).length === 0)).toEqual([]);
  });

  it.each(FRAMES)(
    "$name: flagged, and no six characters in what is read, answered, explained or shown",
    ({ write }) => {
      for (const [at, { name, text, secrets }] of FORMS.entries()) {
        const message = write(text);
        const question = readQuestion(message);
        expect([name, question.secret, leaksIn(question.text, secrets)]).toEqual([name, true, []]);
        const answers = [...bots.map((bot) => bot(message)), ask(message, { conversation })];
        for (const [by, answer] of answers.entries()) {
          kinds.add(answer.kind);
          // Each way to show an answer is taken by each bot in turn: all of them for every pair would take minutes.
          const seen = (by + at) % answers.length === 0 ? shown(answer) : "";
          const { hits: _, ...said } = answer;
          expect([name, answer.secret, leaksIn(JSON.stringify(said) + seen, secrets)]).toEqual([name, true, []]);
        }
      }
    },
  );

  it("were answered in every way", () => {
    expect([...kinds].toSorted()).toEqual(["answer", "ask", "choice", "reply", "snippet", "unknown"]);
  });

  it("are masked once: there is nothing left to find", () => {
    for (const { text } of FORMS)
      for (const { write } of FRAMES) {
        const { text: masked } = maskSecrets(write(text));
        expect(maskSecrets(masked)).toEqual({ text: masked, found: false });
      }
  });

  it("are found in messages of any length, wherever the cut is (A28)", () => {
    for (const { name, text, secrets } of FORMS)
      for (const before of [1_900, 1_980, 1_995, 1_999, 2_000]) {
        const message = `${"tea ".repeat(500).slice(0, before)} ${text} and so on`;
        expect([name, before, leaksIn(readQuestion(message).text, secrets)]).toEqual([name, before, []]);
      }
  });
});

describe("what people ask without a secret in it (A68)", () => {
  const lines = readFileSync(new URL("./ordinary.txt", import.meta.url), "utf8")
    .trimEnd()
    .split("\n");

  it("is 200 questions with hashes, ids, keys of settings, paths, addresses and versions", () => {
    expect([lines.length, new Set(lines).size]).toEqual([200, 200]);
  });

  it.each(lines)("%s", (line) => {
    expect(maskSecrets(line)).toEqual({ text: line, found: false });
    expect(readQuestion(line).secret).toBe(false);
  });

  it("nor is anything masked in a question of the evaluation", () => {
    const folder = new URL("../eval/", import.meta.url);
    const files = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
    const questions = files.flatMap((name) =>
      readFileSync(new URL(name, folder), "utf8")
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { question?: string }).question ?? ""),
    );
    expect(questions.length).toBeGreaterThan(300);
    expect(questions.filter((question) => maskSecrets(question).found)).toEqual([]);
  });
});
