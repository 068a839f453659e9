import fc from "fast-check";
import type { Answer, Citation, Excerpt, Reading, Snippet } from "../../src/answering/answer.ts";
import type { Part } from "../../src/search/excerpt.ts";
import { common } from "../terminal/answers.ts";

/** What documentation and people may write to break a message. */
const NASTY = [
  "<!channel>",
  "<!here|here>",
  "<!everyone>",
  "<!subteam^S123|@ops>",
  "<@U123>",
  "<@W123|joe>",
  "@channel",
  "<#C1|general>",
  "<https://evil.example|click>",
  "&lt;!channel&gt;",
  "a &amp; b",
  "```",
  "~~~",
  "`",
  "*_~`",
  "|",
  ">",
  "<",
  "\u0000\u001b[31m",
  "\u202Ereversed",
  "\r\n",
  "\n",
  "   ",
  "",
  "\ud800",
  "漢字かな交じり文",
  "👩‍👩‍👧‍👦 🎉",
  "sm\u{E0073}\u{E0061}\u{E007F}all \u{E0001}",
  "\u{E0000}",
  "x\u{E0100}\u{E01EF}\uFE00 1\uFE0F2",
  "a\u200B\u00ADb\u2060\uFEFF\u034F\u115F\u3164\uFFF9c",
  "\u{20000}",
  "x".repeat(3_001),
  "<".repeat(700),
  "word ".repeat(900),
  "line\n".repeat(300),
  "{{secrets/kitchen}}",
  "</script>",
  "constructor",
  "__proto__",
] as const;

export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom(...NASTY), { minLength: 2, maxLength: 5 }).map((all) => all.join(" ")),
  },
  { weight: 1, arbitrary: fc.lorem({ maxCount: 30 }) },
);

export const address: fc.Arbitrary<string | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.constantFrom(
    "https://docs.example.com/a|b>c<d#e|f",
    "https://docs.example.com/\n<!channel>",
    "https://docs.example.com/a\u{E0041}\u200Bb#\u{E0062}c",
    "javascript:alert(1)",
    "data:text/html,x",
    "slack://open",
    "https://docs.example.com@evil.example/",
    `https://docs.example.com/${"a".repeat(3_000)}`,
    `https://docs.example.com/${"漢".repeat(300)}`,
    "not an address",
  ),
);

const marks = (of: string): fc.Arbitrary<readonly (readonly [number, number])[]> =>
  fc
    .uniqueArray(fc.nat({ max: of.length }), { maxLength: 6 })
    .map((cuts) => cuts.sort((a, b) => a - b))
    .map((cuts) =>
      cuts.flatMap((from, at) =>
        at % 2 === 0 && cuts[at + 1] !== undefined ? [[from, cuts[at + 1] as number] as const] : [],
      ),
    );
const run = text.chain((of) => marks(of).map((found) => ({ text: of, marks: found })));

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constantFrom("prose" as const, "label" as const), gap: fc.boolean(), run }).map(flat),
  fc
    .record({
      kind: fc.constant("item" as const),
      gap: fc.boolean(),
      marker: fc.constantFrom("-", "", "1.", "2.", "0.", "99999."),
      depth: fc.nat({ max: 12 }),
      run,
    })
    .map(flat),
  fc.record({ kind: fc.constant("code" as const), gap: fc.boolean(), text, language: text, label: text }),
  fc.record({
    kind: fc.constant("row" as const),
    gap: fc.boolean(),
    header: fc.array(text, { maxLength: 6 }),
    cells: fc.array(run, { minLength: 1, maxLength: 6 }),
  }),
);

function flat<Rest extends object, Of extends object>({ run: inner, ...rest }: Rest & { readonly run: Of }) {
  return { ...rest, ...inner } as Omit<Rest, "run"> & Of;
}

const citation: fc.Arbitrary<Citation> = fc.record({
  source: text,
  path: text,
  heading: text,
  anchor: text,
  breadcrumb: fc.array(text, { maxLength: 4 }),
  badges: fc.array(text, { maxLength: 8 }),
  url: address,
  official: fc.array(
    address.map((one) => one ?? ""),
    { maxLength: 2 },
  ),
  revision: fc.record({ id: text }),
});

const excerpts = (most: number): fc.Arbitrary<readonly Excerpt[]> =>
  fc.array(fc.record({ citation, parts: fc.array(part, { maxLength: 8 }) }), { maxLength: most });

const reading: fc.Arbitrary<Reading> = fc.record({
  searchedFor: fc.array(text, { maxLength: 8 }),
  corrections: fc.array(fc.record({ from: text, to: text }), { maxLength: 4 }),
  missing: fc.array(text, { maxLength: 6 }),
  cut: fc.boolean(),
  foreign: fc.boolean(),
});

const snippet: fc.Arbitrary<Snippet> = fc.record({
  intent: text,
  title: text,
  code: fc.oneof(
    text,
    fc.array(text, { maxLength: 12 }).map((lines) => lines.join("\n")),
  ),
  language: text,
  format: fc.constantFrom(undefined, "json"),
  formats: fc.uniqueArray(fc.record({ id: fc.stringMatching(/^[a-z-]{1,20}$/), title: text }), {
    maxLength: 120,
    selector: ({ id }) => id,
  }),
  values: fc.array(fc.record({ slot: text, value: text, isDefault: fc.boolean() }), { maxLength: 6 }),
  notes: fc.array(text, { maxLength: 60 }),
  citation,
});

const offer = fc.record({ intent: text, title: text });
const secret = fc.boolean();

/** Any answer, of any kind, about anything. */
export const answer: fc.Arbitrary<Answer> = fc
  .record({ reading, secret, of: fc.constant(common) })
  .chain(({ of, ...known }) => {
    const shared = { ...of, ...known };
    const kinds: fc.Arbitrary<Answer>[] = [
      fc
        .record({
          verdict: fc.option(
            fc.record({ verdict: fc.constantFrom("yes" as const, "no" as const, "partly" as const), condition: text }),
            { nil: undefined },
          ),
          excerpts: excerpts(60),
          offer: fc.option(offer, { nil: undefined }),
        })
        .map((one) => ({ ...shared, kind: "answer", ...one })),
      fc.record({ snippet, excerpts: excerpts(4) }).map((one) => ({ ...shared, kind: "snippet", ...one })),
      fc
        .record({ snippet, excerpts: excerpts(4), slot: text, question: text })
        .map((one) => ({ ...shared, kind: "ask", ...one })),
      fc
        .record({ choices: fc.array(citation, { maxLength: 30 }), offers: fc.array(offer, { maxLength: 30 }) })
        .map((one) => ({ ...shared, kind: "choice", ...one })),
      fc.array(citation, { maxLength: 12 }).map((nearest) => ({ ...shared, kind: "unknown", nearest })),
      fc
        .constantFrom("usage" as const, "greeting" as const, "thanks" as const, "identity" as const)
        .map((reply) => ({ ...shared, kind: "reply", reply })),
    ];
    return fc.oneof(...kinds);
  });
