import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandLiquid, type LiquidPage } from "../../../src/content/dialects/liquid.ts";
import { cpuTime } from "../../cputime.ts";
import { pageOf, sites } from "../pages.ts";

const FILES: Readonly<Record<string, string>> = {
  "top.md": "top",
  "guide/page.md": "the page itself",
  "guide/two.md": "one\ntwo",
  "guide/outer.md": "1 {% include_relative inner.md %}",
  "guide/inner.md": "2 {% include_relative two.md %}{% nothing %}{{ lost }}",
  "guide/loop.md": "{% include_relative loop.md %}",
  "guide/ring.md": "{% include_relative guide/page.md %}{% include_relative page.md %}",
  "_includes/note.md": "Note: {{ include.text }}{{ include.other }}",
  "_includes/nested.md": "{% include note.md text=include.text %}!",
};
const VALUES: Readonly<Record<string, string>> = { "site.product": "Stove", "page.title": "Heat" };

const page = (files: Readonly<Record<string, string>> = FILES): LiquidPage => ({
  path: "guide/page.md",
  fileAt: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
  valueOf: (name) => (Object.hasOwn(VALUES, name) ? VALUES[name] : undefined),
  baseurl: "/base",
  siteUrl: "https://x.y",
});

const expand = (text: string, files?: Readonly<Record<string, string>>) => expandLiquid(text, 1, page(files));
const fault = (line: number, message: string, file = "guide/page.md") => ({ file, line, message });

describe("expanded templates", () => {
  it.each([
    ["text without any", "text without any"],
    ["{ % a % } and { { b } }", "{ % a % } and { { b } }"],
    ["[a]({% link guide/two.md %}#x)", "[a](/guide/two.md#x)"],
    ["{% link /top.md %} {%link images/a.png%}", "/top.md /images/a.png"],
    ["a {% raw %}{{ b }} {% c %}{% endraw %} d", "a {{ b }} {% c %} d"],
    ["{%- raw -%}x{%- endraw -%}", "x"],
    ["{% raw %}{% raw %}{% endraw %}", "{% raw %}"],
    ["a{% comment %}b {{ c }}\nd{% endcomment %}e", "ae"],
    [
      "{% highlight ruby linenos %}\nputs '{{ x }}'\n{% endhighlight %}",
      "\n~~~~~~~~~~~~ruby\nputs '{{ x }}'\n~~~~~~~~~~~~\n",
    ],
    ["{% highlight %}a{% endhighlight %}", "\n~~~~~~~~~~~~\na\n~~~~~~~~~~~~\n"],
    ["{% assign a = 'v' %}{{ a }}{% assign a = site.product %}{{a}}", "vStove"],
    ["{% assign constructor = 'v' %}{{ constructor }}", "v"],
    ["{{ site.product }}, {{page.title}}, {{ 'a' }}, {{ \"b\" }}, {{ 12 }}, {{ -1.5 }}", "Stove, Heat, a, b, 12, -1.5"],
    [
      "{{ '/a' | relative_url }} {{ 'a' | relative_url }} {{ 'a' | absolute_url }}",
      "/base/a /base/a https://x.y/base/a",
    ],
    ["{{ none | default: 'd' }} {{ site.product | default: 'd' }} {{ '' | default: page.title }}", "d Stove Heat"],
    ["{{ site.product | strip | escape | xml_escape }}", "Stove"],
    ["a {{- site.product -}} b", "aStoveb"],
    ["a \n\n {%- assign x = 1 -%} \n\n b", "ab"],
    ["a {%- assign x = 1 %} b {% assign x = 1 -%} c", "a b c"],
    ["{% endif %}{% unknown tag %}{% # a note %}{%%}", ""],
    ["{{ include.none }}", ""],
  ])("%j becomes %j", (text, expected) => {
    const { faults, text: expanded } = expand(text);
    expect([expanded, faults]).toEqual([expected, []]);
  });
});

describe("includes", () => {
  it.each([
    ["beside the page", "a {% include_relative two.md %} b", "a one\ntwo b"],
    ["above it, within the documentation", "{% include_relative ../top.md %}", "top"],
    ["with parameters", "{% include note.md text='hi' other=site.product %}", "Note: hiStove"],
    ["in double quotes, over several lines", '{% include note.md\n  text="hi"\n  other = 7 %}', "Note: hi7"],
    ["with parameters that are passed on", "{% include nested.md text='hi' %}", "Note: hi!"],
    ["without the parameters they use", "{% include note.md %}", "Note: "],
    ["of the theme, which are unknown", "a{% include theme.html %}b", "ab"],
  ])("%s", (_, text, expected) => {
    const { faults, text: expanded } = expand(text);
    expect([expanded, faults]).toEqual([expected, []]);
  });

  it("may include others; faults inside are reported at their own line", () => {
    const { text, faults } = expand("{% include_relative outer.md %}");
    expect([text, faults]).toEqual([
      "1 2 one\ntwo",
      [fault(1, "the value of {{ lost }} is not known here; left out", "guide/inner.md")],
    ]);
  });

  it.each([
    ["{% include_relative page.md %}", "includes itself; left out", "guide/page.md"],
    ["{% include_relative loop.md %}", "includes itself; left out", "guide/loop.md"],
    ["{% include_relative none.md %}", "no such Markdown file in the documentation folder", "guide/page.md"],
  ])("%s: %s", (tag, why, file) =>
    expect(expand(`a${tag}b`)).toMatchObject({
      text: "ab",
      faults: [fault(1, `${file === "guide/page.md" ? tag : "{% include_relative loop.md %}"}: ${why}`, file)],
    }),
  );

  it("are found by any path", () => {
    expect(expand("{% include_relative ring.md %}").faults).toEqual([
      fault(
        1,
        "{% include_relative guide/page.md %}: no such Markdown file in the documentation folder",
        "guide/ring.md",
      ),
      fault(1, "{% include_relative page.md %}: includes itself; left out", "guide/ring.md"),
    ]);
  });

  const out = "is outside the documentation folder; not read";
  const none = "no such Markdown file in the documentation folder";
  it.each([
    ["../../etc/passwd", out],
    ["../../../../../../etc/passwd", out],
    ["..", none],
    ["../..", out],
    ["two.md/../../../x.md", out],
    ["/etc/passwd", out],
    ["//host/share/a.md", out],
    ["\\\\host\\share\\a.md", out],
    ["..\\..\\x.md", out],
    ["a\0b.md", out],
    ["%2e%2e/%2e%2e/etc/passwd", none],
    ["file:///etc/passwd", none],
    ["constructor", none],
    ["__proto__", none],
    ["~/a.md", none],
  ])("read nothing at %j (A49)", (path, why) => {
    const asked: string[] = [];
    const files = page();
    const { text, faults } = expandLiquid(`a{% include_relative ${path} %}b`, 1, {
      ...files,
      fileAt: (file) => {
        asked.push(file);
        return files.fileAt(file);
      },
    });
    expect([text, faults]).toEqual(["ab", [fault(1, `{% include_relative ${path} %}: ${why}`)]]);
    expect(asked.filter((file) => file.startsWith("/") || file.split("/")[0] === "..")).toEqual([]);
  });

  it("in _includes cannot read outside the documentation either (A49)", () => {
    for (const path of ["../../x.md", "/etc/passwd", "a\\b"])
      expect(expand(`{% include ${path} %}`)).toMatchObject({
        text: "",
        faults: [fault(1, `{% include ${path} %}: ${out}`)],
      });
  });

  it("stop 20 files deep", () => {
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [`guide/${at}.md`, `${at} {% include_relative ${at + 1}.md %}`]),
    );
    const { text, faults } = expand("{% include_relative 0.md %}", files);
    expect([text, faults]).toEqual([
      Array.from({ length: 20 }, (_, at) => `${at} `).join(""),
      [fault(1, "{% include_relative 20.md %}: more than 20 nested includes; left out", "guide/19.md")],
    ]);
  });
});

describe("what is lost is reported", () => {
  it.each([
    ["{% if a %}b{% else %}c{% endif %}", "bc", "{% if %} is not evaluated; the text inside it is kept as it is"],
    ["{% for a in b %}c{% endfor %}", "c", "{% for %} is not evaluated; the text inside it is kept as it is"],
    ["{{ site.none }}", "", "the value of {{ site.none }} is not known here; left out"],
    ["{{ 'a' | upcase }}", "", "the value of {{ 'a' | upcase }} is not known here; left out"],
    ["{{ toString }}", "", "the value of {{ toString }} is not known here; left out"],
    ["{{ site.constructor }}", "", "the value of {{ site.constructor }} is not known here; left out"],
    ["{{}}", "", "the value of {{}} is not known here; left out"],
    ["{{ .Values.x }}", "{{ .Values.x }}", "Jekyll prints nothing for {{ .Values.x }}; put {% raw %} around it"],
    ["{{ $x }}", "{{ $x }}", "Jekyll prints nothing for {{ $x }}; put {% raw %} around it"],
    ["{% link guide/none.md %}", "/guide/none.md", "{% link guide/none.md %}: no such page"],
    ["a {% b", "a {% b", "{% is never closed; Jekyll stops here"],
    ["a {{ b }", "a {{ b }", "{{ is never closed; Jekyll stops here"],
    ["a {% raw %}b {{ c }}", "a b {{ c }}", "{% raw %} is never closed; Jekyll stops here"],
    ["a {% comment %}b", "a ", "{% comment %} is never closed; Jekyll stops here"],
  ])("%j", (text, left, message) => {
    const { text: expanded, faults } = expandLiquid(`\n${text}`, 5, page());
    expect([expanded, faults]).toEqual([`\n${left}`, [fault(6, message)]]);
  });

  it("up to 50 times a page", () => expect(expand("{{ x }}\n".repeat(200)).faults).toHaveLength(50));
});

/** Text without what a template would read. */
const literal = fc.stringMatching(/^[a-z #*`-]{0,12}$/);
/** Each takes up no more and no fewer lines than it is written on. */
const oneLine = fc.constantFrom(
  "{% link top.md %}",
  "{% comment %}x{% endcomment %}",
  "{% raw %}{{ x }}{% endraw %}",
  "{{ site.product }}",
  "{{ lost }}",
  "{% if a %}",
  "{% assign a = 'b' %}",
  "{% include note.md text='x' %}",
  "{% include theme.html %}",
);
/** Each takes up other lines than it leaves. */
const manyLines = fc.constantFrom(
  "{% comment %}\nx\n\ny\n{% endcomment %}",
  "{% include_relative two.md %}",
  "{% include\n  note.md\n  text='x' %}",
  "{% highlight sh %}\nx\n{% endhighlight %}",
  "{% highlight sh %}x{% endhighlight %}",
  "{% raw %}\nx\n{% endraw %}",
  "{{\n  lost\n}}",
);

describe("lineOf", () => {
  const heading = (text: string) =>
    pageOf(`---\ntitle: T\n---\n${text}`, {
      ...sites.jekyll,
      withFiles: () =>
        sites.jekyll.withFiles?.([
          { path: "page.md", text: "---\n---\n" },
          { path: "two.md", text: "1\n\n2\n" },
        ]) ?? sites.jekyll,
    }).sections.map(({ heading, line }) => [heading, line]);

  it.each<[string, string, readonly (readonly [string, number])[]]>([
    [
      "no template",
      "# A\n\n# B\n",
      [
        ["A", 4],
        ["B", 6],
      ],
    ],
    [
      "a comment over lines",
      "# A\n{% comment %}\nx\n\n{% endcomment %}\n# B\n",
      [
        ["A", 4],
        ["B", 9],
      ],
    ],
    [
      "an include",
      "# A\n\n{% include_relative two.md %}\n\n# B\n\n{% include_relative two.md %}{% include_relative two.md %}\n\n# C\n",
      [
        ["A", 4],
        ["B", 8],
        ["C", 12],
      ],
    ],
    [
      "raw text",
      "{% raw %}\n# A {{ x }}\n\n# B\n{% endraw %}\n# C\n",
      [
        ["A {{ x }}", 5],
        ["B", 7],
        ["C", 9],
      ],
    ],
    [
      "highlighted code",
      "{% highlight sh %}\n# x\n\n{% endhighlight %}\n# A\n\n{% highlight sh %}x{% endhighlight %}\n# B\n",
      [
        ["T", 1],
        ["A", 8],
        ["B", 11],
      ],
    ],
    [
      "white space that is taken out",
      "# A\n\n\n{%- assign a = 1 %}\n\n# B\n\n{% assign a = 1 -%}\n\n\n# C\n",
      [
        ["A", 4],
        ["B", 9],
        ["C", 14],
      ],
    ],
    [
      "a tag over lines",
      "{% assign\n  a\n  = 1 %}\n\n# A {{ \na\n}}\n# B\n",
      [
        ["A 1", 8],
        ["B", 11],
      ],
    ],
    [
      "text that is not expanded",
      "# A\n\n{% never closed\n\n# B\n",
      [
        ["A", 4],
        ["B", 8],
      ],
    ],
  ])("maps headings after %s to their own lines", (_, text, expected) => expect(heading(text)).toEqual(expected));

  it("keeps the lines above the text", () => {
    const { lineOf } = expandLiquid("a\nb", 5, page());
    expect([1, 4, 5, 6].map(lineOf)).toEqual([1, 4, 5, 6]);
    expect(expandLiquid("", 5, page()).lineOf(5)).toBe(5);
  });

  it("maps every literal line to itself among tags of one line", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(literal, oneLine), { minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        (lines, first) => {
          const { text, lineOf } = expandLiquid(lines.join("\n"), first, page());
          expect(text.split("\n").map((_, at) => lineOf(first + at))).toEqual(lines.map((_, at) => first + at));
        },
      ),
    );
  });

  it("maps every marked line to itself among tags of any length", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(literal, oneLine, manyLines), { minLength: 1 }), (parts) => {
        const source = parts.map((part, at) => `mark ${at}\n${part}`).join("\n");
        const { text, lineOf } = expandLiquid(source, 1, page());
        const marks = (of: string) =>
          of.split("\n").flatMap((line, at) => (/^mark \d+$/.test(line) ? [[line, at + 1] as const] : []));
        expect(marks(text).map(([mark, line]) => [mark, lineOf(line)])).toEqual(marks(source));
      }),
    );
  });
});

describe("any text", () => {
  const pieces = fc.array(
    fc.oneof(
      literal,
      oneLine,
      manyLines,
      fc.constantFrom("{%", "%}", "{{", "}}", "-", "{%-", "-%}", "\n", "endraw", "raw", "|", "'", '"', "=", "\0"),
    ),
  );

  it("is expanded to the same text each time, with lines that exist", () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const source = parts.join("");
        const { text, lineOf, faults } = expand(source);
        expect(expand(source).text).toBe(text);
        const last = source.split("\n").length;
        for (const line of [
          ...text.split("\n").map((_, at) => lineOf(at + 1)),
          ...faults.filter(({ file }) => file === "guide/page.md").map(({ line }) => line ?? 0),
        ])
          expect([line >= 1, line <= last]).toEqual([true, true]);
      }),
    );
  });
});

describe("hostile templates end soon (A53)", () => {
  /** In ms; what grows with the square takes far longer. */
  const BOUND = 3_000;
  const files = {
    ...Object.fromEntries(
      Array.from({ length: 6 }, (_, at) => [
        `guide/bomb${at}.md`,
        `{% include_relative bomb${at + 1}.md %}`.repeat(100),
      ]),
    ),
    "guide/bomb6.md": "x".repeat(1_000),
    "guide/big.md": "x".repeat(1_000_000),
    "guide/lines.md": "\n".repeat(100_000),
    "_includes/note.md": "{{ include.a }}",
  };

  it.each([
    ["100,000 opened tags", "{%".repeat(100_000)],
    ["100,000 opened outputs", "{{".repeat(100_000)],
    ["200,000 braces", "{".repeat(200_000)],
    ["100,000 tags", "{% a %}".repeat(100_000)],
    ["100,000 outputs", "{{ a }}".repeat(100_000)],
    ["raw that never ends", `{% raw %}${"{% endraw".repeat(50_000)}`],
    ["raw in raw", "{% raw %}".repeat(50_000)],
    ["an end tag full of spaces", `{% raw %}{%${" ".repeat(200_000)}`],
    ["a tag full of spaces", `{%${" ".repeat(200_000)}x%}`],
    ["a tag full of dashes", `{%${"- ".repeat(100_000)}%}`],
    ["100,000 filters", `{{ a${"| strip".repeat(100_000)} }}`],
    ["100,000 filters that make it longer", `{{ 'a'${"|relative_url".repeat(100_000)} }}`],
    ["values that grow", "{% assign a = a | absolute_url %}".repeat(20_000) + "{{ a }}".repeat(20_000)],
    ["white space trimmed 100,000 times", `${"\n".repeat(100_000)}${"{{- 'a' -}}\n".repeat(100_000)}`],
    ["nothing trimmed 100,000 times", `${"\n".repeat(100_000)}${"{{- '' -}}".repeat(100_000)}`],
    ["a string left open", `{{ '${"x".repeat(200_000)} }}`],
    ["an invalid number", `{{ ${"1".repeat(200_000)}x }}`],
    ["parameters left open", `{% include note.md ${"a='x".repeat(50_000)} %}`],
    ["parameters without values", `{% include note.md ${"a ".repeat(100_000)} %}`],
    ["a name of 200,000 letters", `{% include note.md ${"a".repeat(200_000)} %}`],
    ["includes of includes", "{% include_relative bomb0.md %}".repeat(100)],
    ["large includes", "{% include_relative big.md %}".repeat(1_000)],
    ["includes of blank lines", "{% include_relative lines.md %}".repeat(1_000)],
    ["a page that includes itself", "{% include_relative page.md %}".repeat(10_000)],
    ["conditions in conditions", "{% if a %}".repeat(50_000)],
    ["code in code", "{% highlight a %}".repeat(50_000)],
  ])("%s", (_, text) => {
    const spent = cpuTime(() => {
      const { lineOf } = expand(text, files);
      for (let line = 1; line < 1_000; line++) lineOf(line);
    });
    expect(spent).toBeLessThan(BOUND);
    const { text: expanded, faults } = expand(text, files);
    expect([expanded.length <= 8_000_000 + text.length, faults.length <= 50]).toEqual([true, true]);
  });
});
