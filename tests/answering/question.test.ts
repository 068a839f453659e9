import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LONGEST, type Question, readQuestion } from "../../src/answering/question.ts";

const read = (text: string, rest: Partial<Question> = {}): Question => ({
  text,
  cut: false,
  foreign: false,
  secret: false,
  ...rest,
});

describe("what is left of a message", () => {
  it.each<readonly [string, string, string]>([
    ["plain words stay as they are", "Can I use S3?", "Can I use S3?"],
    ["white space around is dropped, inside it is kept", " a\n\tb  c \r\n", "a\n\tb  c"],
    ["nothing (abuse case 27)", "", ""],
    ["only white space (abuse case 27)", " \n\t\u00A0\u3000 ", ""],
    ["only emoji (abuse case 27)", "🎉👍🏽👨‍👩‍👧🇩🇪 1️⃣ *️⃣ ❤️ :tada:", ""],
    ["zero-width characters inside words (abuse case 29)", "ware\u200Bhou\u00ADse\u2060s\uFEFF", "warehouses"],
    ["bidi overrides and isolates (abuse case 29)", "\u202Ecan\u202C \u2066I\u2069 use\u200F", "can I use"],
    ["a pile of marks on each letter (abuse case 29)", zalgo("can I use é"), "can I use e"],
    ["a mark that makes no letter (abuse case 29)", "w\u0337a\u0337re", "ware"],
    ["marks that make letters stay (abuse case 29)", "cafe\u0301 Vie\u0323\u0302t", "café Việt"],
    ["marks of other scripts, one a letter (abuse case 29)", "\u0628\u064E\u0651", "\u0628\u064E"],
    ["full-width letters (abuse case 29)", "ｃａｎ Ｉ ｕｓｅ Ｓ３？", "can I use S3?"],
    ["Cyrillic and Greek look-alikes within a Latin word (abuse case 29)", "wаrehοuses", "warehouses"],
    ["a Cyrillic word stays Cyrillic (abuse case 29)", "рора", "рора"],
    ["control characters and line separators (abuse case 29)", "a\u0007b\u009Bc\u2028d\u001B[31m", "a b c d [31m"],
    ["NUL (abuse case 31)", "a\u0000b", "a b"],
    ["halves of surrogate pairs (abuse case 31)", "a\uD800b\uDC00", "a b"],
    ["lone carriage returns (abuse case 31)", "a\rb\r\nc", "a\nb\nc"],
    ["emoji short codes (abuse case 32)", "hello :wave: :tada:, how", "how"],
    ["short codes with skin tones (abuse case 32)", "ok :+1::skin-tone-4: then", "ok    then"],
    ["names of custom emoji (abuse case 32)", ":team_größe-2: x", "x"],
    ["colons that are no short code (abuse case 32)", "at 10:20:30 a:b:c std::map", "at 10:20:30 a:b:c std::map"],
    ["emoji and their tones (abuse case 32)", "wave 👋🏿!", "wave   !"],
    ["code that is like a platform's markup", "why does List<@Nullable T> fail", "why does List<@Nullable T> fail"],
    ["names with @ (abuse case 33)", "@docs how, @Ann.B?", "how, ?"],
    ["an address and a decorator keep their @", "mail a@b.example, x=@y", "mail a@b.example, x=@y"],
    ["a code block (abuse case 34)", "```\nat a.b.C(D.java:1)\n```", "```\nat a.b.C(D.java:1)\n```"],
  ])("%s", (_, message, text) => {
    expect(readQuestion(message)).toEqual(read(text));
  });

  it("reads the first 2,000 characters (abuse case 28)", () => {
    expect(LONGEST).toBe(2_000);
    expect(readQuestion("x".repeat(2_000))).toEqual(read("x".repeat(2_000)));
    expect(readQuestion("x".repeat(40_000))).toEqual(read("x".repeat(2_000), { cut: true }));
    expect(readQuestion(`${"x".repeat(1_998)} yes`)).toEqual(read("x".repeat(1_998), { cut: true }));
    expect(readQuestion(`${"x".repeat(1_996)} yes no`)).toEqual(read(`${"x".repeat(1_996)} yes`, { cut: true }));
    expect(readQuestion(`a ${"x".repeat(40_000)}`)).toEqual(read(`a ${"x".repeat(1_998)}`, { cut: true }));
    expect(readQuestion("ab ".repeat(33_334))).toEqual(read("ab ".repeat(667).slice(0, 2_000).trim(), { cut: true }));
  });

  it("stays within 2,000 characters where one becomes many, and cuts no character in two (abuse cases 28, 31)", () => {
    const message = `${"\uFDFA".repeat(111)} ${"\u{20000}".repeat(200)}`;
    const { text, cut } = readQuestion(message);
    expect([text.length, cut, /\p{Cs}/u.test(text)]).toEqual([1_998, true, false]);
    expect(readQuestion(`${"x".repeat(1_999)}\u{20000}`)).toEqual(read("x".repeat(1_999), { cut: true }));
  });
});

/** Six marks on every letter, as generators of "glitch text" write it. */
function zalgo(text: string): string {
  return text.replace(/\p{L}/gu, "$&\u0337\u0301\u0316\u0323\u035C\u0489");
}

describe("whether a message is English (abuse case 36)", () => {
  it.each([
    ["German", "Wie kann ich einen Branch löschen?"],
    ["Spanish", "¿Puedo usar una rama con S3?"],
    ["French", "Comment puis-je lire les données avec Spark ?"],
    ["Italian", "Come posso leggere il branch con Spark?"],
    ["Portuguese", "Como posso usar uma tabela para o Spark?"],
    ["Dutch", "Hoe kan ik een branch maken?"],
    ["Japanese", "ウェアハウスを使えますか"],
    ["Russian", "Как создать ветку?"],
    ["Arabic (abuse case 30)", "كيف أحذف الفرع main؟"],
  ])("%s is not", (_, message) => {
    expect(readQuestion(message)).toEqual(read(message.normalize("NFKC"), { foreign: true }));
  });

  it.each([
    "Can I use warehouses?",
    "why does the job die on merge",
    "warehouse",
    "cost per branch",
    "what is el niño",
    "",
  ])("“%s” may be", (message) => {
    expect(readQuestion(message).foreign).toBe(false);
  });
});

describe("any message at all (abuse cases 28 to 33)", () => {
  const tokens = ["@U1", "@here", "<", "&lt;", "```", ":tada:", "\u202E", "\u200B", "＜", "\uD800", "a"];
  const messages = fc.oneof(
    fc.string({ unit: "binary", maxLength: 3_000 }),
    fc
      .array(fc.oneof(fc.constantFrom(...tokens), fc.string({ unit: "grapheme" })), { maxLength: 300 })
      .map((all) => all.join("")),
  );

  it("becomes bounded, well-formed text without control characters or names", () => {
    fc.assert(
      fc.property(messages, (message) => {
        const { text } = readQuestion(message);
        expect(text.length).toBeLessThanOrEqual(LONGEST);
        expect(text).not.toMatch(/[\uD800-\uDFFF]/u);
        expect(text).not.toMatch(/[\p{Cf}\u2028\u2029]|(?![\n\t])\p{Cc}/u);
        expect(text).not.toMatch(/(^|\s)@[\p{L}\p{N}]/u);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a greeting in front", () => {
  it.each<[string, string]>([
    ["hi docs bot, how do I merge?", "how do I merge?"],
    ["Hello there! how do I merge?", "how do I merge?"],
    ["docs-bot: how do I merge?", "how do I merge?"],
    ["Good morning team, how do I merge?", "how do I merge?"],
    ["hello", "hello"],
    ["hi docs bot", "hi docs bot"],
    ["history of a branch", "history of a branch"],
    ["docs about merging", "docs about merging"],
    ["hierarchy", "hierarchy"],
  ])("of %j is left out (abuse case 27)", (message, text) => expect(readQuestion(message).text).toBe(text));
});
