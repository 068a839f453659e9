import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { harmless } from "../../src/answering/plain.ts";
import { escapeText, link } from "../../src/slack/rendering/mrkdwn.ts";
import { renderAnswer } from "../../src/slack/rendering/render.ts";
import { HIDDEN, stringsIn } from "../answering/hidden.ts";
import { address, answer, text } from "./hostile.ts";
import { LIVE_MENTION, textsIn } from "./texts.ts";
import { validateMessage } from "./validate.ts";

const surroundings = fc.record({
  answerId: fc.constantFrom("a1", "i".repeat(255)),
  place: fc.constantFrom("channel" as const, "private" as const),
  canAskPerson: fc.boolean(),
  command: fc.constant("/docs"),
});

describe("whatever documentation, rules and people write", () => {
  it("a message is one that Slack takes, with a fallback, and calls nobody (A38, A39, A40, A43, A44)", () => {
    fc.assert(
      fc.property(answer, surroundings, (of, around) => {
        const message = renderAnswer(of, around);
        expect(validateMessage(message)).toEqual([]);
        expect(message.text.trim()).not.toBe("");
        expect(JSON.stringify(message)).not.toMatch(LIVE_MENTION);
      }),
      { numRuns: 300 },
    );
  });

  it("links lead to http and https only (A40)", () => {
    fc.assert(
      fc.property(answer, surroundings, (of, around) => {
        const { blocks, text: fallback } = renderAnswer(of, around);
        const json = JSON.stringify(blocks);
        const found = (pattern: RegExp, among: string) => [...among.matchAll(pattern)].map(([, one]) => one as string);
        const marked = found(/"type":"mrkdwn","text":("(?:[^"\\]|\\.)*")/g, json).map(
          (one) => JSON.parse(one) as string,
        );
        const links = [
          ...found(/"url":"([^"]*)"/g, json),
          ...[fallback, ...marked].flatMap((one) => found(/<([^>]*)>/g, one).map((link) => link.replace(/\|.*/, ""))),
        ];
        expect(links.filter((url) => !/^https?:\/\/[^@|<>\s]*(?:[/?#]|$)/.test(url))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("what is shown has no control characters, no overrides of direction and no half characters (A29, A30, A31)", () => {
    fc.assert(
      fc.property(answer, surroundings, (of, around) => {
        const message = renderAnswer(of, around);
        const shown = [message.text, ...textsIn(message.blocks)];
        expect(shown.filter((one) => /(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/u.test(one))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("nothing that nobody sees is sent: no tag characters, no variation selectors, nothing of no width (A29)", () => {
    fc.assert(
      fc.property(answer, surroundings, (of, around) => {
        expect(stringsIn(renderAnswer(of, around)).filter((one) => HIDDEN.test(one))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("the same answer makes the same message", () => {
    fc.assert(
      fc.property(answer, surroundings, (of, around) => {
        expect(renderAnswer(of, around)).toEqual(renderAnswer(of, around));
      }),
      { numRuns: 30 },
    );
  });
});

const decoded = (escaped: string): string =>
  escaped.replace(/&(amp|lt|gt);/g, (_, name: string) => ({ amp: "&", lt: "<", gt: ">" })[name] as string);

describe("escaping", () => {
  it("is done once: what Slack decodes is what was written", () => {
    const clean = text.filter((one) => harmless(one) === one);
    fc.assert(
      fc.property(clean, (one) => {
        expect(decoded(escapeText(one))).toBe(one);
        expect(escapeText(one)).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      }),
    );
    expect(escapeText("a &amp; b <c>")).toBe("a &amp;amp; b &lt;c&gt;");
  });

  it("makes one link of an address and a label, or none (A39)", () => {
    fc.assert(
      fc.property(address, text, (url, label) => {
        expect(link(url, label)).toMatch(/^(?:<https?:\/\/[^<>|\s]+\|[^<>|\n]+>|[^<>\n]+)$/);
      }),
    );
  });
});
