import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answer, type Citation, cite, type Excerpt } from "../../src/answering/answer.ts";
import { createAsk, ZONES } from "../../src/answering/ask.ts";
import { citationsOf } from "../../src/answering/citations.ts";
import { didYouMean } from "../../src/answering/didyoumean.ts";
import { readQuestion } from "../../src/answering/question.ts";
import { blockText, fold, type Section } from "../../src/content/section.ts";
import { loadKnowledge } from "../../src/knowledge.ts";
import { LONGEST_CARD, type Part } from "../../src/search/excerpt.ts";
import { LONGEST_UNCOMMITTED, renderAnswer } from "../../src/terminal/render.ts";
import { allSections } from "./kitchen.ts";

const contentDir = fileURLToPath(new URL("../../content", import.meta.url));
const { knowledge, rulebook } = loadKnowledge({ docs: [], contentDir, dataDir: undefined });
const ask = createAsk(knowledge, rulebook);
const keyOf = (source: string, path: string, anchor: string): string => `${source} ${path}#${anchor}`;
const sections = new Map(
  allSections(knowledge).map((section) => [keyOf(section.page.source, section.page.path, section.anchor), section]),
);
const sectionOf = ({ source, path, anchor }: Citation): Section | undefined =>
  sections.get(keyOf(source, path, anchor));

const vocabulary = knowledge.index.words;
const asIfAsked = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...vocabulary) }, { weight: 1, arbitrary: fc.string() }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((words) => words.join(" "));
const headings = fc.constantFrom(...[...sections.values()].map(({ heading }) => heading));
const hostile = fc
  .array(
    fc.constantFrom(
      ..."<@U1> <!here> <!channel> <#C1|general> <at>all</at> @here @everyone <https://x.example|y> ``` ~~~ *_~ | < > & \u001B[31m \u202E \uD800 \0 $& __proto__ constructor".split(
        " ",
      ),
      "\n",
      "warehouse",
      "branch",
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(" "));
const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.string({ unit: "grapheme", maxLength: 400 }),
  asIfAsked,
  headings,
  hostile,
  fc.tuple(asIfAsked, hostile).map((parts) => parts.join(" ")),
);

const RUNS = { numRuns: 300 };
const check = (property: (question: string, answer: Answer) => void): void =>
  fc.assert(
    fc.property(anything, (question) => property(question, ask(question))),
    RUNS,
  );

const excerptsOf = (answer: Answer): readonly Excerpt[] => ("excerpts" in answer ? answer.excerpts : []);

const textsOf = (part: Part): readonly string[] =>
  part.kind === "row" ? part.cells.map(({ text }) => text) : [part.text];

describe("any question to the built-in documentation", () => {
  it("gets an answer of the zone that its confidence names", () => {
    check((question, answer) => {
      const { kind, confidence } = answer;
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
      if (kind === "answer") expect(confidence).toBeGreaterThanOrEqual(ZONES.answer);
      if (answer.kind === "choice" && confidence < ZONES.choice)
        expect(answer.choices).toEqual(
          didYouMean(readQuestion(question).text, knowledge, 3).map((number) => cite(knowledge.sectionAt(number))),
        );
      // Several configurations that match equally are offered with the certainty of the rules.
      if (answer.kind === "choice" && answer.choices.length > 0) expect(confidence).toBeLessThan(ZONES.answer);
    });
  });

  it("gets an answer within the limits", () => {
    check((_, answer) => {
      const text = renderAnswer(answer);
      expect(text.trim()).not.toBe("");
      expect(answer.hits.length).toBeLessThanOrEqual(10);
      expect(citationsOf(answer).length).toBeLessThanOrEqual(3);
      if (!("excerpts" in answer)) expect(text.length).toBeLessThanOrEqual(LONGEST_UNCOMMITTED);
      else {
        expect(answer.excerpts.length).toBeGreaterThan(0);
        for (const { parts } of answer.excerpts) {
          expect(parts.length).toBeGreaterThan(0);
          expect(parts.flatMap(textsOf).join("").length).toBeLessThanOrEqual(LONGEST_CARD);
        }
      }
    });
  });

  it("gets the same answer again, to the byte", () => {
    const before = new Map<string, string>();
    check((question, answer) => {
      before.set(question, JSON.stringify(answer));
      expect(JSON.stringify(ask(question))).toBe(before.get(question));
    });
    const again = createAsk(knowledge, rulebook);
    const backwards = [...before.keys()].reverse();
    expect(backwards.map((question) => JSON.stringify(again(question)))).toEqual([...before.values()].reverse());
  });

  it("cites sections that exist, with their own heading and address (abuse case 48)", () => {
    check((_, answer) => {
      for (const citation of citationsOf(answer)) {
        const { page, heading, url, breadcrumb, badges } = sectionOf(citation) as Section;
        const { source, path, anchor, official, revision } = citation;
        expect([citation.heading, citation.url, citation.breadcrumb, citation.badges]).toEqual([
          heading,
          url,
          breadcrumb,
          badges,
        ]);
        expect([source, path, official, revision.id]).toEqual([
          page.source,
          page.path,
          page.official,
          page.revision.id,
        ]);
        expect(anchor).toBe(sectionOf(citation)?.anchor);
      }
    });
  });

  it("is quoted nothing that the cited section does not say", () => {
    check((_, answer) => {
      for (const { citation, parts } of excerptsOf(answer)) {
        const said = fold((sectionOf(citation) as Section).blocks.map(blockText).join(" "));
        for (const text of parts.flatMap(textsOf)) expect(said).toContain(fold(text));
      }
    });
  });

  it("has its decisive words marked in order, within the quote", () => {
    check((_, answer) => {
      const runs = excerptsOf(answer).flatMap(({ parts }) =>
        parts.flatMap((part) => (part.kind === "row" ? part.cells : part.kind === "code" ? [] : [part])),
      );
      for (const { text, marks } of runs) {
        const offsets = marks.flat();
        expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
        expect(offsets.every((at) => at >= 0 && at <= text.length)).toBe(true);
      }
    });
  });

  it("passes no mention, broadcast, markup or control character on (abuse cases 29, 33, 35, 38, 43)", () => {
    check((_, answer) => {
      const text = renderAnswer(answer);
      expect(text).not.toMatch(/<[@!#]|<\/?at\b|@(?:here|channel|everyone|all)\b|~~~/i);
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      const { searchedFor, corrections, missing } = answer.reading;
      for (const word of [...searchedFor, ...missing, ...corrections.map(({ from }) => from)])
        expect(word).toMatch(/^[\p{L}\p{N}\p{M}_.\-/:@ ]+$/u);
    });
  });

  it("is read in 2,000 characters at most, however long it is (abuse case 28)", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 50 }), (piece) => {
        const long = piece.repeat(Math.ceil(40_000 / piece.length));
        expect(ask(long).reading.cut).toBe(true);
        expect(renderAnswer(ask(long))).toBe(renderAnswer(ask(long.slice(0, 2_001))));
      }),
      { numRuns: 20 },
    );
  });

  it("may be answered by a choice, when any of the offered sections is picked", () => {
    check((question, answer) => {
      for (const pick of citationsOf(answer).slice(0, 1)) {
        const picked = ask(question, { pick });
        if (picked.kind === "answer") expect(citationsOf(picked).map(sectionOf)).toEqual([sectionOf(pick)]);
        else expect(sectionOf(pick)?.blocks).toEqual([]);
      }
    });
  });
});
