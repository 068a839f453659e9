import { describe, expect, it } from "vitest";
import type { Fields } from "../../src/teams/place.ts";
import { saidInChosen } from "../../src/teams/said.ts";
import { cpuTime } from "../cputime.ts";

const BOT = "28:11111111-2222-3333-4444-555555555555";
const chosen = (content: unknown, more: object = {}) =>
  saidInChosen({ body: { contentType: "html", content }, ...more }, BOT);
const mentionOf = (id: number, mentionText: string, mentioned: object) => ({ id, mentionText, mentioned });
const bot = (id: number, name = "Docs Bot", application = BOT.slice(3)) =>
  mentionOf(id, name, { application: { id: application, displayName: name } });

describe("a message that was chosen", () => {
  it.each<readonly [string, string, object, string]>([
    ["text", "how do I descale the kettle?", {}, "how do I descale the kettle?"],
    ["paragraphs and lines", "<p>one</p><p>two<br>three</p>", {}, "one\ntwo\nthree"],
    ["entities, once", "<div>a &amp; b &lt;c&gt; &amp;lt;&nbsp;d&#33;</div>", {}, "a & b <c> &lt; d!"],
    ["a script", "<p>how?</p><script>alert(1)</script>", {}, "how?\nalert(1)"],
    ["pictures and what hangs on it", 'see<img src="x" alt="y"><attachment id="7"></attachment> this', {}, "see this"],
    ["a table", "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", {}, "a\nb"],
    ["code", '<pre class="language-ini">a = 1<br>b = 2</pre>', {}, "a = 1\nb = 2"],
    ["the bot's name", '<at id="0">Docs Bot</at> how?', { mentions: [bot(0)] }, "how?"],
    [
      "the bot's name, by its id in chats",
      '<at id="0">Docs Bot</at> how?',
      { mentions: [bot(0, "Docs Bot", BOT)] },
      "how?",
    ],
    [
      "somebody's name",
      '<at id="1">Ann</at>, how?',
      { mentions: [mentionOf(1, "Ann", { user: { id: "ann" } })] },
      "Ann , how?",
    ],
    [
      "a reply without what it quotes",
      '<blockquote itemtype="http://schema.skype.com/Reply"><p>Old words</p></blockquote><p>is that so?</p>',
      {},
      "is that so?",
    ],
    [
      "nothing but a quote",
      '<blockquote itemtype="http://schema.skype.com/Reply"><p>Old words</p></blockquote>',
      {},
      "Old words",
    ],
    [
      "the bot's own, with its numbers",
      "<p><b>Kettle</b> [1]</p><blockquote>Pour.</blockquote>",
      {},
      "Kettle [1]\nPour.",
    ],
    ["no words", '<attachment id="7"></attachment>', {}, ""],
    ["only white space", "<p>&nbsp;</p><br>", {}, ""],
  ])("is read as its reader sees it: %s (A35)", (_, content, more, text) => {
    expect(chosen(content, more)).toBe(text);
  });

  it("that is no HTML keeps what would be a tag", () => {
    const body = { contentType: "text", content: "is a <b or b> c?" };
    expect(saidInChosen({ body }, BOT)).toBe("is a <b or b> c?");
  });

  it.each<Fields>([{}, { body: 1 }, { body: { content: {} } }, { body: { content: "" }, mentions: "x" }])(
    "that is none has no words: %j",
    (payload) => {
      expect(saidInChosen(payload, BOT)).toBe("");
    },
  );

  it("of 100,000 characters of HTML is read in no time, however many it mentions (A28)", () => {
    const mentions = Array.from({ length: 5_000 }, (_, at) => bot(at, "<".repeat(200)));
    for (const piece of ["<", "<at>", '<at id="0">', "<blockquote schema.skype.com/Reply", "<p ", "&#", "</", "<!--"]) {
      const spent = cpuTime(() => chosen(piece.repeat(100_000 / piece.length), { mentions }));
      expect(spent).toBeLessThan(1_000);
    }
  });
});

it("a message that is too long is cut between words, so that half a secret does not look like none (A28, A67)", () => {
  const word = "secret".repeat(20);
  expect(chosen(`<p>${"tea ".repeat(4_980)}${word} more</p>`)).toBe("tea ".repeat(4_980).trim());
  expect(chosen("x".repeat(30_000))).toBe("x".repeat(15_000));
});
