import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { citationsOf } from "../../src/answering/citations.ts";
import { harmless } from "../../src/answering/plain.ts";
import { inDialog } from "../../src/teams/envelopes.ts";
import { renderAnswerCard, renderSharedCard } from "../../src/teams/rendering/answercard.ts";
import { ACTIVITY, bytesOf, sizeOf } from "../../src/teams/rendering/limits.ts";
import { blocksOf, escapeText, fenced, link, marked, sentence } from "../../src/teams/rendering/markdown.ts";
import { type RenderContext, renderAnswer } from "../../src/teams/rendering/render.ts";
import { renderShared } from "../../src/teams/rendering/results.ts";
import { shorten } from "../../src/teams/rendering/shorten.ts";
import { HIDDEN, stringsIn } from "../answering/hidden.ts";
import { address, answer, text } from "../slack/hostile.ts";
import { cardOf, codesOf, linksOf, MEANT, shownBy, tokensOf } from "./shown.ts";
import { validateActivity, validateCard } from "./validate.ts";

const context: fc.Arbitrary<RenderContext> = fc.record({
  answerId: fc.constantFrom("a1", "i".repeat(100)),
  scope: fc.constantFrom("personal" as const, "groupChat" as const, "channel" as const),
  supportUrl: fc.constantFrom(undefined, "https://help.example.com", "javascript:alert(1)"),
  canAskPerson: fc.boolean(),
  aiLabel: fc.boolean(),
  user: fc.constantFrom(undefined, "29:asker"),
});

/** More of what Markdown and Teams could take for their own. */
const teamsText = fc.oneof(
  text,
  fc.constantFrom(
    ...["<at>Everyone</at>", '<a href="https://evil.example">x</a>', "![x](https://evil.example/x.png)", "# heading"],
    ...["[click](javascript:alert(1))", "[click](https://evil.example)", "[a]: https://evil.example", "<b>bold</b>"],
    ...["- item", "1. item", "1) item", "> quote", "| a | b |\n| - | - |", "a\n===", "a\n---", "    code", "\tcode"],
    ...[
      "~~~\nx",
      "```\nx",
      "* * *",
      "&lt;at&gt;",
      "&#60;b&#62;",
      "<!-- x",
      "<![CDATA[",
      "\\",
      "\\\\[x](y)",
      "**",
      "__x__",
    ],
    ...["[1]", "[^1]", "<https://evil.example>", "+ item", "\uE000x\uE001", "a  \nb", "x\n\n# y", "$x$", "==x=="],
  ),
);
const several = fc.array(teamsText, { minLength: 1, maxLength: 4 }).map((all) => all.join(" "));
const visible = (of: string): string => of.replace(/[^\p{L}\p{N}\p{P}\p{S}]+/gu, "");

describe("whatever documentation, rules and people write", () => {
  it("an answer is one that Teams takes, calls nobody, and means nothing but what the bot means (A38-A45)", () => {
    fc.assert(
      fc.property(answer, context, (of, around) => {
        const activities = renderAnswer(of, around);
        expect(activities.flatMap(validateActivity)).toEqual([]);
        for (const { text: said = "" } of activities) {
          expect(tokensOf(said).filter(({ type }) => !MEANT.has(type))).toEqual([]);
          expect(linksOf(said).filter((url) => !/^https?:\/\/[^@|<>\s]*(?:[/?#]|$)/.test(url))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("a dialog, and what it puts into a message, are cards that Teams takes (A38-A45)", () => {
    fc.assert(
      fc.property(answer, context, fc.boolean(), (of, around, isJudged) => {
        const shown = inDialog({ card: renderAnswerCard(of, { ...around, isJudged }) });
        const shared = renderSharedCard(of);
        const [first] = citationsOf(of);
        expect(validateCard(cardOf(shown))).toEqual([]);
        expect(sizeOf(shown.body)).toBeLessThanOrEqual(ACTIVITY.whole);
        expect(cardOf(shown).actions?.filter(({ type }) => type === "Action.Execute") ?? []).toEqual([]);
        expect(shared ? validateCard(shared) : []).toEqual([]);
        if (shared && first) expect(sizeOf(renderShared(shared, first))).toBeLessThanOrEqual(ACTIVITY.whole);
      }),
      { numRuns: 300 },
    );
  });

  it("nothing that nobody sees is sent, in messages, dialogs and what is shared (A29)", () => {
    fc.assert(
      fc.property(answer, context, (of, around) => {
        const dialog = inDialog({ card: renderAnswerCard(of, { ...around, isJudged: false }) });
        const sent = [renderAnswer(of, around), dialog, renderSharedCard(of)];
        expect(stringsIn(sent).filter((one) => HIDDEN.test(one))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("is escaped once, and shown as it stands (A39, A42)", () => {
    fc.assert(
      fc.property(several, (of) => {
        const tokens = tokensOf(escapeText(of)).map(({ type }) => type);
        expect(tokens.filter((type) => !/^(?:paragraph_|inline|text|hardbreak)/.test(type))).toEqual([]);
        expect(visible(shownBy(escapeText(of)))).toBe(visible(harmless(of)));
      }),
      { numRuns: 2_000 },
    );
  });

  it("is bold where it was marked, and nowhere else", () => {
    fc.assert(
      fc.property(several, fc.nat(40), fc.nat(40), (of, from, length) => {
        const types = tokensOf(marked(of, [[from, from + length]])).map(({ type }) => type);
        expect(types.filter((type) => !MEANT.has(type) || /^(?:em|code|link|blockquote|fence)/.test(type))).toEqual([]);
        expect(types.filter((type) => type === "strong_open").length).toBeLessThan(2);
      }),
      { numRuns: 1_000 },
    );
  });

  it("a sentence of the rules has code in backticks, and no other markup", () => {
    fc.assert(
      fc.property(several, (of) => {
        const types = tokensOf(sentence(of)).map(({ type }) => type);
        expect(types.filter((type) => !/^(?:paragraph_|inline|text|hardbreak|code_inline)/.test(type))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("a link is one link to the web, or text (A39, A40)", () => {
    fc.assert(
      fc.property(address, several, (url, label) => {
        const links = linksOf(link(url, label));
        expect(links.length).toBeLessThan(2);
        expect(links.filter((one) => !/^https?:\/\//.test(one))).toEqual([]);
        expect(tokensOf(link(url, label)).filter(({ type }) => !MEANT.has(type))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("code never leaves its fence, and is copied as it stands (A41)", () => {
    fc.assert(
      fc.property(several, (of) => {
        fc.pre(harmless(of).trim() !== "");
        const shown = `${fenced(of)}\n\nafter`;
        expect(codesOf(shown)).toEqual([harmless(of)]);
        expect(blocksOf(shown)).toEqual([fenced(of), "after"]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("an answer that is too long all the same is shortened until nothing is left, and stays one that Teams takes (A45)", () => {
    fc.assert(
      fc.property(answer, context, (of, around) => {
        for (const activity of renderAnswer(of, around)) {
          let steps = 0;
          for (let next = shorten(activity), before = activity; next; before = next, next = shorten(next)) {
            expect(validateActivity(next)).toEqual([]);
            expect(bytesOf(next.text ?? "")).toBeLessThanOrEqual(bytesOf(before.text ?? ""));
            expect(sizeOf(next)).toBeLessThan(sizeOf(before) + 1);
            expect(steps++).toBeLessThan(30);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
