import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readQuestion } from "../../../src/answering/question.ts";
import { plainText } from "../../../src/slack/incoming/plaintext.ts";

describe("A33 what a reader sees of a message in Slack", () => {
  it.each<readonly [string, string, string]>([
    ["nothing", "", ""],
    ["plain words", "Can I use S3?", "Can I use S3?"],
    ["people", "<@U1> <@U2|ann> why", "    why"],
    ["channels, with a name and without", "in <#C1|general> <#C2>, <#C3|>?", "in general  ,  ?"],
    ["groups and broadcasts", "<!subteam^S1> <!subteam^S1|@ops> <!here> <!channel|x> a", "        a"],
    ["a date", "since <!date^1392734382^{date}|Feb 18>?", "since  ?"],
    ["a link by its label", "see <https://x.example/y|the guide>.", "see the guide."],
    ["a link without a label", "see <https://x.example/y>.", "see https://x.example/y."],
    ["a link with an empty label", "<https://x.example/y|>", "https://x.example/y"],
    ["addresses of mail", "<mailto:a@b.example|a@b.example> <mailto:c@d.example>", "a@b.example c@d.example"],
    ["what was written as < and >", "S3 &amp; GCS: List&lt;T&gt;", "S3 & GCS: List<T>"],
    ["once", "&amp;lt;", "&lt;"],
    ["what was written like markup stays", "&lt;!here&gt; &lt;@Nullable T&gt;", "<!here> <@Nullable T>"],
    ["markup in markup", "<@<@U1>U2> <<#C1|@U3>> a", "<@ U2>   a"],
    ["no markup", "a < b and c > d, <placeholder> <b>", "a < b and c > d, <placeholder> <b>"],
  ])("%s", (_, message, text) => expect(plainText(message)).toBe(text));

  it("an address that may hold a password stays whole, whatever is shown for it", () => {
    expect(plainText("<https://ann:EXAMPLE@k.example.com/a|ann:EXAMPLE@k.example.com/a>")).toBe(
      "https://ann:EXAMPLE@k.example.com/a",
    );
    expect(plainText("postgres://ann:<mailto:EXAMPLE@k.example.com|EXAMPLE@k.example.com>/a")).toBe(
      "postgres://ann:EXAMPLE@k.example.com/a",
    );
  });

  it.each([
    "<@U1> <!subteam^S1|@ops> how do I descale the kettle?",
    "how do I descale the <#C1|kettle>?",
    "how do I &lt;descale&gt; the <https://k.example.com|kettle>?",
  ])("leaves the question: %s", (message) => {
    expect(
      readQuestion(plainText(message))
        .text.replace(/[^\w?]+/g, " ")
        .trim(),
    ).toBe("how do I descale the kettle?");
  });
});

const PIECES = ["<@U1>", "<!here>", "<#C1|", "<https://x.example|", "<mailto:a@b.example>", "x>", "<", ">", "|", "@U1"];
const message = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "grapheme", maxLength: 5 })), { maxLength: 300 })
  .map((all) => all.join(""));

it("A33 of any message, no mention is left, and it grows no longer", () => {
  fc.assert(
    fc.property(message, (said) => {
      const text = plainText(said.replaceAll("&", ""));
      expect(text).not.toMatch(/<[@!][\w^]{1,40}>/);
      expect(text.length).toBeLessThanOrEqual(said.length);
    }),
    { numRuns: 500 },
  );
});
